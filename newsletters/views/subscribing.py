"""Asking for newsletters, and confirming it."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.my_news.reader import follows_of
from articles.page import list_page
from newsletters.actions.subscribe import CONFIRMED_BY, confirm, newsletters_of, subscribe
from newsletters.forms import SubscribeForm, is_from_a_person, new_token, page_of
from newsletters.models import Edition, Newsletter, Subscriber
from newsletters.wishes import Wishes
from press.web import personal
from press.web.limits import TooOften
from press.web.network import network_of
from press.web.origin import ELSEWHERE, is_from_our_pages, post_from_our_pages
from press.web.personal import own_address, personal_page, refused
from press.web.public import render

_GONE_OUT = Edition.objects.online().filter(newsletter=OuterRef("pk"))
AGREED = "By subscribing, you agree to our terms of use and our privacy policy."
_NONE = "There is no newsletter at the moment."
_NO_USE = "This link leads nowhere (any more): what is not confirmed within 14 days is forgotten. Subscribe anew."


@personal_page
@require_safe
def newsletters(request: HttpRequest) -> HttpResponse:
    """All newsletters, and the form to subscribe to them."""
    offered = list(Newsletter.objects.open().in_order())
    if not offered:
        raise Http404(gettext(_NONE))
    names = gettext("Subscribe to {}").format(", ".join(newsletter.name for newsletter in offered))
    return _form(
        request, SubscribeForm(), page=request.path, head=list_page(request, title=_title(), description=names)
    )


@personal_page
@post_from_our_pages
def ask(request: HttpRequest) -> HttpResponse:
    """Take an address. From a cached page, or from a form that nobody can have read, it takes one more click."""
    if not Newsletter.objects.open().exists():  # the page that the box stood on is older
        raise Http404(gettext(_NONE))
    form = SubscribeForm(request.POST)
    token = request.POST.get("token", "")
    page = page_of(token) or own_address(request, request.headers.get("Referer", ""), otherwise="")
    if not form.is_valid():
        return _form(request, form, page=page, status=422)
    if not is_from_a_person(request.POST):
        return _form(request, form, page=page, one_more=True, too_quick=bool(token))
    address = form.cleaned_data["email"]
    try:
        subscribe(address, form.cleaned_data["newsletter"], network=network_of(request), page=page, words=AGREED)
    except TooOften as limit:
        form.add_error(None, gettext("Too many addresses came from here. {}").format(limit))
        return _form(request, form, page=page, status=429)
    context = {"address": address, "page": personal.head(gettext("One more step"))}
    return render(request, "newsletters/asked.html", context)


@csrf_exempt
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirmed(request: HttpRequest, key: str) -> HttpResponse:
    """Show one button, so that a program that opens links confirms nothing; take its click, and lead on to choose."""
    subscriber = Subscriber.objects.filter(key=key).first()
    if subscriber is None:
        raise Http404(gettext(_NO_USE))
    if request.method != "POST":
        if subscriber.confirmed_at:
            return HttpResponseRedirect(f"/newsletters/preferences/{key}/")
        context = {"subscriber": subscriber, "newsletters": newsletters_of(subscriber), "word": CONFIRMED_BY}
        context |= {"page": personal.head(gettext("Confirm your address"))}
        return render(request, "newsletters/confirm.html", context)
    if not is_from_our_pages(request):
        return refused(request, ELSEWHERE, status=403)
    follows = follows_of(request)
    confirm(key, wishes=Wishes(follows.topics, follows.authors))
    return HttpResponseRedirect(f"/newsletters/preferences/{key}/?done=confirmed")


def _title() -> str:
    return gettext("Newsletters")


def _form(
    request: HttpRequest,
    form: SubscribeForm,
    *,
    page: str,
    one_more: bool = False,
    too_quick: bool = False,
    status: int = 200,
    head: dict[str, Any] | None = None,
) -> HttpResponse:
    offered = list(Newsletter.objects.open().in_order())
    context = {
        "form": form,
        "offered": offered,
        "archived": Newsletter.objects.open().filter(Exists(_GONE_OUT)).in_order(),
        "chosen": form.ticked(offered),
        "one_more": one_more,
        "too_quick": too_quick,
        "token": new_token(page),
        "page": head or personal.head(_title()),
    }
    return render(request, "newsletters/newsletters.html", context, status=status)
