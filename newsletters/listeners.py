"""What newsletters do when a person goes or asks, when topics become one, and when mail comes back."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import person_erased, person_exporting
from articles.signals import topic_merged
from donations.models import Gift
from donations.signals import gift_received
from newsletters.actions.decide import note_told
from newsletters.actions.subscribe import keep_wishes, subscribe
from newsletters.models import Delivery, Newsletter, Subscriber
from newsletters.wishes import Wishes, read
from press.mail.signals import mail_bounced
from press.mail.suppression import forget_address as forget_suppressed

_TICKED = "Send me news of the paper by email"


@receiver(person_exporting, dispatch_uid="newsletters.exporting")
def tell_newsletters(user: User, **_: Any) -> dict[str, Any]:
    """Tell a person what their address is subscribed to."""
    subscriber = Subscriber.objects.filter(address=user.email.lower()).first()
    if subscriber is None:
        return {}
    rows = subscriber.subscriptions.select_related("newsletter").order_by("pk")
    return {
        "newsletters": {
            "asked": subscriber.asked_at.isoformat(),
            "confirmed": subscriber.confirmed_at.isoformat() if subscriber.confirmed_at else None,
            "topics": sorted(subscriber.topics.values_list("name", flat=True)),
            "subscriptions": [
                {
                    "newsletter": row.newsletter.name,
                    "since": row.begun_at.isoformat(),
                    "left": row.left_at.isoformat() if row.left_at else None,
                }
                for row in rows
            ],
        }
    }


@receiver(person_erased, dispatch_uid="newsletters.erased")
def forget_address(user: User, **_: Any) -> None:
    """An erased person's address gets no newsletters; what was sent stays counted, to nobody."""
    Subscriber.objects.filter(address=user.email.lower()).delete()
    forget_suppressed(user.email)


@receiver(gift_received, dispatch_uid="newsletters.gift_received")
def ask_giver(gift: Gift, at: datetime, **_: Any) -> None:
    """Who ticked on the donate form that news may come is asked to confirm it, once."""
    first = Newsletter.objects.open().in_order().first()
    address = gift.email.lower()
    if not gift.wants_mail or not address or first is None or Subscriber.objects.filter(address=address).exists():
        return
    subscribe(address, [first], page="/donate/", words=_TICKED, at=at)


@receiver(topic_merged, dispatch_uid="newsletters.topic_merged")
def want_the_kept_topic(kept_id: int, merged_id: int, **_: Any) -> None:
    """Who wanted the one wants the other now."""
    for subscriber in Subscriber.objects.filter(topics=merged_id):
        wishes = read(subscriber.wishes)
        keep_wishes(subscriber, Wishes(wishes.topics - {merged_id} | {kept_id}, wishes.authors, only=wishes.only))
        # So does an edition that waits for their hour.
        waits = Delivery.objects.filter(subscription__subscriber=subscriber, state=Delivery.State.QUEUED)
        waits.update(wishes=subscriber.wishes, wishes_key=subscriber.wishes_key)


@receiver(mail_bounced, dispatch_uid="newsletters.mail_bounced")
def end_subscriptions(**told: Any) -> None:
    """What came back or was called spam is noted on its delivery, and the address gets no more."""
    wanted = ("kind", "address", "delivery", "told_as", "told_by", "detail", "at")
    note_told(**{name: told[name] for name in wanted})
