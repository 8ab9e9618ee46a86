"""What the search page shows: results with their lines, facets with their names, suggestions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.cards import cards_of
from articles.menu import category_menu
from articles.models import Article, TaggedArticle, Topic
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
_TITLES = {"category": "Category", "topic": "Topic", "author": "Author", "year": "Year"}
# Plain SQL, the same in both dialects: the ORM takes longer to write it than the database to answer.
_NAMES = (
    "SELECT 'topic', id, name, slug FROM articles_topic WHERE id IN {topics} "
    "UNION ALL SELECT 'author', id, name, slug FROM articles_author WHERE id IN {authors}"
)


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
    cards, texts = cards_of(ids), _texts(ids)
    results = [Result(cards[pk].html, lines_of(texts.get(pk, ""), asked)) for pk in ids if pk in cards]
    return Results(results, found.total, page, pages, found.facets)


def _texts(ids: list[int]) -> dict[int, str]:
    return dict(_rows(f"SELECT article_id, text FROM articles_searchentry WHERE article_id IN {_holes(ids)}", ids))  # noqa: S608


def named_facets(facets: Counts, by: Narrowed, *, url: Callable[[str, str], str]) -> list[dict[str, Any]]:
    """Return the facets that narrow further: title and choices, each a link as HTML.

    `url` returns the address of the search narrowed by one parameter more, given its name and value; by "year", given
    a year. One query at most.
    """
    # Another choice of the same kind would take the place of the first, and its count would not be true.
    taken = {
        "category": by.category_id,
        "topic": by.topic_id,
        "author": by.author_id,
        "year": by.since or by.until,
    }
    facets = {name: counted for name, counted in facets.items() if not taken[name]}
    facets["year"] = sorted(facets.get("year", []), reverse=True)
    names = _names(facets)
    named = [
        {
            "title": title,
            "choices": [
                _choice(called[0], url(kind, called[1]), count)
                for what, count in facets.get(kind, [])
                if (called := names.get((kind, what)))
            ],
        }
        for kind, title in _TITLES.items()
    ]
    return [facet for facet in named if len(facet["choices"]) > 1]


def _choice(name: str, url: str, count: int) -> SafeString:
    # Made here and not in the template, which would take as long for these as for the rest of the page.
    number = intcomma(count) if count >= 1000 else count
    return mark_safe(  # noqa: S308 - escaped
        f'<li><a href="{escape(url)}"><span dir="auto">{escape(name)}</span></a>'
        f' <span class="search-count">{number}</span></li>'
    )


def suggestions_for(typed: str) -> list[dict[str, str]]:
    """Return up to five places: topics whose name has a word that begins so, and the newest stories that do.

    Two queries.
    """
    words = words_of(typed)
    if len("".join(words)) < _SHORTEST:
        return []
    topics = [
        {"name": name, "url": url, "kind": kind}
        for folded, name, url, kind in _live_topics()
        if all(any(part.startswith(word) for part in folded) for word in words)
    ][:_TOPICS]
    rows = Article.objects.filter(pk__in=beginning_with(words, limit=SUGGESTIONS)).newest_first()
    stories = [
        {"name": headline, "url": f"/{category}/{slug}/", "kind": ""}
        for headline, category, slug in rows.values_list("headline", "category__slug", "slug")
    ]
    return [*topics, *stories][:SUGGESTIONS]


def topics_near(asked: Asked) -> list[dict[str, str]]:
    """Return a few topics whose names begin like one of the words, for a reader who found no story."""
    beginnings = {word[:_ALIKE] for term in asked.terms for word in term.words if len(word) >= _ALIKE}
    return [
        {"name": name, "url": url}
        for folded, name, url, _kind in _live_topics()
        if any(part[:_ALIKE] in beginnings for part in folded)
    ][:_OFFERED]


@remembered
def _live_topics() -> list[tuple[list[str], str, str, str]]:
    live = TaggedArticle.objects.filter(tag=OuterRef("pk"), listed=True, published_at__lte=timezone.now())
    topics = Topic.objects.filter(Exists(live)).order_by("kind", "name")
    return [
        (words_of(topic.name), topic.name, topic.get_absolute_url(), topic.get_kind_display())
        for topic in topics.only("name", "slug", "kind")
    ]


def _names(facets: Counts) -> dict[tuple[str, int], tuple[str, str]]:
    """Return the name, and the value in an address, of what was counted, by facet and id (or year)."""
    topics, authors = ([pk for pk, _ in facets.get(kind, [])] for kind in ("topic", "author"))
    rows = _rows(_NAMES.format(topics=_holes(topics), authors=_holes(authors)), [*topics, *authors])
    return {
        **{("category", item["id"]): (item["name"], item["slug"]) for item in category_menu()},
        **{(kind, pk): (name, slug) for kind, pk, name, slug in rows},
        **{("year", year): (str(year), str(year)) for year, _ in facets.get("year", [])},
    }


def _rows(statement: str, ids: list[int]) -> list[Any]:
    """Return the rows of a question about these ids, and ask nothing about none."""
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, ids)
        return list(cursor.fetchall())


def _holes(ids: list[int]) -> str:
    return f"({', '.join(['%s'] * len(ids)) or 'NULL'})"
