"""Categories and topics at the desk: two lists of the one model."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path

from articles.actions.topics import topic_name, trouble_with, write_category, write_topic
from articles.admin.suggest import suggest
from articles.icons import ICONS
from articles.models import Topic
from press.web import roots


class Category(Topic):
    """A proxy, so that categories have a list of their own at the desk."""

    class Meta:
        proxy = True
        verbose_name_plural = "categories"


class CategoryForm(forms.ModelForm[Topic]):
    """Refuses an address that belongs to something else, and offers the icons there are."""

    icon = forms.ChoiceField(choices=[(name, name) for name in ICONS])

    class Meta:
        model = Category
        fields = ["name", "slug", "icon", "description", "position"]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        stood = self.instance.slug if self.instance.pk else ""
        try:
            roots.check(slug, instead_of=stood)
        except roots.WordTaken as taken:
            raise forms.ValidationError(str(taken)) from None
        return slug


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin[Topic]):
    form = CategoryForm
    list_display = ["name", "slug", "icon", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).filter(kind=Topic.Kind.CATEGORY).order_by("position", "name")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Topic | None = None) -> dict[str, Any]:
        return {} if obj else {"slug": ["name"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> list[str]:
        return ["slug"] if obj else []

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        write_category(obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_topic")

    def has_view_permission(self, request: HttpRequest, obj: Topic | None = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Topic | None = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Topic | None = None) -> bool:
        return False  # stories stand in it


class TopicForm(forms.ModelForm[Topic]):
    """Refuses a name that cannot be a topic, beside the field."""

    class Meta:
        model = Topic
        fields = ["name", "slug", "description"]

    def clean_name(self) -> str:
        name = topic_name(self.cleaned_data["name"])
        if trouble := trouble_with(name, of=self.instance if self.instance.pk else None):
            raise forms.ValidationError(trouble)
        return name


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin[Topic]):
    form = TopicForm
    fields = ["name", "slug", "description"]
    list_display = ["name", "slug", "description"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).filter(kind=Topic.Kind.TOPIC).order_by("name")

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> list[str]:
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Topic | None = None) -> dict[str, Any]:
        return {} if obj else {"slug": ["name"]}

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        write_topic(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Topic | None = None) -> bool:
        return False  # a topic nobody uses does no harm; one in use has readers

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(suggest(Topic.objects.topics, "articles.view_topic"))
        return [path("suggest/", view, name="articles_topic_suggest"), *super().get_urls()]
