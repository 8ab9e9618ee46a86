"""The front page: what is pinned by the clock, filled up with the newest; no story twice unless an editor says so."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from articles.merge import Branch, newest_of
from articles.models import Article, FrontSection, FrontSlot
from articles.river import report_next_story
from press.web import boundaries

SECONDARIES = 4


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

    Five queries, whatever the number of stories and sections.
    """
    now = timezone.now()
    sections = list(FrontSection.objects.select_related("category").order_by("position", "pk"))
    slots = _slots(now)
    # A pinned story may eat up to all of the filling, so every list asks for as many more as are pinned.
    spare = len(slots) + SECONDARIES + 1
    newest = list(Article.objects.live(now).newest_first().values_list("pk", flat=True)[: spare + SECONDARIES + 1])
    found = newest_of([Branch(section.category_id, section.stories + spare) for section in sections], at=now)
    plan = _plan(
        slots, newest, sections, {n: [f.article_id for f in found if f.branch == n] for n in range(len(sections))}
    )
    report_next_story(now)
    rows = Article.objects.filter(pk__in=plan.shown).values_list("pk", "card_html")
    cards = dict(rows)
    lead = Article.objects.filter(pk=plan.lead).values_list("lead_html", flat=True).first() if plan.lead else ""
    return {
        "lead": lead,
        "secondaries": [cards[pk] for pk in plan.secondaries],
        "sections": [
            {
                "title": section.category.name,
                "url": section.category.get_absolute_url(),
                "icon": section.category.icon,
                "arrangement": section.arrangement,
                "cards": [cards[pk] for pk in plan.sections[section.pk]],
            }
            for section in sections
            if plan.sections[section.pk]
        ],
    }


def _slots(now: datetime) -> list[Any]:
    """Return what is pinned now and live, and report when a slot or a pinned story next changes."""
    rows = (
        FrontSlot.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
        .order_by("position", "pk")
        .values(
            "place",
            "section_id",
            "article_id",
            "starts_at",
            "ends_at",
            "may_repeat",
            live_at=F("article__published_at"),
            status=F("article__status"),
        )
    )
    current = []
    for row in rows:
        for change in (row["starts_at"], row["ends_at"]):
            boundaries.report(change, now=now)
        started = row["starts_at"] is None or row["starts_at"] <= now
        if started and row["status"] == Article.Status.PUBLISHED and row["live_at"] <= now:
            current.append(row)
    return current


def _plan(slots: list[Any], newest: list[int], sections: list[FrontSection], filling: dict[int, list[int]]) -> _Plan:
    plan = _Plan()

    def pinned(place: str, section_id: int | None = None) -> list[tuple[int, bool]]:
        return [
            (s["article_id"], s["may_repeat"]) for s in slots if s["place"] == place and s["section_id"] == section_id
        ]

    fill = [(pk, False) for pk in newest]
    everywhere = {s["article_id"] for s in slots}
    unpinned = [(pk, False) for pk in newest if pk not in everywhere]
    # Pins beat filling everywhere: a story pinned further down is not used up by the filling above it.
    lead = plan.place([*pinned("lead"), *(unpinned or fill)], 1)
    plan.lead = lead[0] if lead else None
    plan.secondaries = plan.place([*pinned("secondary"), *unpinned], SECONDARIES)
    for number, section in enumerate(sections):
        ours = [(pk, False) for pk in filling[number] if pk not in everywhere]
        plan.sections[section.pk] = plan.place([*pinned("section", section.pk), *ours], section.stories)
    return plan
