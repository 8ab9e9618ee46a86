"""Loading the demo paper's appeals by the same actions as the desk's; what is there already is left alone."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from donations.actions.appeals import render_appeal, write_appeal
from donations.models import Appeal
from donations.money import parse
from press.pictures.models import Picture

_CURRENCY = "USD"


def load(*, at: datetime) -> None:
    """Write what is missing of the appeals of appeals.toml; a season is the next one that is not over."""
    words = tomllib.loads(Path(__file__).with_name("appeals.toml").read_text(encoding="utf-8"))
    for row in words["appeal"]:
        if not Appeal.objects.filter(slug=row["slug"]).exists():
            with transaction.atomic():
                _write(row, at)


def _write(row: dict[str, Any], at: datetime) -> None:
    suggestions, season = row.pop("suggestions"), row.pop("season", None)
    if row.get("is_default") and Appeal.objects.filter(is_default=True).exists():
        row["is_default"] = False  # a paper that asks for something already goes on asking for it
    if season:
        row["starts_at"], row["ends_at"] = _season(*season, at=at)
    if "goal" in row:
        row["goal"] = parse(row["goal"], _CURRENCY)
    # A picture of the library is known by its file's name, which for the demo is its slug.
    row["picture"] = Picture.objects.filter(file_name=f"{row['picture']}.jpg").first()
    appeal = write_appeal(Appeal(currency=_CURRENCY, **row))
    for interval, amount, impact in suggestions:
        appeal.suggestions.create(interval=interval, amount=parse(amount, _CURRENCY), impact=impact)
    render_appeal(appeal)


def _season(first: str, last: str, *, at: datetime) -> tuple[datetime, datetime]:
    """Return the next season from the one day of a year to the other (month-day), by the newsroom's clock."""
    for year in (timezone.localtime(at).year - 1, timezone.localtime(at).year):
        starts, ends = (
            timezone.make_aware(datetime.strptime(f"{number}-{day}", "%Y-%m-%d"))  # noqa: DTZ007 - made aware here
            for number, day in ((year, first), (year + (last < first), last))
        )
        if ends > at:
            break
    return starts, ends
