"""The one allow-list: what a stored body may contain. `blocks.py` writes nothing else; nh3 proves it."""

import nh3

DIRECTIONS = {"ltr", "rtl"}
SCOPES = {"col", "colgroup", "row", "rowgroup"}
SCHEMES = {"http", "https", "mailto"}

_BLOCKS = {"p", "h2", "h3", "blockquote", "aside", "ul", "ol", "li", "table", "th", "td", "figcaption"}
TAGS = _BLOCKS | {"a", "br", "em", "figure", "hr", "strong", "sub", "sup", "tbody", "thead", "tr"}
# Any value, as `reader.py` makes it; addresses are checked against SCHEMES too.
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "figure": {"data-picture", "data-figure", "data-embed"},
}
# These values only.
VALUES: dict[str, dict[str, set[str]]] = {
    **{tag: {"dir": DIRECTIONS} for tag in _BLOCKS},
    "th": {"dir": DIRECTIONS, "scope": SCOPES},
}
CLASSES = {"aside": {"pull-quote"}, "figure": {"figure--end"}}

_guard = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values=VALUES,
    allowed_classes=CLASSES,
    url_schemes=SCHEMES,
    link_rel=None,
)


def guard(html: str) -> str:
    """Return the HTML without anything that is not on the list."""
    return str(_guard.clean(html))
