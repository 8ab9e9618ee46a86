"""HTML as a small tree, read in linear time whatever the input.

The standard library's parser needs half a minute for 60 KB of unclosed tags, and nh3 turns 40 KB of unclosed `<font>`
into 50 MB, so neither may be the first to see what a browser sent. This reader repairs nesting well enough for
`blocks.py`, which keeps only what it knows; nh3 has the last word in `clean.py`. What is allowed is not decided here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape


def names(text: str) -> frozenset[str]:
    """Return a set of tags, written as one line of words."""
    return frozenset(text.split())


VOID = names("area base br col embed hr img input link meta param source track wbr")
# The reader skips to the end tag of these: what is inside is not HTML.
RAW = names("iframe noembed noframes noscript script style textarea title xmp")
BLOCKS = names(
    """
    address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th
    thead tr ul
    """
)
# A start tag ends the open elements of these names, one set after the other, looked for up to the nearest wall.
_CELLS, _ROWS, _SECTIONS = frozenset({"td", "th"}), frozenset({"tr"}), frozenset({"thead", "tbody", "tfoot", "caption"})
_LISTS, _TABLE = frozenset({"ul", "ol", "menu"}), frozenset({"table"})
_ENDS: dict[str, tuple[tuple[frozenset[str], ...], frozenset[str]]] = {
    "li": ((frozenset({"li"}),), _LISTS),
    **dict.fromkeys(("dt", "dd"), ((frozenset({"dt", "dd"}),), frozenset({"dl"}))),
    **dict.fromkeys(("td", "th"), ((_CELLS,), _TABLE)),
    "tr": ((_CELLS, _ROWS), _TABLE),
    **dict.fromkeys(("thead", "tbody", "tfoot"), ((_CELLS, _ROWS, _SECTIONS), _TABLE)),
}
_PARAGRAPH = frozenset({"p"})
_FORMATTING = names("a b em i strong")
_WALLS = names("caption table td th")
_TABLE_PARTS = names("caption table tbody td tfoot th thead tr")
# Deeper elements become children of the one at this depth; canonical bodies are less than thirty deep.
_DEEPEST = 100

# Possessive throughout: from every "<" the pattern either matches at once or consumes what it has read.
_ATTRIBUTE = r"""[\s/]*+(=?+[^\s/>=]++|=)(?:\s*+=\s*+(?:"([^"]*+)(?:"|\Z)|'([^']*+)(?:'|\Z)|([^\s>]*+)))?+"""
_TOKEN = re.compile(
    rf"""<!--.*?(?:--!?>|\Z)|<(/?)([a-zA-Z][^\s/>]*+)((?:{_ATTRIBUTE})*+)[\s/]*+(?:>|\Z)|<[!?/][^>]*+(?:>|\Z)""",
    re.DOTALL,
)
_ATTRIBUTES = re.compile(_ATTRIBUTE)


@dataclass(slots=True)
class Element:
    """A tag with its attributes; text stands among its children as plain strings, unescaped."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def elements(self) -> Iterator["Element"]:
        """Yield the children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    def find(self, tag: str) -> "Element | None":
        """Return the first descendant of that name."""
        for child in self.elements():
            found = child if child.tag == tag else child.find(tag)
            if found:
                return found
        return None

    def text(self) -> str:
        """Return all text within, as it stands."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def parse(html: str) -> Element:
    """Return the root of the tree; its tag is empty. Comments and declarations are dropped."""
    builder = _Builder()
    position = 0
    while position < len(html):
        start = html.find("<", position)
        token = _TOKEN.match(html, start) if start >= 0 else None
        end = len(html) if start < 0 else start if token else start + 1
        if end > position:
            builder.text(html[position:end])
        position = token.end() if token else end
        if token and token[2]:
            tag = token[2].lower()
            if token[1]:
                builder.close(tag)
                continue
            builder.open(tag, _attributes(token[3]))
            if tag in RAW:
                closing = re.compile(rf"</{tag}(?=[\s/>]|\Z)", re.IGNORECASE).search(html, position)
                position = closing.start() if closing else len(html)
    return builder.root


def inner_html(element: Element) -> str:
    """Return the element's content as HTML."""
    return "".join(
        escape(child, quote=False) if isinstance(child, str) else outer_html(child) for child in element.children
    )


def outer_html(element: Element) -> str:
    """Return the element as HTML."""
    tag = start_tag(element.tag, element.attrs)
    return tag if element.tag in VOID else f"{tag}{inner_html(element)}</{element.tag}>"


def start_tag(tag: str, attrs: dict[str, str]) -> str:
    """Return the start tag, its values escaped."""
    return f"<{tag}{''.join(f' {name}="{escape(value)}"' for name, value in attrs.items())}>"


def _attributes(source: str) -> dict[str, str]:
    attrs: dict[str, str] = {}
    for match in _ATTRIBUTES.finditer(source):
        name, *values = match.groups(default="")
        attrs.setdefault(name.lower(), unescape("".join(values)))
    return attrs


class _Builder:
    """Keeps the stack of open elements."""

    def __init__(self) -> None:
        self.root = Element("")
        self.stack = [self.root]
        self.open_tags: Counter[str] = Counter()

    def text(self, source: str) -> None:
        self.stack[-1].children.append(unescape(source))

    def open(self, tag: str, attrs: dict[str, str]) -> None:
        if tag in BLOCKS and (tag == "table" or tag not in _TABLE_PARTS):
            self._end(_PARAGRAPH, _WALLS)
        if tag in _ENDS:
            ended, walls = _ENDS[tag]
            for tags in ended:
                self._end(tags, walls)
        self._push(Element(tag, attrs))

    def close(self, tag: str) -> None:
        if tag == "br":
            self.open("br", {})
        else:
            self._end(frozenset({tag}), _TABLE - {tag} if tag in _TABLE_PARTS else _WALLS)

    def _push(self, element: Element) -> None:
        self.stack[-1].children.append(element)
        if element.tag not in VOID and len(self.stack) < _DEEPEST:
            self.stack.append(element)
            self.open_tags[element.tag] += 1

    def _end(self, tags: frozenset[str], walls: frozenset[str]) -> None:
        """Close the nearest open element of these names; formatting that straddles its end goes on behind it."""
        if not any(self.open_tags[tag] for tag in tags):
            return
        depth = len(self.stack) - 1
        while depth and self.stack[depth].tag not in tags:
            if self.stack[depth].tag in walls:
                return
            depth -= 1
        if not depth:
            return
        closed = self.stack[depth:]
        del self.stack[depth:]
        self.open_tags.subtract(element.tag for element in closed)
        if closed[0].tag not in _TABLE_PARTS:
            straddling = {element.tag: element for element in closed[1:] if element.tag in _FORMATTING}
            for element in straddling.values():
                self._push(Element(element.tag, element.attrs))
