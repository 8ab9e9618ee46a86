"""What the tests of sending share: an edition let go, what became of it, and a claim whose holder dies."""

from datetime import datetime, timedelta
from email import message_from_string, policy
from typing import Any

from accounts.models import User
from articles.tests.builders import make_article
from newsletters.actions import release
from newsletters.models import Delivery, Edition
from newsletters.sending import claims
from newsletters.tests.builders import make_edition
from press.mail.tests.sink import Sink

State, Why = Delivery.State, Delivery.Why
MINUTE = timedelta(minutes=1)


def released(ben: User, *stories: Any, **fields: Any) -> Edition:
    edition = make_edition(*(stories or [make_article()]), **fields)
    release.send_now(edition, by=ben)
    return edition


def states() -> list[tuple[str, str]]:
    return sorted(Delivery.objects.values_list("state", "reason"))


def to(sink: Sink) -> list[str]:
    """Return to whom the sink was given mail."""
    return sorted(str(message_from_string(one, policy=policy.default)["To"]) for one in sink.received)


def claimed(edition: Edition, *, at: datetime) -> Delivery:
    (delivery,) = claims.claim(edition, who="a worker that dies", most=1, lease=5 * MINUTE, at=at)
    return delivery
