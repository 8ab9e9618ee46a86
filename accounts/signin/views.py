"""The pages of signing in and out. All are no-store, and the same whoever asks."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.factors import passkeys
from accounts.models import User
from accounts.my_news.bringing import bring_along, leave_device
from accounts.signin import actions, backend, sessions
from accounts.signin.actions import CannotSignIn, WrongCode
from accounts.signin.forms import AskForm, CodeForm
from accounts.signin.secrets import code_of
from press.web.limits import TooOften
from press.web.network import network_of
from press.web.personal import own_address

# The asking browser's mark. It is of use only together with the code, and only while that is.
MARK = "sign_in"
_LONGEST = 500  # characters of an address to go on to
_TOO_OFTEN = "Too many mails were asked for. {} Codes that you have been sent stay good."
_TRIED_TOO_OFTEN = "Too many codes were tried from here. {} Then ask for a new one."


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the address, and mail a code and a link to it."""
    to = address_to_go_on_to(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated and request.method == "GET":
        return redirect(to)
    form = AskForm(request.POST or None)
    if form.is_valid():
        mark = request.COOKIES.get(MARK, "")
        try:
            way = actions.ask(form.cleaned_data["email"], mark=mark, network=network_of(request), to=to)
        except TooOften as limit:
            form.add_error(None, _TOO_OFTEN.format(limit))
            return _asking(request, form, to, status=429)
        response = redirect(f"{reverse('accounts:sign_in_code')}?asked={way.key}")
        keep_mark(response, way.mark)
        return response
    status = 422 if form.is_bound else 200
    return _asking(request, form, to, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Take the code, in the browser that asked for it."""
    key = request.POST.get("asked") or request.GET.get("asked", "")
    asked = actions.request_of(mark=request.COOKIES.get(MARK, ""), key=key)
    if asked is None:
        return _no_use(request, actions.why_not(None, timezone.now()))
    form, status = CodeForm(request.POST or None), 200
    if form.is_valid():
        try:
            person = actions.use_code(asked, form.cleaned_data["code"], network=network_of(request))
        except (WrongCode, TooOften) as no:
            form.add_error("code", _TRIED_TOO_OFTEN.format(no) if isinstance(no, TooOften) else str(no))
        except CannotSignIn as no:
            return _no_use(request, str(no))
        else:
            return welcome(request, person, asked.next)
    if form.is_bound:
        status = 422
    return render(request, "accounts/sign_in_code.html", {"form": form, "asked": asked}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, link: str) -> HttpResponse:
    """The mail's link: one button in the browser that asked, so that a mail scanner uses nothing up; in another
    browser the code, to be typed where it was asked for.
    """
    asked, mark = actions.request_by_link(link), request.COOKIES.get(MARK, "")
    now = timezone.now()
    if asked is None or not asked.is_live(now):
        return _no_use(request, actions.why_not(asked, now))
    if not actions.is_browser_of(asked, mark):
        return render(request, "accounts/sign_in_elsewhere.html", {"code": code_of(link), "asked": asked})
    if request.method == "GET":
        return render(request, "accounts/sign_in_link.html", {"asked": asked})
    try:
        person = actions.use_link(asked, mark=mark)
    except CannotSignIn as no:
        return _no_use(request, str(no))
    return welcome(request, person, asked.next)


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave, and leave nothing behind."""
    sessions.end(request)
    return farewell(redirect("accounts:signed_out"))


@never_cache
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Leave in every browser."""
    if isinstance(request.user, User):
        sessions.end_everywhere(request, request.user)
    return farewell(redirect("accounts:signed_out"))


@never_cache
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that it is done."""
    if request.user.is_authenticated:
        return redirect("accounts:account")
    return render(request, "accounts/signed_out.html")


def address_to_go_on_to(request: HttpRequest, to: str) -> str:
    """Return an address of this site, or the account's when it is another's or none."""
    account = reverse("accounts:account")
    return account if len(to) > _LONGEST else own_address(request, to, otherwise=account)


def welcome(request: HttpRequest, person: User, to: str, *, by: str = backend.PATH) -> HttpResponse:
    """Sign a person in and send them on; `by` is the backend that tells how they did."""
    sessions.begin(request, person, by=by)
    # What the device followed and saved without an account is told about once, on the account's page.
    brought = bring_along(request, person)
    response = redirect(f"{reverse('accounts:account')}?done=brought" if brought else to)
    response.delete_cookie(MARK, path="/accounts/", samesite="Lax")
    leave_device(response, signed_in=True)
    return response


def farewell(response: HttpResponse) -> HttpResponse:
    """Have the browser forget who was here."""
    leave_device(response, signed_in=False)
    response.delete_cookie(MARK, path="/accounts/", samesite="Lax")
    return response


def _asking(request: HttpRequest, form: AskForm, to: str, *, status: int) -> HttpResponse:
    context = {"form": form, "next": to, "passkey_origin": passkeys.origin()}
    return render(request, "accounts/sign_in.html", context, status=status)


def _no_use(request: HttpRequest, why: str) -> HttpResponse:
    """Say why there is no way in, and how to get a new one; who is in already is told so."""
    return render(request, "accounts/sign_in_no_use.html", {"why": why}, status=410)


def keep_mark(response: HttpResponse, mark: str) -> None:
    """Have the browser keep the mark by which we know it again for as long as a code is good."""
    response.set_cookie(
        MARK,
        mark,
        max_age=int(actions.LASTS.total_seconds()),
        path="/accounts/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
