"""The pages on which people add, name and remove what signs them in. All are no-store."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.account.views import done, page
from accounts.factors import actions, passkeys, totp, waiting
from accounts.factors.actions import CannotAdd, CannotRemove
from accounts.factors.forms import AppCodeForm, PasskeyNameForm, passkey_form
from accounts.factors.locks import OtherKey, locked, unlocked
from accounts.factors.passkeys import BadPasskey
from accounts.factors.proof import has_second_factor, may_change_factors
from accounts.factors.waiting import Waiting
from accounts.models import User
from accounts.signin.sessions import browser_name
from press.masthead.actions import particulars

_APP = "app_to_add"


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who may change factors now: somebody signed in, or (waiting) somebody whose password wants a second factor."""

    person: User
    waiting: Waiting | None


View = Callable[Concatenate[HttpRequest, Keeper, ...], HttpResponse]


def for_keeper(view: View) -> Callable[..., HttpResponse]:
    """Hand the view who may change factors; send anybody else to where they become that."""
    return _for(view, is_first=False)


def for_first_factor(view: View) -> Callable[..., HttpResponse]:
    """The same, and to somebody whose password was right and who has no second factor yet: they may add one."""
    return _for(view, is_first=True)


def _for(view: View, *, is_first: bool) -> Callable[..., HttpResponse]:
    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        waits = waiting.of(request)
        if is_first and waits and not has_second_factor(waits.person):
            return view(request, Keeper(waits.person, waits), *args, **kwargs)
        if isinstance(request.user, User) and may_change_factors(request, request.user):
            return view(request, Keeper(request.user, None), *args, **kwargs)
        works_here = waits or getattr(request.user, "is_staff", False)
        door = "admin:login" if works_here else "accounts:sign_in"
        query = urlencode({REDIRECT_FIELD_NAME: reverse("accounts:account")})
        return redirect(f"{reverse(door)}?{query}")

    return answer


@require_POST
@for_first_factor
def passkey_begin(request: HttpRequest, keeper: Keeper) -> HttpResponse:
    """Tell the browser what to have made."""
    options = passkeys.options_to_add(keeper.person, paper=particulars().name, at=timezone.now())
    return HttpResponse(options, content_type="application/json")


@require_POST
@for_first_factor
def passkey_add(request: HttpRequest, keeper: Keeper) -> HttpResponse:
    """Keep what the browser had made."""
    name = request.POST.get("name", "").strip() or _browser(request)
    try:
        actions.add_passkey(
            keeper.person, answer=request.POST.get("credential", ""), name=name, opens_desk=keeper.person.is_staff
        )
    except (BadPasskey, CannotAdd) as no:
        return _refused(request, keeper, str(no))
    return _added(request, keeper, "passkey")


@require_POST
@for_keeper
def passkey_rename(request: HttpRequest, keeper: Keeper, pk: int) -> HttpResponse:
    """Keep another name."""
    passkey = get_object_or_404(keeper.person.passkeys, pk=pk)
    form = PasskeyNameForm(request.POST)
    if not form.is_valid():
        return page(request, keeper.person, factor_trouble=" ".join(map(str, form.errors["name"])))
    actions.rename_passkey(passkey, name=form.cleaned_data["name"])
    return done("passkey_named")


@require_POST
@for_keeper
def passkey_remove(request: HttpRequest, keeper: Keeper, pk: int) -> HttpResponse:
    """Forget a passkey; one that is gone already is no error."""
    passkey = keeper.person.passkeys.filter(pk=pk).first()
    try:
        if passkey:
            actions.remove_passkey(passkey)
    except CannotRemove as no:
        return page(request, keeper.person, factor_trouble=str(no))
    return done("passkey_removed")


@require_http_methods(["GET", "POST"])
@for_first_factor
def set_up(request: HttpRequest, keeper: Keeper) -> HttpResponse:
    """Show a new app's secret until a code proves that the app has it; the password's page leads here as well."""
    if not keeper.person.is_staff:
        return redirect("accounts:account")
    secret, form = _secret_to_add(request), AppCodeForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_app(keeper.person, secret=secret, code=form.cleaned_data["code"])
        except CannotAdd as no:
            form.add_error("code", str(no))
        else:
            del request.session[_APP]
            return _added(request, keeper, "app")
    return _set_up_page(request, keeper, secret, form)


@require_POST
@for_keeper
def app_remove(request: HttpRequest, keeper: Keeper) -> HttpResponse:
    """Forget the app."""
    try:
        actions.remove_app(keeper.person)
    except CannotRemove as no:
        return page(request, keeper.person, factor_trouble=str(no))
    return done("app_removed")


@require_POST
@for_keeper
def codes_anew(request: HttpRequest, keeper: Keeper) -> HttpResponse:
    """Make recovery codes in place of the earlier ones, and show them this once."""
    if not has_second_factor(keeper.person):
        return redirect("accounts:account")
    codes = actions.make_recovery_codes(keeper.person)
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "to": reverse("accounts:account")})


def _added(request: HttpRequest, keeper: Keeper, what: str) -> HttpResponse:
    """Go on after a factor was added: who waited for it is in now, and first of all sees the recovery codes."""
    if keeper.waiting:
        waiting.finish(request, keeper.waiting)
    codes = actions.first_recovery_codes(keeper.person) if keeper.person.is_staff else []
    to = keeper.waiting.to if keeper.waiting else reverse("accounts:account")
    if codes:
        return render(request, "accounts/recovery_codes.html", {"codes": codes, "to": to})
    return redirect(to) if keeper.waiting else done(what)


def _refused(request: HttpRequest, keeper: Keeper, why: str) -> HttpResponse:
    if keeper.waiting:
        return _set_up_page(request, keeper, _secret_to_add(request), AppCodeForm(), trouble=why)
    return page(request, keeper.person, factor_trouble=why)


def _set_up_page(
    request: HttpRequest, keeper: Keeper, secret: str, form: AppCodeForm, *, trouble: str = ""
) -> HttpResponse:
    address = totp.address(secret, person=keeper.person.email, paper=particulars().name)
    context = {
        "form": form,
        "trouble": trouble,
        "square": totp.square(address),
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "person": keeper.person,
        "waiting": keeper.waiting,
        "passkey_origin": passkeys.origin(),
        "passkey_form": passkey_form(_browser(request)),
    }
    wrong = bool(trouble or form.errors)
    return render(request, "accounts/second_factor_set_up.html", context, status=422 if wrong else 200)


def _browser(request: HttpRequest) -> str:
    return browser_name(request.headers.get("User-Agent", ""))


def _secret_to_add(request: HttpRequest) -> str:
    """Return the secret that this session is setting up, locked while it lies in the session's row."""
    try:
        return unlocked(request.session[_APP])
    except (KeyError, OtherKey):
        secret = totp.new_secret()
        request.session[_APP] = locked(secret)
        return secret
