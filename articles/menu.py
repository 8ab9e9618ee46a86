"""The categories as every page's menu shows them."""

from typing import TypedDict

from articles.models import Topic
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
    rows = Topic.objects.categories().in_menu_order().values("id", "name", "slug", "icon", "description")
    return [MenuItem(**row, url=f"/{row['slug']}/") for row in rows]
