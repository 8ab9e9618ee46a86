"""Authors at the desk."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.text import slugify

from articles.actions.authors import write_author
from articles.admin.suggest import suggest
from articles.models import Author
from press.pictures.admin.field import ChoosesPictures
from press.web.addresses import AddressField


@admin.register(Author)
class AuthorAdmin(ChoosesPictures, admin.ModelAdmin[Author]):
    fields = ["name", "slug", "role", "bio", "photo", "user"]
    list_display = ["name", "role"]
    list_filter = ["role"]
    search_fields = ["name"]
    raw_id_fields = ["photo"]
    formfield_overrides = {models.SlugField: {"form_class": AddressField}}

    def formfield_for_foreignkey(self, db_field: models.ForeignKey[Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "user":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        # Who works here; who does no more stays with what was written.
        people: Any = get_user_model().objects
        offered = people.filter(Q(is_staff=True, is_active=True) | Q(author__isnull=False))
        kwargs["queryset"] = offered.order_by("name", "pk")
        kwargs |= {"label": "Account at the desk", "empty_label": "None"}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "user" and field:
            # People are added and changed where they are kept, not in passing.
            field.widget.can_add_related = field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def get_prepopulated_fields(self, request: HttpRequest, obj: Author | None = None) -> dict[str, Any]:
        return {} if obj else {"slug": ["name"]}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A name may come from the byline of a story, where it was typed first."""
        given = super().get_changeform_initial_data(request)
        return {"slug": slugify(str(given.get("name", "")), allow_unicode=True), **given}

    def get_readonly_fields(self, request: HttpRequest, obj: Author | None = None) -> list[str]:
        return ["slug"] if obj else []

    def get_fields(self, request: HttpRequest, obj: Author | None = None) -> Any:
        # Who may only look is shown no person behind the name: Django would link a page that is not theirs.
        may = self.has_change_permission(request, obj) or self.has_add_permission(request)
        return [name for name in self.fields or [] if name != "user" or may]

    def save_model(self, request: HttpRequest, obj: Author, form: Any, change: bool) -> None:
        write_author(obj)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(suggest(Author.objects.all, "articles.view_author"))
        return [path("suggest/", view, name="articles_author_suggest"), *super().get_urls()]
