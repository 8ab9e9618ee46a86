"""Where Stripe sends a giver who has paid. What it says comes from our own rows alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from donations.actions.look_up import look_up_session
from donations.links import BACK_LASTS, form_path, thanked
from donations.models import Gift
from donations.views.give import giving_page
from press.web.limits import Limit, TooOften, count
from press.web.public import render

State = Gift.State
_RECEIVED = frozenset({State.RECEIVED, State.PARTLY_REFUNDED, State.REFUNDED})
_ENDED = frozenset({State.FAILED, State.EXPIRED, State.CANCELLED})
_AGAIN = frozenset({State.FAILED, State.EXPIRED})  # of which the form can be sent once more
ASKED = Limit("a gift looked up from its thanks page", 6, 60)  # reloading does not make Stripe quicker


@giving_page
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """“Received” when our rows say so; else Stripe is asked once, by the webhook's own code."""
    gift = thanked(token)
    if gift is None:
        raise Http404(gettext("This address is not whole. Look at the mail that came with your gift."))
    if gift.state not in _RECEIVED and gift.session_id and _may_ask(gift):
        look_up_session(gift.session_id)
        gift.refresh_from_db()
    context = {
        "gift": gift,
        "name": "" if gift.anonymous else gift.name,
        "received": gift.state in _RECEIVED,
        "processing": gift.state == State.PROCESSING,
        "ended": gift.state in _ENDED,
        "again": form_path(gift, until=timezone.now() + BACK_LASTS) if gift.state in _AGAIN else "/donate/",
        "page": {"title": gettext("Thank you"), "noindex": True, "language": "en", "direction": "ltr"},
    }
    response = render(request, "donations/thanks.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _may_ask(gift: Gift) -> bool:
    try:
        count(ASKED, gift.uuid.hex)
    except TooOften:
        return False
    return True
