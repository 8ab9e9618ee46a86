"""Tables, read from whatever a word processor wrote: rows of cells, headings recognised, layout tables taken apart."""

import re
from collections.abc import Callable, Iterator

from press.richtext.allowed import SCOPES
from press.richtext.blocks import Block
from press.richtext.inline import without_mark
from press.richtext.tree import Element

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_NOT_CONTENT = frozenset({"col", "colgroup"})

_SPAN = re.compile(r"0*([2-9]|[1-9][0-9])")

Content = Callable[[Element], Block]


def read_table(element: Element, content: Content) -> Iterator[Block]:
    """Yield the table, before it whatever stood in it outside of cells.

    `content` reads a cell: it returns a block with the cell's blocks and direction.
    """
    rows: list[tuple[Element, bool]] = []
    for section in element.children:
        heads = isinstance(section, Element) and section.tag == "thead"
        in_section = isinstance(section, Element) and section.tag in _SECTIONS
        for child in section.children if in_section and isinstance(section, Element) else [section]:
            if isinstance(child, Element) and child.tag == "tr":
                rows.append((child, heads))
            elif isinstance(child, Element) and child.tag in _CELLS:
                if not rows or rows[-1][0].tag:
                    rows.append((Element(""), heads))
                rows[-1][0].children.append(child)
            elif isinstance(child, str) or child.tag not in _NOT_CONTENT:
                yield content(Element("", children=[child]))
    read = [[_cell(cell, content, heads=heads) for cell in _cells(row)] for row, heads in rows]
    read = [row for row in read if row]
    if [len(row) for row in read] == [1]:
        yield read[0][0]  # one cell is a box drawn around text
    elif any(cell.children for row in read for cell in row):
        yield _table(read)


def _cells(row: Element) -> Iterator[Element]:
    for child in row.children:
        if isinstance(child, Element) and child.tag in _CELLS:
            yield child
        elif isinstance(child, Element) or child.strip():
            yield Element("td", children=[child])


def _cell(element: Element, content: Content, *, heads: bool) -> Block:
    cell = content(element)
    cell.tag = "th" if heads or element.tag == "th" else "td"
    cell.attrs = {name: span[1] for name in ("colspan", "rowspan") if (span := _span(element, name))}
    if cell.tag == "th":
        for child in cell.children:
            child.runs = without_mark(child.runs, "strong")
        if (scope := element.attrs.get("scope", "").strip().lower()) in SCOPES:
            cell.attrs["scope"] = scope
    return cell


def _span(element: Element, name: str) -> re.Match[str] | None:
    return _SPAN.fullmatch(element.attrs.get(name, "").strip())


def _table(rows: list[list[Block]]) -> Block:
    heads = next((place for place, row in enumerate(rows) if any(cell.tag == "td" for cell in row)), 0)
    sections = []
    for tag, part, scope in (("thead", rows[:heads], "col"), ("tbody", rows[heads:], "row")):
        for row in part:
            for cell in row:
                if cell.tag == "th":
                    cell.attrs.setdefault("scope", scope)
        if part:
            sections.append(Block(tag, children=[Block("tr", children=row) for row in part]))
    return Block("table", children=sections)
