"""The rules of JSON-LD, as far as we use it, and whether a page keeps them.

What has which property, and of what kind, is said by https://schema.org (release 30.0); what is required or
recommended, by Google's pages about article, breadcrumb, profile-page, image-license-metadata, organization and
site-names below https://developers.google.com/search/docs/appearance/.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urldefrag

Node = dict[str, Any]

_TEXT, _URL, _MOMENT, _DAY, _NUMBER, _TRUTH = "words", "an address", "a moment", "a day", "a number", "true or false"
_FORMS = {
    _TEXT: re.compile(r"(?s)\S(.*\S)?"),
    _URL: re.compile(r"https?://[^/\s]+/[!-~]*"),
    _MOMENT: re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)"),
    _DAY: re.compile(r"\d{4}-\d\d-\d\d"),
}


class _Type(NamedTuple):
    """A type of things: what it is a case of, and what must and should be told of it."""

    parents: tuple[str, ...]
    required: tuple[str, ...] = ()
    recommended: tuple[str, ...] = ()


_TYPES = {
    "Thing": _Type(()),
    "CreativeWork": _Type(("Thing",)),
    "Article": _Type(
        ("CreativeWork",),
        ("headline", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage", "inLanguage"),
        ("image", "description", "articleSection", "wordCount", "isAccessibleForFree", "keywords", "isPartOf"),
    ),
    "NewsArticle": _Type(("Article",)),
    "OpinionNewsArticle": _Type(("NewsArticle",)),
    "Comment": _Type(("CreativeWork",)),
    "CorrectionComment": _Type(("Comment",), ("text", "datePublished")),
    "WebSite": _Type(("CreativeWork",), ("name", "url", "publisher")),
    "WebPage": _Type(("CreativeWork",), ("name", "url", "isPartOf", "breadcrumb", "inLanguage")),
    "AboutPage": _Type(("WebPage",), ("about",)),
    "ContactPage": _Type(("WebPage",), ("about",)),
    "CollectionPage": _Type(("WebPage",), (), ("description",)),
    "ProfilePage": _Type(("WebPage",), ("mainEntity",)),
    "MediaObject": _Type(("CreativeWork",)),
    "ImageObject": _Type(("MediaObject",), ("url", "width", "height")),
    "Organization": _Type(("Thing",), ("name",)),
    "NewsMediaOrganization": _Type(("Organization",), ("url",), ("logo", "address", "sameAs", "legalName")),
    "Person": _Type(("Thing",), ("name",)),
    "Country": _Type(("Thing",), ("name",)),
    "ItemList": _Type(("Thing",)),
    "BreadcrumbList": _Type(("ItemList",), ("itemListElement",)),
    "ListItem": _Type(("Thing",), ("position", "name", "item")),
}
# Of what it may be told, and what it may say.
_PROPERTIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": ("Thing", (_TEXT,)),
    "url": ("Thing", (_URL,)),
    "description": ("Thing", (_TEXT,)),
    "image": ("Thing", ("ImageObject", _URL)),
    "sameAs": ("Thing", (_URL,)),
    "mainEntityOfPage": ("Thing", ("CreativeWork", _URL)),
    "about": ("CreativeWork", ("Thing",)),
    "author": ("CreativeWork", ("Person", "Organization")),
    "correction": ("CreativeWork", ("CorrectionComment",)),
    "countryOfOrigin": ("CreativeWork", ("Country",)),
    "creator": ("CreativeWork", ("Person", "Organization")),
    "creditText": ("CreativeWork", (_TEXT,)),
    "dateModified": ("CreativeWork", (_MOMENT,)),
    "datePublished": ("CreativeWork", (_MOMENT, _DAY)),
    "headline": ("CreativeWork", (_TEXT,)),
    "inLanguage": ("CreativeWork", (_TEXT,)),
    "isAccessibleForFree": ("CreativeWork", (_TRUTH,)),
    "isPartOf": ("CreativeWork", ("CreativeWork",)),
    "keywords": ("CreativeWork", (_TEXT,)),
    "license": ("CreativeWork", (_URL,)),
    "mainEntity": ("CreativeWork", ("Thing",)),
    "publisher": ("CreativeWork", ("Person", "Organization")),
    "text": ("CreativeWork", (_TEXT,)),
    "translationOfWork": ("CreativeWork", ("CreativeWork",)),
    "articleSection": ("Article", (_TEXT,)),
    "wordCount": ("Article", (_NUMBER,)),
    "dateline": ("NewsArticle", (_TEXT,)),
    "breadcrumb": ("WebPage", ("BreadcrumbList",)),
    "contentUrl": ("MediaObject", (_URL,)),
    "width": ("MediaObject", (_NUMBER,)),
    "height": ("MediaObject", (_NUMBER,)),
    "caption": ("ImageObject", (_TEXT,)),
    "address": ("Organization", (_TEXT,)),
    "legalName": ("Organization", (_TEXT,)),
    "logo": ("Organization", ("ImageObject", _URL)),
    "slogan": ("Organization", (_TEXT,)),
    "taxID": ("Organization", (_TEXT,)),
    "affiliation": ("Person", ("Organization",)),
    "jobTitle": ("Person", (_TEXT,)),
    "worksFor": ("Person", ("Organization",)),
    "itemListElement": ("ItemList", ("ListItem",)),
    "item": ("ListItem", (_URL,)),
    "position": ("ListItem", (_NUMBER,)),
}


def told(html: str) -> list[Node]:
    """Return the nodes that a page's scripts tell, in their order."""
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [node for script in map(json.loads, scripts) for node in script.get("@graph", [script])]


