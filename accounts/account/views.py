"""The account's pages; all but the mailed links want somebody signed in, and all are no-store."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.account import actions
from accounts.account.actions import CannotDo
from accounts.account.forms import MoveForm, NameForm
from accounts.account.models import Wish
from accounts.account.reading import reading_of
from accounts.factors.shown import factors_of
from accounts.models import User
from accounts.my_news import cookies
from accounts.my_news.feed import change_address, make_feed
from accounts.signin import sessions
from accounts.signin.views import farewell
from donations.manage import doors
from press.web.limits import TooOften

View = Callable[Concatenate[HttpRequest, User, ...], HttpResponse]
_TOO_OFTEN = "You have asked for several mails already. {} Those you have been sent stay good."
# What `?done=` says; anything else says nothing.
DONE = {
    "brought": "What you followed and saved on this device is in your account now, beside what you had there.",
    "name": "Your name is kept.",
    "no-gifts": "No gift has come from your address yet.",
    "feed": "Your feed is there: give one of its addresses to your program.",
    "feed-changed": "Your feed has another address. The one before leads nowhere now.",
    "move": "We have sent a mail to both addresses. Your account moves when both links were opened.",
    "passkey": "The passkey is kept. From now on it signs you in without a mail.",
    "passkey_named": "The passkey has its new name.",
    "passkey_removed": "The passkey is forgotten here. Remove it from the device too, which goes on offering it.",
    "app": "The authenticator app is set up.",
    "app_removed": "The authenticator app is forgotten here. You may remove it from your phone.",
    "erase": "We have sent you a mail. Your account is erased when you open its link and say so.",
}


def for_signed_in(view: View) -> Callable[..., HttpResponse]:
    """Hand the person to the view, or ask them to sign in first."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.user, User):
            return view(request, request.user, *args, **kwargs)
        to = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("accounts:account")
        return redirect(f"{reverse('accounts:sign_in')}?{urlencode({'next': to})}")

    return answer


@require_safe
@for_signed_in
def account(request: HttpRequest, person: User) -> HttpResponse:
    """Who the person is here, where they are signed in, and what they can do about it."""
    response = page(request, person, said=DONE.get(request.GET.get("done", ""), ""))
    if cookies.PERSONAL not in request.COOKIES:  # signed in at the desk
        cookies.tell_of_person(response, there=True)
    return response


@require_POST
@for_signed_in
def rename(request: HttpRequest, person: User) -> HttpResponse:
    """Keep a name."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return page(request, person, name_form=form)
    actions.rename(person, name=form.cleaned_data["name"])
    return done("name")


@require_POST
@for_signed_in
def move(request: HttpRequest, person: User) -> HttpResponse:
    """Ask to move to another address."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        return page(request, person, move_form=form)
    try:
        actions.ask_to_move(person, to=form.cleaned_data["email"])
    except (CannotDo, TooOften) as no:
        form.add_error("email", _TOO_OFTEN.format(no) if isinstance(no, TooOften) else str(no))
        return page(request, person, move_form=form)
    return done("move")


@require_POST
@for_signed_in
def erase(request: HttpRequest, person: User) -> HttpResponse:
    """Ask to be erased."""
    try:
        actions.ask_to_be_erased(person)
    except (CannotDo, TooOften) as no:
        trouble = _TOO_OFTEN.format(no) if isinstance(no, TooOften) else str(no)
        return page(request, person, erase_trouble=trouble)
    return done("erase")


@require_POST
@for_signed_in
def feed(request: HttpRequest, person: User) -> HttpResponse:
    """Make a private feed of My News."""
    make_feed(person)
    return done("feed")


@require_POST
@for_signed_in
def change_feed(request: HttpRequest, person: User) -> HttpResponse:
    """Give it another address."""
    change_address(person)
    return done("feed-changed")


@require_POST
@for_signed_in
def gifts(request: HttpRequest, person: User) -> HttpResponse:
    """Open the donor's page of this person's address; who has not proved that it is theirs asks for its link there."""
    if not sessions.proves_address(request, person):
        return redirect("donations:manage")
    secret = doors.enter_as(request, person.email.lower())
    return redirect("donations:own_page", secret) if secret else done("no-gifts")


@require_safe
@for_signed_in
def my_data(request: HttpRequest, person: User) -> HttpResponse:
    """Everything that is kept about the person, as one file."""
    text = json.dumps(actions.exported(person), ensure_ascii=False, indent=2)
    disposition = {"Content-Disposition": 'attachment; filename="my-data.json"'}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=disposition)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, link: str) -> HttpResponse:
    """A mailed link: one button that says yes, for whoever reads that mail, signed in or not."""
    wish = actions.wish_of(link)
    if wish is None:
        return render(request, "accounts/confirm_no_use.html", {"why": ""}, status=410)
    if request.method == "GET":
        return render(request, "accounts/confirm.html", {"wish": wish})
    try:
        wish = actions.confirm(wish, link)
    except CannotDo as no:
        return render(request, "accounts/confirm_no_use.html", {"why": str(no)}, status=409)
    if wish.done_at and wish.what == Wish.What.ERASE:
        logout(request)
        return farewell(redirect("accounts:erased"))
    return render(request, "accounts/confirmed.html", {"wish": wish})


@never_cache
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say that the account is gone."""
    return render(request, "accounts/erased.html")


def done(what: str) -> HttpResponse:
    """Go back to the account, which says what was done; see DONE."""
    return redirect(f"{reverse('accounts:account')}?{urlencode({'done': what})}")


def page(request: HttpRequest, person: User, **other: Any) -> HttpResponse:
    """Answer with the account, with forms or sentences about what went wrong in place of fresh ones."""
    context = {
        "person": person,
        "browsers": sessions.browsers_of(person),
        "this_session": request.session.session_key,
        "name_form": NameForm(initial={"name": person.name}),
        "move_form": MoveForm(),
        **factors_of(request, person),
        **reading_of(person),
        **other,
    }
    wrong = {"name_form", "move_form", "erase_trouble", "factor_trouble"} & set(other)
    return render(request, "accounts/account.html", context, status=422 if wrong else 200)
