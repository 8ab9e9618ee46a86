"""From any tree of HTML to the blocks of a body. Whatever is not known is taken apart, so that its words stay."""

import re
from dataclasses import replace
from typing import NamedTuple
from uuid import uuid4

from press.richtext import embeds, inline, word
from press.richtext.allowed import DIRECTIONS
from press.richtext.blocks import Block, with_lists
from press.richtext.inline import BREAK, Link, Run
from press.richtext.links import safe_href
from press.richtext.tables import read_table
from press.richtext.tree import BLOCKS, Element

_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_LISTS = {"ul": "ul", "menu": "ul", "dir": "ul", "ol": "ol"}
_TOP = frozenset({"p", "h2", "h3", "blockquote", "aside", "ul", "ol", "table", "hr", "figure"})
_PARAGRAPHS_AND_LISTS = frozenset({"p", "ul", "ol"})
_PARAGRAPHS = frozenset({"p"})
# What may not stand in a list, a quote or a cell follows it; other blocks are taken apart.
_MOVES_OUT = frozenset({"table", "figure"})
_DEEPEST_LIST = 5
_LONGEST_TITLE = 300
_PICTURE_ID = re.compile(r"[1-9][0-9]{0,17}")
_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Setting(NamedTuple):
    """What the elements around a piece of text say about it."""

    marks: frozenset[str] = frozenset()
    link: Link | None = None
    direction: str = ""
    lists: int = 0
    keeps_lines: bool = False

    def within(self, element: Element) -> "Setting":
        """Return the setting inside an element."""
        link = self.link
        if element.tag == "a":
            href = safe_href(element.attrs.get("href", ""))
            title = " ".join(inline.without_controls(element.attrs.get("title", "")).split())[:_LONGEST_TITLE].strip()
            link = Link(href, title) if href else None
        direction = element.attrs.get("dir", "").strip().lower()
        return self._replace(
            marks=inline.marks_within(element, self.marks),
            link=link,
            direction=direction if direction in DIRECTIONS else self.direction,
            keeps_lines=self.keeps_lines or element.tag == "pre",
        )


def read_body(root: Element) -> list[Block]:
    """Return the blocks of a body."""
    return _Writer(_TOP, set()).content(root, Setting())


