"""Loading the demo edition by the same actions an editor's buttons call. Loading it twice changes nothing."""

import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile

from articles.actions.publish import publish
from articles.actions.topics import write_category
from articles.actions.withdraw import correct
from articles.actions.write import write_story
from articles.demo.read import DemoStory, rows, stories
from articles.demo.scenes import draw
from articles.models import Article, Author, FrontSection, FrontSlot, Topic
from press.pictures.actions import AlreadyInLibrary, add_picture
from press.pictures.models import Picture
from press.record.people import Person

# How each section of the demo's front page is arranged, in order; the rest of the categories are in the menu.
FRONT = {
    "politics": "beside",
    "security": "above",
    "diplomacy": "text",
    "environment": "mixed",
    "economy": "above",
    "culture": "mixed",
    "opinion": "text",
    "health": "beside",
    "education": "above",
}
LEAD = "tamar-dam-gate-test-floods-deir-hasol"


def load(*, by: Person, at: datetime) -> Iterator[str]:
    """Load what is missing of the demo edition as of `at`, saying what was done, a line at a time."""
    _categories()
    _authors()
    missing = [story for story in stories() if not Article.objects.filter(slug=story.slug).exists()]
    if not missing:
        return
    yield "Drawing the pictures."
    pictures = draw_pictures(by=by, at=at)
    yield f"Writing {len(missing)} stories."
    for story in missing:
        _write(story, pictures, by=by, at=at)
    _front_page()


def draw_pictures(*, by: Person, at: datetime) -> dict[str, Picture]:
    """Draw every picture of the list, on all cores, and take it into the library; return them by slug."""
    described = {row.pop("slug"): row for row in rows("pictures.toml", "picture")}
    with ProcessPoolExecutor() as pool:
        drawn = dict(zip(described, pool.map(drawn_jpeg, described), strict=True))
    return {slug: _into_library(slug, drawn[slug], words, by=by, at=at) for slug, words in described.items()}


def drawn_jpeg(slug: str) -> bytes:
    """Return one picture as a JPEG file, the same bytes every time."""
    file = BytesIO()
    draw(slug).save(file, "JPEG", quality=92, subsampling=0)
    return file.getvalue()


def _into_library(slug: str, file: bytes, words: dict[str, Any], *, by: Any, at: datetime) -> Picture:
    try:
        return add_picture(ContentFile(file, name=f"{slug}.jpg"), by=by, at=at, need=Picture.Need.BODY, **words)
    except AlreadyInLibrary as known:
        return known.picture


def _categories() -> None:
    for position, row in enumerate(rows("topics.toml", "category")):
        if not Topic.objects.filter(slug=row["slug"]).exists():
            write_category(Topic(**row, position=position))
    for row in rows("topics.toml", "topic"):
        Topic.objects.get_or_create(name=row["name"], defaults={"description": row["description"]})


def _authors() -> None:
    for row in rows("authors.toml", "author"):
        Author.objects.get_or_create(slug=row["slug"], defaults=row)


def _write(story: DemoStory, pictures: dict[str, Picture], *, by: Person, at: datetime) -> None:
    facts = story.facts
    published = at - timedelta(hours=facts["hours_ago"])
    translated = facts.get("translated_from", {})
    words = {
        "slug": story.slug,
        "category_id": Topic.objects.categories().get(slug=facts["category"]).pk,
        "body": _with_picture_ids(story.body, pictures),
        "lead_picture_id": pictures[facts["picture"]].pk if facts.get("picture") else None,
        "lead_caption": facts.get("caption", ""),
        "translated_paper": translated.get("paper", ""),
        "translated_country": translated.get("country", ""),
        "translated_on": (at - timedelta(hours=translated["hours_ago"])).date() if translated else None,
        **{name: facts.get(name, "") for name in ("headline", "dek", "eyebrow", "dateline", "kind", "language")},
    }
    authors = {author.slug: author.pk for author in Author.objects.filter(slug__in=facts["bylines"])}
    written = write_story(
        Article(),
        by=by,
        at=published - timedelta(minutes=20),
        words=words,
        topics=facts["topics"],
        bylines=[authors[slug] for slug in facts["bylines"]],
    )
    publish(written, by=by, at=published)
    for row in facts.get("corrections", []):
        correct(written, by=by, at=at - timedelta(hours=row["hours_ago"]), kind=row["kind"], text=row["note"])


def _with_picture_ids(body: str, pictures: dict[str, Picture]) -> str:
    return re.sub(r'data-picture="([a-z-]+)"', lambda match: f'data-picture="{pictures[match[1]].pk}"', body)


def _front_page() -> None:
    for position, (slug, arrangement) in enumerate(FRONT.items()):
        category = Topic.objects.categories().get(slug=slug)
        FrontSection.objects.get_or_create(
            category=category, defaults={"arrangement": arrangement, "position": position}
        )
    lead = Article.objects.filter(slug=LEAD).first()
    if lead and not FrontSlot.objects.exists():
        FrontSlot.objects.create(place=FrontSlot.Place.LEAD, article=lead)
