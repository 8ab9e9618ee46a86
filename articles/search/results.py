"""What the search page shows: results with their lines, facets with their names, suggestions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.cards import cards_of
from articles.menu import category_menu
from articles.models import Article, Author, SearchEntry, TaggedArticle, Topic
from articles.search.asking import Asked
from articles.search.engine import REACHABLE, Found, Narrowed, beginning_with, find
from articles.search.fold import words_of
from articles.search.lines import lines_of
from press.web.remember import remembered

Counts = dict[str, list[tuple[int, int]]]  # by facet: (id or year, stories)
PAGE = 20
SUGGESTIONS = 5
_TOPICS = 2  # of the suggestions at most
_OFFERED = 8  # topics to somebody who found nothing
_ALIKE = 4  # letters that two words have in common at their beginning
_SHORTEST = 2  # letters before anything is suggested


@dataclass(frozen=True, slots=True)
class Result:
    """A story that was found: its card, and its lines with the words marked."""

    card: str
    lines: SafeString


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. `total` counts all that match; only the best of them can be paged to."""

    results: list[Result]
    total: int
    page: int
    pages: int
    facets: Counts

    @property
    def is_cut(self) -> bool:
        return self.total > REACHABLE and self.page == self.pages


def results_of(asked: Asked, narrowed: Narrowed, *, page: int) -> Results:
    """Return a page of results; a page past the last is the last. Three queries, none for nothing asked.

    When nothing matches, the last word may be only the beginning of one. One query more.
    """
    found = find(asked, narrowed)
    if asked.is_plain and not found.total:
        begun = beginning_with(asked.words.split(), limit=REACHABLE, narrowed=narrowed)
        found = Found(begun, len(begun), {})
    pages = max(1, -(-len(found.story_ids) // PAGE))
    page = min(page, pages)
    ids = found.story_ids[(page - 1) * PAGE : page * PAGE]
    cards = cards_of(ids)
    texts = dict(SearchEntry.objects.filter(article_id__in=ids).values_list("article_id", "text")) if ids else {}
    results = [Result(cards[pk].html, lines_of(texts.get(pk, ""), asked)) for pk in ids if pk in cards]
    return Results(results, found.total, page, pages, found.facets)


def named_facets(facets: Counts, by: Narrowed, *, url: Callable[[dict[str, str]], str]) -> list[dict[str, Any]]:
    """Return the facets that narrow further: title and choices (name, count, url, and what follow.html takes).

    `url` returns the address of the search narrowed by these parameters too. Two queries at most.
    """
    # Another choice of the same kind would take the place of the first, and its count would not be true.
    taken = {
        "category": by.category_id,
        "topic": by.topic_id,
        "author": by.author_id,
        "year": by.since or by.until,
    }
    facets = {name: counted for name, counted in facets.items() if not taken[name]}
    categories = {item["id"]: (item["name"], item["slug"]) for item in category_menu()}
    topics = _names(Topic, facets.get("topic", []))
    authors = _names(Author, facets.get("author", []))
    named = [
        (
            "Category",
            [(categories.get(pk), "category", "topic", pk, count) for pk, count in facets.get("category", [])],
        ),
        ("Topic", [(topics.get(pk), "topic", "topic", pk, count) for pk, count in facets.get("topic", [])]),
        ("Author", [(authors.get(pk), "author", "author", pk, count) for pk, count in facets.get("author", [])]),
    ]
    shown = [
        {
            "title": title,
            "choices": [
                {"name": at[0], "count": count, "url": url({by: at[1]}), "kind": kind, "id": pk, "slug": at[1]}
                for at, by, kind, pk, count in choices
                if at
            ],
        }
        for title, choices in named
    ]
    years = sorted(facets.get("year", []), reverse=True)
    by_year = [
        {"name": str(year), "count": count, "url": url({"from": f"{year}-01-01", "to": f"{year}-12-31"})}
        for year, count in years
    ]
    return [facet for facet in [*shown, {"title": "Year", "choices": by_year}] if len(facet["choices"]) > 1]


def suggestions_for(typed: str) -> list[dict[str, str]]:
    """Return up to five places: topics whose name has a word that begins so, and the newest stories that do.

    Two queries.
    """
    words = words_of(typed)
    if len("".join(words)) < _SHORTEST:
        return []
    topics = [
        {"name": name, "url": url, "kind": kind}
        for folded, name, url, kind, *_ in _live_topics()
        if all(any(part.startswith(word) for part in folded) for word in words)
    ][:_TOPICS]
    rows = Article.objects.filter(pk__in=beginning_with(words, limit=SUGGESTIONS)).newest_first()
    stories = [
        {"name": headline, "url": f"/{category}/{slug}/", "kind": ""}
        for headline, category, slug in rows.values_list("headline", "category__slug", "slug")
    ]
    return [*topics, *stories][:SUGGESTIONS]


def topics_near(asked: Asked) -> list[dict[str, Any]]:
    """Return a few topics whose names begin like one of the words, for a reader who found no story."""
    beginnings = {word[:_ALIKE] for term in asked.terms for word in term.words if len(word) >= _ALIKE}
    return [
        {"id": pk, "slug": slug, "name": name, "url": url}
        for folded, name, url, _kind, pk, slug in _live_topics()
        if any(part[:_ALIKE] in beginnings for part in folded)
    ][:_OFFERED]


@remembered
def _live_topics() -> list[tuple[list[str], str, str, str, int, str]]:
    live = TaggedArticle.objects.filter(tag=OuterRef("pk"), listed=True, published_at__lte=timezone.now())
    topics = Topic.objects.filter(Exists(live)).order_by("kind", "name")
    return [
        (words_of(topic.name), topic.name, topic.get_absolute_url(), topic.get_kind_display(), topic.pk, topic.slug)
        for topic in topics.only("name", "slug", "kind")
    ]


def _names(model: type[Any], counted: list[tuple[int, int]]) -> dict[int, tuple[str, str]]:
    if not counted:
        return {}
    rows = model.objects.filter(pk__in=[pk for pk, _ in counted]).values_list("pk", "name", "slug")
    return {pk: (name, slug) for pk, name, slug in rows}
