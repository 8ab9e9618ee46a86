"""The pages on which a passkey signs in, and on which a second factor follows a password. All are no-store."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.factors import passkeys, waiting
from accounts.factors.forms import SecondFactorForm
from accounts.factors.models import AuthenticatorApp
from accounts.factors.passkeys import BadPasskey, What
from accounts.factors.proof import BY_PASSKEY, forget, has_second_factor, prove
from accounts.factors.trying import PASSKEYS_ASKED_FROM_HERE, CannotEnter, WrongCode, check_code, check_passkey
from accounts.factors.waiting import Waiting
from accounts.signin.views import MARK, address_to_go_on_to, keep_mark, welcome
from press.web.limits import TooOften, count
from press.web.network import network_of
from press.web.secrets import new_secret

_TOO_MANY_CODES = "Too many codes were tried. {} The code was not looked at this time."
_TOO_MANY_PASSKEYS = "Too many passkeys were tried from here. {}"


@never_cache
@require_POST
def passkey_begin(request: HttpRequest) -> HttpResponse:
    """Tell the browser what any passkey of the paper's is to sign."""
    try:
        count(PASSKEYS_ASKED_FROM_HERE, network_of(request))
    except TooOften as limit:
        return JsonResponse({"message": _TOO_MANY_PASSKEYS.format(limit)}, status=429)
    mark = request.COOKIES.get(MARK) or new_secret()
    options = passkeys.options_to_sign_in(mark=mark, at=timezone.now())
    response = HttpResponse(options, content_type="application/json")
    keep_mark(response, mark)
    return response


@never_cache
@require_POST
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in whose passkey signed, at the account or, when it opens that, at the desk."""
    to = address_to_go_on_to(request, request.POST.get("next", ""))
    whose = passkeys.of_browser(request.COOKIES.get(MARK, ""))
    answer, network = request.POST.get("credential", ""), network_of(request)
    try:
        passkey = check_passkey(answer, what=What.SIGN_IN, whose=whose, network=network)
    except (BadPasskey, CannotEnter, TooOften) as no:
        why = _TOO_MANY_PASSKEYS.format(no) if isinstance(no, TooOften) else str(no)
        return render(request, "accounts/passkey_no_use.html", {"why": why, "next": to}, status=422)
    response = welcome(request, passkey.person, to, by=BY_PASSKEY)
    (prove if passkey.opens_desk else forget)(request)
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Take a code after the password; who has no second factor yet is led to set one up."""
    waits = waiting.of(request)
    if waits is None:
        return redirect("admin:login")
    if not has_second_factor(waits.person):
        return redirect("accounts:set_up")
    form = SecondFactorForm(request.POST or None)
    if form.is_valid():
        try:
            check_code(waits.person, form.cleaned_data["code"], network=network_of(request))
        except (WrongCode, TooOften) as no:
            form.add_error("code", _TOO_MANY_CODES.format(no) if isinstance(no, TooOften) else str(no))
        else:
            return _in(request, waits)
    return _page(request, waits, form)


@never_cache
@require_POST
def second_passkey_begin(request: HttpRequest) -> HttpResponse:
    """Tell the browser what a passkey of whose password was typed is to sign."""
    waits = waiting.of(request)
    if waits is None:
        return JsonResponse({"message": "That took too long. Sign in anew."}, status=403)
    options = passkeys.options_after_password(waits.person, at=timezone.now())
    return HttpResponse(options, content_type="application/json")


@never_cache
@require_POST
def second_passkey(request: HttpRequest) -> HttpResponse:
    """Take a passkey after the password."""
    waits = waiting.of(request)
    if waits is None:
        return redirect("admin:login")
    answer, whose = request.POST.get("credential", ""), passkeys.of_person(waits.person)
    try:
        passkey = check_passkey(answer, what=What.SECOND, whose=whose, network=network_of(request))
        if not passkey.opens_desk:
            raise BadPasskey("This passkey opens your account, not the desk. Use another, or a code.")  # noqa: TRY301
    except (BadPasskey, CannotEnter, TooOften) as no:
        trouble = _TOO_MANY_PASSKEYS.format(no) if isinstance(no, TooOften) else str(no)
        return _page(request, waits, SecondFactorForm(), trouble=trouble)
    return _in(request, waits)


def _in(request: HttpRequest, waits: Waiting) -> HttpResponse:
    waiting.finish(request, waits)
    return redirect(waits.to)


def _page(request: HttpRequest, waits: Waiting, form: SecondFactorForm, *, trouble: str = "") -> HttpResponse:
    context = {
        "form": form,
        "trouble": trouble,
        "person": waits.person,
        "has_app": AuthenticatorApp.objects.filter(person=waits.person).exists(),
        "has_passkey": waits.person.passkeys.for_desk().exists(),
        "passkey_origin": passkeys.origin(),
    }
    wrong = bool(trouble or form.errors)
    return render(request, "accounts/second_factor.html", context, status=422 if wrong else 200)
