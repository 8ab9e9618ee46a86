"""What providers and readers tell of a delivery afterwards: noted once, moved forward only."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from newsletters.actions.choose import Choice, choose, come_back
from newsletters.actions.subscribe import confirm, subscribe
from newsletters.models import Consent, Delivery, DeliveryEvent, Subscriber, Subscription
from newsletters.sending import claims
from newsletters.tests.builders import make_edition, make_newsletter, make_reader
from newsletters.tests.sending import claimed, released, states
from newsletters.wishes import Wishes
from press.mail import suppression
from press.mail.signals import mail_bounced

pytestmark = pytest.mark.django_db
ADDRESS = "cleo@reader.example"


def accepted(**fields: Any) -> Delivery:
    reader = make_reader()
    return Delivery.objects.create(edition=make_edition(), subscription=reader, **{"state": "accepted", **fields})


def tell(kind: str, delivery: str = "", *, told_as: str = "", address: str = ADDRESS) -> None:
    mail_bounced.send(
        sender=None,
        address=address,
        kind=kind,
        delivery=delivery,
        told_as=told_as,
        told_by="Postmark",
        detail="550 no such user",
        at=timezone.now(),
    )


def test_a_bounce_is_noted_and_ends_the_subscriptions() -> None:
    delivery = accepted()
    tell("bounced", str(delivery.pk), told_as="Postmark 42")
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.BOUNCED
    assert Subscription.objects.get().left_because == "bounced"


def test_what_is_told_twice_is_noted_once() -> None:
    delivery = accepted()
    for _ in range(2):
        tell("complained", str(delivery.pk), told_as="Postmark 42")
    assert DeliveryEvent.objects.filter(verb="complained").count() == 1


def test_a_delivery_moves_forward_only() -> None:
    delivery = accepted()
    tell("complained", str(delivery.pk), told_as="1")
    tell("bounced", str(delivery.pk), told_as="2")
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.COMPLAINED


@pytest.mark.parametrize("named", ["", "0", "-1", "x", "9" * 30, "１"])
def test_an_event_that_names_no_delivery_still_ends_what_the_address_gets(named: str) -> None:
    accepted()
    tell("bounced", named)
    assert Subscription.objects.get().left_at
    assert Delivery.objects.get().state == Delivery.State.ACCEPTED


def test_an_event_cannot_touch_another_readers_delivery() -> None:
    delivery = accepted()
    tell("bounced", str(delivery.pk), address="somebody@else.example")
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.ACCEPTED
    assert Subscription.objects.get().left_at is None


def test_what_a_provider_tells_late_ends_no_subscription_that_was_begun_since() -> None:
    accepted()
    Subscription.objects.update(begun_at=timezone.now() + timedelta(seconds=5))
    tell("bounced")
    assert Subscription.objects.get().left_at is None


def test_a_providers_own_button_ends_that_newsletter_alone() -> None:
    delivery = accepted()
    reader = delivery.subscription
    assert reader
    other = Subscription.objects.create(
        subscriber=reader.subscriber, newsletter=make_newsletter(slug="week"), begun_at=timezone.now()
    )
    tell("left", str(delivery.pk), told_as="9")
    other.refresh_from_db()
    reader.refresh_from_db()
    assert (reader.left_because, other.left_at) == ("reader", None)


def test_leaving_by_an_editions_link_is_counted_for_that_edition() -> None:
    delivery = accepted()
    assert delivery.subscription
    address = f"/newsletters/unsubscribe/{delivery.subscription.key}/?of={delivery.edition_id}"
    for _ in range(2):
        assert Client().post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert DeliveryEvent.objects.filter(verb="left", edition_id=delivery.edition_id).count() == 1


def test_who_leaves_comes_back_and_leaves_again_by_the_same_mail_is_let_go() -> None:
    delivery = accepted()
    assert delivery.subscription
    address = f"/newsletters/unsubscribe/{delivery.subscription.key}/?of={delivery.edition_id}"
    Client().post(address)
    Client().post(address, {"again": "yes"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert Client().post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscription.objects.get().left_at


@pytest.mark.parametrize("of", ["", "x", "0", "9" * 40])
def test_leaving_works_whatever_edition_is_named(of: str) -> None:
    reader = make_reader()
    Client().post(f"/newsletters/unsubscribe/{reader.key}/?of={of}")
    reader.refresh_from_db()
    assert reader.left_at


def test_who_comes_back_after_a_bounce_or_a_complaint_gets_mail_again() -> None:
    delivery = accepted()
    tell("complained", str(delivery.pk), told_as="1")
    suppression.suppress(ADDRESS, why="complained")
    reader = Subscription.objects.get()
    page = Client().post(
        f"/newsletters/unsubscribe/{reader.key}/", {"again": "yes"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert "You are subscribed again" in page.text
    assert not suppression.is_suppressed(ADDRESS)


def test_a_bounce_that_is_told_before_the_sender_noted_the_mail_is_kept(ben: User) -> None:
    make_reader(at=timezone.now() - timedelta(days=1))
    delivery = claimed(released(ben), at=timezone.now())
    claims.note_step(delivery.claimed_by, done=None, begun=delivery, at=timezone.now())
    tell("bounced", str(delivery.pk), told_as="Postmark 1")
    claims.note_step(delivery.claimed_by, done=delivery, begun=None, at=timezone.now())
    claims.settle_lapsed(at=timezone.now() + timedelta(minutes=6))
    assert states() == [("bounced", "")]


def test_a_complaint_that_is_told_once_more_does_not_end_what_a_reader_began_again() -> None:
    delivery = accepted()
    reader = delivery.subscription
    assert reader
    Subscription.objects.update(begun_at=timezone.now() - timedelta(days=3))
    tell("complained", str(delivery.pk), told_as="Postmark 42")
    reader.refresh_from_db()
    come_back(reader, words="Subscribe again")
    tell("complained", str(delivery.pk), told_as="Postmark 42")
    assert Subscription.objects.get().left_at is None


def test_an_address_that_came_back_gets_the_newsletter_it_chooses_next() -> None:
    reader, week = make_reader(), make_newsletter(slug="week")
    suppression.suppress(ADDRESS, why="bounced")
    choose(reader.subscriber, Choice({reader.newsletter: "", week: "each"}, Wishes()))
    assert not suppression.is_suppressed(ADDRESS)


def test_who_asks_anew_after_a_bounce_and_before_confirming_gets_what_they_confirm() -> None:
    newsletter, began = make_newsletter(), timezone.now() - timedelta(days=2)
    subscribe(ADDRESS, [newsletter], page="/", words="x", at=began)
    tell("bounced")
    subscribe(ADDRESS, [newsletter], page="/", words="x")
    confirm(Subscriber.objects.get().key, wishes=Wishes())
    assert Subscription.objects.get().left_at is None
    verbs = Consent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["asked", "left", "asked", "confirmed"]
