"""Atom, https://www.rfc-editor.org/rfc/rfc4287, with a picture's credit as Media RSS has it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from articles.feeds.rss import media
from articles.feeds.story import About, Signed, Story, Told, iso
from press.web.xml import around, element, empty

KEY = "atom"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
# A feed must say when it last changed, and one without stories never did.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def item(story: Story) -> str:
    """Return a story's entry but for its beginning, the content, which is the paper's to choose."""
    parts = [
        element("title", story.title, **{"xml:lang": story.language}),
        empty("link", rel="alternate", type="text/html", href=story.url, hreflang=story.language),
        element("id", story.id),
        element("published", iso(story.published)),
        element("updated", iso(story.changed)),
        *map(_author, story.authors),
        *(empty("category", term=section) for section in story.sections),
        element("summary", story.summary, type="text", **{"xml:lang": story.language}),
        media(story.image) if story.image else "",
    ]
    return "".join(parts) + "</entry>"


def feed(about: About, stories: Sequence[Told]) -> str:
    """Return the whole feed."""
    head = [
        element("title", about.title),
        element("subtitle", about.description),
        element("id", about.feed),
        empty("link", rel="self", type="application/atom+xml", href=about.feed),
        empty("link", rel="alternate", type="text/html", href=about.page),
        element("updated", iso(max((story.changed for story in stories), default=_NEVER))),
        _author(Signed(about.paper, about.paper_url)),
        element("icon", about.icon),
        element("logo", about.logo),
    ]
    entries = (f'<entry><content type="html"><![CDATA[{story.html}]]></content>{story.entry}' for story in stories)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
        f' xmlns:media="http://search.yahoo.com/mrss/" xml:lang="{about.language}">{"".join(head)}\n'
        f"{'\n'.join(entries)}\n</feed>\n"
    )


def _author(author: Signed) -> str:
    return around("author", (element("name", author.name), element("uri", author.url)))
