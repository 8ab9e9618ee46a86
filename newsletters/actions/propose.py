"""Making editions: proposed from the stories since the last one, each story once across a newsletter's editions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.front import standing
from articles.models import Article
from newsletters.models import Edition, EditionStory, Newsletter
from press.record.people import Person

MOST = 10  # stories that are proposed


class ChangedMeanwhile(Exception):
    """Somebody else has saved the edition since it was opened."""


class CannotWrite(Exception):
    """The edition is on its way; the message says so."""


def propose(newsletter: Newsletter, *, by: Person | None = None, day: date | None = None, at: datetime) -> Edition:
    """Return a new draft of a day (today) with what is new since the last edition; the front page's stories first.

    Raises PermissionDenied for a person who may not make one.
    """
    if by is not None and not by.has_perm("newsletters.add_edition"):
        raise PermissionDenied("Your role does not include making editions.")
    day = day or timezone.localdate(at)
    stories = new_stories(newsletter, at=at)
    headline = stories[0].headline if stories else ""
    while True:
        last = newsletter.editions.filter(date=day).aggregate(last=Max("number"))["last"] or 0
        try:
            with transaction.atomic():
                edition = Edition.objects.create(
                    newsletter=newsletter,
                    date=day,
                    number=last + 1,
                    subject=headline[:150],
                    preheader=(stories[1].headline if len(stories) > 1 else "")[:200],
                    made_at=at,
                    saved_at=at,
                    made_by_id=by.pk if by else None,
                )
                _place(edition, [story.pk for story in stories])
                return edition
        except IntegrityError:  # somebody made one of this number a moment ago
            continue


def new_stories(newsletter: Newsletter, *, at: datetime) -> list[Article]:
    """Return live stories since the newsletter's last edition that were in none of its editions, best first."""
    if newsletter.rhythm == Newsletter.Rhythm.BREAKING:
        return []  # it is about one thing, which its editor knows
    # From when the last was proposed, not sent: what came in between is in neither otherwise.
    last = newsletter.editions.released().aggregate(last=Max(Coalesce("made_at", "released_at")))["last"]
    reach = timedelta(days=7 if newsletter.rhythm == Newsletter.Rhythm.WEEKLY else 1)
    furthest = max(2 * reach, timedelta(days=7))  # a daily one that rests on Sundays, or was ill, leaves out nothing
    begin = max(last, at - furthest) if last else at - reach
    # A draft of another day that was never sent keeps its stories from nobody.
    counts = ~Q(edition__state=Edition.State.DRAFT) | Q(edition__date__gte=timezone.localdate(at))
    recent = Q(edition__newsletter=newsletter, edition__date__gte=(at - 2 * furthest).date())
    used = EditionStory.objects.filter(counts & recent)
    own = Article.objects.live(at).filter(language=settings.LANGUAGE_CODE)
    fresh = own.filter(published_at__gt=begin).exclude(pk__in=used.values("article"))
    found = list(fresh.only("headline", "published_at").newest_first()[:60])
    front = {pk: place for place, pk in enumerate(pk for ids in standing().values() for pk in ids)}
    return sorted(found, key=lambda story: front.get(story.pk, len(front)))[:MOST]


def write_edition(
    edition: Edition,
    *,
    by: Person,
    stories: Sequence[int],
    promos: Sequence[Any],
    seen_version: str,
    at: datetime,
    day: date | None = None,
) -> Edition:
    """Keep what an editor wrote. `seen_version` is Edition.version as it was when the form was opened; `day` is the
    day it is of from now on.

    Raises PermissionDenied, ChangedMeanwhile, CannotWrite; nothing is changed then.
    """
    if not by.has_perm("newsletters.change_edition"):
        raise PermissionDenied("Your role does not include writing editions.")
    with transaction.atomic():
        known = Edition.objects.select_for_update().get(pk=edition.pk)
        if known.version != seen_version:
            raise ChangedMeanwhile
        if not known.is_writable:
            raise CannotWrite(f"Nothing was kept: by now this edition is {known.get_state_display()}.")
        edition.saved_at = at
        if day is not None and day != known.date:
            last = known.newsletter.editions.filter(date=day).aggregate(last=Max("number"))["last"] or 0
            edition.date, edition.number = day, last + 1
        edition.save(update_fields=["subject", "preheader", "introduction", "appeal", "date", "number", "saved_at"])
        edition.promos.set(promos)
        _place(edition, stories)
    return edition


def _place(edition: Edition, stories: Sequence[int]) -> None:
    """Put stories in this order into the edition."""
    edition.places.all().delete()
    known = set(Article.objects.filter(pk__in=stories).values_list("pk", flat=True))
    rows = [pk for pk in dict.fromkeys(stories) if pk in known]
    EditionStory.objects.bulk_create(
        EditionStory(edition=edition, article_id=pk, position=place) for place, pk in enumerate(rows)
    )
