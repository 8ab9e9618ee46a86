"""Signed words in addresses and forms: the form's own token, the thanks page's, and the way back to a form.

They name a gift to whoever holds them, so they stand in no public page. Each has a salt of its own.
"""

import secrets
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from donations.models import Gift

_FORM, _THANKS, _BACK = (Signer(salt=f"donations.{use}", sep=".") for use in ("form", "thanks", "back"))
# A form that is filled in shows a name and an address, so the way back to it ends.
BACK_LASTS = timedelta(days=1)


def new_form_token() -> str:
    """Return a token for a form that is shown; what of it is kept with the gift is `form_word`."""
    return signed_form(secrets.token_urlsafe(18))


def signed_form(word: str) -> str:
    """Return the token of the form whose word is kept with its gift."""
    return _FORM.sign(word)


def form_word(token: str) -> str:
    """Return the word of a token that we gave out; a fresh one for anything else, so that no form is in vain."""
    try:
        return _FORM.unsign(token[:200])
    except BadSignature:
        return secrets.token_urlsafe(18)


def success_url(gift: Gift) -> str:
    """Return where Stripe sends a giver who has paid."""
    return f"{settings.SITE_URL}{thanks_path(gift)}"


def thanks_path(gift: Gift) -> str:
    return f"/donate/thanks/{_THANKS.sign(gift.uuid.hex)}/"


def cancel_url(gift: Gift) -> str:
    """Return where Stripe sends a giver who turns back: to the form as it was, until a day after its own page ends.

    It is the same each time, as Stripe takes one attempt with one set of words only.
    """
    assert gift.session_expires_at is not None
    return f"{settings.SITE_URL}{form_path(gift, until=gift.session_expires_at + BACK_LASTS)}"


def form_path(gift: Gift, *, until: datetime) -> str:
    """Return the form of a gift, filled in as it was; after `until` it is an empty one."""
    slug = f"{gift.appeal.slug}/" if gift.appeal else ""
    return f"/donate/{slug}?gift={_BACK.sign(f'{gift.uuid.hex}-{int(until.timestamp())}')}"


def thanked(token: str) -> Gift | None:
    """Return the gift that a thanks page is about."""
    try:
        return _gift(_THANKS.unsign(token[:200]))
    except BadSignature:
        return None


def turned_back(token: str) -> Gift | None:
    """Return the gift to whose form somebody came back in time."""
    try:
        number, _, until = _BACK.unsign(token[:200]).partition("-")
    except BadSignature:
        return None
    return _gift(number) if int(until) > timezone.now().timestamp() else None


def _gift(number: str) -> Gift | None:
    try:
        return Gift.objects.select_related("appeal").filter(uuid=uuid.UUID(number)).first()
    except ValueError:
        return None
