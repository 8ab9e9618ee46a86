"""JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

import json
from collections.abc import Sequence
from typing import Any

from articles.feeds.story import About, Signed, Story, Told, iso

KEY = "json"
CONTENT_TYPE = "application/feed+json; charset=utf-8"


def item(story: Story) -> str:
    """Return a story's item but for its beginning, the content, which is the paper's to choose."""
    said: dict[str, Any] = {
        "id": story.id,
        "url": story.url,
        "title": story.title,
        "summary": story.summary,
        "date_published": iso(story.published),
        "date_modified": iso(story.changed),
        "authors": _authors(story.authors),
        "tags": story.sections,
        "language": story.language,
    }
    if image := story.image:
        words = " ".join(part for part in (image.caption, f"({image.credit})" if image.credit else "") if part)
        attached = {"url": image.url, "mime_type": image.mime} | ({"title": words} if words else {})
        said |= {"image": image.url, "attachments": [attached]}
    return _json(said).removeprefix("{")


def feed(about: About, stories: Sequence[Told]) -> str:
    """Return the whole feed."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": about.title,
        "home_page_url": about.page,
        "feed_url": about.feed,
        "description": about.description,
        "language": about.language,
        "authors": _authors([Signed(about.paper, about.paper_url)]),
        "favicon": about.icon,
        **({"icon": about.logo} if about.logo else {}),
    }
    items = ",\n".join(f'{{"content_html": {_json(story.html)}, {story.entry}' for story in stories)
    return f'{_json(head)[:-1]}, "items": [\n{items}\n]}}\n'


def _authors(authors: Sequence[Signed]) -> list[dict[str, str]]:
    return [{"name": author.name, "url": author.url} for author in authors]


def _json(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False)
