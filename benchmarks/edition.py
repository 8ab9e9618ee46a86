"""An edition of any size: who signs, what about, which pictures, how the front page is arranged, and the stories.

The same seed gives the same edition, whatever the size; the dates are counted back from the moment it is made.
"""

import hashlib
import itertools
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from articles.feeds.item import story_id
from articles.models import Article, Author, Byline, FrontSection, FrontSlot, TaggedArticle, Topic
from articles.search.index import rebuild
from benchmarks.load import Table, set_sequences
from benchmarks.stamps import TOPICS, Sample, abroad, blocks_of, marks, samples
from benchmarks.words import Words, demo_words, slug_of
from press.masthead.actions import write_masthead
from press.pages.models import Page, Promo
from press.pictures.models import Picture
from press.pictures.renditions import Source, plan, rows_with
from press.web.models import RootWord

CATEGORIES = (
    "politics",
    "security",
    "diplomacy",
    "economy",
    "environment",
    "health",
    "education",
    "culture",
    "opinion",
)
FRONT_SECTIONS = 8  # of four stories each: with the lead and four beside it, the 37 cards of the peers' front pages
ALL_TOPICS = 400
ALL_AUTHORS = 60
ALL_PICTURES = 300
ALL_BODIES = 500
YEARS = 8
SCHEDULED = 5
CHUNK = 2000


@dataclass(slots=True)
class Desk:
    """What the stories are made of."""

    chance: random.Random
    words: Words
    categories: list[Topic]
    topics: list[Topic]
    topic_weights: list[float]  # running sums
    authors: list[Author]
    pictures: list[Picture]
    samples: dict[tuple[int, int], Sample]
    bodies: list[tuple[str, str, str]]  # as typed, its rendered blocks as JSON, and as feeds tell it


def fill(stories: int, *, say: Callable[[str], None]) -> None:
    """Fill an empty, migrated database with an edition of so many live stories and a few scheduled ones."""
    now = timezone.now().replace(microsecond=0)
    with transaction.atomic():
        desk = make_desk()
    with transaction.atomic():
        for first in range(0, stories, CHUNK):
            _write_stories(desk, range(first, min(first + CHUNK, stories)), stories, now)
            if first % 20_000 == 0 and first:
                say(f"{first:,} stories written.")
        _write_stories(desk, range(stories, stories + SCHEDULED), stories, now)
        set_sequences([Article, TaggedArticle, Byline])
        _front_page(desk, stories, now)
    started = time.monotonic()
    count = rebuild()
    say(f"{count:,} stories indexed, {count / (time.monotonic() - started):,.0f} a second.")
    with connection.cursor() as cursor:
        # What autovacuum does in the night after such a load.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def make_desk() -> Desk:
    """Make the paper itself, its categories, topics, authors and pictures, and what stories are made of."""
    chance = random.Random(20)
    words = demo_words()
    write_masthead(
        name="The Benchmark",
        strapline="All the figures that are fit to print",
        postal_address="1 Counting Lane\nPort Sarra",
        tax_number="12-345",
        social_links="Mastodon https://social.example/@benchmark\nBluesky https://social.example/benchmark",
    )
    for position, title in enumerate(("About", "Terms of Use", "Privacy Policy", "Student Program")):
        slug = title.lower().replace(" ", "-")
        RootWord.objects.create(word=slug, owner="page")
        Page.objects.create(title=title, slug=slug, position=position, rendered=words.body(chance))
    pictures = [_picture(number, words, chance) for number in range(ALL_PICTURES)]
    Promo.objects.create(title="We are on the front lines", text=words.dek(chance), link="/about/", picture=pictures[0])
    RootWord.objects.bulk_create([RootWord(word=slug, owner="category") for slug in CATEGORIES])
    categories = [
        Topic.objects.create(
            name=slug.title(), slug=slug, kind="category", icon=slug, position=position, description=words.dek(chance)
        )
        for position, slug in enumerate(CATEGORIES)
    ]
    names = _different(ALL_TOPICS, lambda: " ".join(chance.sample(words.vocabulary, 2)).title())
    topics = [Topic(name=name, slug=name.lower().replace(" ", "-"), description=words.dek(chance)) for name in names]
    Topic.objects.bulk_create(topics)
    people = _different(ALL_AUTHORS, lambda: " ".join(chance.sample(words.vocabulary, 2)).title())
    authors = [Author(name=name, slug=name.lower().replace(" ", "-"), bio=words.dek(chance)) for name in people]
    Author.objects.bulk_create(authors)
    bodies = [words.body(chance) for _ in range(ALL_BODIES)]
    return Desk(
        chance=chance,
        words=words,
        categories=categories,
        topics=topics,
        # Zipf: the first topic stands on a hundred times as many stories as the hundredth.
        topic_weights=list(itertools.accumulate(1 / rank for rank in range(1, ALL_TOPICS + 1))),
        authors=authors,
        pictures=pictures,
        samples=samples(pictures),
        bodies=[(body, blocks_of(body), abroad(body)) for body in bodies],
    )


