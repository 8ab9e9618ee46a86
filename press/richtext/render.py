"""From a stored body to what readers get, and what else a body tells: its figures, its words.

All of these take HTML that `clean()` has returned; nothing here makes foreign HTML safe.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext

from press.richtext import embeds
from press.richtext.tree import Element, inner_html, outer_html, parse

_LONGEST_LABEL = 120
_TAG = re.compile(r"<[^>]*>")
_ODD_SPACE = re.compile(r"[^\S \n]|  ")  # what a line of plain text has one plain space for
_WITHIN_A_LINE = re.compile(r"</?(?:a|em|strong|sub|sup)\b[^>]*>")
_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL)
_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture that may be shown now: its ready markup, its credit, and whether it is higher than wide."""

    html: str
    credit: str
    portrait: bool = False


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A picture as it stands in a body. `caption` is plain text, `position` counts the figures from 0."""

    key: UUID
    picture_id: int
    caption: str
    position: int


PictureFor = Callable[[int], PlacedPicture | None]


def render(html: str, *, picture_for: PictureFor, dateline: str = "") -> list[str]:
    """Return the body's top-level blocks as readers get them.

    `picture_for` returns a picture by its id, or None when it is gone or may not be shown: that figure is left out.
    The dateline stands at the start of the first paragraph.
    """
    blocks = []
    anchors: set[str] = set()
    body = parse(html)
    _mark_ways_out(body)
    for element in body.elements():
        if element.tag == "figure":
            block = _figure(element, picture_for)
        elif element.tag == "table":
            label = escape(_table_label(element))
            block = (
                f'<div class="table-wrap" tabindex="0" role="region" aria-label="{label}">{outer_html(element)}</div>'
            )
        else:
            if element.tag in {"h2", "h3"}:
                element.attrs["id"] = _anchor(element, anchors)
            elif element.tag == "p" and dateline:
                element.children = [Element("span", {"class": "dateline"}, [dateline]), " — ", *element.children]
                dateline = ""
            block = outer_html(element)
        if block:
            blocks.append(block)
    return blocks


def placed_figures(html: str) -> list[PlacedFigure]:
    """Return the pictures of the body in their order."""
    pictures = [element for element in parse(html).elements() if "data-picture" in element.attrs]
    return [
        PlacedFigure(
            UUID(element.attrs["data-figure"]),
            int(element.attrs["data-picture"]),
            " ".join(element.text().split()),
            place,
        )
        for place, element in enumerate(pictures)
    ]


def plain_text(html: str, *, captions: bool = False) -> str:
    """Return the body's words, a block a line; the captions of figures only when asked for (search wants them)."""
    # By regular expressions, as tree.py has escaped every sign that is not a tag's: five times as fast as the tree, and
    # search asks it of every story of the paper.
    text = html if captions else _FIGURE.sub("", html)
    text = _ROW.sub(lambda row: f"<tr>{_TAG.sub(' ', row[1])}</tr>", text)
    text = unescape(_TAG.sub("\n", _WITHIN_A_LINE.sub("", text.replace("<br>", " "))))
    lines = text.split("\n")
    if _ODD_SPACE.search(text):
        lines = [" ".join(line.split()) for line in lines]
    return "\n".join([stripped for line in lines if (stripped := line.strip())])


def word_count(html: str) -> int:
    """Return how many words the body has, without captions."""
    return len(plain_text(html).split())


def _figure(element: Element, picture_for: PictureFor) -> str:
    caption = element.find("figcaption") or Element("figcaption")
    if "data-embed" in element.attrs:
        return _embed(element.attrs["data-embed"], caption.text())
    picture = picture_for(int(element.attrs.get("data-picture", 0)))
    if picture is None or not picture.html:
        return ""
    if "dir" in caption.attrs:
        caption = Element("figcaption", children=[Element("span", caption.attrs, caption.children)])
    context = {
        "html": picture.html,
        "caption": _safe(inner_html(caption)),
        "credit": picture.credit,
        "portrait": picture.portrait,
        "classname": element.attrs.get("class", ""),
    }
    return _component("figure", context)


def _embed(address: str, title: str) -> str:
    embed = embeds.recognise(address)
    if embed is None:
        return ""
    context: dict[str, Any] = {
        "url": embed.url,
        "title": title or embed.url.removeprefix("https://"),
        "provider": embed.provider,
    }
    if embed.frame:
        return _component("embed", {**context, "title": title or embed.provider, "src": embed.frame})
    return _component("linkcard", context)


def _component(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"components/{name}.html", context, using="public").strip()


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - written by tree.py, which escapes every text and value


def _mark_ways_out(element: Element) -> None:
    """Links to other sites do not hand them a window of ours."""
    for child in element.elements():
        if child.tag == "a" and urlsplit(child.attrs.get("href", "")).netloc not in {
            "",
            urlsplit(settings.SITE_URL).netloc,
        }:
            child.attrs["rel"] = "noopener"
        _mark_ways_out(child)


def _anchor(heading: Element, taken: set[str]) -> str:
    """Return an id that no other heading of the body bears; its beginning keeps it apart from the page's own ids."""
    wanted = f"h-{slugify(heading.text(), allow_unicode=True)[:60].strip('-') or 'heading'}"
    anchor, number = wanted, 1
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    taken.add(anchor)
    return anchor


def _table_label(table: Element) -> str:
    """Return how a screen reader names the table: by the heads of its columns."""
    head = table.find("thead")
    cells = [" ".join(cell.text().split()) for row in head.elements() for cell in row.elements()] if head else []
    return ", ".join(cell for cell in cells if cell)[:_LONGEST_LABEL] or gettext("Table")
