"""JSON-LD: what a page tells search engines, as JSON that may stand in HTML. What it says belongs to the desks."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

# The paper itself is told once on each page, and stories point at it, so that a new name is true everywhere at once.
PAPER_ID = f"{settings.SITE_URL}/#paper"


def json_ld(data: Mapping[str, Any]) -> SafeString:
    """Return JSON that may stand in a script element: nothing in it can close the element."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S308 - escaped here
