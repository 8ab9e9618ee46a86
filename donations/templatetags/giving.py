"""Giving, for templates of any app. An appeal is asked for by a story's id and kind, never by the story."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from donations import asking
from donations.actions.policy import takes_gifts
from donations.money import money as written

register = template.Library()


@register.filter
def money(amount: int, currency: str) -> str:
    """Print a sum in minor units: `{{ gift.amount|money:gift.currency }}`."""
    return written(amount, currency)


@register.simple_tag
def appeal(placement: str, article_id: int | None = None, kind: str = "") -> SafeString:
    """Print the appeal that stands at a placement now, or nothing: `{% appeal "article-end" article_id=id %}`.

    The placements are those of donations.models.appeal: article-end, in-text, front, banner, donate.
    """
    return asking.placed(placement, article_id=article_id, kind=kind)


@register.simple_tag
def with_appeal(blocks: list[str], article_id: int | None = None, kind: str = "") -> SafeString:
    """Print a story's ready blocks, with the appeal for the text between two of them: `{% with_appeal blocks … %}`."""
    return mark_safe(" ".join(asking.among(blocks, article_id=article_id, kind=kind)))  # noqa: S308 - rendered on write


@register.simple_tag
def gifts_are_taken() -> bool:
    """Say whether the donate page may be linked: `{% gifts_are_taken as is_giving %}`."""
    return takes_gifts()
