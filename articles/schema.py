"""What stories and lists tell search engines, as JSON-LD. A story's is made on write and kept in its head; a list's is
made with its page.

https://developers.google.com/search/docs/appearance/structured-data/article
and, beside it, profile-page and image-license-metadata.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from articles.models import Article, Author, Correction, Topic
from press.pictures.markup import share_image
from press.pictures.models import Picture
from press.richtext.render import plain_text
from press.web import jsonld
from press.web.jsonld import PAPER_ID, SITE_ID, Node, known, whole

# By kind; https://schema.org/NewsArticle and its subtypes.
_TYPES = {Article.Kind.OPED: "OpinionNewsArticle"}
_INDEX = ("Topics", "/topics/")


def story(article: Article, page: dict[str, Any]) -> SafeString:
    """Return what a story's page tells; `page` is what its head says, as in templates/base.html."""
    address = article.get_absolute_url()
    section = [(article.category.name, article.category.get_absolute_url())] if article.category else []
    told = known(
        type=_TYPES.get(Article.Kind(article.kind), "NewsArticle"),
        id=f"{whole(address)}#story",
        url=whole(address),
        mainEntityOfPage=whole(address),
        headline=article.headline,
        description=page["description"],
        inLanguage=article.language,
        dateline=article.dateline,
        datePublished=page["published_iso"],
        dateModified=page["modified_iso"],
        articleSection=article.category.name if article.category else "",
        keywords=[topic.name for topic in _topics(article)],
        wordCount=len(plain_text(article.body).split()),
        isAccessibleForFree=True,
        isPartOf={"@id": SITE_ID},
        publisher={"@id": PAPER_ID},
        author=[_signed(author) for author in _authors(article)],
        image=_lead(article),
        correction=list(_corrections(article)),
        translationOfWork=_original(article),
    )
    return jsonld.graph(told, jsonld.trail(*section, (article.headline, address)))


def collection(name: str, path: str, description: str) -> SafeString:
    """Return what a list of stories tells, or the index of topics. A topic stands below that index."""
    above = [_INDEX] if path.startswith(_INDEX[1]) and path != _INDEX[1] else []
    return jsonld.page("CollectionPage", *above, (name, path), description=description)


def author(who: Author) -> SafeString:
    """Return what an author's page tells: who it is, at the name by which stories point here."""
    return jsonld.page(
        ["ProfilePage", "CollectionPage"], (who.name, who.get_absolute_url()), mainEntity=_signed(who) | _profile(who)
    )


def _signed(who: Author) -> Node:
    """Return an author as a story names one. An agency is no person."""
    address = whole(who.get_absolute_url())
    kind = "Organization" if who.role == Author.Role.AGENCY else "Person"
    return {"@type": kind, "@id": f"{address}#author", "name": who.name, "url": address}


def _profile(who: Author) -> Node:
    photo = share_image(who.photo, crop="square") if who.photo and who.photo.is_shown else None
    facts = known(description=who.bio, image=_file(photo) | _credit(who.photo) if photo and who.photo else None)
    if who.role == Author.Role.AGENCY:
        return facts
    # Readers are told of no role beside our own staff; the others are not employed by us.
    tie = "worksFor" if who.role == Author.Role.STAFF else "affiliation"
    return facts | known(jobTitle=who.role_label) | {tie: {"@id": PAPER_ID}}


def _lead(article: Article) -> Node | None:
    picture = article.lead_picture
    image = share_image(picture) if picture and picture.is_shown else None
    if picture is None or image is None:
        return None
    return _file(image) | known(caption=article.lead_caption or picture.caption) | _credit(picture)


def _file(image: Any) -> Node:
    return {"@type": "ImageObject", "url": image["url"], "contentUrl": image["url"]} | {
        "width": image["width"],
        "height": image["height"],
    }


def _credit(picture: Picture) -> Node:
    """Return who made a picture and under which licence we show it, as far as the library knows."""
    makers = [
        {"@type": kind, "name": name.strip()}
        for kind, name in (("Person", picture.photographer), ("Organization", picture.agency))
        if name.strip()
    ]
    # The credit line without its brackets, which are how we print it.
    return known(creator=makers, creditText=picture.credit[1:-1], license=picture.licence)


def _corrections(article: Article) -> Iterator[Node]:
    """An update is new facts, no mended error."""
    mended = Correction.objects.filter(article_id=article.pk).exclude(kind=Correction.Kind.UPDATE)
    for row in mended.order_by("made_at", "pk"):
        made = timezone.localtime(row.made_at).isoformat(timespec="minutes")
        yield {"@type": "CorrectionComment", "text": row.note, "datePublished": made}


def _original(article: Article) -> Node | None:
    if not article.translated_paper:
        return None
    country = article.translated_country
    return known(
        type="CreativeWork",
        publisher={"@type": "Organization", "name": article.translated_paper},
        countryOfOrigin={"@type": "Country", "name": country} if country else None,
        datePublished=article.translated_on.isoformat() if article.translated_on else "",
    )


def _authors(article: Article) -> list[Author]:
    return list(Author.objects.filter(bylines__article=article).order_by("bylines__position"))


def _topics(article: Article) -> list[Topic]:
    return list(Topic.objects.filter(tagged__content_object=article, tagged__is_category=False).order_by("tagged__pk"))
