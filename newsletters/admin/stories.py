"""The stories of an edition as one field of its form: an ordered list that is dragged, moved by keys, and added to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import Media
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from articles.admin.words import state_word, when_seen
from articles.models import Article

MOST = 40


class StoriesWidget(forms.Widget):
    """A list of stories, each with its number in a hidden input; static/desk/edition-stories.js moves them."""

    template_name = "admin/newsletters/edition/stories.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name) if isinstance(data, MultiValueDict) else list(data.get(name, []))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        ids = [int(pk) for pk in value or [] if str(pk).isascii() and str(pk).isdecimal() and len(str(pk)) < 19]
        known = Article.objects.only("headline", "status", "published_at", "embargo_until", "language").in_bulk(ids)
        context["widget"]["stories"] = [
            {"pk": pk, "headline": known[pk].headline, "state": state_word(known[pk]), "when": when_seen(known[pk])}
            for pk in dict.fromkeys(ids)
            if pk in known
        ]
        context["widget"]["search"] = reverse("admin:articles_frontslot_stories")
        return context

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        # The forms' own renderer knows Django's templates only.
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    @property
    def media(self) -> Media:
        scripts = [Script(f"desk/{name}.js", type="module") for name in ("story-search", "edition-stories")]
        return Media(js=scripts)  # type: ignore[arg-type] # Django takes both


class StoriesField(forms.Field):
    """Stories by their numbers, in order, each once."""

    widget = StoriesWidget

    def clean(self, value: Sequence[str] | None) -> list[int]:
        ids = [int(pk) for pk in value or [] if pk.isascii() and pk.isdecimal() and len(pk) < 19]
        wanted = list(dict.fromkeys(ids))
        if len(wanted) > MOST:
            raise forms.ValidationError(f"An edition has at most {MOST} stories.")
        known = set(Article.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        return [pk for pk in wanted if pk in known]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [str(pk) for pk in initial or []] != list(data or [])
