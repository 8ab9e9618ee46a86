"""When many cards are declined nothing is begun for some minutes, and publishers hear of it once."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from donations.actions import events, guard
from donations.actions.guard import are_cards_tried
from donations.models import Gift, StripeEvent
from donations.sandbox.testing import Sandbox
from donations.tests.builders import begin, bring, make_gift, now
from donations.tests.test_starting_a_gift import send
from press.mail.models import Letter
from press.roles import PUBLISHER
from press.web.remember import forget_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few_are_enough(sandbox: Sandbox, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.STRIPE_SECRET_KEY = sandbox.key
    monkeypatch.setattr(guard, "DECLINED", 3)
    ada = get_user_model().objects.create_user("ada@paper.example")
    ada.groups.add(Group.objects.get_or_create(name=PUBLISHER)[0])
    get_user_model().objects.create_user("cleo@paper.example")


def tried(sandbox: Sandbox, cards: int, **fields: Any) -> Gift:
    gift = make_gift(**fields)
    session = begin(gift)
    for _ in range(cards):
        sandbox.pay(session, "declined", name="D", email="d@paper.example")
    bring(sandbox, sandbox.events("charge.failed"))
    forget_all()
    return gift


@pytest.mark.parametrize("interval", ["once", "month"])
def test_many_declined_cards_close_the_form_with_a_sentence(client: Client, sandbox: Sandbox, interval: str) -> None:
    tried(sandbox, 2, interval=interval)
    assert client.get("/donate/").status_code == 200
    assert "declined" not in client.get("/donate/").text
    tried(sandbox, 1, interval=interval)
    assert "Many cards were declined here" in client.get("/donate/").text
    answer = send(client)
    assert answer.status_code == 503
    assert "Nothing was charged" in answer.text


def test_publishers_are_told_once(sandbox: Sandbox) -> None:
    for _ in range(3):
        tried(sandbox, 3)
    assert list(Letter.objects.values_list("to", "message")) == [("ada@paper.example", "donations/cards_tried")]


def test_the_form_opens_again_by_itself(client: Client, sandbox: Sandbox) -> None:
    tried(sandbox, 3)
    assert are_cards_tried()
    StripeEvent.objects.update(happened_at=now() - guard.WITHIN - timedelta(seconds=1))
    forget_all()
    assert send(client).status_code == 303


def test_cards_of_renewals_and_of_other_sites_do_not_count(sandbox: Sandbox) -> None:
    tried(sandbox, 3)
    events_of = sandbox.events("charge.failed")
    StripeEvent.objects.all().delete()
    strange = {"environment": "https://another.example"}
    for number, event in enumerate(events_of):
        charge = event["data"]["object"]
        charge |= {"metadata": strange} if number % 2 else {"metadata": {}, "description": "Subscription update"}
    bring(sandbox, events_of)
    forget_all()
    assert set(StripeEvent.objects.values_list("state", flat=True)) == {StripeEvent.State.IGNORED}
    assert not are_cards_tried()


def test_a_declined_card_is_counted_once_however_often_it_is_handled(sandbox: Sandbox) -> None:
    tried(sandbox, 2)
    for event in StripeEvent.objects.all():
        StripeEvent.objects.filter(pk=event.pk).update(next_try_at=now(), tries=0)
        events.handle(event.pk)
    bring(sandbox, sandbox.events("charge.failed"))
    forget_all()
    assert not are_cards_tried()
    assert site.SITE_URL in str(sandbox.events("charge.failed")[0])
