"""Authors at the desk."""

from django.contrib import admin
from django.urls import URLPattern, path

from articles.admin.suggest import suggest
from articles.models import Author
from press.pictures.admin.field import ChoosesPictures


@admin.register(Author)
class AuthorAdmin(ChoosesPictures, admin.ModelAdmin[Author]):
    fields = ["name", "slug", "role", "bio", "photo", "user"]
    list_display = ["name", "role"]
    list_filter = ["role"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    raw_id_fields = ["photo", "user"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(suggest(Author.objects.all))
        return [path("suggest/", view, name="articles_author_suggest"), *super().get_urls()]
