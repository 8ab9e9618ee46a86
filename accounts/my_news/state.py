"""What the icons of a page are filled in from: what is followed and what is saved, in one question."""

from typing import Any

from django.db.models import BigIntegerField, BooleanField, QuerySet, Value
from django.http import HttpRequest

from accounts.models import Follow, SavedArticle
from accounts.my_news.follows import Follows
from accounts.my_news.reader import follows_of
from accounts.my_news.saved import saved_by
from press.web.questions import Blank, Question

_USER = Blank("user", BigIntegerField())
_NOTHING = Value(None, BigIntegerField())


def state_of(request: HttpRequest) -> tuple[Follows, list[int]]:
    """Return what the reader follows and the ids of what is saved. No query for cookies, one for an account."""
    user: Any = request.user
    if not user.is_authenticated:
        return follows_of(request), saved_by(request)
    rows = _STATE.ask(user=user.pk)
    follows = [(topic, author, muted) for topic, author, muted, _saved in rows]
    return Follows.from_rows(follows, visits=(0, 0)), [saved for *_follow, saved in rows if saved]


def _state() -> QuerySet[Any, Any]:
    follows = Follow.objects.filter(user=_USER).values_list(
        "topic_id", "author_id", "muted", Value(0, BigIntegerField())
    )
    saved = SavedArticle.objects.filter(user=_USER).values_list(
        _NOTHING, _NOTHING, Value(False, BooleanField()), "article_id"
    )
    return follows.union(saved, all=True)


_STATE = Question(_state)
