"""The account's pages; all want somebody signed in, and all are no-store."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User

View = Callable[Concatenate[HttpRequest, User, ...], HttpResponse]


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
    """The account."""
    return render(request, "accounts/account.html", {"person": person})