def _different(count: int, make: Callable[[], str]) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found[make()] = None
    return list(found)


def _picture(number: int, words: Words, chance: random.Random) -> Picture:
    """Return a row as it stands once every rendition is finished; the files themselves are nginx's."""
    digest = hashlib.sha256(f"benchmark {number}".encode()).hexdigest()
    source = Source(digest, 2400, 1600, 50, 50)
    return Picture.objects.create(
        digest=digest,
        width=source.width,
        height=source.height,
        original=f"pictures/bench/{number}.jpg",
        file_name=f"{number}.jpg",
        caption=words.dek(chance),
        alt=words.dek(chance),
        photographer=" ".join(chance.sample(words.vocabulary, 2)).title(),
        agency="Anadolu Agency",
        via="Getty Images",
        added_at=timezone.now(),
        renditions=rows_with(source, {}, plan(source)),
    )


def _write_stories(desk: Desk, numbers: range, stories: int, now: datetime) -> None:
    articles = Table(
        Article,
        *("id", "status", "headline", "dek", "dateline", "body", "slug", "category_id", "lead_picture_id"),
        *("published_at", "created_at", "saved_at", "version", "rendered", "card_html", "lead_html", "syndicated"),
    )
    tagged = Table(TaggedArticle, "id", "tag_id", "content_object_id", "is_category", "listed", "published_at")
    bylines = Table(Byline, "id", "article_id", "author_id", "position", "listed", "published_at")
    for number in numbers:
        pk = number + 1
        at = _published(number, stories, now, desk.chance)
        category, topics, authors, row = _story(desk, pk, at)
        articles.add(pk, Article.Status.PUBLISHED, *row)
        tags = ((category, True), *((topic, False) for topic in topics))
        for place, (topic, is_category) in enumerate(tags):
            tagged.add(pk * (TOPICS + 1) + place, topic.pk, pk, is_category, True, at)
        for place, author in enumerate(authors):
            bylines.add(pk * 2 + place, pk, author.pk, place, True, at)
    for table in (articles, tagged, bylines):
        table.write()


def _published(number: int, stories: int, now: datetime, chance: random.Random) -> datetime:
    """Return a date: spread evenly over the years, the highest number newest, the scheduled ones ahead."""
    if number >= stories:
        return now + timedelta(days=60 + number - stories)
    whole = timedelta(days=365 * YEARS)
    back = whole * (1 - (number + chance.random()) / stories)
    return now - back - timedelta(minutes=1)


def _story(desk: Desk, pk: int, at: datetime) -> tuple[Topic, list[Topic], list[Author], tuple[Any, ...]]:
    chance, words = desk.chance, desk.words
    headline, dek = words.headline(chance), words.dek(chance)
    slug = slug_of(headline, pk)
    category = chance.choice(desk.categories)
    authors = chance.sample(desk.authors, chance.choice((1, 2)))
    topics: dict[str, Topic] = {}
    while len(topics) < TOPICS:
        for topic in chance.choices(desk.topics, cum_weights=desk.topic_weights, k=TOPICS - len(topics)):
            topics[topic.slug] = topic
    picture = chance.randrange(len(desk.pictures))
    body, blocks, text = chance.choice(desk.bodies)
    place = chance.choice(words.vocabulary).upper()
    stamped = desk.samples[picture, len(authors)].stamped(
        marks(
            headline=headline,
            dek=dek,
            slug=slug,
            category=(category.name, category.slug),
            authors=[(author.name, author.slug) for author in authors],
            topics=[(topic.pk, topic.name, topic.slug) for topic in topics.values()],
            published=at,
            place=place,
            blocks=blocks,
            text=text,
            pk=pk,
            urn=story_id(pk, at),
        )
    )
    facts = (headline, dek, place, body, slug, category.pk, desk.pictures[picture].pk, at, at, at, 1)
    return category, list(topics.values()), authors, (*facts, *stamped)


def _front_page(desk: Desk, stories: int, now: datetime) -> None:
    arrangements = itertools.cycle(FrontSection.Arrangement.values)
    sections = [
        FrontSection.objects.create(category=category, position=position, arrangement=next(arrangements))
        for position, category in enumerate(desk.categories[:FRONT_SECTIONS])
    ]
    Place = FrontSlot.Place  # noqa: N806 - a class
    FrontSlot.objects.create(place=Place.LEAD, article_id=stories - 3)
    FrontSlot.objects.create(place=Place.SECONDARY, article_id=stories - 30)
    FrontSlot.objects.create(place=Place.SECTION, section=sections[0], article_id=stories - 60)
    FrontSlot.objects.create(
        place=Place.SECONDARY,
        article_id=stories - 40,
        starts_at=now + timedelta(days=30),
        ends_at=now + timedelta(days=31),
    )
