"""An edition for My News: any number of stories without bodies, six tag rows each, and readers who follow fifty things.

Its rows are made by the database itself (INSERT … SELECT), a million stories and six million tag rows in a few minutes;
cards are the site's own. PostgreSQL only: that is where such a paper would be.
"""

import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Follow, User
from accounts.signin.backend import PATH
from articles.models import Article, Author, Byline, TaggedArticle, Topic
from benchmarks.edition import ALL_AUTHORS, CATEGORIES, YEARS, Desk, make_desk
from benchmarks.load import Table, set_sequences

TOPICS = 5  # a story, beside its category
RANKS = 1000  # topics of each of the five; the busiest has a tenth of all stories, the last a three-thousandth
QUIET = 100  # topics of three stories each
READERS = 200
FOLLOWED = 50
_MARKS = {
    "Qqheadline": "%1$s",
    "Qqdek": "%2$s",
    "qqslug": "%3$s",
    "qqcategory": "%4$s",
    "Qqauthor1": "%5$s",
    "Qqauthor2": "%6$s",
    "2001-02-03T04:05": "%7$s",
    "Feb. 3, 2001": "%8$s",
    "qqpk": "%9$s",
}
_MARK = re.compile("|".join(map(re.escape, [*_MARKS, "%"])))
# Story n of so many: the last is the newest, a minute old, and the first eight years old.
_AT = "%(now)s - interval '1 minute' - interval '1 year' * {years} * (1 - n / {stories}::float)"
_CATEGORY = f"(%(categories)s::bigint[])[1 + n %% {len(CATEGORIES)}]"
_FIRST = f"(%(authors)s::bigint[])[1 + n %% {ALL_AUTHORS}]"
_SECOND = f"(%(authors)s::bigint[])[1 + (n + 1 + (n / {ALL_AUTHORS}) %% {ALL_AUTHORS - 1}) %% {ALL_AUTHORS}]"


def fill_many(stories: int, *, say: Callable[[str], None]) -> None:
    """Fill an empty, migrated database with so many live stories."""
    started = time.monotonic()
    with transaction.atomic():
        desk = make_desk()
        _more_topics(desk)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.2)")
        _samples(desk)
        with _bare(Article, TaggedArticle, Byline):
            _stories(desk, stories)
            say(f"{stories:,} stories after {time.monotonic() - started:.0f} seconds.")
            _tags(desk, stories)
            _bylines(desk, stories)
            say(f"{stories * (TOPICS + 1):,} tag rows after {time.monotonic() - started:.0f} seconds.")
        set_sequences([Article, TaggedArticle, Byline])
    _people()
    with connection.cursor() as cursor:
        # What autovacuum does in the night after such a load.
        cursor.execute("VACUUM ANALYZE")
    say(f"All of it after {time.monotonic() - started:.0f} seconds.")


def wanted(chance: random.Random) -> tuple[set[int], set[int]]:
    """Return the ids of fifty things that a reader follows: two categories, five authors, topics as they are read."""
    categories = list(Topic.objects.categories().order_by("pk").values_list("pk", flat=True))
    topics = list(Topic.objects.topics().order_by("pk").values_list("pk", flat=True))
    authors = list(Author.objects.order_by("pk").values_list("pk", flat=True))
    followed = set(chance.sample(categories, 2))
    while len(followed) < FOLLOWED - 5:
        rank = int(RANKS * chance.random() ** 3)
        followed.add(topics[TOPICS * rank + chance.randrange(TOPICS)])
    return followed, set(chance.sample(authors, 5))


def _more_topics(desk: Desk) -> None:
    chance, words = random.Random(21), desk.words.vocabulary
    names = {topic.name for topic in desk.topics}
    while len(names) < TOPICS * RANKS + QUIET:
        names.add(" ".join(chance.sample(words, 3)).title())
    new = sorted(names - {topic.name for topic in desk.topics})
    Topic.objects.bulk_create(Topic(name=name, slug=slugify(name)) for name in new)


