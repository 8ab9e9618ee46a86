"""Totals as a drawing: a bar for each day, month or appeal, what came above a line and what went back below it.

It is drawn on the server in percents of whatever room there is, so it needs no script, no style attribute and no words
of its own: the table beside it says the same, and more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, islice

from django.utils.formats import date_format

from donations.money import currency_name, money
from donations.totals import Total

DAYS, MONTHS, APPEALS = 31, 24, 12  # as many as can be told apart on a phone
FEWEST = {"day": 14, "month": 12}  # so that two gifts do not fill the page
_LABELS = 4
_TOP, _BOTTOM = 900, 8800  # where the bars stand, in hundredths of a percent of the height


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; places and sizes are percents, as SVG takes them."""

    words: str
    label: str
    start: str
    size: str
    middle: str
    given_at: str
    given: str
    back_at: str
    back: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of one currency, of real money or of tests."""

    name: str
    is_test: bool
    words: str
    bars: Sequence[Bar]
    most: str
    most_at: str
    zero_at: str
    is_lying: bool  # appeals lie, as their names need the width


def charts(totals: Sequence[Total], by: str) -> list[Chart]:
    """Return a chart for each currency and mode in totals by "day", "month" or "appeal"."""
    of_one = sorted(totals, key=lambda total: (not total.livemode, total.currency))
    return [
        _chart(list(group), by, currency, is_test=is_test)
        for (is_test, currency), group in groupby(of_one, key=lambda total: (not total.livemode, total.currency))
    ]


def _chart(totals: list[Total], by: str, currency: str, *, is_test: bool) -> Chart:
    named = {total.of: total for total in totals}
    shown = list(named)[:APPEALS] if by == "appeal" else list(_periods(min(named), max(named), by))
    given = [max(named[of].given, 0) if of in named else 0 for of in shown]
    back = [max(-named[of].back, 0) if of in named else 0 for of in shown]
    most, least = max(given), max(back)
    whole = most + least or 1
    first, room = (0, 10_000) if by == "appeal" else (_TOP, _BOTTOM - _TOP)
    zero = first + (least if by == "appeal" else most) * room // whole
    bars = []
    for place, of in enumerate(shown):
        up, down = given[place] * room // whole, back[place] * room // whole
        start, end = place * 10_000 // len(shown), (place + 1) * 10_000 // len(shown)
        gap = (end - start) // 5
        lying = by == "appeal"
        bars.append(
            Bar(
                words=_words(of, named.get(of), currency),
                label=_label(of, by) if lying or (len(shown) - 1 - place) % -(-len(shown) // _LABELS) == 0 else "",
                start=_percent(start + (gap * 2 if lying else gap // 2)),
                size=_percent(end - start - (gap * 2 if lying else gap)),
                middle=_percent(start + gap * 3 // 2 if lying else (start + end) // 2),
                given_at=_percent(zero if lying else zero - up),
                given=_percent(up),
                back_at=_percent(zero - down if lying else zero),
                back=_percent(down),
                anchor=_anchor(place, len(shown)),
            )
        )
    highest = shown[given.index(most)]
    return Chart(
        name=currency_name(currency, count=2),
        is_test=is_test,
        words=f"Given and gone back by {by}, {shown[0]} to {shown[-1]}. Most in {highest}: {money(most, currency)}.",
        bars=bars,
        most=money(most, currency),
        most_at=_percent(first),
        zero_at=_percent(zero),
        is_lying=by == "appeal",
    )


def _label(of: str, by: str) -> str:
    """Return what stands under or over a bar: of a day as little as tells it."""
    return date_format(date.fromisoformat(of), "M j") if by == "day" else of


def _anchor(place: int, count: int) -> str:
    """Keep the words under the outer bars inside the drawing."""
    if count == 1 or 0 < place < count - 1:
        return "middle"
    return "end" if place else "start"


def _words(of: str, total: Total | None, currency: str) -> str:
    if total is None:
        return f"{of}: nothing"
    parts = (f"{money(total.given, currency)} given", f"{money(-total.back, currency)} went back" if total.back else "")
    return f"{of}: {', '.join(filter(None, parts))}, {money(total.net, currency)} left"


def _periods(first: str, last: str, by: str) -> Iterator[str]:
    """Yield the newest days or months up to the last one, those without a gift too, the oldest first."""
    most = DAYS if by == "day" else MONTHS
    backwards = list(islice(_backwards(last, by), most))
    since = min(first, backwards[FEWEST[by] - 1])
    yield from (of for of in reversed(backwards) if of >= since)


def _backwards(last: str, by: str) -> Iterator[str]:
    if by == "day":
        day = date.fromisoformat(last)
        while True:
            yield day.isoformat()
            day -= timedelta(days=1)
    day = date.fromisoformat(f"{last}-01")
    while True:
        yield f"{day:%Y-%m}"
        day = (day - timedelta(days=1)).replace(day=1)


def _percent(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}%"
