"""Which appeal stands where now: the clock's question, remembered for five seconds, with its next change reported."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from donations.actions.policy import takes_gifts
from donations.models import Appeal, DayTotal
from donations.models.appeal import ARTICLE_END, BANNER, DONATE, FRONT, IN_TEXT, PLACEMENTS
from donations.money import money
from donations.rendering import PROGRESS, WHERE, component, where
from donations.stripe.client import is_live
from press.web import boundaries
from press.web.remember import remembered
from press.web.standing import Standing

_PARTS = {ARTICLE_END: "letter", IN_TEXT: "text", FRONT: "letter", BANNER: "line", DONATE: "page"}
# A gift's worth of words between two paragraphs of a brief would be half of it.
_WITHOUT_ONE_IN_TEXT = frozenset({"brief"})


@dataclass(frozen=True, slots=True)
class Asked:
    """An appeal that may have its time before long, and how far its goal is as HTML."""

    appeal: Appeal
    progress: str


def current(placement: str) -> Asked | None:
    """Return the appeal that stands there now, or None; reports when that changes next."""
    now = timezone.now()
    for asked in _waiting_and_current():
        boundaries.report(asked.appeal.starts_at, now=now)
        boundaries.report(asked.appeal.ends_at, now=now)
    fitting = (one for one in _waiting_and_current() if one.appeal.is_in_season(now) and one.appeal.is_at(placement))
    return next(fitting, None)


def placed(placement: str, *, article_id: int | None = None, kind: str = "") -> SafeString:
    """Return the HTML of the appeal that stands there now, or nothing."""
    if placement == IN_TEXT and kind in _WITHOUT_ONE_IN_TEXT:
        return SafeString("")
    asked = current(placement)
    return shown(asked, placement, article_id=article_id) if asked else SafeString("")


def shown(asked: Asked, placement: str, *, article_id: int | None = None) -> SafeString:
    """Return the HTML of an appeal as it stands at a placement."""
    html: str = asked.appeal.rendered.get(_PARTS[placement], "")
    html = html.replace(WHERE, where(placement=placement, article_id=article_id)).replace(PROGRESS, asked.progress)
    return mark_safe(html)  # noqa: S308 - rendered on write by our own templates


def among(blocks: list[str], *, article_id: int | None = None, kind: str = "") -> list[str]:
    """Return a story's blocks with the appeal for the text between two of them, where it is long enough for that."""
    asked = current(IN_TEXT) if kind not in _WITHOUT_ONE_IN_TEXT else None
    if asked is None:
        return blocks
    paragraphs = [place for place, block in enumerate(blocks, start=1) if block.startswith("<p")]
    wanted = asked.appeal.in_text_after or 1
    # A paragraph must follow: at the end of a story stands another placement.
    if len(paragraphs) <= wanted:
        return blocks
    place = paragraphs[wanted - 1]
    return [*blocks[:place], shown(asked, IN_TEXT, article_id=article_id), *blocks[place:]]


def at(placement: str, moment: datetime) -> Asked | None:
    """Return the appeal that stands, stood or will stand there at a moment; for the desk's preview."""
    found = Appeal.objects.in_season(moment).at_placement(placement).first_choice_first().first()
    return with_progress([found])[0] if found else None


def with_progress(appeals: list[Appeal]) -> list[Asked]:
    """Return appeals with how far each is: what arrived for it and stayed, in its own currency only."""
    goals = {appeal.pk: appeal for appeal in appeals if appeal.goal}
    counted = [pk for pk, appeal in goals.items() if appeal.shows_progress]
    arrived: dict[int, int] = {}
    if counted:
        mine = [Q(appeal_id=pk, currency=goals[pk].currency) for pk in counted]
        rows = DayTotal.objects.filter(_any(mine), livemode=is_live()).values_list("appeal_id")
        arrived = dict(rows.annotate(arrived=Sum("gross")))
    return [
        Asked(appeal, _progress(appeal, arrived.get(appeal.pk, 0) if appeal.shows_progress else None))
        for appeal in appeals
    ]


def _progress(appeal: Appeal, arrived: int | None) -> str:
    if not appeal.goal:
        return ""
    got = None if arrived is None else max(0, arrived)
    context = {
        "goal": money(appeal.goal, appeal.currency, short=True),
        "arrived": None if got is None else money(got, appeal.currency, short=True),
        "percent": None if got is None else min(100, got * 100 // appeal.goal),
        "deadline": appeal.deadline,
    }
    return component("appeal_progress", context)


def _any(conditions: list[Q]) -> Q:
    together = Q()
    for condition in conditions:
        together |= condition
    return together


@remembered
def _waiting_and_current() -> list[Asked]:
    """Return the appeals whose time has not passed, first choice first; none while no gifts are taken."""
    if not takes_gifts():
        return []
    now = timezone.now()
    return with_progress([appeal for appeal in _APPEALS.answer() if appeal.ends_at is None or appeal.ends_at > now])


# All that a page prints of them; what they were rendered from is left out.
_FIELDS = tuple(
    field.attname
    for field in Appeal._meta.concrete_fields  # noqa: SLF001
    if field.name not in {"message", "closing", "caption"}
)
_APPEALS = Standing(
    lambda: Appeal.objects.first_choice_first().values_list(*_FIELDS),
    lambda rows: [Appeal(**dict(zip(_FIELDS, row, strict=True))) for row in rows],
)

__all__ = ["PLACEMENTS", "Asked", "among", "at", "current", "placed", "shown", "with_progress"]
