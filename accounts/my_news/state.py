"""What the icons of a page are filled in from: what is followed and what is saved, in one question."""

from typing import Any

from django.db.models import BigIntegerField, BooleanField, Value
from django.http import HttpRequest

from accounts.models import Follow, SavedArticle
from accounts.my_news.follows import Follows
from accounts.my_news.reader import follows_of
from accounts.my_news.saved import saved_by

_NOTHING = Value(None, BigIntegerField())


def state_of(request: HttpRequest) -> tuple[Follows, list[int]]:
    """Return what the reader follows and the ids of what is saved. No query for cookies, one for an account."""
    user: Any = request.user
    if not user.is_authenticated:
        return follows_of(request), saved_by(request)
    follows = Follow.objects.filter(user=user).values_list(
        "topic_id", "author_id", "muted", Value(0, BigIntegerField())
    )
    saved = SavedArticle.objects.filter(user=user).values_list(
        _NOTHING, _NOTHING, Value(False, BooleanField()), "article_id"
    )
    rows = list(follows.union(saved, all=True))
    return Follows.from_rows((row[:3] for row in rows), visits=(0, 0)), [row[3] for row in rows if row[3]]
