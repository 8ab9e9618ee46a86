"""What the share card of a story says, which version of it that is, and where it lies once it is drawn."""

import hashlib
from dataclasses import astuple, replace
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage

from articles.models import Article
from articles.sharing.draw import Card
from press.masthead.actions import particulars
from press.pictures.markup import ShareImage, description
from press.pictures.models import Picture

# Counts the changes of draw.py that can be seen: after one, `manage.py render` has every card drawn anew.
DRAWING = 1


def card_of(article: Article) -> Card | None:
    """Return what the story's card says now; None when readers are not to have the story, today or later."""
    if article.status != Article.Status.PUBLISHED:
        return None
    kind = article.get_kind_display() if article.kind == Article.Kind.OPED else ""
    label = (article.category.name if article.category else "", kind, article.eyebrow)
    words = Card(
        headline=article.headline,
        label=" · ".join(filter(None, label)),
        paper=particulars().name,
        language=article.language,
        direction=article.direction,
    )
    picture = article.lead_picture
    if picture is None or not photo_name(picture):
        return words
    return replace(
        words,
        picture=picture.digest,
        credit=picture.credit,
        focal_x=picture.focal_x,
        focal_y=picture.focal_y,
    )


def version_of(article: Article) -> str | None:
    """Return a name for what the card says and how it is drawn; None when there is to be no card."""
    card = card_of(article)
    if card is None:
        return None
    # The name is also the file's, which lies there before the story is out. Nobody can guess it with the headline,
    # as no page tells the moment at which the story was begun.
    seen = f"{DRAWING} {article.created_at.timestamp()} {astuple(card)}"
    return hashlib.blake2b(seen.encode(), digest_size=10).hexdigest()


def photo_name(picture: Picture) -> str:
    """Return the file from which a picture is drawn, or nothing when it may not be shown or has none.

    It is the one JPEG that is made with the upload, upright and stripped already: large enough, and soon decoded.
    """
    made = picture.renditions.get("whole", {}).get("jpeg") if picture.is_shown else None
    return str(made[-1][2]) if made else ""


def card_image(article: Article) -> ShareImage | None:
    """Return the drawn card with its absolute address; None until it is drawn, or when it says what is over."""
    drawn = article.share_card
    if "name" not in drawn or drawn["version"] != version_of(article):
        return None
    url = urljoin(settings.SITE_URL + "/", default_storage.url(drawn["name"]))
    return {"url": url, "width": drawn["width"], "height": drawn["height"], "alt": _told(article)}


def _told(article: Article) -> str:
    """Return what someone is told who cannot see the card: the headline, and what the picture shows."""
    picture = article.lead_picture
    shows = description(picture) if picture and photo_name(picture) else ""
    return f"{article.headline} ({shows})" if shows else article.headline
