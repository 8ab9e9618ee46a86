"""The categories as every page's menu shows them."""

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

from articles.models import Topic
from press.web.standing import Standing


class MenuItem(TypedDict):
    """One category of the menu."""

    id: int
    name: str
    slug: str
    url: str
    icon: str
    description: str


_COLUMNS = ("id", "name", "slug", "icon", "description")


def category_menu() -> list[MenuItem]:
    """Return the categories in menu order, at most five seconds old."""
    return _MENU.answer()


def category_at(slug: str) -> MenuItem | None:
    """Return the category of that address, from the menu where it can be."""
    found = next((item for item in category_menu() if item["slug"] == slug), None)
    # The menu may be five seconds old; a category made since then is asked for once.
    return found or next(iter(_items(Topic.objects.categories().filter(slug=slug).values_list(*_COLUMNS))), None)


def _items(rows: Iterable[Sequence[Any]]) -> list[MenuItem]:
    return [
        MenuItem(id=pk, name=name, slug=slug, icon=icon, description=description, url=f"/{slug}/")
        for pk, name, slug, icon, description in rows
    ]


_MENU = Standing(lambda: Topic.objects.categories().in_menu_order().values_list(*_COLUMNS), _items)
