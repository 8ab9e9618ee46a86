"""The webhook: verify, store, answer. What an event asks for is done by the worker."""

import logging

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from donations.actions import events
from donations.stripe.signature import CannotTrust, verified
from donations.stripe.wire import within
from press.work.beats import beat_age

logger = logging.getLogger(__name__)

LARGEST = 256 * 1024  # bytes; Stripe's own are far smaller
PATIENT = 5.0  # seconds for what is handled while Stripe waits for the answer
SILENT = 60.0  # seconds without a beat after which no worker is counted on


@csrf_exempt
@never_cache
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Answer 200 to whatever Stripe signed, once it is stored; 400 to anything else, of which nothing is kept."""
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return _answer("That is larger than any event.", status=413)
    try:
        event = verified(body, request.headers.get("Stripe-Signature", ""))
    except CannotTrust:
        return _answer("The signature is not good.", status=400)
    if events.receive(event, body.decode()):
        _see_to(event["id"])
    return _answer("Thank you.")


def _see_to(event_id: str) -> None:
    """Give the event to a worker, or handle it here when none beats. What goes wrong is tried again each minute."""
    from donations.tasks import handle_event

    age = beat_age()
    try:
        if age is None or age > SILENT:
            with within(PATIENT):
                events.handle(event_id)
            return
        handle_event.enqueue(event_id)
    except Exception:
        logger.exception("Event %s is stored and waits for the worker.", event_id)


def _answer(words: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(words + "\n", status=status, content_type="text/plain; charset=utf-8")
