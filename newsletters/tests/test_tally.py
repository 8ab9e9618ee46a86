"""Of an old edition the counts stay, and who was sent what is forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from newsletters.admin.report import progress_of
from newsletters.models import Delivery, DeliveryEvent, Edition, Subscription
from newsletters.sending.queue import catch_up, queue
from newsletters.sending.tally import KEPT, forget_deliveries
from newsletters.tests.builders import make_edition, make_newsletter, make_reader
from newsletters.wishes import Wishes
from press.mail.signals import mail_bounced

pytestmark = pytest.mark.django_db
NOW = timezone.now()
OLD = NOW - KEPT - timedelta(minutes=1)
STATES = [("accepted", ""), ("accepted", ""), ("bounced", ""), ("complained", ""), ("skipped", "left")]


def sent(*, at: Any = OLD, state: str = "sent", states: Any = STATES) -> Edition:
    edition = make_edition(at=at, state=state, released_at=at, finished_at=at)
    number = Subscription.objects.count()
    for place, (became, why) in enumerate(states, start=number):
        reader = make_reader(f"{place}@reader.example", at=at)
        Delivery.objects.create(edition=edition, subscription=reader, state=became, reason=why, until=at)
    return edition


def test_the_report_of_an_old_edition_says_what_it_said() -> None:
    edition = sent()
    before = progress_of(edition, at=NOW)
    assert (before.total, before.accepted, before.skipped) == (5, 4, [("the reader left or takes a pause", 1)])
    assert forget_deliveries(NOW) == edition
    edition.refresh_from_db()
    assert not edition.deliveries.exists()
    assert progress_of(edition, at=NOW) == before
    assert forget_deliveries(NOW) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"at": OLD + timedelta(minutes=2)},
        {"state": "sending"},
        {"state": "paused"},
        {"states": [*STATES, ("uncertain", "")]},
    ],
)
def test_what_somebody_may_need_still_is_kept(fields: Any) -> None:
    edition = sent(**fields)
    assert forget_deliveries(NOW) is None
    assert edition.deliveries.count() >= len(STATES)


def test_the_oldest_is_counted_first_and_one_at_a_time() -> None:
    newer, older = sent(), sent(at=OLD - timedelta(days=1), state="stopped")
    assert [forget_deliveries(NOW), forget_deliveries(NOW), forget_deliveries(NOW)] == [older, newer, None]


def test_a_reader_is_told_nothing_twice_after_it_is_forgotten() -> None:
    reader = make_reader(wishes=Wishes(frozenset({1})), at=OLD)
    edition = make_edition(at=OLD, state="sent", released_at=OLD, finished_at=OLD)
    Delivery.objects.create(edition=edition, subscription=reader, state="accepted", until=OLD)
    catch_up(edition.newsletter, at=OLD)
    forget_deliveries(NOW)
    queue(make_edition(state="sending"), at=NOW)
    assert Delivery.objects.get().since == OLD


def test_what_comes_back_of_a_forgotten_mail_ends_the_subscriptions_all_the_same() -> None:
    make_newsletter()
    (row,) = sent(states=[("accepted", "")]).deliveries.all()
    reader = row.subscription
    forget_deliveries(NOW)
    told = {"delivery": str(row.pk), "told_as": "x", "told_by": "Postmark", "detail": "", "at": NOW}
    mail_bounced.send(sender=None, kind="bounced", address="0@reader.example", **told)
    assert reader
    reader.refresh_from_db()
    assert reader.left_because == "bounced"
    assert not DeliveryEvent.objects.exists()
