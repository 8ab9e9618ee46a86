"""The front page: what is pinned by the clock, filled up with the newest; no story twice unless an editor says so."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from articles.cards import cards_of
from articles.merge import Branch, newest_of
from articles.models import Article, FrontSection, FrontSlot
from articles.river import NOW, next_story, report_next_story
from press.web import boundaries
from press.web.questions import Question

SECONDARIES = 4


class _Section(NamedTuple):
    """A block of the page as an editor arranged it."""

    pk: int
    category_id: int
    stories: int
    arrangement: str
    name: str
    slug: str
    icon: str
    next_story: datetime | None  # the same in every row: when the page changes by itself


class _Slot(NamedTuple):
    """A pinned story."""

    place: str
    section_id: int | None
    article_id: int
    may_repeat: bool
    starts_at: datetime | None
    ends_at: datetime | None
    live_at: datetime | None
    status: str


_SECTIONS = Question(
    lambda: FrontSection.objects.order_by("position", "pk").values_list(
        *("pk", "category_id", "stories", "arrangement", "category__name", "category__slug", "category__icon"),
        next_story(NOW),
    )
)
_SLOTS = Question(
    lambda: (
        FrontSlot.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=NOW))
        .order_by("position", "pk")
        .values_list(
            *("place", "section_id", "article_id", "may_repeat", "starts_at", "ends_at"),
            *("article__published_at", "article__status"),
        )
    )
)


@dataclass(slots=True)
class _Plan:
    """Which stories stand where; ids first, so that the cards are fetched in one query."""

    lead: int | None = None
    secondaries: list[int] = field(default_factory=list)
    sections: dict[int, list[int]] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)

    def place(self, wanted: Iterable[tuple[int, bool]], room: int) -> list[int]:
        """Take up to `room` stories of `wanted` ((id, may repeat)) that do not stand on the page yet."""
        taken: list[int] = []
        for article_id, may_repeat in wanted:
            if len(taken) == room:
                break
            if article_id in taken or (article_id in self.shown and not may_repeat):
                continue
            taken.append(article_id)
        self.shown.update(taken)
        return taken


def front_page() -> dict[str, Any]:
    """Return the front page's `lead`, `secondaries` and `sections` as templates/articles/front.html takes them.

    Four queries, whatever the number of stories and sections.
    """
    now = timezone.now()
    sections = [_Section(*row) for row in _SECTIONS.ask(now=now)]
    if sections:
        boundaries.report(sections[0].next_story, now=now)
    else:
        report_next_story(now)
    slots = _slots(now)
    plan = _plan(slots, sections, _filling(sections, pinned=len(slots), now=now))
    cards = cards_of(plan.shown, lead=plan.lead)
    return {
        "lead": cards[plan.lead].lead_html if plan.lead in cards else "",
        "secondaries": [cards[pk].html for pk in plan.secondaries if pk in cards],
        "sections": [
            {
                "title": section.name,
                "url": f"/{section.slug}/",
                "icon": section.icon,
                "arrangement": section.arrangement,
                "cards": [cards[pk].html for pk in plan.sections[section.pk] if pk in cards],
            }
            for section in sections
            if plan.sections[section.pk]
        ],
    }


def _slots(now: datetime) -> list[_Slot]:
    """Return what is pinned now and live, and report when a slot next changes."""
    current = []
    for slot in map(_Slot._make, _SLOTS.ask(now=now)):
        for change in (slot.starts_at, slot.ends_at):
            boundaries.report(change, now=now)
        started = slot.starts_at is None or slot.starts_at <= now
        if started and slot.status == Article.Status.PUBLISHED and slot.live_at and slot.live_at <= now:
            current.append(slot)
    return current


def _filling(sections: list[_Section], *, pinned: int, now: datetime) -> dict[int, list[int]]:
    """Return the newest of the whole paper (0), and of each section (1, 2 …), newest first."""
    # A pinned story and the top of the page may eat of any list, so every list asks for as many more.
    eaten = pinned + SECONDARIES + 1
    branches = [Branch(None, eaten), *(Branch(section.category_id, section.stories + eaten) for section in sections)]
    found: dict[int, list[int]] = defaultdict(list)
    for story in newest_of(branches, at=now):
        found[story.branch].append(story.article_id)
    return found


def _plan(slots: list[_Slot], sections: list[_Section], filling: dict[int, list[int]]) -> _Plan:
    plan = _Plan()

    def pinned(place: str, section_id: int | None = None) -> list[tuple[int, bool]]:
        return [(s.article_id, s.may_repeat) for s in slots if s.place == place and s.section_id == section_id]

    everywhere = {s.article_id for s in slots}
    unpinned = [(pk, False) for pk in filling[0] if pk not in everywhere]
    # Pins beat filling everywhere: a story pinned further down is not used up by the filling above it.
    lead = plan.place([*pinned("lead"), *(unpinned or [(pk, False) for pk in filling[0]])], 1)
    plan.lead = lead[0] if lead else None
    plan.secondaries = plan.place([*pinned("secondary"), *unpinned], SECONDARIES)
    for number, section in enumerate(sections, start=1):
        ours = [(pk, False) for pk in filling[number] if pk not in everywhere]
        plan.sections[section.pk] = plan.place([*pinned("section", section.pk), *ours], section.stories)
    return plan


def standing() -> dict[tuple[str, int | None], list[int]]:
    """Return which stories stand in each place now, by (place, section): the desk's view of the same plan."""
    now = timezone.now()
    sections = [_Section(*row) for row in _SECTIONS.ask(now=now)]
    slots = _slots(now)
    plan = _plan(slots, sections, _filling(sections, pinned=len(slots), now=now))
    return {
        (FrontSlot.Place.LEAD, None): [plan.lead] if plan.lead else [],
        (FrontSlot.Place.SECONDARY, None): plan.secondaries,
        **{(FrontSlot.Place.SECTION, pk): ids for pk, ids in plan.sections.items()},
    }
