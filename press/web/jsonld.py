"""JSON-LD: what a page tells search engines, as JSON that may stand in HTML. What it says belongs to the desks.

Every address in it is whole, as the readers of JSON-LD know no base. https://schema.org
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe

Node = dict[str, Any]

# The paper and its site are told once on each page, and whatever else is told points at them, so that a new name is
# true everywhere at once. Two things: an organisation publishes, a site is what pages are part of.
PAPER_ID = f"{settings.SITE_URL}/#paper"
SITE_ID = f"{settings.SITE_URL}/#site"


def json_ld(data: Mapping[str, Any]) -> SafeString:
    """Return JSON that may stand in a script element: nothing in it can close the element."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S308 - escaped here


def graph(*nodes: Node) -> SafeString:
    """Return all that one page tells, as one script's JSON."""
    return json_ld({"@graph": nodes})


def known(**facts: Any) -> Node:
    """Return the facts that are known: what is empty is not told at all. `type` and `id` stand for @type and @id."""
    return {f"@{name}" if name in {"type", "id"} else name: fact for name, fact in facts.items() if fact}


def whole(path: str) -> str:
    """Return the whole address of a path of ours, in the letters that addresses are sent in."""
    return f"{settings.SITE_URL}{iri_to_uri(path)}"


def trail(*steps: tuple[str, str]) -> Node:
    """Return the way to a page, as (name, path) from below the front page down to the page itself.

    The front page is not named after the paper: a story's trail is kept, and the paper may be renamed.
    https://developers.google.com/search/docs/appearance/structured-data/breadcrumb
    """
    return {
        "@type": "BreadcrumbList",
        "@id": f"{whole(steps[-1][1])}#trail",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": whole(path)}
            for place, (name, path) in enumerate([("Front page", "/"), *steps], start=1)
        ],
    }


def page(kind: str | list[str], *steps: tuple[str, str], **facts: Any) -> SafeString:
    """Return what a page tells that is no story: a node of this kind, named after the last step of its trail, and the
    trail.
    """
    name, path = steps[-1]
    way = trail(*steps)
    about = known(
        type=kind,
        id=whole(path),
        url=whole(path),
        name=name,
        inLanguage=settings.LANGUAGE_CODE,
        isPartOf={"@id": SITE_ID},
        breadcrumb={"@id": way["@id"]},
        **facts,
    )
    return graph(about, way)
