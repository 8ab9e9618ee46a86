"""Saving what an editor typed: the words, the topics, the bylines, as one versioned change."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles.actions.address import CannotSave, choose_slug, free_slug, leave_forwarding
from articles.actions.fit import missing_for_print
from articles.actions.history import locked, moment, note
from articles.actions.listing import relist
from articles.actions.topics import hold_topics, make_topics, name_now, topic_name, trouble_with
from articles.models import Article, Author, Byline, Figure, HistoryEntry, Revision
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
# What restoring an earlier version leaves as it is.
STAYS = {"category_id", "slug", "publish_at", "embargo_until"}


MOST_TOPICS = 50
_CONTROLS = re.compile(r" *[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+ *")


class ChangedMeanwhile(CannotSave):
    """Somebody saved the story after this person opened it."""

    def __init__(self, article: Article) -> None:
        super().__init__(
            "Somebody saved this story after you opened it. Nothing of yours was lost: compare and save again."
        )
        self.article = article


def write_story(
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

    A new story is made when `article` has no row yet; a save that changes nothing leaves no version and no line in the
    history. `seen_version` is the version the editor had opened;
    `tell_readers` prints "Updated" with this moment. Raises PermissionDenied, CannotSave, ChangedMeanwhile,
    CannotUseAddress.
    """
    at = moment(at)
    with transaction.atomic():
        story, before = _opened(article, by=by, at=at, seen_version=seen_version)
        stood = _standing(story) if before else None
        begun = transaction.savepoint_create()
        stood_at = (story.category.slug, story.slug) if _has_public_address(story, at) and story.category else None
        stood_slug = story.slug
        for name in WORDS:
            if name in words:
                setattr(story, name, _printable(words[name]))
        story.body = clean(story.body)  # whatever the browser or an importer sent
        _keep_dates(story, by=by, at=at)
        story.slug = choose_slug(story, str(words.get("slug") or stood_slug))
        story.version, story.saved_at = before + 1, at
        if tell_readers and story.is_live:
            story.updated_at = at
        _save(story)
        if topics is not None:
            set_topics(story, topics)
        if bylines is not None:
            _set_bylines(story, bylines)
        _set_figures(story)
        if story.status in {Article.Status.PUBLISHED, Article.Status.RETRACTED} and (
            reasons := missing_for_print(story, signed=story.bylines.exists())
        ):
            raise CannotSave(" ".join(["Readers can see this story.", *map(str, reasons)]))
        want_pictures(story, lead=Picture.Need.LEAD)
        relist(story)
        if stood_at and story.category and stood_at != (story.category.slug, story.slug):
            leave_forwarding(story, category_slug=stood_at[0], slug=stood_at[1])
        if stood == _standing(story) and not tell_readers:
            transaction.savepoint_rollback(begun)
            return locked(article)
        _keep_revision(story, by=by, at=at)
        render_story(story)
        note(story, "wrote" if before == 0 else "edited", by=by, at=at)
    return story


def _standing(story: Article) -> dict[str, Any]:
    """Return all that a save may change."""
    return {**words_of(story), "published_at": story.published_at}


def _printable(typed: Any) -> Any:
    """Return text with blanks for control characters, which a paste brings as breaks and no output may carry."""
    return _CONTROLS.sub(" ", typed).strip(" ") if isinstance(typed, str) else typed


