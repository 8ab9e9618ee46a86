"""Suggestions while an editor types names: JSON for static/desk/tokens.js."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest, JsonResponse

SUGGESTED = 8


def suggest[M: Model](names: Callable[[], QuerySet[M]], permission: str) -> Callable[[HttpRequest], JsonResponse]:
    """Return a view that answers `?q=` with up to eight names that hold it, those that begin with it first."""

    def view(request: HttpRequest) -> JsonResponse:
        if not request.user.has_perm(permission):
            raise PermissionDenied("Your role does not include writing stories.")
        typed = request.GET.get("q", "").strip()[:100].replace("\x00", "")
        found = (
            # Short names first, so that the one that is typed in full is always among them.
            names().filter(name__icontains=typed).order_by(Length("name"), "name").values_list("name", flat=True)[:50]
            if typed
            else []
        )
        ranked = sorted(found, key=lambda name: (not name.casefold().startswith(typed.casefold()), name.casefold()))
        response = JsonResponse({"names": ranked[:SUGGESTED]})
        response["Cache-Control"] = "no-store"
        return response

    return view
