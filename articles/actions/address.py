"""The address of a story: its slug, and what is left behind when it moves."""

from django.utils.text import slugify

from articles.models import Article, OldAddress
from articles.moved import below
from press.web.roots import RESERVED_BELOW


class CannotSave(ValueError):
    """The story cannot be saved like this; the message tells the editor why."""


class CannotUseAddress(CannotSave):
    """The slug cannot be this story's address; the message tells the editor why."""


def choose_slug(article: Article, typed: str) -> str:
    """Return the slug for `article`: what was typed, checked, or one made from the headline, made unique.

    Raises CannotUseAddress.
    """
    slug = slugify(typed, allow_unicode=True)[:120].strip("-_")
    if typed.strip() and not slug:
        raise CannotUseAddress(f"Nothing is left of the address “{typed}” without its signs. Use letters or digits.")
    if slug in RESERVED_BELOW:
        raise CannotUseAddress(f"“{slug}” is an address the site itself uses. Choose another one.")
    if slug:
        if _taken(article, slug):
            raise CannotUseAddress(f"Another story stands at “{slug}” in this category. Choose another address.")
        return slug
    made = slugify(article.headline, allow_unicode=True)[:100].strip("-_")
    if not made:
        raise CannotUseAddress("No address can be made from this headline. Type one with letters or digits.")
    return free_slug(article, made)


def free_slug(article: Article, wanted: str) -> str:
    """Return `wanted`, or the first of `wanted-2`, `wanted-3` … at which no story stands or stood."""
    candidate, count = wanted, 1
    while candidate in RESERVED_BELOW or _taken(article, candidate):
        count += 1
        candidate = f"{wanted}-{count}"
    return candidate


def leave_forwarding(article: Article, *, category_slug: str, slug: str) -> None:
    """Remember where a published story stood, and forget forwardings that would lead away from where it stands now."""
    OldAddress.objects.update_or_create(category_slug=category_slug, slug=slug, defaults={"article": article})
    assert article.category
    OldAddress.objects.filter(category_slug=article.category.slug, slug=article.slug).delete()


def _taken(article: Article, slug: str) -> bool:
    if Article.objects.filter(category=article.category, slug=slug).exclude(pk=article.pk).exists():
        return True
    # Where another story stood, readers and search engines are still sent on, whatever the category was called then.
    stood = OldAddress.objects.filter(slug=slug).exclude(article_id=article.pk)
    return article.category is not None and stood.filter(below(article.category)).exists()
