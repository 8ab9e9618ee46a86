"""The donate page: the form, the way to Stripe, and the sums it tells. Nothing of it may be stored by a cache."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from donations import asking
from donations.actions.give import AlreadyGiven, CannotGive, GivingIsClosed, StripeIsSilent, start_gift
from donations.actions.guard import WorkIsAsked, are_cards_tried
from donations.actions.policy import is_configured, policy, takes_gifts
from donations.forms import GiveForm, currencies
from donations.giving_page import page_of, told_sum, typed_in, typed_of
from donations.links import form_word, new_form_token, signed_form, thanks_path, turned_back
from donations.models import Appeal, Gift
from donations.models.appeal import DONATE
from donations.stripe.checkout import SessionRefused
from donations.work import Shown
from press.web.limits import TooOften
from press.web.network import network_of
from press.web.origin import ELSEWHERE, is_from_our_pages
from press.web.personal import refused
from press.web.public import PUBLIC_CSP, public_page, render

_STRIPE_PAGES = "https://checkout.stripe.com https://billing.stripe.com"
_TOLD_SENDER = ("Sec-Fetch-Site", "Origin", "Referer")


def giving_page(
    view: Callable[Concatenate[HttpRequest, ...], HttpResponse],
) -> Callable[Concatenate[HttpRequest, ...], HttpResponse]:
    """Mark a view as one giver's own: no cache keeps it, and its forms may lead on to Stripe.

    It needs no cookie, so there is no token in one to compare with. A POST that a browser says another site sent is
    refused; one that says nothing of its sender comes from no browser, and has nobody's rights to borrow.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and _is_from_elsewhere(request):
            response = refused(request, ELSEWHERE, status=403)
        else:
            try:
                response = view(request, *args, **kwargs)
            except Http404 as missing:
                response = render(
                    request, "404.html", {"message": str(missing), "page": _head("Not found")}, status=404
                )
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-cache"
        response["Content-Security-Policy"] = PUBLIC_CSP.replace(
            "form-action 'self'", f"form-action 'self' {stripe_hosts()}"
        )
        return response

    return answered


@giving_page
def donate(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The form, filled in by a link or by a giver who turned back; a POST starts the gift."""
    appeal = _appeal(slug)
    if not takes_gifts() or are_cards_tried():
        return _closed(request, status=503 if request.method == "POST" else 200)
    if request.method == "POST":
        return _start(request, appeal)
    gift = turned_back(request.GET.get("gift", ""))
    if gift and gift.state not in {Gift.State.CREATED, Gift.State.OPEN, Gift.State.EXPIRED, Gift.State.FAILED}:
        return _see(thanks_path(gift))
    if gift and gift.form_token:
        context = page_of(appeal, typed_of(gift))
        context["turned_back"] = True
        response = _page(request, appeal, context, token=signed_form(gift.form_token))
        response["Cache-Control"] = "no-store"
        return response
    return _page(request, appeal, page_of(appeal, typed_in(request.GET)), token=new_form_token())


@public_page
def told(request: HttpRequest) -> HttpResponse:
    """What a sum comes to with the fee, for the page's script; the same for everyone who asks."""
    currency = request.GET.get("currency", "").upper()
    known = currency in currencies(asking_appeal()) and told_sum(request.GET.get("amount", "")[:40], currency)
    return JsonResponse(known or {})


def asking_appeal() -> Appeal | None:
    """Return the appeal that the donate page makes now."""
    asked = asking.current(DONATE)
    return asked.appeal if asked else None


def stripe_hosts() -> str:
    """Return the origins to which the answer to a form may lead: browsers hold `form-action` against redirects too."""
    parts = urlsplit(settings.STRIPE_API_BASE)
    return _STRIPE_PAGES if parts.hostname == "api.stripe.com" else f"{parts.scheme}://{parts.netloc}"


def _start(request: HttpRequest, appeal: Appeal | None) -> HttpResponse:
    word = form_word(request.POST.get("token", ""))
    form = GiveForm(request.POST, appeal=appeal)
    shown = Shown(request.POST.get("work", ""), request.POST.get("work_number", ""))
    trouble, status, challenge = "", 422, None
    if form.is_valid():
        try:
            gift = start_gift(form.promise(), token=word, network=network_of(request), shown=shown)
        except AlreadyGiven as given:
            return _see(thanks_path(given.gift))
        except GivingIsClosed:
            return _closed(request, status=503)
        except SessionRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        except StripeIsSilent as silence:
            trouble, status = str(silence), 503
        except CannotGive as refusal:
            trouble = str(refusal)
        except WorkIsAsked as asked:
            challenge, status = asked.challenge, 429
        except TooOften as limit:
            trouble = gettext("Many gifts were started from your network.") + f" {limit}"
            status = 429
        else:
            return _see(gift.session_url)
    context = page_of(appeal, typed_in(request.POST), form=form)
    context |= {"trouble": trouble, "challenge": challenge, "other_ways": policy().other_ways if status == 503 else ""}
    return _page(request, appeal, context, token=signed_form(word), status=status)


def _appeal(slug: str) -> Appeal | None:
    if not slug:
        return asking_appeal()
    appeal = Appeal.objects.filter(slug=slug).first()
    if appeal is None:
        raise Http404(gettext("There is no such appeal."))
    return appeal


def _page(
    request: HttpRequest, appeal: Appeal | None, context: dict[str, Any], *, token: str, status: int = 200
) -> HttpResponse:
    title = appeal.title if appeal else gettext("Donate")
    page = _head(title) | {"canonical": f"{settings.SITE_URL}{request.path}"}
    page["noindex"] = request.method == "POST" or bool(request.GET)
    action = appeal.get_absolute_url() if appeal else "/donate/"
    return render(
        request, "donations/donate.html", {**context, "page": page, "token": token, "action": action}, status=status
    )


def _closed(request: HttpRequest, *, status: int) -> HttpResponse:
    rules = policy()
    words = {"message": rules.closed_message if is_configured() else "", "other_ways": rules.other_ways}
    if takes_gifts():
        words["message"] = gettext(
            "Many cards were declined here within a short time, which is what it looks like when somebody tries out "
            "stolen ones. So no gifts are begun for some minutes. Nothing was charged; please come back a little later."
        )
    return render(request, "donations/closed.html", {**words, "page": _head(gettext("Donate"))}, status=status)


def _see(address: str) -> HttpResponse:
    response = HttpResponse(status=303)
    response["Location"] = address
    return response


def _head(title: str) -> dict[str, Any]:
    return {"title": title, "noindex": True, "language": settings.LANGUAGE_CODE, "direction": "ltr"}


def _is_from_elsewhere(request: HttpRequest) -> bool:
    tells = any(request.headers.get(name) for name in _TOLD_SENDER)
    return tells and not is_from_our_pages(request)
