"""The blocks of a body between reading and writing, and the one way in which they are written as HTML.

How any HTML becomes blocks is `reader.py`'s.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from press.richtext.inline import Run, to_html
from press.richtext.tree import start_tag
from press.richtext.word import Marker

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Their only paragraph stands in them without its tags.
_ITEMS = frozenset({"li", "td", "th"})


@dataclass(slots=True)
class Block:
    """A block holds text (runs) or other blocks. `marker` says that Word means a paragraph as a list's item."""

    tag: str
    runs: list[Run] = field(default_factory=list)
    children: list["Block"] = field(default_factory=list)
    attrs: dict[str, str] = field(default_factory=dict)
    direction: str = ""
    marker: Marker | None = None

    def texts(self) -> Iterator[str]:
        """Yield the text of every run within."""
        yield from (run.text for run in self.runs)
        for child in self.children:
            yield from child.texts()


def body_html(blocks: Iterable[Block]) -> str:
    """Return the body as it is stored: one top-level block a line, so that versions can be compared.

    “ltr” is printed only where something in the body runs from right to left; elsewhere it is Google's noise.
    """
    blocks = list(blocks)
    mixed = any(_RIGHT_TO_LEFT.search(text) for block in blocks for text in block.texts())
    return "\n".join(_html(block, "" if mixed else "ltr") for block in blocks)


def with_lists(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, neighbouring paragraphs with markers as lists."""
    for marked, group in groupby(blocks, key=lambda block: block.marker is not None):
        paragraphs = list(group)
        yield from _lists(paragraphs) if marked else paragraphs


def _lists(paragraphs: list[Block]) -> list[Block]:
    levels = [paragraph.marker.level for paragraph in paragraphs if paragraph.marker]
    lists: list[Block] = []
    place = 0
    while place < len(paragraphs):
        first = paragraphs[place]
        assert first.marker is not None
        deeper = place + 1
        while deeper < len(paragraphs) and levels[deeper] > min(levels):
            deeper += 1
        tag = "ol" if first.marker.ordered else "ul"
        if not lists or lists[-1].tag != tag:
            start = first.marker.start
            attrs = {"start": str(start)} if start != 1 and tag == "ol" else {}
            lists.append(Block(tag, attrs=attrs, direction=first.direction))
        children = [Block("p", first.runs, direction=first.direction), *_lists(paragraphs[place + 1 : deeper])]
        lists[-1].children.append(Block("li", children=children, direction=first.direction))
        place = deeper
    return lists


def _html(block: Block, inherited: str) -> str:
    """Return the block's HTML; a direction that its surroundings have already is left out."""
    content, direction = block.children, block.direction or inherited
    paragraphs = [child for child in content if child.tag == "p"]
    bare = block.tag in _ITEMS and len(paragraphs) == 1 and content[0] is paragraphs[0]
    if bare:
        direction = content[0].direction or direction
    tag = start_tag(block.tag, block.attrs | ({"dir": direction} if direction != inherited else {}))
    if block.tag == "hr":
        return tag
    inside = to_html(content[0].runs if bare else block.runs)
    return f"{tag}{inside}{''.join(_html(child, direction) for child in content[bare:])}</{block.tag}>"
