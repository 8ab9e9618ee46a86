"""RSS 2.0 with whole texts, pictures and their credits.

https://www.rssboard.org/rss-specification, https://www.rssboard.org/media-rss, and content, dc and atom beside them.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from django.utils.html import escape

from articles.feeds.story import About, Image, Story, Told, iso
from press.web.public import FRESH
from press.web.xml import around, element, empty

KEY = "rss"
CONTENT_TYPE = "application/rss+xml; charset=utf-8"
_OPENING = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/"><channel>'
)


def item(story: Story) -> str:
    """Return a story's item but for its beginning, the content, which is the paper's to choose."""
    parts = [
        element("title", story.title),
        element("link", story.url),
        element("guid", story.id, isPermaLink="false"),
        element("pubDate", _date(story.published)),
        element("atom:updated", iso(story.changed)),
        # A description is HTML by custom, so plain words are escaped once for HTML and once for XML.
        element("description", escape(story.summary)),
        *(element("dc:creator", author.name) for author in story.authors),
        *(element("category", section) for section in story.sections),
        element("dc:language", story.language),
        media(story.image) if story.image else "",
    ]
    return "".join(parts) + "</item>"


def media(image: Image) -> str:
    """Return a picture as Media RSS has it, which Atom borrows."""
    words = [
        element("media:description", image.caption, type="plain"),
        element("media:credit", image.credit),
    ]
    return around(
        "media:content",
        words,
        url=image.url,
        type=image.mime,
        medium="image",
        width=image.width,
        height=image.height,
    )


def feed(about: About, stories: Sequence[Told]) -> str:
    """Return the whole feed."""
    head = [
        element("title", about.title),
        element("link", about.page),
        element("description", about.description),
        element("language", about.language),
        empty("atom:link", rel="self", type="application/rss+xml", href=about.feed),
        # When its stories last changed, not when it was asked for: the same stories are the same bytes.
        element("lastBuildDate", _date(max(story.changed for story in stories)) if stories else ""),
        element("ttl", str(FRESH // 60)),
    ]
    if about.logo:
        logo = element("url", about.logo), element("title", about.title), element("link", about.page)
        head.append(around("image", logo))
    # The content comes first: readers that find a picture's caption before any content take it for the story's.
    items = (f"<item><content:encoded><![CDATA[{story.html}]]></content:encoded>{story.entry}" for story in stories)
    return f"{_OPENING}{''.join(head)}\n{'\n'.join(items)}\n</channel></rss>\n"


def _date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC))
