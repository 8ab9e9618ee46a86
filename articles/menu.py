"""The categories as every page's menu shows them."""

from typing import TypedDict

from articles.models import Topic
from articles.models.topic import TopicQuerySet
from press.web.remember import remembered


class MenuItem(TypedDict):
    """One category of the menu."""

    id: int
    name: str
    slug: str
    url: str
    icon: str
    description: str


@remembered
def category_menu() -> list[MenuItem]:
    """Return the categories in menu order, at most five seconds old."""
    return _items(Topic.objects.categories().in_menu_order())


def category_at(slug: str) -> MenuItem | None:
    """Return the category of that address, from the menu where it can be."""
    found = next((item for item in category_menu() if item["slug"] == slug), None)
    # The menu may be five seconds old; a category made since then is asked for once.
    return found or next(iter(_items(Topic.objects.categories().filter(slug=slug))), None)


def _items(categories: TopicQuerySet) -> list[MenuItem]:
    rows = categories.values("id", "name", "slug", "icon", "description")
    return [MenuItem(**row, url=f"/{row['slug']}/") for row in rows]
