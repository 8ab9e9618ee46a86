"""A story's state as a mark, and moments in the one way the desk writes them, for its templates."""

from datetime import datetime

from django import template
from django.utils.safestring import SafeString

from articles.models import Article

register = template.Library()


@register.simple_tag
def state(story: Article) -> SafeString:
    """Print a story's state as a word with a dot: `{% state story %}`."""
    from articles.admin.words import state_mark, state_word  # the admin loads when its templates are drawn

    return state_mark(state_word(story))


@register.filter
def moment(at: datetime) -> str:
    """Print a moment in the newsroom's zone: `{{ story.saved_at|moment }}`."""
    from articles.admin.words import moment_short

    return moment_short(at)
