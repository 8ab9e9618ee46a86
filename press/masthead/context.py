"""What every template knows: the masthead, today's date and the site's own address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from press.masthead.actions import particulars
from press.web import boundaries


def masthead(request: HttpRequest) -> dict[str, Any]:
    """Lazy, so that a page which prints no date does not end at midnight."""
    return {"masthead": SimpleLazyObject(particulars), "today": SimpleLazyObject(_today), "site_url": settings.SITE_URL}


def _today() -> Any:
    boundaries.report(boundaries.next_midnight())
    return timezone.localdate()
