"""A story's way to the readers and back: submit, approve, send back, publish, unpublish, spike."""

from datetime import datetime

from django.db import transaction

from articles.actions.fit import Lack, missing_for_print
from articles.actions.history import locked, moment, note, require
from articles.actions.listing import relist
from articles.actions.write import want_pictures
from articles.models import Article
from articles.rendering import render_story
from articles.sharing.actions import want_card
from press.pictures.models import Picture
from press.record.people import Person

Status = Article.Status


class CannotMove(ValueError):
    """The story is not in a state from which this can be done; the message says what it is."""


class ReasonMissing(ValueError):
    """A story goes back with a word to its writer, or not at all."""


class CannotPublish(ValueError):
    """Something a published story needs is missing; `.reasons` tells the editor what."""

    def __init__(self, reasons: list[Lack]) -> None:
        super().__init__(" ".join(map(str, reasons)))
        self.reasons = reasons


def submit(article: Article, *, by: Person, at: datetime | None = None) -> Article:
    """Hand a draft to the editors. Raises PermissionDenied, CannotMove."""
    require(by, "submit_article")
    return _move(article, Status.SUBMITTED, "submitted", by=by, at=at, may_come_from={Status.DRAFT})


def approve(article: Article, *, by: Person, at: datetime | None = None) -> Article:
    """Say that a story is fit to print. Raises PermissionDenied, CannotMove."""
    require(by, "approve_article")
    return _move(article, Status.APPROVED, "approved", by=by, at=at, may_come_from={Status.DRAFT, Status.SUBMITTED})


def send_back(article: Article, *, by: Person, at: datetime | None = None, why: str) -> Article:
    """Give a submitted or approved story back to its writer, who reads why. Raises PermissionDenied, ReasonMissing,
    CannotMove.
    """
    require(by, "approve_article")
    why = why.strip()
    if not why:
        raise ReasonMissing("Write to the writer what is to be done with it.")
    come_from = {Status.SUBMITTED, Status.APPROVED}
    return _move(article, Status.DRAFT, "sent back", by=by, at=at, may_come_from=come_from, why=why)


def spike(article: Article, *, by: Person, at: datetime | None = None, why: str = "") -> Article:
    """Drop a story before it is published. Raises PermissionDenied, CannotMove."""
    require(by, "approve_article")
    return _move(article, Status.SPIKED, "spiked", by=by, at=at, may_come_from=set(Article.ON_THE_DESK), why=why)


def unspike(article: Article, *, by: Person, at: datetime | None = None) -> Article:
    """Take a spiked story up again. Raises PermissionDenied, CannotMove."""
    require(by, "approve_article")
    return _move(article, Status.DRAFT, "unspiked", by=by, at=at, may_come_from={Status.SPIKED})


def publish(article: Article, *, by: Person, at: datetime | None = None) -> Article:
    """Publish now, or at the planned time or the embargo's end when one lies ahead.

    A scheduled story may be published again: its plan, as it stands now, decides anew. A story that readers have seen
    and that was taken back appears under its first date, which its links, its place in lists and other papers' quotes
    go by; only a plan that lies ahead gives it a new one.

    Raises PermissionDenied, CannotMove, CannotPublish.
    """
    require(by, "publish_article")
    at = moment(at)
    with transaction.atomic():
        story = locked(article)
        if story.status not in Article.ON_THE_DESK and not story.is_waiting:
            raise CannotMove(f"“{story.headline}” is {_state(story)} already.")
        if reasons := missing_for_print(story, signed=story.bylines.exists()):
            raise CannotPublish(reasons)
        story.status = Status.PUBLISHED
        planned = story.planned_for(at)
        again = story.published_at is not None and story.published_at <= at == planned
        if not again:
            story.published_at, story.updated_at = planned, None
        story.save(update_fields=["status", "published_at", "updated_at"])
        relist(story)
        render_story(story)
        # What was published last stands on the front page first.
        want_pictures(story, lead=Picture.Need.FRONT)
        note(story, "scheduled" if planned > at else "published again" if again else "published", by=by, at=at)
    return story


def unpublish(article: Article, *, by: Person, at: datetime | None = None, why: str = "") -> Article:
    """Take a published or scheduled story back to the desk; its address answers 404 meanwhile.

    The date at which readers first saw it stays with it; a plan that had not come true leaves none.
    Raises PermissionDenied, CannotMove.
    """
    require(by, "publish_article")
    at = moment(at)
    with transaction.atomic():
        story = locked(article)
        if story.status != Status.PUBLISHED:
            raise CannotMove(f"“{story.headline}” is {_state(story)}, not published.")
        story.status = Status.APPROVED
        if story.published_at and story.published_at > at:
            story.published_at = None
        story.save(update_fields=["status", "published_at"])
        relist(story)
        want_card(story)
        note(story, "unpublished", by=by, at=at, note=why)
    return story


def _move(
    article: Article,
    to: Article.Status,
    verb: str,
    *,
    by: Person,
    at: datetime | None,
    may_come_from: set[Article.Status],
    why: str = "",
) -> Article:
    with transaction.atomic():
        story = locked(article)
        if story.status not in may_come_from:
            raise CannotMove(f"“{story.headline}” is {_state(story)}.")
        story.status = to
        story.save(update_fields=["status"])
        note(story, verb, by=by, at=moment(at), note=why)
    return story


def _state(story: Article) -> str:
    return "scheduled" if story.is_waiting else Status(story.status).label.lower()