def _samples(desk: Desk) -> None:
    """Keep the cards in a table, marked for PostgreSQL's format()."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE samples (place int, bylines int, card text) ON COMMIT DROP")
        for (place, bylines), sample in desk.samples.items():
            card = _MARK.sub(lambda found: _MARKS.get(found[0], "%%"), sample.card_html)
            cursor.execute("INSERT INTO samples VALUES (%s, %s, %s)", [place, bylines, card])
        cursor.execute("CREATE TEMPORARY TABLE words (place int, headline text, dek text) ON COMMIT DROP")
        for place in range(997):
            headline, dek = desk.words.headline(desk.chance), desk.words.dek(desk.chance)
            cursor.execute("INSERT INTO words VALUES (%s, %s, %s)", [place, headline, dek])


def _stories(desk: Desk, stories: int) -> None:
    slug = "'story-' || n"
    card = (
        f"format(samples.card, words.headline, words.dek, {slug}, category.slug, one.name, two.name, "
        "to_char(at, 'YYYY-MM-DD\"T\"HH24:MI'), to_char(at, 'Mon. FMDD, YYYY'), n)"
    )
    source = (
        f"(SELECT n, {_AT.format(years=YEARS, stories=stories)} AS at FROM generate_series(1, {stories}) AS n) AS s "
        f"JOIN samples ON place = n %% {len(desk.pictures)} AND bylines = 1 + n %% 2 "
        "JOIN words ON words.place = n %% 997 "
        f"JOIN articles_topic AS category ON category.id = {_CATEGORY} "
        f"JOIN articles_author AS one ON one.id = {_FIRST} JOIN articles_author AS two ON two.id = {_SECOND}"
    )
    # The proof that no stored answer is used writes into these.
    parts = """'{"heading": "", "byline": ""}'"""
    columns = {"id": "n", "status": "'published'", "headline": "words.headline", "dek": "words.dek", "slug": slug}
    columns |= {"category_id": "category.id", "published_at": "at", "created_at": "at", "saved_at": "at"}
    columns |= {"rendered": parts, "card_html": card, "syndicated": """'{"html": "", "dek": ""}'"""}
    _insert(desk, Article, columns, f"{source} ORDER BY n")


def _tags(desk: Desk, stories: int) -> None:
    # Five draws from five different fifths of the topics, so that none comes twice.
    topic = f"(%(topics)s::bigint[])[1 + {TOPICS} * floor({RANKS} * power(random(), 3))::int + place]"
    columns = {"tag_id": f"CASE WHEN place = {TOPICS} THEN {_CATEGORY} ELSE {topic} END"}
    columns |= {"content_object_id": "n", "is_category": f"place = {TOPICS}"}
    columns |= {"listed": "true", "published_at": _AT.format(years=YEARS, stories=stories)}
    _insert(desk, TaggedArticle, columns, f"generate_series(1, {stories}) AS n, generate_series(0, {TOPICS}) AS place")
    columns |= {"tag_id": f"(%(topics)s::bigint[])[{TOPICS * RANKS} + place]", "is_category": "false"}
    spread = f"1 + (place * 37 + part * ({stories} / 3)) %% {stories} AS n"
    series = f"generate_series(1, {QUIET}) AS place, generate_series(0, 2) AS part"
    _insert(desk, TaggedArticle, columns, f"(SELECT {spread}, place FROM {series}) AS quiet")


def _bylines(desk: Desk, stories: int) -> None:
    columns = {"article_id": "n", "author_id": f"CASE place WHEN 0 THEN {_FIRST} ELSE {_SECOND} END"}
    columns |= {"position": "place", "listed": "true", "published_at": _AT.format(years=YEARS, stories=stories)}
    source = f"generate_series(1, {stories}) AS n, generate_series(0, 1) AS place WHERE place = 0 OR n %% 2 = 1"
    _insert(desk, Byline, columns, source)


def _people() -> None:
    """Make readers with accounts, who follow fifty things each and are signed in."""
    chance = random.Random(22)
    # A visit that lasts, so that no answer writes the session.
    now = int(timezone.now().timestamp() // 60)
    visits = [now + 60 * 24 * 365 * YEARS, now - 60 * 24]
    for number in range(READERS):
        user = User.objects.create_user(f"reader-{number}@paper.example")
        topics, authors = wanted(chance)
        Follow.objects.bulk_create(
            [*(Follow(user=user, topic_id=pk) for pk in topics), *(Follow(user=user, author_id=pk) for pk in authors)]
        )
        session = SessionStore(session_key=None)
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), PATH
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session["my_news_visits"] = visits
        session.save()


def _insert(desk: Desk, model: type[Any], columns: dict[str, str], source: str) -> None:
    """Insert what the expressions say; what they leave out is the model's default, or the database's own id."""
    rest = {name: value for name, value in Table(model, *columns).rest.items() if name != "id"}
    names = ", ".join(f'"{name}"' for name in [*columns, *rest])
    values = ", ".join([*columns.values(), *(f"%({name})s" for name in rest)])
    lists = {
        "categories": [topic.pk for topic in desk.categories],
        "topics": list(Topic.objects.topics().order_by("pk").values_list("pk", flat=True)),
        "authors": [author.pk for author in desk.authors],
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) SELECT {values} FROM {source}",  # noqa: SLF001
            {**rest, **lists, "now": timezone.now()},
        )


@contextmanager
def _bare(*models: type[Any]) -> Iterator[None]:
    """Take indexes and constraints off the tables while they are filled, and put them back all at once."""
    tables = [model._meta.db_table for model in models]  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'f' AND (conrelid = ANY(%s::regclass[]) OR confrelid = ANY(%s::regclass[])) UNION ALL "
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype IN ('u', 'p') AND conrelid = ANY(%s::regclass[])",
            [tables] * 3,
        )
        constraints = cursor.fetchall()
        for table, name, _ in constraints:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute("SELECT quote_ident(indexname), indexdef FROM pg_indexes WHERE tablename = ANY(%s)", [tables])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in reversed(constraints):
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
