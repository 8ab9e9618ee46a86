"""The donor's pages. All are no-store, and asking is answered the same for everyone."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from donations.actions import plans
from donations.actions.plans import CannotChange
from donations.actions.receipts import pdf_of
from donations.manage import doors
from donations.manage.doors import CannotEnter
from donations.manage.forms import AskForm
from donations.manage.own import gifts_of, plans_of, receipts_of, years_of
from donations.manage.statement import statement
from donations.models import Donor
from donations.stripe.hosts import leads_to_stripe
from press.web.limits import TooOften
from press.web.network import network_of

View = Callable[Concatenate[HttpRequest, Donor, str, ...], HttpResponse]
# What `?done=` says; anything else says nothing.
DONE = {
    "amount": "The new sum is taken from the next time on.",
    "pause": "Nothing is taken until you resume.",
    "resume": "Your gift goes on from the next time.",
    "cancel": "Your gift has ended, and nothing is taken any more. Thank you for all of it.",
    "card": "Your gifts are taken from the new card.",
    "same-card": "Your card is the same as before.",
}
_TOO_OFTEN = "Too many links were asked for. {} Those you have been sent stay good."
_VERBS: dict[str, Callable[..., object]] = {"pause": plans.pause, "resume": plans.resume, "cancel": plans.cancel}


def for_donor(view: View) -> Callable[..., HttpResponse]:
    """Hand the donor to the view, or ask for a link first."""

    @never_cache
    @leads_to_stripe
    @wraps(view)
    def answer(request: HttpRequest, secret: str, *args: Any, **kwargs: Any) -> HttpResponse:
        donor = doors.inside(request, secret)
        if donor is None:
            return redirect("donations:own_page", secret)
        return view(request, donor, secret, *args, **kwargs)

    return answer


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the address, and mail a link to it."""
    form = AskForm(request.POST or None)
    if form.is_valid():
        address = form.cleaned_data["email"]
        try:
            doors.ask(address, network=network_of(request))
        except TooOften as limit:
            form.add_error(None, _TOO_OFTEN.format(limit))
            return render(request, "donations/manage/ask.html", {"form": form}, status=429)
        return render(request, "donations/manage/asked.html", {"address": address})
    return render(request, "donations/manage/ask.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@leads_to_stripe
@require_http_methods(["GET", "POST"])
def own_page(request: HttpRequest, secret: str) -> HttpResponse:
    """What a donor gave and gives; before that, one button, so that a mail scanner uses nothing up."""
    donor = doors.inside(request, secret)
    if donor is not None:
        return _page(request, donor, secret, said=DONE.get(request.GET.get("done", ""), ""))
    link, now = doors.link_of(secret), timezone.now()
    if link is None or not link.is_live(now):
        return _no_use(request, doors.why_not(link, now))
    if request.method == "GET":
        return render(request, "donations/manage/enter.html", {"link": link})
    try:
        doors.enter(request, secret)
    except CannotEnter as no:
        return _no_use(request, str(no))
    return redirect("donations:own_page", secret)


@require_POST
@for_donor
def change_amount(request: HttpRequest, donor: Donor, secret: str, plan_id: int) -> HttpResponse:
    """Give another sum from the next time on."""
    plan, typed = get_object_or_404(donor.plans, pk=plan_id), request.POST.get("amount", "")
    try:
        plans.change_amount(plan, typed)
    except CannotChange as no:
        return _page(request, donor, secret, trouble={plan.pk: str(no)}, typed={plan.pk: typed})
    return _done(secret, "amount")


@require_POST
@for_donor
def change_plan(request: HttpRequest, donor: Donor, secret: str, plan_id: int, verb: str) -> HttpResponse:
    """Pause, resume or end a standing gift."""
    if verb not in _VERBS:
        raise Http404("Nothing stands at this address.")
    plan = get_object_or_404(donor.plans, pk=plan_id)
    try:
        _VERBS[verb](plan)
    except CannotChange as no:
        return _page(request, donor, secret, trouble={plan.pk: str(no)})
    return _done(secret, verb)


@require_POST
@for_donor
def new_card(request: HttpRequest, donor: Donor, secret: str) -> HttpResponse:
    """Go to Stripe's page for cards."""
    try:
        return redirect(plans.card_page(donor, settings.SITE_URL + reverse("donations:card_given", args=[secret])))
    except CannotChange as no:
        return _page(request, donor, secret, card_trouble=str(no))


@require_safe
@for_donor
def card_given(request: HttpRequest, donor: Donor, secret: str) -> HttpResponse:
    """Back from Stripe's page: have each standing gift use the new card."""
    try:
        changed = plans.use_new_card(donor)
    except CannotChange as no:
        return _page(request, donor, secret, card_trouble=str(no))
    return _done(secret, "card" if changed else "same-card")


@require_safe
@for_donor
def receipt(request: HttpRequest, donor: Donor, secret: str, receipt_id: int) -> HttpResponse:
    """A receipt as it was issued."""
    given = get_object_or_404(receipts_of(donor), pk=receipt_id)
    return _pdf(pdf_of(given), f"receipt-{given.number}.pdf")


@require_safe
@for_donor
def year(request: HttpRequest, donor: Donor, secret: str, number: int) -> HttpResponse:
    """What was given in a year, on one page."""
    if number not in years_of(donor):
        raise Http404("Nothing was given in that year.")
    return _pdf(statement(donor, number), f"gifts-{number}.pdf")


@never_cache
@require_POST
def leave(request: HttpRequest, secret: str) -> HttpResponse:
    """Close the page in this browser."""
    doors.leave(request)
    return redirect("donations:manage")


def _page(request: HttpRequest, donor: Donor, secret: str, **other: Any) -> HttpResponse:
    wrong = {"trouble", "card_trouble"} & set(other)
    plans_shown = plans_of(donor, **{key: other.pop(key, {}) for key in ("trouble", "typed")})
    context = {
        "donor": donor,
        "secret": secret,
        "plans": plans_shown,
        "has_living": any(shown.is_living for shown in plans_shown),
        "gifts": gifts_of(donor),
        "receipts": receipts_of(donor),
        "years": years_of(donor),
        **other,
    }
    return render(request, "donations/manage/own_page.html", context, status=422 if wrong else 200)


def _done(secret: str, what: str) -> HttpResponse:
    return redirect(f"{reverse('donations:own_page', args=[secret])}?done={what}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _no_use(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "donations/manage/no_use.html", {"why": why}, status=410)
