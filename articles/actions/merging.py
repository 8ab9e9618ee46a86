"""Merging: one topic, or one category, becomes part of another, and nothing that led to it is lost."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction

from articles.actions.address import free_slug, leave_forwarding
from articles.actions.history import moment, note, require
from articles.actions.topics import in_turn, print_anew, stories_under
from articles.models import FormerSlug, FrontSection, OldAddress, TaggedArticle, Topic
from articles.signals import topic_merged
from press.record.people import Person
from press.web.remember import forget_all


class CannotMerge(ValueError):
    """The one cannot become part of the other; the message tells the editor why."""


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging one topic or category into another does, in numbers and addresses."""

    stories: int  # under the one that goes
    in_both: int
    addresses: list[str]  # that will be sent on
    lost_description: str  # as the kept one has its own


def what_merging_does(kept: Topic, merged: Topic) -> Merging:
    """Return what `merge_topics` would do now, for whoever has to confirm it."""
    rows = TaggedArticle.objects.filter(tag=merged)
    base = "/" if merged.is_category else "/topics/"
    slugs = [merged.slug, *merged.former_slugs.order_by("pk").values_list("slug", flat=True)]
    return Merging(
        stories=rows.count(),
        in_both=rows.filter(content_object__tagged__tag=kept).count(),
        addresses=[f"{base}{slug}/" for slug in slugs],
        lost_description=merged.description if kept.description else "",
    )


def merge_topics(kept: Topic, merged: Topic, *, by: Person, at: datetime | None = None) -> int:
    """Bring every story under `merged` under `kept`, send readers of its addresses on, and end it for good.

    A category's stories move to addresses below the kept one, and leave their old ones behind. `topic_merged` tells
    the apps above. Returns how many stories were under `merged`. Raises PermissionDenied, CannotMerge.
    """
    require(by, "change_topic")
    at = moment(at)
    with transaction.atomic():
        into, gone = _locked(kept, merged)
        ids = stories_under(gone)
        if gone.is_category:
            _move_stories(ids, into=into, gone=gone, by=by, at=at)
            _move_section(into, gone)
        else:
            _retag(into, gone)
        if gone.description and not into.description:
            into.description = gone.description
            into.save(update_fields=["description"])
        FormerSlug.objects.filter(topic=gone).update(topic=into)
        topic_merged.send(sender=Topic, kept_id=into.pk, merged_id=gone.pk, at=at)
        Topic.objects.filter(pk=gone.pk).delete()
        FormerSlug.objects.update_or_create(slug=gone.slug, defaults={"topic": into})
        print_anew(ids)
        stories = "1 story" if len(ids) == 1 else f"{len(ids)} stories"
        told = f"Merged “{gone}” ({gone.get_absolute_url()}, {stories}) into it."
        LogEntry.objects.log_actions(by.pk, [kept], CHANGE, told, single_object=True)
    forget_all()
    return len(ids)


def _locked(kept: Topic, merged: Topic) -> tuple[Topic, Topic]:
    """Return both as they are stored, locked until the transaction ends. Raises CannotMerge.

    In the order of their keys, so that two editors who merge them at once wait for one another. Whoever saves a story
    under the kept one need not wait: only its key must stay.
    """
    if kept.pk == merged.pk:
        raise CannotMerge(f"“{merged}” cannot become part of itself. Choose another one.")
    stored = {}
    for pk in sorted((kept.pk, merged.pk)):
        stored[pk] = Topic.objects.select_for_update(no_key=pk == kept.pk).filter(pk=pk).first()
    into, gone = stored[kept.pk], stored[merged.pk]
    if into is None or gone is None:
        lost = merged if gone is None else kept
        raise CannotMerge(f"Somebody merged “{lost}” into another one a moment ago. Nothing was changed.")
    if into.kind != gone.kind:
        raise CannotMerge("A category and a topic cannot be merged: only one of them has stories' addresses below it.")
    return into, gone


def _retag(into: Topic, gone: Topic) -> None:
    rows = TaggedArticle.objects.filter(tag=gone)
    in_both = TaggedArticle.objects.filter(tag=into).values("content_object")
    rows.filter(content_object__in=in_both).delete()
    rows.update(tag=into)


def _move_stories(ids: list[int], *, into: Topic, gone: Topic, by: Person, at: datetime) -> None:
    former = list(gone.former_slugs.values_list("slug", flat=True))
    for story in in_turn(ids):
        slug = story.slug
        story.category = into
        if slug:
            story.slug = free_slug(story, slug)
            # Drafts too: one that was taken back to the desk has readers who know its address.
            leave_forwarding(story, category_slug=gone.slug, slug=slug)
            if story.slug != slug:
                # Another story stands at this slug now, and below the category's older names it would be found first.
                for older in former:
                    OldAddress.objects.get_or_create(category_slug=older, slug=slug, defaults={"article": story})
        story.save(update_fields=["category", "slug"])
        note(story, "moved", by=by, at=at, note=f"“{gone}” became part of “{into}”.")


def _move_section(into: Topic, gone: Topic) -> None:
    """Give the kept category the other's block of the front page, or its pins when it has a block of its own."""
    section = FrontSection.objects.filter(category=gone).first()
    own = FrontSection.objects.filter(category=into).first()
    if section is None:
        return
    if own is None:
        section.category = into
        section.save(update_fields=["category"])
        return
    last = own.slots.count()
    for place, slot in enumerate(section.slots.order_by("position", "pk"), start=last):
        slot.section, slot.position = own, place
        slot.save(update_fields=["section", "position"])
    section.delete()
