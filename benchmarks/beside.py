"""What a newsroom waits for besides pages: the search index, and the file that names its stories to search engines."""

import secrets
import statistics
import time
import tracemalloc
from dataclasses import asdict

from django.contrib.auth import get_user_model
from django.db import connection

from articles.actions.publish import publish
from articles.models import Article, Author, Byline, Topic
from articles.search.index import rebuild
from benchmarks import cpu
from benchmarks.client import Reader
from benchmarks.figure import Figure
from press.web.sitemaps import MOST

PUBLISHED = 5  # stories, one after the other
REBUILT = 20_000  # of a larger edition the rate is printed when it is made
_FLAT = 1.5  # the whole file may take so many times the memory of its first tenth


def measure(reader: Reader, *, stories: int) -> list[dict[str, object]]:
    """Return the figures as plain data. What is published for them is taken away again."""
    figures = [_found_after(reader), *_sitemap(reader)]
    if stories <= REBUILT:
        figures.append(_rebuilt())
    return [{**asdict(figure), "over": figure.is_over} for figure in figures]


def _found_after(reader: Reader) -> Figure:
    """Return how long a story takes from the click on “Publish” until a search finds it; the median of a few."""
    editor = get_user_model().objects.create_superuser(f"{secrets.token_hex(8)}@example.org", name="Ben")
    waited = []
    try:
        for _ in range(PUBLISHED):
            story, word = _draft()
            started = time.perf_counter()
            publish(story, by=editor)
            while story.slug.encode() not in reader.get(f"/search/?q={word}").body:
                assert time.perf_counter() - started < 60, "A story that is published is never found."
            waited.append(time.perf_counter() - started)
            story.delete()
    finally:
        editor.delete()
    return Figure("found after it is published", round(statistics.median(waited), 3), 1, "s")


def _draft() -> tuple[Article, str]:
    word = f"qq{secrets.token_hex(6)}"
    like = Article.objects.live().newest_first()[0]
    category, author = Topic.objects.categories()[0], Author.objects.all()[0]
    words = {"headline": f"The {word} case", "dek": like.dek, "body": like.body, "slug": word}
    story = Article.objects.create(**words, category=category, lead_picture=like.lead_picture)
    Byline.objects.create(article=story, author=author, position=0)
    return story, word


def _sitemap(reader: Reader) -> list[Figure]:
    """Read the first file of stories as a server sends it, keeping nothing of it."""
    list(reader.parts("/sitemap-stories-1.xml"))  # once before, so that no import is counted
    entries = 0
    peaks: list[int] = []
    most = min(MOST, Article.objects.live().count())
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for part in reader.parts("/sitemap-stories-1.xml"):
            entries += part.count(b"<url>")
            if not peaks and entries >= most // 10:
                peaks.append(tracemalloc.get_traced_memory()[1] - before)
        peaks.append(tracemalloc.get_traced_memory()[1] - before)
    finally:
        tracemalloc.stop()
    return [
        Figure(f"memory for a sitemap of {entries:,}", round(peaks[-1] / 1024**2, 1), 16, "MB"),
        Figure("the same, beside that of its first tenth", round(peaks[-1] / peaks[0], 2), _FLAT, "times"),
    ]


def _rebuilt() -> Figure:
    """Index everything from nothing. One connection does it, so without other work a processor's second is one."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE articles_searchentry" if connection.vendor == "postgresql" else "SELECT 1")
    pid = cpu.backend()
    before = cpu.spent(pid)
    count = rebuild()
    used = cpu.spent(pid).since(before)
    rate = count / (used.worker + used.database)
    return Figure("indexed anew in a second of worker and database", round(rate), 1000, "stories", least=True)
