"""Stories rendered by the site's own code once per picture and byline count, then stamped with each story's own words.

Rendering 200,000 stories one by one would take an hour and change nothing in what a page costs: the HTML has the same
structure and size, and every story's headline, address, date, names, topics, picture and body are its own.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import get_format

from articles.feeds.item import story_id
from articles.feeds.story import iso
from articles.models import Article, Author, Byline, TaggedArticle, Topic
from articles.rendering import render_story
from press.pictures.models import Picture
from press.richtext.abroad import render_abroad
from press.richtext.render import render

TOPICS = 4
# The moment at which every sample is published; no other date is printed in a sample.
_MOMENT = datetime(2001, 2, 3, 4, 5, tzinfo=UTC)
_MARK = re.compile(
    r'"Qqblocks"|<p>QQPLACE — Qqbody</p>|"Qqids"|=Qqheadline|Qq[a-z]+\d?|qq[a-z]+\d?|QQPLACE'
    r"|2001-02-03T04:05:00Z|Sat, 03 Feb 2001 04:05:00 \+0000"
    r"|2001-02-03T04:05|Feb\. 3, 2001, 4:05 a\.m\.|Feb\. 3, 2001"
)
# What would stay in every story if a template printed a word or the date in another form.
_LEFT = re.compile(r".{0,40}(Qq|qq|Feb|2001-02|4:05 a).{0,40}")


@dataclass(frozen=True, slots=True)
class Sample:
    """What articles.rendering made of a story with one of the pictures, as text with marks in it, two of it JSON."""

    rendered: str
    card_html: str
    lead_html: str
    syndicated: str

    def stamped(self, marks: Mapping[str, str]) -> tuple[str, ...]:
        """Return the four with every mark replaced."""
        return tuple(_MARK.sub(lambda found: marks[found[0]], text) for text in self.texts)

    @property
    def texts(self) -> tuple[str, ...]:
        """The four, as the columns follow one another in the edition."""
        return self.rendered, self.card_html, self.lead_html, self.syndicated


def blocks_of(body: str) -> str:
    """Return a body's blocks as JSON, rendered as a story's are."""
    return json.dumps(render(body, picture_for=lambda _pk: None, dateline="QQPLACE"), ensure_ascii=False)


def abroad(body: str) -> str:
    """Return a body as a story's is kept for feeds, inside a JSON string."""
    text = render_abroad(body, picture_for=lambda _pk: None, dateline="QQPLACE")
    return json.dumps(text, ensure_ascii=False)[1:-1]


def marks(  # noqa: PLR0913 - one story's words, each by its name
    *,
    headline: str,
    dek: str,
    slug: str,
    category: tuple[str, str],
    authors: list[tuple[str, str]],
    topics: list[tuple[int, str, str]],
    published: datetime,
    place: str,
    blocks: str,
    text: str,
    pk: int,
    urn: str,
) -> dict[str, str]:
    """Return what each mark of a sample stands for in one story; names come with their slugs."""
    local = timezone.localtime(published)
    day, hour = (format_date(local, str(get_format(name))) for name in ("DATE_FORMAT", "TIME_FORMAT"))
    found = {
        '"Qqblocks"': blocks.replace("QQPLACE", place),
        "<p>QQPLACE — Qqbody</p>": text.replace("QQPLACE", place),
        "qqname": urn,
        "qqpk": str(pk),
        "2001-02-03T04:05:00Z": iso(published),
        "Sat, 03 Feb 2001 04:05:00 +0000": format_datetime(published.astimezone(UTC)),
        '"Qqids"': json.dumps([pk for pk, _, _ in topics]),
        "=Qqheadline": "=" + quote(headline),
        "Qqheadline": headline,
        "Qqdek": dek,
        "qqslug": slug,
        "Qqcategory": category[0],
        "qqcategory": category[1],
        "QQPLACE": place,
        "2001-02-03T04:05": f"{local:%Y-%m-%dT%H:%M}",
        "Feb. 3, 2001, 4:05 a.m.": f"{day}, {hour}",
        "Feb. 3, 2001": day,
    }
    for number, (name, author_slug) in enumerate(authors, start=1):
        found |= {f"Qqauthor{number}": name, f"qqauthor{number}": author_slug}
    for number, (_, name, topic_slug) in enumerate(topics, start=1):
        found |= {f"Qqtopic{number}": name, f"qqtopic{number}": topic_slug}
    return found


def samples(pictures: list[Picture]) -> dict[tuple[int, int], Sample]:
    """Return a sample for each (picture's place in the list, number of bylines); nothing stays in the database."""
    made = {}
    with _story() as (article, second_byline):
        for bylines in (2, 1):
            if bylines == 1:
                second_byline.delete()
            for number, picture in enumerate(pictures):
                article.lead_picture = picture
                render_story(article)
                made[number, bylines] = _sample(article)
    return made


@contextmanager
def _story() -> Iterator[tuple[Article, Byline]]:
    with transaction.atomic():
        category = Topic.objects.create(name="Qqcategory", slug="qqcategory", kind="category", icon="world")
        article = Article.objects.create(
            headline="Qqheadline",
            dek="Qqdek",
            slug="qqslug",
            dateline="QQPLACE",
            body="<p>Qqbody</p>",
            category=category,
            status=Article.Status.PUBLISHED,
            published_at=_MOMENT,
        )
        for number in range(1, TOPICS + 1):
            topic = Topic.objects.create(name=f"Qqtopic{number}", slug=f"qqtopic{number}")
            TaggedArticle.objects.create(content_object=article, tag=topic)
        for number in (1, 2):
            author = Author.objects.create(name=f"Qqauthor{number}", slug=f"qqauthor{number}")
            byline = Byline.objects.create(article=article, author=author, position=number)
        yield article, byline
        transaction.set_rollback(True)


def _sample(article: Article) -> Sample:
    rendered: dict[str, Any] = {**article.rendered, "blocks": "Qqblocks", "topic_ids": "Qqids"}
    syndicated = json.dumps(article.syndicated, ensure_ascii=False)
    own = f'value="{article.pk}"'  # of the ribbon that saves it
    made = Sample(
        json.dumps(rendered, ensure_ascii=False),
        str(article.card_html).replace(own, 'value="qqpk"'),
        str(article.lead_html).replace(own, 'value="qqpk"'),
        syndicated.replace(story_id(article.pk, article.created_at), "qqname"),
    )
    for text in made.texts:
        if left := _LEFT.search(_MARK.sub("", text)):
            raise AssertionError(f"The benchmark does not know how to stamp “{left[0]}”; see benchmarks/stamps.py.")
    return made
