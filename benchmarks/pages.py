"""Which addresses are read for each page: many in turn, so that nothing of one request serves the next."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from articles.models import Article, Author, TaggedArticle, Topic
from articles.river import PAGE
from articles.search.asking import COMMON
from articles.search.fold import words_of
from benchmarks.client import Ask
from donations.actions.appeals import render_appeal, write_appeal
from donations.models import Appeal
from press.web import paging

MANY = 400


@dataclass(frozen=True, slots=True)
class Page:
    """A kind of page, the addresses at which it is read, and how it answers."""

    name: str
    addresses: Sequence[str | Ask]
    status: int = 200


def all_pages() -> list[Page]:
    """Return every kind of page with its addresses; the same ones each time for the same edition."""
    chance = random.Random(7)
    return [Page(name, ask(chance), 404 if name == "404" else 200) for name, ask in _PAGES.items()]


def _stories(chance: random.Random, count: int = MANY) -> list[str]:
    total = Article.objects.live().count()
    wanted = chance.sample(range(1, total + 1), min(count, total))
    rows = Article.objects.live().filter(pk__in=wanted).values_list("category__slug", "slug")
    found = [f"/{category}/{slug}/" for category, slug in rows]
    chance.shuffle(found)
    return found


def _categories(chance: random.Random) -> list[str]:
    return [f"/{slug}/" for slug in Topic.objects.categories().in_menu_order().values_list("slug", flat=True)]


def _topics(chance: random.Random) -> list[str]:
    # Topics that fill a page, from the busiest to the quiet: the end of the long tail would only be cheaper.
    topics = Topic.objects.topics().annotate(stories=Count("tagged", filter=Q(tagged__listed=True)))
    full = topics.filter(stories__gt=PAGE).order_by("-stories", "pk").values_list("slug", flat=True)
    found = [f"/topics/{slug}/" for slug in full[:MANY]]
    chance.shuffle(found)
    return found


def _authors(chance: random.Random) -> list[str]:
    return [f"/authors/{slug}/" for slug in Author.objects.order_by("pk").values_list("slug", flat=True)]


def _older(chance: random.Random) -> list[str]:
    addresses = []
    for topic in Topic.objects.categories().in_menu_order():
        rows = (
            TaggedArticle.objects.filter(tag=topic, listed=True)
            .order_by("pk")
            .values_list("published_at", "content_object_id")
        )
        places = rows[: rows.count() : max(1, rows.count() // 40)]
        for published_at, pk in places:
            cursor = paging.write(paging.Cursor(published_at, pk), of=f"topic-{topic.pk}")
            addresses.append(f"/{topic.slug}/?before={cursor}")
    chance.shuffle(addresses)
    return addresses


def _searches(chance: random.Random) -> list[str]:
    """Two words of a headline each, which the story's neighbours may have as well."""
    return [f"/search/?q={one}+{other}" for one, other in _telling_words(chance)]


def _suggestions(chance: random.Random) -> list[str]:
    """The first three letters of a word, as typed."""
    return [f"/search/suggestions/?q={one[:3]}" for one, _ in _telling_words(chance)]


def _telling_words(chance: random.Random) -> list[tuple[str, str]]:
    total = Article.objects.live().count()
    rows = Article.objects.filter(pk__in=chance.sample(range(1, total + 1), min(MANY, total))).order_by("pk")
    telling = [
        [word for word in words_of(headline) if len(word) > 3 and word not in COMMON]
        for headline in rows.values_list("headline", flat=True)
    ]
    return [(chance.choice(words[:-1]), words[-1]) for words in telling if len(words) > 1]


def _donate(_chance: random.Random) -> list[str]:
    """The donate page with an appeal of three amounts, as links from stories open it."""
    if not Appeal.objects.filter(slug="benchmark").exists():
        letter = Appeal(slug="benchmark", title="Keep the paper free", currency="USD", is_default=True)
        letter.message = "<p>She is aboard every day.</p><p>Fuel has doubled.</p>"
        letter.at_article_end = letter.on_front_page = letter.in_banner = False
        write_appeal(letter)
        for amount in (3_500, 7_500, 15_000):
            letter.suggestions.create(interval="once", amount=amount)
            letter.suggestions.create(interval="month", amount=amount // 5)
        render_appeal(letter)
    return ["/donate/", *(f"/donate/?amount={35 + n}&article={n}&placement=article-end" for n in range(1, 40))]


_PAGES: dict[str, Callable[[random.Random], list[str]]] = {
    "article": _stories,
    "category": _categories,
    "topic": _topics,
    "front": lambda _: ["/"],
    "older": _older,
    "author": _authors,
    "topics": lambda _: ["/topics/"],
    "print": lambda chance: [address + "print/" for address in _stories(chance)],
    "feed": lambda chance: ["/feed/", *(f"{address}feed/" for address in _categories(chance))],
    "feed-json": lambda chance: ["/feed/json/", *(f"{address}feed/json/" for address in _categories(chance))],
    "search": _searches,
    "suggest": _suggestions,
    "donate": _donate,
    "robots": lambda _: ["/robots.txt"],  # no story and no template: what any request costs
    "404": lambda _: [f"/politics/nothing-stands-here-{number}/" for number in range(MANY)],
}
