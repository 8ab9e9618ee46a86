"""The reader's three cookies: `follows` and `saved`, signed and closed to scripts, and `personal`, which any script may
read and which says only that there is something to ask for. Set and cleared together, by a reader's own click.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FOLLOWS, SAVED, PERSONAL = "follows", "saved", "personal"
_AGE = 400 * 24 * 60 * 60  # as long as browsers keep a cookie


def keep(request: HttpRequest, response: HttpResponse, **texts: str) -> None:
    """Write the cookies that are named (`follows=`, `saved=`); empty text takes one away."""
    for name, text in texts.items():
        if text:
            _set(response, name, text, httponly=True)
        else:
            response.delete_cookie(name, samesite="Lax")
    others = {FOLLOWS, SAVED} - texts.keys()
    tell_of_person(response, there=any(texts.values()) or any(request.COOKIES.get(name) for name in others))


def tell_of_person(response: HttpResponse, *, there: bool) -> None:
    """Say to the scripts of our pages whether there is something to ask for: something followed or saved, or a
    session.
    """
    if there:
        _set(response, PERSONAL, "1", httponly=False)
    else:
        response.delete_cookie(PERSONAL, samesite="Lax")


def _set(response: HttpResponse, name: str, text: str, *, httponly: bool) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, text, max_age=_AGE, httponly=httponly, samesite="Lax", secure=secure)
