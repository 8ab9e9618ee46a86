"""What is done to a story that readers have seen: correct it, retract it, kill it."""

from datetime import datetime

from django.db import transaction

from articles.actions.history import locked, moment, note, require
from articles.actions.listing import relist
from articles.actions.publish import CannotMove
from articles.models import Article, Correction
from articles.rendering import render_story
from articles.sharing.actions import want_card
from articles.signals import article_killed
from press.record.people import Person

Status = Article.Status


class NoteMissing(ValueError):
    """A correction, a retraction or a kill says why."""


def correct(
    article: Article, *, by: Person, text: str, kind: str = Correction.Kind.CORRECTION, at: datetime | None = None
) -> Correction:
    """Add a dated public note to a published story. Raises PermissionDenied, CannotMove, NoteMissing."""
    require(by, "correct_article")
    at = moment(at)
    text = _said(text)
    with transaction.atomic():
        story = locked(article)
        if not story.is_live and story.status != Status.RETRACTED:
            raise CannotMove("Only a story that readers have seen is corrected; edit this one instead.")
        if Correction.objects.filter(article_id=story.pk, kind=kind, note=text).exists():
            raise CannotMove("This very note stands on the story already.")  # a second click
        correction = Correction.objects.create(
            article_id=story.pk,
            headline=story.headline,
            kind=kind,
            note=text,
            made_at=at,
            made_by_id=by.pk,
            made_by=str(by),
        )
        story.updated_at = at
        story.save(update_fields=["updated_at"])
        render_story(story)
        note(story, "corrected", by=by, at=at, note=text)
    return correction


def retract(article: Article, *, by: Person, why: str, at: datetime | None = None) -> Article:
    """Withdraw a published story: its address stays and says why, no list shows it.

    Raises PermissionDenied, CannotMove, NoteMissing.
    """
    require(by, "retract_article")
    at = moment(at)
    why = _said(why)
    with transaction.atomic():
        story = locked(article)
        if not story.is_live:
            raise CannotMove("Only a story that readers can see is retracted; unpublish or spike this one instead.")
        story.status, story.retraction, story.updated_at = Status.RETRACTED, why, at
        story.save(update_fields=["status", "retraction", "updated_at"])
        relist(story)
        render_story(story)
        note(story, "retracted", by=by, at=at, note=why)
    return story


def kill(article: Article, *, by: Person, why: str, at: datetime | None = None) -> Article:
    """Make a story gone everywhere at once: 410, no list, no output; partners are told by `article_killed`.

    Raises PermissionDenied, CannotMove, NoteMissing.
    """
    require(by, "kill_article")
    at = moment(at)
    why = _said(why)
    with transaction.atomic():
        story = locked(article)
        if story.status not in {Status.PUBLISHED, Status.RETRACTED}:
            raise CannotMove("Only a published story is killed; spike this one instead.")
        story.status = Status.KILLED
        story.rendered, story.card_html, story.lead_html, story.syndicated = {}, "", "", {}
        # The library may let go of its pictures; the text stays as it was, for the record.
        story.lead_picture = None
        story.figures.all().delete()
        story.save(update_fields=["status", "rendered", "card_html", "lead_html", "syndicated", "lead_picture"])
        relist(story)
        want_card(story)
        note(story, "killed", by=by, at=at, note=why)
        article_killed.send(sender=Article, article_id=story.pk, at=at)
    return story


def _said(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise NoteMissing("Say why, in a sentence: readers and colleagues will read it.")
    return text
