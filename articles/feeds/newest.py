"""The newest stories of a list as one form of feed tells them: one query over the rows that repeat a story's date."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Literal

from django.db.models import BigIntegerField, F, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone

from articles.feeds.story import Told
from articles.models import Article, Byline, TaggedArticle
from articles.river import NOW, next_story, report_next_story
from press.web import boundaries
from press.web.questions import Blank, Question

NEWEST = 20  # stories a feed

Kind = Literal["paper", "topic", "author"]

_OWNER = Blank("owner", BigIntegerField())
_LISTED: dict[str, Any] = {"listed": True, "published_at__lte": NOW}
# The rows of each kind of list, and their way to the story.
_LISTS: dict[Kind, tuple[Callable[[], QuerySet[Any]], str]] = {
    "paper": (lambda: Article.objects.live(NOW), ""),  # type: ignore[arg-type]  # a blank stands for a datetime
    "topic": (lambda: TaggedArticle.objects.filter(tag_id=_OWNER, **_LISTED), "content_object__"),
    "author": (lambda: Byline.objects.filter(author_id=_OWNER, **_LISTED), "article__"),
}


def newest(kind: Kind, form: str, *, owner: int = 0, whole: bool) -> list[Told]:
    """Return the newest stories of a list in a form, each with its whole text or with its dek alone.

    `owner` is the id of the topic, category or author; the paper has none. `form` is the form's KEY.
    """
    now = timezone.now()
    found = _question(kind, form, whole=whole).ask(owner=owner, now=now)
    if found:
        boundaries.report(found[0][4], now=now)
    else:
        report_next_story(now)
    # A story that was never rendered for feeds has no entry.
    return [
        Told(max(published, updated or published), entry, html) for published, updated, entry, html, _ in found if entry
    ]


def told(story_ids: Sequence[int], form: str, *, whole: bool) -> list[Told]:
    """Return these stories in a form, the newest first, without one that was withdrawn meanwhile. One query."""
    rows = Article.objects.live().filter(pk__in=story_ids).newest_first()
    entry = KeyTextTransform(form, "syndicated")
    html = KeyTextTransform("html" if whole else "dek", "syndicated")
    found = rows.values_list("published_at", "updated_at", entry, html)
    return [
        Told(max(published, updated or published), entry, html) for published, updated, entry, html in found if entry
    ]


@cache
def _question(kind: Kind, form: str, *, whole: bool) -> Question:
    rows, story = _LISTS[kind]
    columns = (
        F("published_at"),
        F(f"{story}updated_at"),
        KeyTextTransform(form, f"{story}syndicated"),
        KeyTextTransform("html" if whole else "dek", f"{story}syndicated"),
        next_story(NOW),
    )
    pk = f"-{story}pk" if not story else f"-{story.removesuffix('__')}_id"
    return Question(lambda: rows().order_by("-published_at", pk).values_list(*columns)[:NEWEST])
