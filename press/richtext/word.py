"""What Word and Google Docs put on the clipboard besides the text: lists in paragraphs, comments, deleted words."""

import re
from dataclasses import dataclass

from press.richtext.inline import styles
from press.richtext.tree import Element, names

_COMMENT_CLASSES = names("msocomanchor msocomoff msocomtxt msocommentreference")
_NEVER_SHOWN = names(
    """
    applet audio base button canvas head iframe input link map math meta noembed noframes noscript object script select
    style svg template textarea title video xml xmp
    """
)
_LIST = re.compile(r"l\d+\s+level(\d)\b")
_NUMBER = re.compile(r"\(?(?:(\d{1,4})|[a-z]{1,4})[.)]", re.IGNORECASE)
_TYPED_MARKER = re.compile(r"\s*(?:[·•‣▪●○◦§]|(?:\(?\d{1,3}[.)]))[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Marker:
    """How a paragraph that is a list's item begins."""

    level: int
    ordered: bool
    start: int = 1


def is_hidden(element: Element) -> bool:
    """Tell whether the author did not mean readers to see this: code, comments, text deleted under tracked changes."""
    if element.tag in _NEVER_SHOWN:
        return True
    if not element.attrs:
        return False
    if element.tag == "del" and element.attrs.keys() & {"cite", "datetime"}:
        return True
    if element.tag == "a" and element.attrs.get("href", "").startswith(("#cmnt", "#_msocom")):
        return True
    if not _COMMENT_CLASSES.isdisjoint(element.attrs.get("class", "").lower().split()):
        return True
    style = styles(element)
    return (
        style.get("display") == "none"
        or style.get("mso-hide") == "all"
        or style.get("mso-list") == "ignore"
        or style.get("mso-special-character") == "comment"
        or style.get("mso-element", "").startswith("comment")
    )


def list_marker(paragraph: Element) -> Marker | None:
    """Return the marker of a paragraph that Word means as a list's item; a typed one is cut off its text."""
    classes = paragraph.attrs.get("class", "").lower()
    place = _LIST.match(styles(paragraph).get("mso-list", ""))
    if not place and not classes.startswith("msolistparagraph"):
        return None
    level = int(place[1]) if place else 1
    shown = _ignored_text(paragraph) if place else None
    if shown is None:
        shown = _cut_typed_marker(paragraph)
        if not shown:
            return None
    number = _NUMBER.fullmatch(shown.replace("\u00a0", " ").strip())
    return Marker(max(level, 1), bool(number), int(number[1] or 1) if number else 1)


def _ignored_text(element: Element) -> str | None:
    """Return the marker that Word wrote for programs that know no lists."""
    for child in element.elements():
        found = child.text() if styles(child).get("mso-list") == "ignore" else _ignored_text(child)
        if found is not None:
            return found
    return None


def _cut_typed_marker(element: Element) -> str:
    for place, child in enumerate(element.children):
        if isinstance(child, Element):
            found = _cut_typed_marker(child)
            if found or child.text().strip():
                return found
        elif child.strip():
            match = _TYPED_MARKER.match(child)
            if match:
                element.children[place] = child[match.end() :]
            return match[0].strip() if match else ""
    return ""