def restore(
    article: Article, *, to: Revision, by: Person, at: datetime | None = None, seen_version: int | None = None
) -> Article:
    """Write the words of an earlier version again, as a new version: nothing in between is lost.

    The plan (times) and the address stay as they are, so that restoring a text never moves a story. `seen_version` is
    the version that the editor compared it with. Raises what `write_story` raises.
    """
    words = {
        name: value if name.endswith("_id") else _field(name).to_python(value)
        for name, value in to.words.items()
        if name in WORDS and name not in STAYS
    }
    # What was removed since cannot come back with the words.
    if not Picture.objects.filter(pk=words["lead_picture_id"]).exists():
        words["lead_picture_id"] = None
    known = set(Author.objects.filter(pk__in=to.words["bylines"]).values_list("pk", flat=True))
    signed = [pk for pk in to.words["bylines"] if pk in known]
    topics = [name_now(name) for name in to.words["topics"]]
    return write_story(article, by=by, at=at, words=words, topics=topics, bylines=signed, seen_version=seen_version)


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

    A topic it had, which was renamed or merged since, goes by its new name: the form or the version in which it is
    called by the old one was made before. Raises CannotSave.
    """
    had = _topics_of_last_version(story)
    typed = (name_now(name) if name in had else name for name in map(topic_name, names) if name)
    wanted = list(dict.fromkeys(typed))
    if len(wanted) > MOST_TOPICS:
        raise CannotSave(f"A story has up to {MOST_TOPICS} topics. Keep those it is really about.")
    for name in wanted:
        if trouble := trouble_with(name):
            raise CannotSave(trouble)
    make_topics(wanted)
    has = set(story.topics.names())
    story.topics.set([*has.intersection(wanted), *hold_topics([name for name in wanted if name not in has])])


def want_pictures(story: Article, *, lead: Picture.Need) -> None:
    """Ask for the renditions of a story's pictures: its lead with the need given, the others after it."""
    want_sooner(story.figures.values_list("picture_id", flat=True), need=Picture.Need.BODY)
    if story.lead_picture_id:
        want_sooner([story.lead_picture_id], need=lead)


def _topics_of_last_version(story: Article) -> set[str]:
    last = story.revisions.order_by("-version").values_list("words", flat=True).first()
    return set(last["topics"]) if last else set()


def _field(name: str) -> Any:
    return Article._meta.get_field(name)  # noqa: SLF001 - Django's documented introspection


def _opened(article: Article, *, by: Person, at: datetime, seen_version: int | None) -> tuple[Article, int]:
    if article.pk is None:
        if not by.has_perm("articles.add_article"):
            raise PermissionDenied("Your role does not include writing stories.")
        return Article(created_by_id=by.pk, created_at=at, made_from=article.made_from), 0
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
    """Whether readers may know the address: the story is live or retracted, or was taken back to the desk."""
    if story.status == Article.Status.PUBLISHED:
        return story.published_at is not None and story.published_at <= at
    if story.status == Article.Status.RETRACTED:
        return True
    return HistoryEntry.objects.filter(article_id=story.pk, verb="unpublished").exists()


def _keep_dates(story: Article, *, by: Person, at: datetime) -> None:
    """A published story's date may move only while it lies in the future, and only by who may publish.

    Clearing the plan moves nothing: to publish at once is a button of its own, never the side effect of a save.
    """
    waiting = story.status == Article.Status.PUBLISHED and story.published_at is not None and story.published_at > at
    if not waiting or not by.has_perm("articles.publish_article"):
        return
    assert story.published_at
    planned = story.planned_for(at)
    story.published_at = planned if story.publish_at else max(planned, story.published_at)


def _save(story: Article) -> None:
    """Save, and step aside when somebody took the same address a moment ago."""
    try:
        with transaction.atomic():
            story.save()
    except IntegrityError:
        story.slug = free_slug(story, story.slug)
        story.save()


def _set_bylines(story: Article, author_ids: Iterable[int]) -> None:
    ids = list(dict.fromkeys(author_ids))
    story.bylines.exclude(author_id__in=ids).delete()
    for position, author_id in enumerate(ids):
        Byline.objects.update_or_create(article=story, author_id=author_id, defaults={"position": position})


def _set_figures(story: Article) -> None:
    placed = placed_figures(story.body)
    # A figure whose picture was removed stays in the text with its caption; readers are not shown it.
    there = set(Picture.objects.filter(pk__in=[f.picture_id for f in placed]).values_list("pk", flat=True))
    placed = [figure for figure in placed if figure.picture_id in there]
    story.figures.exclude(key__in=[figure.key for figure in placed]).delete()
    for figure in placed:
        Figure.objects.update_or_create(
            article=story,
            key=figure.key,
            defaults={"picture_id": figure.picture_id, "caption": figure.caption, "position": figure.position},
        )


def _keep_revision(story: Article, *, by: Person, at: datetime) -> None:
    Revision.objects.create(article=story, version=story.version, saved_at=at, saved_by_id=by.pk, words=words_of(story))
