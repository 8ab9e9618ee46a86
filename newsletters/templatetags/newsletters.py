"""Newsletters, for templates of any app."""

from typing import Any

from django import template

from newsletters.models import Newsletter, Subscriber
from newsletters.titles import titles

register = template.Library()


@register.simple_tag
def signup_newsletter() -> Newsletter | None:
    """Return the newsletter that the sign-up box is about, or None: `{% signup_newsletter as newsletter %}`."""
    return next((newsletter for newsletter in titles() if newsletter.is_open), None)


@register.simple_tag
def own_newsletters(address: str) -> dict[str, Any]:
    """Return what an address, whose owner is signed in, is subscribed to, and where that is changed:
    `{% own_newsletters person.email as own %}`.
    """
    subscriber = Subscriber.objects.confirmed().filter(address=address.lower()).first()
    if subscriber is None:
        return {"url": "/newsletters/", "names": [], "is_known": False}
    stays = Newsletter.objects.filter(subscriptions__subscriber=subscriber, subscriptions__left_at=None).in_order()
    names = list(stays.values_list("name", flat=True))
    return {"url": f"/newsletters/preferences/{subscriber.key}/", "names": names, "is_known": True}
