"""Appeals rendered on write. What differs between the pages that carry one (from where the reader comes, how far the
goal is) is left open by two marks and put in at reading time.
"""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info

from donations.models import Appeal, Suggestion
from donations.money import money, plain
from press.pictures.markup import picture_html
from press.richtext.library import placed_picture
from press.richtext.render import render

# Code points for private use, so that nothing an editor types is taken for them.
WHERE, PROGRESS = "\ue000", "\ue001"


def parts_of(appeal: Appeal) -> dict[str, str]:
    """Return an appeal's HTML: the `letter` with its buttons, `text` (short, between paragraphs), `line` (the banner)
    and `page` (the letter without buttons, above the form).
    """
    # Appeals are the paper's own words, in its own language, whatever the language of the story around them.
    with translation.override(settings.LANGUAGE_CODE):
        words = words_of(appeal)
        return {
            "letter": component("appeal", {"appeal": words}),
            "text": component("appeal_text", {"appeal": words}),
            "line": component("appeal_line", {"appeal": words}),
            "page": component("appeal_page", {"appeal": words}),
        }


def words_of(appeal: Appeal) -> dict[str, Any]:
    """Return an appeal as templates take it; see templates/components/appeal.html."""
    blocks = render(appeal.message, picture_for=placed_picture)
    return {
        "title": appeal.title,
        "blocks": blocks,
        "opening": next((block for block in blocks if block.startswith("<p")), ""),
        "closing": appeal.closing,
        "picture": _picture(appeal),
        "url": _address(appeal),
        "amounts": _amounts(appeal),
        "progress": _mark(PROGRESS) if appeal.goal else "",
        "language": settings.LANGUAGE_CODE,
        "direction": "rtl" if get_language_info(settings.LANGUAGE_CODE)["bidi"] else "ltr",
    }


def where(*, placement: str, article_id: int | None) -> str:
    """Return what takes the place of WHERE: the end of each link's query."""
    query = {"article": article_id, "placement": placement} if article_id else {"placement": placement}
    return escape(urlencode(query))


def component(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"components/{name}.html", context, using="public").strip()


def _picture(appeal: Appeal) -> dict[str, str] | None:
    picture = appeal.picture
    if picture is None or not picture.is_shown:
        return None
    html = picture_html(picture, crop="wide", role="card")
    return {"html": html, "caption": appeal.caption, "credit": picture.credit} if html else None


def _amounts(appeal: Appeal) -> list[dict[str, Any]]:
    """Return the suggestions by interval, smallest first."""
    by_interval: dict[str, list[Suggestion]] = {}
    for suggestion in appeal.suggestions.order_by("amount"):
        by_interval.setdefault(suggestion.interval, []).append(suggestion)
    return [
        {
            "interval": interval,
            "rows": [
                {
                    "sum": money(one.amount, appeal.currency, short=True),
                    "impact": one.impact,
                    "url": _address(
                        appeal, amount=plain(one.amount, appeal.currency), currency=appeal.currency, interval=interval
                    ),
                }
                for one in by_interval[interval]
            ],
        }
        for interval in Suggestion.Interval.values
        if interval in by_interval
    ]


def _address(appeal: Appeal, **query: str) -> SafeString:
    start = f"{appeal.get_absolute_url()}?{urlencode(query)}&" if query else f"{appeal.get_absolute_url()}?"
    return mark_safe(escape(start) + WHERE)  # noqa: S308 - escaped, and WHERE is put in escaped


def _mark(mark: str) -> SafeString:
    return mark_safe(mark)  # noqa: S308 - a constant
