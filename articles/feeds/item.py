"""What feeds say of one story, made on write (see articles.rendering). How the newest are put together is each form's.

A story that was withdrawn says nothing, and a picture that may stand on our own pages only goes into no feed.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.text import Truncator

from articles.feeds import atom, jsonfeed, rss
from articles.feeds.story import Image, Signed, Story
from articles.models import Article, Correction
from press.pictures.markup import plain_html, share_image
from press.pictures.models import Picture
from press.richtext.abroad import figure_abroad, render_abroad
from press.richtext.library import picture_abroad
from press.richtext.render import plain_text
from press.web.xml import cdata, one_line

_SUMMARY = 300  # characters, where a story has no dek


def syndicated(article: Article, words: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept of a story for feeds: its entry in each form; as HTML its whole text, and its dek alone.

    `words` is the story as templates take it. Nothing of a story that is not published.
    """
    if article.status != Article.Status.PUBLISHED:
        return {}
    notes = list(_notes(article))
    story = _told(article, words, notes)
    said = [format_html("<p><strong>{}</strong> {}</p>", head, note) for head, note in notes]
    return {
        **{form.KEY: form.item(story) for form in (rss, atom, jsonfeed)},
        "html": _html(article, [*said, *_whole(article)]),
        "dek": _html(article, [*said, format_html("<p>{}</p>", _dek(article))]),
    }


def story_id(pk: int, created_at: datetime) -> str:
    """Return the name of a story for ever, whatever becomes of its address, its category or the paper's domain."""
    return uuid5(NAMESPACE_URL, f"newsroom:story:{pk}:{created_at.astimezone(UTC).isoformat()}").urn


def _told(article: Article, words: dict[str, Any], notes: list[tuple[str, str]]) -> Story:
    assert article.published_at is not None
    corrected = " ".join(f"{head} {note}" for head, note in notes)
    return Story(
        id=story_id(article.pk, article.created_at),
        url=_absolute(words["url"]),
        title=one_line(article.headline),
        summary=one_line(f"{corrected} {_dek(article)}"),
        authors=[Signed(one_line(author["name"]), _absolute(author["url"])) for author in words["bylines"]],
        sections=[one_line(topic.name) for topic in [article.category, *_topics(article)] if topic],
        language=article.language,
        published=article.published_at,
        changed=max(article.published_at, article.updated_at or article.published_at),
        image=_image(article),
    )


def _dek(article: Article) -> str:
    return article.dek or Truncator(" ".join(plain_text(article.body).split())).chars(_SUMMARY)


def _topics(article: Article) -> Any:
    return article.topics.order_by("tagged__pk")


def _absolute(path: str) -> str:
    """Return the address with this site before it; letters of other scripts as an address may hold them."""
    return iri_to_uri(settings.SITE_URL + path)


def _lead(article: Article) -> Picture | None:
    picture = article.lead_picture
    return picture if picture is not None and picture.goes_out else None


def _image(article: Article) -> Image | None:
    picture = _lead(article)
    file = share_image(picture, crop="whole") if picture else None
    if picture is None or file is None:
        return None
    caption = one_line(article.lead_caption or picture.caption)
    # Brackets are how a page sets a credit apart.
    credit = one_line(picture.credit).removeprefix("(").removesuffix(")")
    return Image(url=file["url"], width=file["width"], height=file["height"], caption=caption, credit=credit)


def _notes(article: Article) -> Iterator[tuple[str, str]]:
    """Yield the heading and the words of each public note, the newest first."""
    for row in Correction.objects.filter(article_id=article.pk).order_by("-made_at", "-pk"):
        yield f"{row.get_kind_display()}, {date_format(timezone.localtime(row.made_at), 'DATE_FORMAT')}:", row.note


def _whole(article: Article) -> Iterator[str]:
    if article.dek:
        yield format_html("<p><strong>{}</strong></p>", article.dek)
    yield article.rendered.get("translated", "")
    if (picture := _lead(article)) and (html := plain_html(picture)):
        caption = escape(article.lead_caption or picture.caption)
        yield figure_abroad(html, caption_html=caption, credit=picture.credit)
    yield render_abroad(article.body, picture_for=picture_abroad, dateline=article.dateline)


def _html(article: Article, parts: Iterable[str]) -> str:
    # A feed of one language may hold stories of another, which then run the other way.
    opening = f'<div lang="{article.language}" dir="{article.direction}">'
    return cdata(f"{opening}{'\n'.join(part for part in parts if part)}</div>")
