"""How long a standing gift's period is: calendar months and years, counted from the day it began."""

import calendar
from datetime import UTC, datetime, timedelta


def end_of(anchor: int, start: int, interval: str, count: int) -> int:
    """Return when the period that begins at `start` ends. The 31st stays the 31st where the month has one."""
    number = 1
    while (end := _after(anchor, interval, count * number)) <= start:
        number += 1
    return end


def _after(anchor: int, interval: str, count: int) -> int:
    begun = datetime.fromtimestamp(anchor, UTC)
    if interval in {"day", "week"}:
        return int((begun + timedelta(days=count * (7 if interval == "week" else 1))).timestamp())
    months = begun.month - 1 + count * (12 if interval == "year" else 1)
    year, month = begun.year + months // 12, months % 12 + 1
    day = min(begun.day, calendar.monthrange(year, month)[1])
    return int(begun.replace(year=year, month=month, day=day).timestamp())
