"""A story's state as a mark, for templates of the desk."""

from django import template
from django.utils.safestring import SafeString

from articles.models import Article

register = template.Library()


@register.simple_tag
def state(story: Article) -> SafeString:
    """Print a story's state as a word with a dot: `{% state story %}`."""
    from articles.admin.words import state_mark, state_word  # the admin loads when its templates are drawn

    return state_mark(state_word(story))
