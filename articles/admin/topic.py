"""Categories and topics at the desk: two lists of the one model."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path

from articles.actions.topics import topic_name, trouble_with, trouble_with_slug, write_category, write_topic
from articles.admin.merging import Merges
from articles.admin.suggest import suggest
from articles.admin.tokens import OneTopicField
from articles.icons import ICONS
from articles.models import Topic
from press.web.addresses import AddressField

_SLUG_HELP = "The last part of its address. It stays when the name changes; if you change it, the old one leads here."
_MERGE_HELP = "Its stories come under that one, and its address leads there. You see what will happen before it does."


class Category(Topic):
    """A proxy, so that categories have a list of their own at the desk."""

    class Meta:
        proxy = True
        verbose_name_plural = "categories"


class NamingForm(forms.ModelForm[Topic]):
    """What the forms of categories and topics have in common: an address, and another one to become part of."""

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if trouble := trouble_with_slug(slug, of=self.instance):
            raise forms.ValidationError(trouble)
        return slug

    def clean_merge_into(self) -> Any:
        into = self.cleaned_data["merge_into"]
        if into and into == self.instance:
            raise forms.ValidationError(f"“{into}” cannot become part of itself. Choose another one.")
        if not into and "_merge" in self.data:
            raise forms.ValidationError("Choose into which one it goes.")
        return into

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # The admin's view runs in a transaction, so the lock holds until the save is written.
        if self.instance.pk and not Topic.objects.select_for_update().filter(pk=self.instance.pk):
            raise forms.ValidationError("Somebody merged it into another one a moment ago. Nothing was saved.")
        return cleaned


class NamingAdmin(Merges):
    """What the two lists have in common."""

    formfield_overrides = {models.SlugField: {"form_class": AddressField}}

    def get_fieldsets(self, request: HttpRequest, obj: Topic | None = None) -> Any:
        shown: list[Any] = [(None, {"fields": [*self.get_fields(request, obj)]})]
        if obj and obj.former_slugs.exists():
            shown[0][1]["fields"].append("led_here")
        if obj and self.has_change_permission(request, obj):
            title = f"Merge into another {self.opts.verbose_name}"
            shown.append((title, {"fields": ["merge_into"], "classes": ["merge-into"]}))
        return shown

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> list[str]:
        return ["led_here"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Topic | None = None) -> dict[str, Any]:
        return {} if obj else {"slug": ["name"]}

    @admin.display(description="addresses that lead here")
    def led_here(self, topic: Topic) -> str:
        base = "/" if topic.is_category else "/topics/"
        slugs = topic.former_slugs.order_by("slug").values_list("slug", flat=True)
        return ", ".join(f"{base}{slug}/" for slug in slugs)


class CategoryForm(NamingForm):
    """Refuses an address that belongs to something else, and offers the icons there are."""

    icon = forms.ChoiceField(choices=[(name, name) for name in ICONS])
    merge_into = forms.ModelChoiceField(
        Topic.objects.categories(),
        label="Into",
        required=False,
        to_field_name="name",
        empty_label="It stays as it is",
        help_text=_MERGE_HELP,
    )

    class Meta:
        model = Category
        fields = ["name", "slug", "icon", "description", "position"]
        labels = {"slug": "Address"}
        help_texts = {"slug": f"{_SLUG_HELP} So do the stories below it, which move along."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = Topic.Kind.CATEGORY
        into: Any = self.fields["merge_into"]
        into.queryset = Topic.objects.categories().exclude(pk=self.instance.pk).in_menu_order()


@admin.register(Category)
class CategoryAdmin(NamingAdmin):
    form = CategoryForm
    fields = ["name", "slug", "icon", "description", "position"]
    list_display = ["name", "slug", "stories", "icon", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).filter(kind=Topic.Kind.CATEGORY).order_by("position", "name")

    def into_field(self, request: HttpRequest) -> forms.Field:
        # As the proxy, so that the trail of what was done stands with the categories.
        return forms.ModelChoiceField(self.get_queryset(request), label="Into", to_field_name="name")

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


class TopicForm(NamingForm):
    """Refuses a name that cannot be a topic, beside the field."""

    merge_into = OneTopicField(label="Into", required=False, help_text=_MERGE_HELP)

    class Meta:
        model = Topic
        fields = ["name", "slug", "description"]
        labels = {"slug": "Address"}
        help_texts = {"slug": _SLUG_HELP}

    def clean_name(self) -> str:
        name = topic_name(self.cleaned_data["name"])
        if trouble := trouble_with(name, of=self.instance if self.instance.pk else None):
            raise forms.ValidationError(trouble)
        return name


@admin.register(Topic)
class TopicAdmin(NamingAdmin):
    form = TopicForm
    fields = ["name", "slug", "description"]
    list_display = ["name", "slug", "stories", "description"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).filter(kind=Topic.Kind.TOPIC).order_by("name")

    def into_field(self, request: HttpRequest) -> forms.Field:
        return OneTopicField(label="Into")

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        write_topic(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Topic | None = None) -> bool:
        return False  # a topic nobody uses does no harm; one in use has readers

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(suggest(Topic.objects.topics, "articles.view_topic"))
        return [path("suggest/", view, name="articles_topic_suggest"), *super().get_urls()]
