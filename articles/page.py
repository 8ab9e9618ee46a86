"""What a page says of itself in its head: title, description, address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def list_page(request: HttpRequest, *, title: str, description: str, jsonld: str = "") -> dict[str, Any]:
    """Return the `page` that templates/base.html takes, for a page that is not a story."""
    return {
        "title": title,
        "description": description,
        "canonical": settings.SITE_URL + request.path,
        "og_type": "website",
        "image": None,
        "language": settings.LANGUAGE_CODE,
        "direction": "ltr",
        "jsonld": jsonld,
        # Older pages of a list are for readers; search engines find the stories by themselves.
        "noindex": bool(request.GET.get("before")),
    }
