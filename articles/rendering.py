"""Render on write: a story's page parts and cards become HTML kept as data, remade whenever something in them changes.

Only this module fills `rendered`, `card_html`, `lead_html` and `syndicated`. What a page adds at reading time (menu,
more stories) belongs to the views.
"""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles import schema
from articles.feeds.item import syndicated
from articles.models import Article, Author, Correction, Topic
from articles.search import index as search
from articles.sharing.actions import want_card
from articles.sharing.card import card_image
from press.pictures.markup import picture_html, share_image
from press.richtext.library import placed_picture
from press.richtext.render import plain_text, render


def render_story(article: Article) -> None:
    """Remake what is kept of one story. A story without an address (a bare draft) is rendered for its preview."""
    story = story_words(article)
    article.rendered = _page_parts(article, story)
    article.card_html = _component(
        "card", {"story": {**story, "picture": story_picture(article, crop="wide", role="card")}}
    )
    # An upright picture leads as it is: the wide crop of it would cut head and foot off.
    upright = article.lead_picture is not None and article.lead_picture.height > article.lead_picture.width
    lead = story_picture(article, crop="whole" if upright else "wide", role="lead")
    article.lead_html = _component("lead", {"story": {**story, "picture": lead}})
    article.syndicated = syndicated(article, story)
    Article.objects.filter(pk=article.pk).update(
        rendered=article.rendered,
        card_html=article.card_html,
        lead_html=article.lead_html,
        syndicated=article.syndicated,
    )
    search.keep(article)
    want_card(article)


def story_words(article: Article) -> dict[str, Any]:
    """Return the story as templates take it; see templates/components/card.html."""
    published = article.published_at or article.planned_for(timezone.now())
    return {
        "id": article.pk,
        "url": article.get_absolute_url(),
        "headline": article.headline,
        "dek": article.dek,
        "eyebrow": article.eyebrow,
        "kind": article.kind,
        "kind_label": article.get_kind_display(),
        "category": {"name": article.category.name, "url": article.category.get_absolute_url()}
        if article.category
        else None,
        "bylines": [
            {"name": author.name, "url": author.get_absolute_url(), "role_label": author.role_label}
            for author in signed_by(article)
        ],
        "published": timezone.localtime(published),
        "published_iso": timezone.localtime(published).isoformat(timespec="minutes"),
        "updated": timezone.localtime(article.updated_at) if article.updated_at else None,
        "dateline": article.dateline,
        "language": article.language,
        "direction": article.direction,
        "translated_from": {
            "paper": article.translated_paper,
            "country": article.translated_country,
            "date": article.translated_on,
        }
        if article.translated_paper
        else None,
    }


def story_picture(article: Article, *, crop: str, role: str) -> dict[str, Any] | None:
    """Return the lead picture as templates take it, or None."""
    picture = article.lead_picture
    if picture is None or not picture.is_shown:
        return None
    return {
        "html": picture_html(picture, crop=crop, role=role),
        "caption": article.lead_caption or picture.caption,
        "credit": picture.credit,
        "portrait": picture.height > picture.width,
    }


def signed_by(article: Article) -> list[Author]:
    return list(Author.objects.filter(bylines__article=article).order_by("bylines__position"))


def _page_parts(article: Article, story: dict[str, Any]) -> dict[str, Any]:
    retracted = article.status == Article.Status.RETRACTED
    lead = None if retracted else story_picture(article, crop="whole", role="lead")
    kept = {key: value for key, value in story.items() if key not in {"id", "published", "updated", "translated_from"}}
    byline, dates = _component("byline", {"story": story}), _component("dates", {"story": story})
    page = _page(article, story)
    blocks = [] if retracted else render(article.body, picture_for=placed_picture, dateline=article.dateline)
    return {
        "story": {**kept, "updated_iso": story["updated"].isoformat(timespec="minutes") if story["updated"] else ""},
        # What base.html asks of a page whose head is ready.
        "page": {key: page[key] for key in ("title", "canonical", "language", "direction")},
        "head": _component("head", {"page": page}),
        "heading": _component("story_heading", {"story": story, "byline": byline, "dates": dates}),
        "byline": byline,
        "dates": dates,
        "lead_figure": _component("figure", {**lead, "classname": "figure--lead"}) if lead else "",
        "translated": _component("translated", {"story": story}),
        "blocks": blocks,
        "plays": any("data-embed-src" in block for block in blocks),
        "chips": _component("chips", {"topics": _chips(article)}),
        "share": _component("share", {"url": settings.SITE_URL + story["url"], "headline": article.headline}),
        "corrections": _corrections(article),
        "topic_ids": list(article.tagged.filter(is_category=False).values_list("tag_id", flat=True)),
    }


def _page(article: Article, story: dict[str, Any]) -> dict[str, Any]:
    """Return the head of the story's page; a retracted story's repeats nothing but its headline."""
    retracted = article.status == Article.Status.RETRACTED
    image = None if retracted else _share_image(article)
    page = {
        "title": article.headline,
        "description": article.retraction if retracted else article.dek or plain_text(article.body)[:200],
        "canonical": settings.SITE_URL + story["url"],
        "og_type": "article",
        "image": image,
        "published_iso": story["published_iso"],
        "modified_iso": story["updated"].isoformat(timespec="minutes") if story["updated"] else story["published_iso"],
        "language": article.language,
        "direction": article.direction,
    }
    return {**page, "jsonld": "" if retracted else schema.story(article, page)}


def _share_image(article: Article) -> Any:
    picture = article.lead_picture
    return card_image(article) or (share_image(picture) if picture and picture.is_shown else None)


def _chips(article: Article) -> list[dict[str, Any]]:
    topics = Topic.objects.filter(tagged__content_object=article, tagged__is_category=False).order_by("tagged__pk")
    return [
        {"id": topic.pk, "slug": topic.slug, "name": topic.name, "url": topic.get_absolute_url()} for topic in topics
    ]


def _corrections(article: Article) -> str:
    rows = Correction.objects.filter(article_id=article.pk).order_by("-made_at", "-pk")
    notes = [
        {
            "kind_label": row.get_kind_display(),
            "note": row.note,
            "published": timezone.localtime(row.made_at),
            "published_iso": timezone.localtime(row.made_at).isoformat(timespec="minutes"),
        }
        for row in rows
    ]
    return _component("corrections", {"corrections": notes}) if notes else ""


def _component(name: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(render_to_string(f"components/{name}.html", context, using="public").strip())  # noqa: S308 - our own templates
