"""What readers who follow fifty things ask for, by the cookie and with an account, and the plans of the dearest."""

import random
from collections.abc import Iterable
from datetime import timedelta
from itertools import cycle

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from accounts.my_news.follows import Follows
from accounts.my_news.news import PAGE
from articles.models import TaggedArticle, Topic
from articles.together import statement
from benchmarks.client import Ask
from benchmarks.many import FOLLOWED, READERS, wanted
from benchmarks.pages import Page
from press.web.paging import Cursor, write


def pages_of_readers() -> list[Page]:
    """Return every kind of page that is a reader's own, asked for by many readers in turn."""
    chance = random.Random(7)
    devices = [_cookies(*wanted(chance)) for _ in range(READERS)]
    # The keys of sessions are random, so their order is no order; any of them will do.
    accounts = [f"sessionid={key}; personal=1" for key in Session.objects.values_list("session_key", flat=True)]
    middle = write(Cursor(timezone.now() - timedelta(days=4 * 365), 0), of="my-news")
    slugs = cycle(Topic.objects.order_by("pk").values_list("slug", flat=True)[:READERS])
    return [
        Page("my-news", [Ask("/my-news/", cookies) for cookies in devices]),
        Page("my-widest", [Ask("/my-news/", _cookies(_busiest()))]),
        Page("my-rarest", [Ask("/my-news/", _cookies(_rarest()))]),
        Page("my-older", [Ask(f"/my-news/?before={middle}", cookies) for cookies in devices]),
        Page("my-in", [Ask("/my-news/", cookies) for cookies in accounts]),
        Page("my-strip", [Ask("/my-news/strip/", cookies) for cookies in devices]),
        Page("state", [Ask("/my-news/state.json", cookies) for cookies in devices]),
        Page("state-in", [Ask("/my-news/state.json", cookies) for cookies in accounts]),
        Page("follow", [Ask("/my-news/follow/", cookies, f"topic={next(slugs)}") for cookies in devices]),
    ]


def plans() -> dict[str, list[str]]:
    """Return how PostgreSQL finds a page of the fifty busiest topics, and of the fifty rarest."""
    found = {}
    for name, topics in (("the fifty busiest", _busiest()), ("the fifty rarest", _rarest())):
        sql, values = statement(topics, limit=PAGE + 1, at=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", values)
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", values)
            found[name] = [row[0] for row in cursor.fetchall()]
    return found


def _busiest() -> set[int]:
    return _by_stories("-stories")


def _rarest() -> set[int]:
    return _by_stories("stories")


def _by_stories(order: str) -> set[int]:
    counted = TaggedArticle.objects.values("tag").annotate(stories=Count("*")).order_by(order, "tag")
    return set(counted.values_list("tag", flat=True)[:FOLLOWED])


def _cookies(topics: Iterable[int], authors: Iterable[int] = ()) -> str:
    now = int(timezone.now().timestamp() // 60)
    # A visit under way, so that no answer writes the cookie anew.
    follows = Follows(frozenset(topics), authors=frozenset(authors), visit=now, visit_before=now - 24 * 60)
    return f"follows={follows.as_text()}; personal=1"
