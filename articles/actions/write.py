"""Saving what an editor typed: the words, the topics, the bylines, as one versioned change."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.actions.address import choose_slug, leave_forwarding
from articles.actions.history import locked, moment, note
from articles.actions.listing import relist
from articles.models import Article, Byline, Figure, Revision, Topic
from articles.rendering import render_story
from press.pictures.making import want_sooner
from press.pictures.models import Picture
from press.record.people import Person
from press.richtext.clean import clean
from press.richtext.render import placed_figures

# What an editor types, and what a revision therefore keeps.
WORDS = (
    "kind",
    "headline",
    "dek",
    "eyebrow",
    "dateline",
    "body",
    "slug",
    "category_id",
    "language",
    "lead_picture_id",
    "lead_caption",
    "translated_paper",
    "translated_country",
    "translated_on",
    "publish_at",
    "embargo_until",
)


class CannotSave(ValueError):
    """The story cannot be saved like this; the message tells the editor why."""


class ChangedMeanwhile(CannotSave):
    """Somebody saved the story after this person opened it."""

    def __init__(self, article: Article) -> None:
        super().__init__(
            "Somebody saved this story after you opened it. Nothing of yours was lost: compare and save again."
        )
        self.article = article


def write_story(  # noqa: PLR0913 - one save is one change, and each part of it is named
    article: Article,
    *,
    by: Person,
    at: datetime | None = None,
    words: Mapping[str, Any],
    topics: Iterable[str] | None = None,
    bylines: Iterable[int] | None = None,
    seen_version: int | None = None,
    tell_readers: bool = False,
) -> Article:
    """Save `words` (a mapping of WORDS), topic names and author ids, and return the saved story.

    A new story is made when `article` has no row yet. `seen_version` is the version the editor had opened;
    `tell_readers` prints "Updated" with this moment. Raises PermissionDenied, CannotSave, ChangedMeanwhile,
    CannotUseAddress.
    """
    at = moment(at)
    with transaction.atomic():
        story, before = _opened(article, by=by, at=at, seen_version=seen_version)
        stood_at = (story.category.slug, story.slug) if _has_public_address(story, at) and story.category else None
        stood_slug = story.slug
        for name in WORDS:
            if name in words:
                setattr(story, name, words[name])
        story.body = clean(story.body)  # whatever the browser or an importer sent
        _keep_dates(story, at)
        story.slug = choose_slug(story, str(words.get("slug") or stood_slug))
        story.version, story.saved_at = before + 1, at
        if tell_readers and story.is_live:
            story.updated_at = at
        story.save()
        if topics is not None:
            set_topics(story, topics)
        if bylines is not None:
            _set_bylines(story, bylines)
        _set_figures(story)
        want_pictures(story, lead=Picture.Need.LEAD)
        relist(story)
        if stood_at and story.category and stood_at != (story.category.slug, story.slug):
            leave_forwarding(story, category_slug=stood_at[0], slug=stood_at[1])
        _keep_revision(story, by=by, at=at)
        render_story(story)
        note(story, "wrote" if before == 0 else "edited", by=by, at=at)
    return story


def restore(article: Article, *, to: Revision, by: Person, at: datetime | None = None) -> Article:
    """Write the words of an earlier version again, as a new version: nothing in between is lost.

    The plan (times) and the address stay as they are, so that restoring a text never moves a story.
    """
    words = {
        name: value if name.endswith("_id") else _field(name).to_python(value)
        for name, value in to.words.items()
        if name in WORDS and name not in {"slug", "publish_at", "embargo_until"}
    }
    return write_story(article, by=by, at=at, words=words, topics=to.words["topics"], bylines=to.words["bylines"])


def words_of(story: Article) -> dict[str, Any]:
    """Return what an editor typed in the story as it stands, as plain data."""
    words: dict[str, Any] = {
        name: getattr(story, name) if name.endswith("_id") else _field(name).value_to_string(story) for name in WORDS
    }
    for name in ("translated_on", "publish_at", "embargo_until"):
        words[name] = words[name] or None
    words["topics"] = sorted(story.topics.names())
    words["bylines"] = list(story.bylines.order_by("position").values_list("author_id", flat=True))
    return words


def set_topics(story: Article, names: Iterable[str]) -> None:
    """Put the story under these topics, making the new ones; a category's name is not a topic.

    Raises CannotSave.
    """
    clean = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    for name in clean:
        if len(name) > 100:
            raise CannotSave(f"The topic “{name[:40]}…” is too long; a topic has up to 100 characters.")
        if not Topic().slugify(name):
            raise CannotSave(f"The topic “{name}” has no letters or digits.")
        if Topic.objects.categories().filter(name__iexact=name).exists():
            raise CannotSave(f"“{name}” is a category. Choose it as the story's category, or name a narrower topic.")
    story.topics.set(clean)


def want_pictures(story: Article, *, lead: Picture.Need) -> None:
    """Ask for the renditions of a story's pictures: its lead with the need given, the others after it."""
    want_sooner(story.figures.values_list("picture_id", flat=True), need=Picture.Need.BODY)
    if story.lead_picture_id:
        want_sooner([story.lead_picture_id], need=lead)


def _field(name: str) -> Any:
    return Article._meta.get_field(name)  # noqa: SLF001 - Django's documented introspection


def _opened(article: Article, *, by: Person, at: datetime, seen_version: int | None) -> tuple[Article, int]:
    if article.pk is None:
        if not by.has_perm("articles.add_article"):
            raise PermissionDenied("Your role does not include writing stories.")
        return Article(created_by_id=by.pk, created_at=at), 0
    story = locked(article)
    if not Article.objects.visible_to(by).filter(pk=story.pk).exists():
        raise PermissionDenied("This story belongs to somebody else.")
    if story.status in {Article.Status.KILLED, Article.Status.SPIKED}:
        raise CannotSave(f"This story was {story.status}; it cannot be edited any more.")
    if story.status not in {Article.Status.DRAFT, Article.Status.SUBMITTED} and not by.has_perm(
        "articles.edit_any_article"
    ):
        raise PermissionDenied("This story has been taken over by the editors. Ask them for a change.")
    if seen_version is not None and seen_version != story.version:
        raise ChangedMeanwhile(story)
    return story, story.version


def _has_public_address(story: Article, at: datetime) -> bool:
    if story.status == Article.Status.RETRACTED:
        return True
    return story.status == Article.Status.PUBLISHED and story.published_at is not None and story.published_at <= at


def _keep_dates(story: Article, at: datetime) -> None:
    """A published story's date may move only while it lies in the future."""
    if story.status == Article.Status.PUBLISHED and story.published_at and story.published_at > at:
        story.published_at = story.planned_for(at)


def _set_bylines(story: Article, author_ids: Iterable[int]) -> None:
    ids = list(dict.fromkeys(author_ids))
    story.bylines.exclude(author_id__in=ids).delete()
    for position, author_id in enumerate(ids):
        Byline.objects.update_or_create(article=story, author_id=author_id, defaults={"position": position})


def _set_figures(story: Article) -> None:
    placed = placed_figures(story.body)
    story.figures.exclude(key__in=[figure.key for figure in placed]).delete()
    for figure in placed:
        Figure.objects.update_or_create(
            article=story,
            key=figure.key,
            defaults={"picture_id": figure.picture_id, "caption": figure.caption, "position": figure.position},
        )


def _keep_revision(story: Article, *, by: Person, at: datetime) -> None:
    Revision.objects.create(article=story, version=story.version, saved_at=at, saved_by_id=by.pk, words=words_of(story))
