"""XML that is well-formed whatever a headline holds: the elements of feeds and sitemaps are written here, as text."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

# What XML 1.0 may not hold (https://www.w3.org/TR/xml/#charsets) or advises against: controls and non-characters.
_ILLEGAL = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_QUOTED = {'"': "&quot;"}


def legal(text: str) -> str:
    """Return the text without the characters that no XML may hold, not even escaped."""
    return _ILLEGAL.sub("", text)


def one_line(text: str) -> str:
    """Return legal text with single spaces, as titles and names are; what was illegal parted words, as a rule."""
    return " ".join(_ILLEGAL.sub(" ", text).split())


def element(tag: str, text: str, /, **attributes: str | int) -> str:
    """Return an element that holds text; nothing when there is none."""
    return f"{_start(tag, attributes)}>{escape(legal(text))}</{tag}>" if text else ""


def around(tag: str, parts: Iterable[str], /, **attributes: str | int) -> str:
    """Return an element that holds others, which are XML already."""
    return f"{_start(tag, attributes)}>{''.join(parts)}</{tag}>"


def empty(tag: str, /, **attributes: str | int) -> str:
    """Return an element that holds nothing; of its attributes those that say something."""
    return f"{_start(tag, attributes)}/>"


def cdata(html: str) -> str:
    """Return HTML that may stand between `<![CDATA[` and `]]>`: it means the same and cannot end the section."""
    return legal(html).replace("]]>", "]]&gt;")


def _start(tag: str, attributes: dict[str, str | int]) -> str:
    said = ((name, escape(one_line(str(value)), _QUOTED)) for name, value in attributes.items())
    return f"<{tag}" + "".join(f' {name}="{value}"' for name, value in said if value)
