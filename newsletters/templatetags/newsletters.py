"""Newsletters, for templates of any app."""

from typing import Any

from django import template

from newsletters.models import Newsletter, Subscriber
from press.web.standing import Standing

register = template.Library()

_FIRST = Standing(
    lambda: Newsletter.objects.open().in_order().values_list("name", "slug", "promise")[:1],
    lambda rows: [dict(zip(("name", "slug", "promise"), row, strict=True)) for row in rows],
)


@register.simple_tag
def signup_newsletter() -> dict[str, Any] | None:
    """Return the newsletter that the sign-up box is about, or None: `{% signup_newsletter as newsletter %}`."""
    return next(iter(_FIRST.answer()), None)


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
