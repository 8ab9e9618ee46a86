"""Suggestions while an editor types names: JSON for static/desk/tokens.js."""

from collections.abc import Callable

from django.db.models import Model, QuerySet
from django.http import HttpRequest, JsonResponse

SUGGESTED = 8


def suggest[M: Model](names: Callable[[], QuerySet[M]]) -> Callable[[HttpRequest], JsonResponse]:
    """Return a view that answers `?q=` with up to eight names that hold it, those that begin with it first."""

    def view(request: HttpRequest) -> JsonResponse:
        typed = request.GET.get("q", "").strip()[:100].replace("\x00", "")
        found = (
            names().filter(name__icontains=typed).order_by("name").values_list("name", flat=True)[:50] if typed else []
        )
        ranked = sorted(found, key=lambda name: (not name.casefold().startswith(typed.casefold()), name.casefold()))
        response = JsonResponse({"names": ranked[:SUGGESTED]})
        response["Cache-Control"] = "no-store"
        return response

    return view
