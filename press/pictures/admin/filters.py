"""What an editor looks for in the library: rights that end, words that are missing, files that failed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from press.pictures.models import PictureQuerySet

SOON = 14  # days


class _Filter(admin.SimpleListFilter):
    choices_shown: tuple[tuple[str, str], ...] = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(self.choices_shown)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        assert isinstance(queryset, PictureQuerySet)
        return self.narrowed(queryset)

    def narrowed(self, pictures: PictureQuerySet) -> PictureQuerySet:
        raise NotImplementedError


class Rights(_Filter):
    title = "rights"
    parameter_name = "rights"
    choices_shown = (("expired", "Expired"), ("soon", f"Expire within {SOON} days"), ("web", "Web only"))

    def narrowed(self, pictures: PictureQuerySet) -> PictureQuerySet:
        if self.value() == "expired":
            return pictures.expired()
        if self.value() == "soon":
            return pictures.expiring(SOON)
        return pictures.filter(web_only=True) if self.value() == "web" else pictures


class Missing(_Filter):
    title = "what is missing"
    parameter_name = "missing"
    choices_shown = (("alt", "No description"), ("credit", "No credit"), ("caption", "No caption"))

    def narrowed(self, pictures: PictureQuerySet) -> PictureQuerySet:
        if self.value() == "credit":
            return pictures.filter(photographer="", agency="", via="")
        if self.value() == "alt":
            return pictures.filter(alt="")
        return pictures.filter(caption="") if self.value() == "caption" else pictures


class Files(_Filter):
    title = "files"
    parameter_name = "files"
    choices_shown = (("trouble", "Could not be made"), ("making", "Being made"))

    def narrowed(self, pictures: PictureQuerySet) -> PictureQuerySet:
        if self.value() == "trouble":
            return pictures.exclude(trouble="")
        return pictures.filter(due_at__isnull=False, trouble="") if self.value() == "making" else pictures


FILTERS = (Rights, Missing, Files)
