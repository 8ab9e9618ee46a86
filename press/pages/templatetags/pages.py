"""Pages and promos, for templates of any app."""

from django import template

from press.pages import actions

register = template.Library()


@register.simple_tag
def page_links() -> list[actions.PageLink]:
    """Return the pages linked at the foot: `{% page_links as links %}`."""
    return actions.page_links()


@register.simple_tag
def promos() -> list[actions.PromoShown]:
    """Return the promos whose time it is: `{% promos as promos %}`."""
    return actions.current_promos()
