"""What a letter says of a story: what a reader of a list is told, with a picture that may go out and its credit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.encoding import iri_to_uri

from articles.models import Article, Byline
from press.pictures.markup import ShareImage, share_image

_TWICE = 2  # screens of mail readers have two dots a pixel
WIDE, SMALL = 600, 160  # pixels that a picture is drawn wide


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a letter shows it."""

    image: ShareImage
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Told:
    """A story as a letter tells it."""

    pk: int
    url: str  # absolute
    headline: str
    dek: str
    label: str  # its category, and that it is an opinion where it is one
    bylines: str
    language: str
    direction: str
    published_at: datetime
    wide: Shown | None
    small: Shown | None


def stories_of(ids: Collection[int], *, at: datetime) -> dict[int, Told]:
    """Return the stories by id that readers may see at `at`; what is not live is not among them. Two queries."""
    if not ids:
        return {}
    found = Article.objects.live(at).filter(pk__in=ids).select_related("category", "lead_picture")
    stories = list(found.defer("body", "rendered", "card_html", "lead_html", "syndicated"))
    signed: dict[int, list[str]] = {}
    lines = Byline.objects.filter(article__in=ids).order_by("position", "pk").values_list("article_id", "author__name")
    for article_id, name in lines:
        signed.setdefault(article_id, []).append(name)
    return {story.pk: _told(story, ", ".join(signed.get(story.pk, []))) for story in stories}


def _told(story: Article, bylines: str) -> Told:
    assert story.published_at is not None, "it is live"
    return Told(
        pk=story.pk,
        url=iri_to_uri(settings.SITE_URL + story.get_absolute_url()),
        headline=story.headline,
        dek=story.dek,
        label=_label(story),
        bylines=bylines,
        language=story.language,
        direction=story.direction,
        published_at=story.published_at,
        wide=shown(story.lead_picture, caption=story.lead_caption, width=WIDE, crop="wide"),
        small=shown(story.lead_picture, caption=story.lead_caption, width=SMALL, crop="wide"),
    )


def _label(story: Article) -> str:
    kind = story.get_kind_display() if story.kind == Article.Kind.OPED else ""
    return " · ".join(word for word in (kind, story.category.name if story.category else "") if word)


def shown(picture: Any, *, caption: str, width: int, crop: str) -> Shown | None:
    """Return a picture as mail may show it, or None when there is none or it may not go out."""
    if picture is None or not picture.goes_out:
        return None
    image = share_image(picture, crop=crop, at_least=width * _TWICE)
    return Shown(image, caption or picture.caption, picture.credit) if image else None
