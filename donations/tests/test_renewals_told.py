"""Before a yearly gift renews its donor is told, once; nobody else is."""

from typing import Any

import pytest
from django.core import mail

from donations.models import Donor, Plan, StripeEvent
from donations.sandbox.testing import Sandbox
from donations.stripe.client import client
from donations.tests.builders import bring, give, now
from press.mail.models import Letter
from press.mail.outbox import deliver_due

pytestmark = pytest.mark.django_db


def told() -> Any:
    return Letter.objects.filter(message="donations/renewal")


def begin(sandbox: Sandbox, interval: str = "year") -> Plan:
    give(sandbox, interval=interval)
    bring(sandbox)
    return Plan.objects.get()


def test_yearly_donor_is_told_before_the_money_is_taken(sandbox: Sandbox) -> None:
    plan = begin(sandbox)
    assert plan.period_ends_at is not None
    sandbox.advance(days=363)
    bring(sandbox)
    deliver_due(now())
    sent = mail.outbox[-1]
    assert sent.to == ["dov@paper.example"]
    assert f"renews on {plan.period_ends_at:%B} {plan.period_ends_at.day}, {plan.period_ends_at.year}" in sent.subject
    assert "the next $60.00 will be taken" in sent.body
    assert "/donate/manage/" in sent.body


def test_news_that_comes_twice_or_again_is_told_once(sandbox: Sandbox) -> None:
    begin(sandbox)
    sandbox.advance(days=363)
    bring(sandbox)
    for event in StripeEvent.objects.filter(type="invoice.upcoming"):
        event.delete()
    bring(sandbox, sandbox.events("invoice.upcoming"))
    assert told().count() == 1


def test_news_of_a_renewal_that_is_past_tells_nobody(sandbox: Sandbox) -> None:
    begin(sandbox)
    sandbox.advance(days=370)
    bring(sandbox)
    assert StripeEvent.objects.get(type="invoice.upcoming").state == StripeEvent.State.DONE
    assert not told().exists()


def test_each_year_is_told_of(sandbox: Sandbox) -> None:
    begin(sandbox)
    for _ in range(2):
        sandbox.advance(days=363)
        bring(sandbox)
        sandbox.advance(days=3)
        bring(sandbox)
    assert told().count() == 2


def test_monthly_donors_are_not_told(sandbox: Sandbox) -> None:
    begin(sandbox, "month")
    sandbox.advance(months=1)
    bring(sandbox)
    assert sandbox.events("invoice.upcoming")
    assert not told().exists()


@pytest.mark.parametrize(
    "change", [{"pause_collection": {"behavior": "void"}}, {"items": [{"quantity": 2}], "proration_behavior": "none"}]
)
def test_what_is_told_is_what_stripe_says_now(sandbox: Sandbox, change: Any) -> None:
    plan = begin(sandbox)
    sandbox.advance(days=363)
    if "items" in change:
        item = client().v1.subscriptions.retrieve(plan.subscription_id).to_dict()["items"]["data"][0]
        change["items"][0]["id"] = item["id"]
    client().v1.subscriptions.update(plan.subscription_id, params=change)
    bring(sandbox, sandbox.events("invoice.upcoming"))
    if "items" in change:
        assert "$120.00" in told().get().text
    else:
        assert not told().exists()


def test_erased_donor_is_not_written_to(sandbox: Sandbox) -> None:
    begin(sandbox)
    Donor.objects.update(email="", erased_at=now())
    sandbox.advance(days=363)
    bring(sandbox)
    assert not told().exists()


def test_preview_says_which_period_ends(sandbox: Sandbox) -> None:
    plan = begin(sandbox)
    sandbox.advance(days=363)
    (event,) = sandbox.events("invoice.upcoming")
    preview = event["data"]["object"]
    assert plan.period_ends_at is not None
    assert preview["period_end"] == preview["next_payment_attempt"] == int(plan.period_ends_at.timestamp())
