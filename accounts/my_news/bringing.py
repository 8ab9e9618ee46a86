"""Bringing what a device follows and saved to an account, when its reader signs in."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import Follow, SavedArticle
from accounts.my_news import cookies
from accounts.my_news.follows import MOST, Follows
from accounts.my_news.naming import named
from accounts.my_news.saved import saved_on_device
from articles.models import Article


def bring_along(request: HttpRequest, user: Any) -> int:
    """Write the rows of what the device's cookies hold, beside what the account has; return how many were new.

    The device's cookies go with `leave_device`. Doing it twice brings nothing more; what the account muted stays muted.
    """
    follows, _ = named(Follows.from_text(request.COOKIES.get(cookies.FOLLOWS, "")))
    wanted = [
        *(Follow(user=user, topic_id=pk, muted=pk in follows.muted) for pk in follows.topics | follows.muted),
        *(Follow(user=user, author_id=pk) for pk in follows.authors),
    ]
    now, ids = timezone.now(), saved_on_device(request)
    there = set(Article.objects.filter(pk__in=ids).values_list("pk", flat=True))
    # The newest stands first in the cookie, and the newest row first on the page.
    saved = [
        SavedArticle(user=user, article_id=pk, made_at=now - timedelta(microseconds=place))
        for place, pk in enumerate(ids)
        if pk in there
    ]
    with transaction.atomic():
        before = _rows(user)
        room = max(0, MOST - user.follows.count())
        Follow.objects.bulk_create(wanted[:room], ignore_conflicts=True)
        SavedArticle.objects.bulk_create(saved, ignore_conflicts=True)
        return _rows(user) - before


def leave_device(response: HttpResponse, *, signed_in: bool) -> None:
    """Leave nothing of what is followed and saved on the device: the account has it now, or the reader signed out."""
    for name in (cookies.FOLLOWS, cookies.SAVED):
        response.delete_cookie(name, samesite="Lax")
    cookies.tell_of_person(response, there=signed_in)


def _rows(user: Any) -> int:
    return user.follows.count() + user.saved.count()  # type: ignore[no-any-return]
