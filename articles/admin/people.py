"""Authors at the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.text import slugify

from articles.actions.authors import write_author
from articles.admin.suggest import suggest
from articles.models import Author
from press.pictures.admin.field import ChoosesPictures


@admin.register(Author)
class AuthorAdmin(ChoosesPictures, admin.ModelAdmin[Author]):
    fields = ["name", "slug", "role", "bio", "photo", "user"]
    list_display = ["name", "role"]
    list_filter = ["role"]
    search_fields = ["name"]
    raw_id_fields = ["photo", "user"]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Author | None = None) -> dict[str, Any]:
        return {} if obj else {"slug": ["name"]}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A name may come from the byline of a story, where it was typed first."""
        given = super().get_changeform_initial_data(request)
        return {"slug": slugify(str(given.get("name", "")), allow_unicode=True), **given}

    def get_readonly_fields(self, request: HttpRequest, obj: Author | None = None) -> list[str]:
        return ["slug"] if obj else []

    def save_model(self, request: HttpRequest, obj: Author, form: Any, change: bool) -> None:
        write_author(obj)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(suggest(Author.objects.all, "articles.view_author"))
        return [path("suggest/", view, name="articles_author_suggest"), *super().get_urls()]