class _Writer:
    """Collects the blocks of one container: the body, a list's item, a quote, a cell."""

    def __init__(self, allowed: frozenset[str], keys: set[str]) -> None:
        self.allowed = allowed
        self.keys = keys  # of the figures read so far in the whole body
        self.blocks: list[Block] = []
        self.moved_out: list[Block] = []
        self.runs: list[Run] = []  # the text since the last block

    def content(self, element: Element, setting: Setting) -> list[Block]:
        """Read the element's content and return its blocks."""
        self._walk(element, setting)
        self._end_paragraph(setting)
        return list(with_lists(self.blocks))

    def _walk(self, element: Element, setting: Setting) -> None:
        for child in element.children:
            if isinstance(child, Element):
                self._read(child, setting)
                continue
            lines = child.split("\n") if setting.keeps_lines else [child]
            for place, line in enumerate(lines):
                self.runs += [Run(BREAK)] if place else []
                self.runs.append(Run(" " if line == BREAK else line, setting.marks, setting.link))

    def _read(self, element: Element, setting: Setting) -> None:
        if element.tag == "br":
            self.runs.append(Run(BREAK))
        elif element.tag == "iframe":
            self._read_iframe(element, setting)
        elif not word.is_hidden(element):
            if element.tag in BLOCKS:
                self._end_paragraph(setting)
                self._read_block(element, setting.within(element))
            else:
                self._walk(element, setting.within(element))

    def _read_block(self, element: Element, setting: Setting) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            runs = self._text(element, setting._replace(marks=frozenset()))
            if runs:
                runs = inline.without_mark(runs, "strong")
                self._add(Block(_HEADINGS[tag], runs, direction=setting.direction))
        elif tag in _LISTS and setting.lists < _DEEPEST_LIST:
            self._read_list(element, setting)
        elif tag == "blockquote":
            self._read_container(element, setting, Block("blockquote"), _PARAGRAPHS_AND_LISTS)
        elif tag == "aside" and "pull-quote" in element.attrs.get("class", "").split():
            self._read_container(element, setting, Block("aside", attrs={"class": "pull-quote"}), _PARAGRAPHS)
        elif tag == "table":
            self._read_table(element, setting)
        elif tag == "hr":
            self._add(Block("hr"))
        elif tag == "figure":
            self._read_figure(element, setting)
        else:
            marker = word.list_marker(element) if tag == "p" else None
            self._walk(element, setting)
            self._end_paragraph(setting, marker)

    def _add(self, block: Block) -> None:
        if block.tag in self.allowed:
            self.blocks.append(block)
        elif block.tag in _MOVES_OUT:
            self.moved_out.append(block)
        elif block.runs:
            self.blocks.append(replace(block, tag="p", attrs={}))
        else:
            for child in block.children:
                self._add(child)

    def _end_paragraph(self, setting: Setting, marker: word.Marker | None = None) -> None:
        runs, self.runs = self.runs, []
        for paragraph in inline.paragraphs(runs):
            self.blocks.append(Block("p", paragraph, direction=setting.direction, marker=marker))

    def _inside(self, element: Element, setting: Setting, allowed: frozenset[str]) -> list[Block]:
        """Return the blocks within an element; what may not stand there is kept for the place after it."""
        writer = _Writer(allowed, self.keys)
        blocks = writer.content(element, setting)
        self.moved_out += writer.moved_out
        return blocks

    def _place_moved_out(self) -> None:
        moved_out, self.moved_out = self.moved_out, []
        for block in moved_out:
            self._add(block)

    def _text(self, element: Element, setting: Setting) -> list[Run]:
        """Return all text within an element as one paragraph."""
        runs: list[Run] = []
        for block in self._inside(element, setting, _PARAGRAPHS):
            runs += [Run(BREAK)] if runs else []
            runs += block.runs
        return inline.one_paragraph(runs)

    def _read_container(self, element: Element, setting: Setting, block: Block, allowed: frozenset[str]) -> None:
        block.children = self._inside(element, setting, allowed)
        block.direction = setting.direction
        if block.children:
            self._add(block)
        self._place_moved_out()

    def _read_list(self, element: Element, setting: Setting) -> None:
        tag = _LISTS[element.tag]
        start = element.attrs.get("start", "").strip()
        counted = tag == "ol" and re.fullmatch(r"0{0,4}[0-9]{1,5}", start) and int(start) != 1
        read = Block(tag, attrs={"start": str(int(start))} if counted else {}, direction=setting.direction)
        setting = setting._replace(lists=setting.lists + 1)
        for child in element.children:
            item = child if isinstance(child, Element) and child.tag == "li" else Element("", children=[child])
            own = setting.within(item)
            blocks = self._inside(item, own, _PARAGRAPHS_AND_LISTS)
            if blocks and not item.tag and blocks[0].tag != "p" and read.children:
                read.children[-1].children += blocks  # Word and Docs put a list beside its item instead of inside
            elif blocks:
                read.children.append(Block("li", children=blocks, direction=own.direction))
        if read.children:
            self._add(read)
        self._place_moved_out()

    def _read_table(self, element: Element, setting: Setting) -> None:
        def content(cell: Element) -> Block:
            own = setting.within(cell)
            return Block("", children=self._inside(cell, own, _PARAGRAPHS_AND_LISTS), direction=own.direction)

        for block in read_table(element, content):
            block.direction = setting.direction
            self._add(block)
        self._place_moved_out()

    def _read_figure(self, element: Element, setting: Setting) -> None:
        picture = element.attrs.get("data-picture", "")
        embed = embeds.recognise(element.attrs["data-embed"]) if "data-embed" in element.attrs else None
        if not embed and not _PICTURE_ID.fullmatch(picture):
            self._walk(element, setting)  # a figure of another site: its words stay
            self._end_paragraph(setting)
            return
        caption = element.find("figcaption") or Element("", children=element.children)
        own = Setting(direction=setting.direction).within(caption)
        text = Block("figcaption", self._text(caption, own), direction=own.direction)
        if embed:
            words = " ".join("".join(run.text for run in text.runs).split())
            text.runs = [Run(words)] if words else []
            attrs = {"data-embed": embed.url}
        else:
            attrs = {"data-picture": picture, "data-figure": self._key(element.attrs.get("data-figure", ""))}
            if "figure--end" in element.attrs.get("class", "").split():
                attrs["class"] = "figure--end"
        self._add(Block("figure", children=[text], attrs=attrs))
        self._place_moved_out()

    def _read_iframe(self, element: Element, setting: Setting) -> None:
        embed = embeds.recognise(element.attrs.get("src", ""))
        if embed and embed.frame:
            self._end_paragraph(setting)
            self._read_figure(Element("figure", {"data-embed": embed.url}, [element.attrs.get("title", "")]), setting)

    def _key(self, wanted: str) -> str:
        """Return the figure's own id, or a new one when it has none or an earlier figure bears it."""
        key = wanted if _KEY.fullmatch(wanted) and wanted not in self.keys else str(uuid4())
        self.keys.add(key)
        return key