def told_as(kind: str, html: str) -> Node:
    """Return the one node of that type."""
    (found,) = [node for node in told(html) if kind in _kinds(node)]
    return found


def complaints(html: str) -> list[str]:
    """Return which rules a page breaks, as sentences."""
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    contexts = {json.loads(script).get("@context") for script in scripts}
    said = [] if contexts <= {"https://schema.org"} else [f"The context cannot be {contexts}."]
    nodes = list(_all(told(html)))
    names = [node["@id"] for node in nodes if "@type" in node and "@id" in node]
    said += [f"{name} is told twice." for name in set(names) if names.count(name) > 1]
    return said + [sentence for node in nodes for sentence in _of_node(node, nodes)]


def wanting(html: str) -> list[str]:
    """Return what is recommended and not told, as “Type.property”."""
    return [
        f"{kind}.{name}"
        for node in _all(told(html))
        for kind in _kinds(node)
        for name in _wanted(kind, "recommended")
        if name not in node
    ]


def pointed_at(html: str) -> set[str]:
    """Return the @ids that the page points at without telling what they are."""
    nodes = list(_all(told(html)))
    return {node["@id"] for node in nodes if "@type" not in node} - names(html)


def names(html: str) -> set[str]:
    """Return the @ids of what the page tells."""
    return {node["@id"] for node in _all(told(html)) if "@type" in node and "@id" in node}


def page_of(name: str) -> str:
    """Return the address of the page that should tell what this @id is."""
    return urldefrag(name).url


def _all(nodes: Any) -> Iterator[Node]:
    for node in nodes if isinstance(nodes, list) else [nodes]:
        if isinstance(node, dict):
            yield node
            for value in node.values():
                yield from _all(value)


def _kinds(node: Node) -> list[str]:
    kinds = node.get("@type", [])
    return [kinds] if isinstance(kinds, str) else kinds


def _is_a(kind: str, other: str) -> bool:
    return kind == other or any(_is_a(parent, other) for parent in _TYPES[kind].parents)


def _wanted(kind: str, how: str) -> Iterator[str]:
    yield from getattr(_TYPES[kind], how)
    for parent in _TYPES[kind].parents:
        yield from _wanted(parent, how)


def _of_node(node: Node, others: list[Node]) -> Iterator[str]:
    if set(node) == {"@id"}:
        return
    kinds = _kinds(node)
    if not kinds or not set(kinds) <= set(_TYPES):
        yield f"There is no type {kinds}."
        return
    for kind in kinds:
        yield from (f"{kind} has no {name}." for name in _wanted(kind, "required") if name not in node)
    for name, value in node.items():
        if name == "@id" and not _FORMS[_URL].fullmatch(value):
            yield f"“{value}” is no whole address."
        if not name.startswith("@"):
            yield from _of_property(kinds, name, value, others)
    if "ImageObject" in kinds and "contentUrl" in node and not {"creator", "creditText", "license"} & set(node):
        yield "ImageObject says neither who made it nor under which licence."
    if "BreadcrumbList" in kinds:
        yield from _of_trail(node["itemListElement"])
    if any(_is_a(kind, "Article") for kind in kinds) and _FORMS[_DAY].fullmatch(node.get("datePublished", "")):
        yield "A story is published at a moment, not on a day."


def _of_property(kinds: list[str], name: str, value: Any, others: list[Node]) -> Iterator[str]:
    if name not in _PROPERTIES:
        yield f"{kinds} has a property that we do not know: {name}."
        return
    owner, ranges = _PROPERTIES[name]
    if not any(_is_a(kind, owner) for kind in kinds):
        yield f"{kinds} cannot have {name}."
    values = value if isinstance(value, list) else [value]
    if not values:
        yield f"{kinds} says nothing with {name}."
    yield from (f"{name} cannot be {one!r}." for one in values if not _fits(one, ranges, others))


def _fits(value: Any, ranges: tuple[str, ...], others: list[Node]) -> bool:
    if isinstance(value, bool):
        return _TRUTH in ranges
    if isinstance(value, int):
        return _NUMBER in ranges and value > 0
    if isinstance(value, str):
        return any(_FORMS[form].fullmatch(value) for form in ranges if form in _FORMS)
    if set(value) == {"@id"}:
        # Told on another page it may be anything; on this one it must fit.
        here = [node for node in others if node.get("@id") == value["@id"] and "@type" in node]
        return all(_fits(node, ranges, others) for node in here)
    return any(_is_a(kind, wanted) for kind in _kinds(value) for wanted in ranges if wanted in _TYPES)


def _of_trail(steps: list[Node]) -> Iterator[str]:
    if len(steps) < 2:
        yield "A trail has two steps at least."
    if [step.get("position") for step in steps] != list(range(1, len(steps) + 1)):
        yield "The steps of a trail are counted from one."
