"""Saved stories: with an account in rows, without one in the cookie `saved`, the newest first."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from accounts.models import SavedArticle
from accounts.my_news import cookies
from accounts.my_news.packing import Damaged, pack, unpack
from articles.models import Article

MOST_ON_DEVICE = 50
MOST_WITH_ACCOUNT = 500
_SALT = "my-news.saved"


def saved_by(request: HttpRequest) -> list[int]:
    """Return the ids of what the reader saved, the newest first: no query for a cookie, one for an account."""
    user: Any = request.user
    if not user.is_authenticated:
        return saved_on_device(request)
    rows = SavedArticle.objects.filter(user=user).order_by("-made_at", "-pk")
    return list(rows.values_list("article_id", flat=True)[:MOST_WITH_ACCOUNT])


def save(request: HttpRequest, article_id: int) -> list[int]:
    """Return what is saved once this story is, on top; saving twice is fine, and the oldest make room.

    An account's rows are written; a cookie is left to `keep`. Raises Http404.
    """
    if not Article.objects.live().filter(pk=article_id).exists():
        raise Http404("We have no story like this any more, so nothing was saved. What you saved before is kept.")
    saved = [article_id, *(pk for pk in saved_by(request) if pk != article_id)]
    user: Any = request.user
    if not user.is_authenticated:
        return saved[:MOST_ON_DEVICE]
    with transaction.atomic():
        SavedArticle.objects.get_or_create(user=user, article_id=article_id)
        if len(saved) > MOST_WITH_ACCOUNT:
            SavedArticle.objects.filter(user=user, article_id__in=saved[MOST_WITH_ACCOUNT:]).delete()
    return saved[:MOST_WITH_ACCOUNT]


def let_go(request: HttpRequest, article_id: int) -> list[int]:
    """Return what is saved without this story; one that was not saved changes nothing."""
    user: Any = request.user
    if user.is_authenticated:
        SavedArticle.objects.filter(user=user, article_id=article_id).delete()
    return [pk for pk in saved_by(request) if pk != article_id]


def keep(request: HttpRequest, response: HttpResponse, saved: list[int]) -> None:
    """Write the reader's cookie, when there is no account."""
    if request.user.is_authenticated:
        cookies.tell_of_person(response, there=True)
    else:
        cookies.keep(request, response, saved=pack(saved, salt=_SALT, in_order=True) if saved else "")


def saved_on_device(request: HttpRequest) -> list[int]:
    """Return what the cookie says, the newest first; nothing is saved when it was not made by us."""
    try:
        (saved,) = unpack(request.COOKIES.get(cookies.SAVED, ""), salt=_SALT, in_order=True)
    except (Damaged, ValueError):
        return []
    return saved
