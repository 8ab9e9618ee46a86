"""Text within a block: runs of equally formatted text, tidied and written in one canonical way."""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

from press.richtext.tree import Element, start_tag

# From the outside in.
MARKS = ("strong", "em", "sub", "sup")
_TAGS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "sub": "sub", "sup": "sup"}
_WHITE = re.compile(r"[ \t\n\r\f\u00a0\u2028\u2029]+")
_EDGES = re.compile(r"([ \u00a0]?)(.*?)([ \u00a0]?)", re.DOTALL)
# C0 and C1 controls, halves of surrogate pairs, the invisible leftovers of other editors, non-characters.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b\ufeff\ufffc\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
BREAK = "\n"


class Link(NamedTuple):
    """Where a run leads."""

    href: str
    title: str


class Run(NamedTuple):
    """Some text and how it is set; the text BREAK is a line's end."""

    text: str
    marks: frozenset[str] = frozenset()
    link: Link | None = None


def without_controls(text: str) -> str:
    """Return the text without characters that nobody types and no database wants."""
    return _CONTROLS.sub("", text)


def styles(element: Element) -> dict[str, str]:
    """Return the element's own inline style, lower case."""
    pairs = (part.partition(":") for part in element.attrs.get("style", "").lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}


def marks_within(element: Element, marks: frozenset[str]) -> frozenset[str]:
    """Return how text inside the element is set: as its tag says, unless its style says otherwise."""
    style = styles(element) if "style" in element.attrs else {}
    if element.tag in _TAGS:
        marks |= {_TAGS[element.tag]}
    weight = style.get("font-weight", "")
    if weight in {"bold", "bolder"} or weight.isdecimal():
        marks = marks | {"strong"} if not weight.isdecimal() or int(weight[:4]) >= 600 else marks - {"strong"}
    elif weight in {"normal", "lighter"}:
        marks -= {"strong"}
    slant = style.get("font-style", "")
    if slant:
        marks = marks | {"em"} if slant.startswith(("italic", "oblique")) else marks - {"em"}
    position = style.get("vertical-align", "")
    if position in {"sub", "super", "baseline"}:
        marks = (marks - {"sub", "sup"}) | ({position.replace("super", "sup")} - {"baseline"})
    return marks - {"sub"} if "sup" in marks else marks


def paragraphs(runs: list[Run]) -> Iterator[list[Run]]:
    """Yield tidy paragraphs: white space collapsed, none at an edge, no empty lines; two line ends divide."""
    lines: list[list[Run]] = []
    ends = 0
    for is_break, group in groupby(runs, key=lambda run: run.text == BREAK):
        if is_break:
            ends += len(list(group))
            continue
        line = _tidy(group)
        if line and lines and ends > 1:
            yield _joined(lines)
            lines = []
        if line:
            lines.append(line)
            ends = 0
    if lines:
        yield _joined(lines)


def one_paragraph(runs: list[Run]) -> list[Run]:
    """Return the runs as one tidy paragraph, whatever line ends they hold."""
    return _joined(list(paragraphs(runs)))


def without_mark(runs: list[Run], mark: str) -> list[Run]:
    """Return the runs without a mark that all of them bear, as it then says nothing."""
    if all(mark in run.marks for run in runs):
        return [run._replace(marks=run.marks - {mark}) for run in runs]
    return runs


def to_html(runs: list[Run]) -> str:
    """Return the runs as HTML; equal neighbours share their tags."""
    written: list[str] = []
    opened: list[tuple[str, dict[str, str]]] = []
    for run in runs:
        wanted = _wrappers(run)
        shared = 0
        while shared < min(len(opened), len(wanted)) and opened[shared] == wanted[shared]:
            shared += 1
        written += [f"</{tag}>" for tag, _ in reversed(opened[shared:])]
        written += [start_tag(tag, attrs) for tag, attrs in wanted[shared:]]
        written.append("<br>" if run.text == BREAK else escape(run.text, quote=False))
        opened = wanted
    written += [f"</{tag}>" for tag, _ in reversed(opened)]
    return "".join(written)


def _wrappers(run: Run) -> list[tuple[str, dict[str, str]]]:
    link = [("a", {"href": run.link.href} | ({"title": run.link.title} if run.link.title else {}))] if run.link else []
    return [*link, *((mark, {}) for mark in MARKS if mark in run.marks)]


def _joined(lines: list[list[Run]]) -> list[Run]:
    joined: list[Run] = []
    for line in lines:
        if joined:
            joined.append(_between(joined[-1], line[0], BREAK))
        joined += line
    return joined


def _between(before: Run, after: Run, text: str) -> Run:
    """Return a run of blank text that is set as both of its neighbours are."""
    return Run(text, before.marks & after.marks, before.link if before.link == after.link else None)


def _tidy(runs: Iterator[Run]) -> list[Run]:
    pieces: list[Run] = []
    for run in runs:
        text = _WHITE.sub(lambda found: "\u00a0" if found[0] == "\u00a0" else " ", without_controls(run.text))
        edges = _EDGES.fullmatch(text)
        assert edges is not None
        for part in edges.groups():
            # A blank piece is kept only behind words, so that no two are neighbours and none begins the line.
            if part.strip(" \u00a0") or (part and pieces and pieces[-1].text.strip(" \u00a0")):
                pieces.append(run._replace(text=part))
    if pieces and not pieces[-1].text.strip(" \u00a0"):
        pieces.pop()
    for place in range(1, len(pieces) - 1):
        if not pieces[place].text.strip(" \u00a0"):
            pieces[place] = _between(pieces[place - 1], pieces[place + 1], pieces[place].text)
    return [
        Run("".join(run.text for run in equal), *setting)
        for setting, equal in groupby(pieces, key=lambda run: (run.marks, run.link))
    ]
