"""The form of a story: it validates and normalises; articles.actions.write saves."""

import difflib
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from articles.actions.address import CannotUseAddress, choose_slug
from articles.actions.topics import trouble_with
from articles.actions.write import MOST_TOPICS, WORDS, missing_for_print
from articles.admin.tokens import BylinesField, TopicsField
from articles.models import Article, Topic
from press.richtext.clean import clean
from press.richtext.render import plain_text


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two editors' versions of a story differ, as lines marked “+” (yours) and “-” (saved)."""

    label: str
    lines: list[tuple[str, str]]


class StoryForm(forms.ModelForm[Article]):
    """What an editor types about a story."""

    headline = forms.CharField(
        max_length=200, widget=forms.Textarea({"rows": 1, "class": "story-headline", "data-grow": ""})
    )
    dek = forms.CharField(
        max_length=300,
        required=False,
        help_text="One sentence under the headline.",
        widget=forms.Textarea({"rows": 1, "class": "story-dek", "data-grow": ""}),
    )
    topics = TopicsField(help_text="What the story is about. New topics are made as you type them.")
    bylines = BylinesField(help_text="Who signs, in order.")
    seen_version = forms.IntegerField(
        widget=forms.HiddenInput,
        required=False,
        error_messages={"required": "This form does not say which version it was opened from. Open the story anew."},
    )
    # The same form sent twice makes one story.
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    tell_readers = forms.BooleanField(
        label="Tell readers that this was updated",
        required=False,
        help_text="Prints “Updated” with the time of this save.",
    )

    differences: list[Difference]

    class Meta:
        model = Article
        fields = [name.removesuffix("_id") for name in WORDS]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences = []
        self.label_suffix = ""
        story = self.instance
        self.initial["seen_version"] = story.version if story.pk else None
        self.fields["seen_version"].required = story.pk is not None
        if story.pk is None:
            self.initial["form_token"] = uuid4()
        if story.pk:
            self.initial.setdefault("topics", ", ".join(story.topics.names()))
            signed = story.bylines.order_by("position").values_list("author__name", flat=True)
            self.initial.setdefault("bylines", ", ".join(signed))
        category: Any = self.fields.get("category")
        if category:
            category.queryset = Topic.objects.categories().in_menu_order()
            # A draft may wait for its category; what has an address may not lose it.
            category.required = story.status in {Article.Status.PUBLISHED, Article.Status.RETRACTED}
            category.empty_label = "No category yet"
        if story.pk is None or not story.is_live:
            self.fields.pop("tell_readers", None)

    def clean_headline(self) -> str:
        """A headline is one line, however it was typed or pasted."""
        headline = " ".join(self.cleaned_data["headline"].split())
        if not headline:
            raise forms.ValidationError("Write a headline.")
        return headline

    def clean_dek(self) -> str:
        return " ".join(self.cleaned_data.get("dek", "").split())

    def clean_publish_at(self) -> Any:
        planned = self.cleaned_data["publish_at"]
        stood = self.instance.publish_at
        unchanged = stood is not None and planned == stood.replace(second=0, microsecond=0)
        if unchanged:
            return stood  # the form knows minutes; a plan that nobody touched keeps its seconds
        if planned and planned <= timezone.now() and not self.instance.is_live:
            raise forms.ValidationError(
                "This moment has passed. Leave it empty to publish as soon as you press the button."
            )
        return planned

    def clean_slug(self) -> str:
        typed: str = self.cleaned_data.get("slug", "")
        stood = str(self.initial.get("slug") or "")
        if not typed and not stood and "headline" not in self.cleaned_data:
            return ""
        story = Article(pk=self.instance.pk, headline=self.cleaned_data.get("headline", ""))
        story.category = self.cleaned_data.get("category") or self._chosen_category()
        try:
            chosen = choose_slug(story, typed or stood)
        except CannotUseAddress as refused:
            raise forms.ValidationError(str(refused)) from None
        return chosen if typed or stood else ""

    def clean_topics(self) -> list[str]:
        names: list[str] = self.cleaned_data["topics"]
        if len(names) > MOST_TOPICS:
            raise forms.ValidationError(f"A story has up to {MOST_TOPICS} topics. Keep those it is really about.")
        for name in names:
            if trouble := trouble_with(name):
                raise forms.ValidationError(trouble)
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._keep_fit_for_print(cleaned)
        seen = cleaned.get("seen_version")
        if self.instance.pk and seen is not None:
            # The admin's view runs in a transaction, so the lock holds until the save is written.
            now = Article.objects.select_for_update(of=("self",)).get(pk=self.instance.pk)
            if now.version != seen:
                self._tell_of_the_other_save(now)
        return cleaned

    def _keep_fit_for_print(self, cleaned: dict[str, Any]) -> None:
        """What readers see, or will see by the clock, keeps what a published story needs."""
        if self.instance.status not in {Article.Status.PUBLISHED, Article.Status.RETRACTED} or self.errors:
            return
        story = Article(category=cleaned.get("category"), body=clean(cleaned.get("body", "")))
        story.lead_picture = cleaned.get("lead_picture")
        for reason in missing_for_print(story, signed=bool(cleaned.get("bylines"))):
            self.add_error(None, f"{reason} Readers can see this story, or will by the clock.")

    def words(self) -> dict[str, Any]:
        """Return the cleaned values as `write_story` takes them."""
        kept = {
            name: self.cleaned_data[name.removesuffix("_id")]
            for name in WORDS
            if name.removesuffix("_id") in self.cleaned_data
        }
        return {name: (value.pk if value else None) if name.endswith("_id") else value for name, value in kept.items()}

    def _chosen_category(self) -> Topic | None:
        chosen = self.data.get(self.add_prefix("category"))
        return Topic.objects.categories().filter(pk=int(chosen)).first() if chosen and chosen.isdecimal() else None

    def _tell_of_the_other_save(self, now: Article) -> None:
        self.differences = [
            Difference(str(self.fields[name].label or name), lines)
            for name in ("headline", "dek", "eyebrow", "dateline", "body", "lead_caption")
            if (lines := _compare(getattr(now, name), self.cleaned_data.get(name, "") or ""))
        ]
        # The next press of Save is made knowing what the other editor wrote.
        self.data = {**self.data.dict(), self.add_prefix("seen_version"): str(now.version)}  # type: ignore[attr-defined]
        last = now.revisions.order_by("-version").select_related("saved_by").first()
        who = last.saved_by if last and last.saved_by else "Somebody"
        at = timezone.localtime(now.saved_at).strftime("%H:%M")
        raise forms.ValidationError(
            f"{who} saved this story at {at}, after you opened it. Nothing of yours was lost: it stands below as you "
            "typed it, with what differs marked. Take over what you want to keep, then save again; the other version "
            "stays in the history."
        )


def _compare(saved: str, yours: str) -> list[tuple[str, str]]:
    """Return the lines that differ, each with “+” (yours) or “-” (saved); texts are compared without their markup."""
    old, new = (plain_text(text).splitlines() if "<" in text else text.splitlines() for text in (saved, yours))
    return [(line[0], line[2:]) for line in difflib.ndiff(old, new) if line[0] in "+-"]
