"""The picker of the body editor: the library as JSON, newest first, page by page."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, JsonResponse

from press.pictures.markup import thumbnail_url
from press.pictures.models import Picture
from press.web import paging

PAGE = 24
_LIST = "pictures"


def answer(request: HttpRequest) -> JsonResponse:
    """Return the pictures that match `q` and stand after `before`, or the one of `id`; none that we may not show."""
    found = Picture.objects.shown().newest_first()
    if (one := request.GET.get("id", "")) and one.isdecimal() and len(one) < 19:  # a bigint's digits
        found = found.filter(pk=int(one))
    if words := request.GET.get("q", "").strip():
        found = found.matching(words)
    if before := request.GET.get("before", ""):
        try:
            seen = paging.read(before, of=_LIST)
        except paging.DamagedCursor as error:
            return JsonResponse({"error": str(error)}, status=400)
        found = found.filter(Q(added_at__lt=seen.published_at) | Q(added_at=seen.published_at, pk__lt=seen.pk))
    page = list(found[: PAGE + 1])
    older = None
    if len(page) > PAGE:
        last = page[PAGE - 1]
        older = paging.write(paging.Cursor(last.added_at, last.pk), of=_LIST)
    return JsonResponse({"pictures": [_entry(picture) for picture in page[:PAGE]], "older": older})


def _entry(picture: Picture) -> dict[str, Any]:
    return {
        "id": picture.pk,
        "thumb": thumbnail_url(picture),
        "width": picture.width,
        "height": picture.height,
        "caption": picture.caption,
        "credit": picture.credit,
        "alt": picture.alt,
    }
