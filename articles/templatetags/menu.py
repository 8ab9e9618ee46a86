"""The category menu, for templates of any app."""

from django import template

from articles.menu import MenuItem, category_menu

register = template.Library()


@register.simple_tag(name="category_menu")
def category_menu_tag() -> list[MenuItem]:
    """Return the categories: `{% category_menu as categories %}`."""
    return category_menu()
