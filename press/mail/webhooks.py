"""What a provider tells after it has taken a mail: `/mail/<provider>/`, read and proved by django-anymail.

Only a provider that one of the mailers uses is answered, and only when something proves who speaks: its own signing key
or MAIL_WEBHOOK_SECRET. Anymail would take an unsigned event with a warning; we answer as if nothing were here.
"""

import logging
import re
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from press.mail import suppression
from press.mail.address import written
from press.mail.bounces import is_for_now
from press.mail.signals import mail_bounced

logger = logging.getLogger(__name__)
_BACKEND = re.compile(r"anymail\.backends\.(\w+)\.EmailBackend")
# By which key a provider signs. The others prove themselves by MAIL_WEBHOOK_SECRET alone, whatever keys are set.
_SIGNED_BY = {
    "mailersend": "MAILERSEND_SIGNING_SECRET",
    "mailgun": "MAILGUN_WEBHOOK_SIGNING_KEY",
    "mailtrap": "MAILTRAP_SIGNING_SECRET",
    "mandrill": "MANDRILL_WEBHOOK_KEY",
    "postal": "POSTAL_WEBHOOK_KEY",
}
# What a provider's own list says of an address: why it would take no mail for it.
_FOR_GOOD = {RejectReason.BOUNCED: "bounced", RejectReason.INVALID: "bounced", RejectReason.SPAM: "complained"}


def providers() -> set[str]:
    """Return the providers that the mailers use and whose events can be proved."""
    used = {found[1] for mailer in settings.MAILERS.values() if (found := _BACKEND.fullmatch(mailer["BACKEND"]))}
    has_secret = bool(settings.ANYMAIL.get("WEBHOOK_SECRET"))
    tells = (one for one in used if find_spec(f"anymail.webhooks.{one}"))
    return {one for one in tells if has_secret or settings.ANYMAIL.get(_SIGNED_BY.get(one, ""))}


@csrf_exempt
def told(request: HttpRequest, provider: str) -> HttpResponse:
    """Take a provider's events. A body that cannot be read is answered with 400, so that it is sent again or seen."""
    if provider not in providers():
        raise Http404
    try:
        with transaction.atomic():
            return cast("HttpResponse", _view(provider)(request))
    except (KeyError, ValueError, TypeError, AttributeError):
        logger.warning("An event of %s could not be read.", provider, exc_info=True)
        return HttpResponseBadRequest("This cannot be read.\n", content_type="text/plain")


def _view(provider: str) -> Any:
    module = import_module(f"anymail.webhooks.{provider}")
    names = [
        name for name in vars(module) if re.search(r"(Tracking|Combined)WebhookView$", name) and "Base" not in name
    ]
    return getattr(module, names[0]).as_view()


@receiver(tracking, dispatch_uid="press.mail.webhooks")
def note(event: AnymailTrackingEvent, esp_name: str, **_: Any) -> None:
    """Put an address on the suppression list where an event asks for it, and tell the apps above."""
    kind = _kind(event)
    address = _line(written(event.recipient or ""))
    if not kind or not address:
        return
    at = event.timestamp or timezone.now()
    detail = _line(event.mta_response or event.description or "")[:300]
    if kind != "left":
        suppression.suppress(address, why=kind, told_by=esp_name, at=at)
    delivery = str((event.metadata or {}).get("delivery", "")) or _tagged(event.tags)
    told_as = _line(f"{esp_name} {event.event_id}")[:200] if event.event_id else ""
    mail_bounced.send(
        sender=None,
        address=address,
        kind=kind,
        delivery=delivery,
        told_as=told_as,
        told_by=esp_name,
        detail=detail,
        at=at,
    )


def _tagged(tags: Any) -> str:
    """Return the delivery of a provider that tells tags in place of metadata; see handing.py."""
    named = (str(tag).partition("delivery-") for tag in tags or [])
    return next((number for before, _, number in named if not before and number), "")


def _kind(event: AnymailTrackingEvent) -> str:
    """Return what an event means for the address: "bounced", "complained", "left", or nothing."""
    if event.event_type == EventType.COMPLAINED:
        return "complained"
    if event.event_type == EventType.UNSUBSCRIBED:
        return "left"
    if event.event_type == EventType.BOUNCED:
        # Some providers call a full mailbox a bounce too, and most give another reason.
        is_for_good = event.reject_reason in {None, *_FOR_GOOD} and not is_for_now(event.esp_event)
        return "bounced" if is_for_good else ""
    if event.event_type == EventType.REJECTED:
        return "" if is_for_now(event.esp_event) else _FOR_GOOD.get(event.reject_reason, "")
    return ""


def _line(said: Any) -> str:
    """Return what somebody else's server said as one line that a database takes."""
    return "".join(letter for letter in " ".join(str(said).split()) if letter.isprintable())
