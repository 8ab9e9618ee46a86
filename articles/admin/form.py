"""The form of a story: it validates and normalises; articles.actions.write saves."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.html import format_html

from articles.actions.address import CannotUseAddress, choose_slug
from articles.actions.fit import missing_for_print
from articles.actions.topics import trouble_with
from articles.actions.write import MOST_TOPICS, WORDS, words_of
from articles.admin.buttons import FORWARD
from articles.admin.differences import differences
from articles.admin.tokens import BylinesField, Signed, TopicsField, unknown_words
from articles.admin.words import lack_words
from articles.models import Article, Topic
from press.richtext.clean import clean
from press.richtext.differences import Difference


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
    add_author = ""  # where authors are added, for who may

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
            if not self.is_bound:
                self.fields["headline"].widget.attrs["autofocus"] = True
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

    def clean_bylines(self) -> list[int]:
        """Return the authors' ids. On the desk an unknown name waits for its author, and the rest is saved without it;
        before readers, or on the way to them, it must be settled first.
        """
        signed: Signed = self.cleaned_data["bylines"]
        waits = self.instance.status in Article.ON_THE_DESK and self.data.get("_then") not in FORWARD
        if signed.unknown and not waits:
            sentence = f"{unknown_words(signed.unknown)} Add them under Authors first, or correct the name."
            if not self.add_author:
                raise forms.ValidationError(sentence)
            url = f"{self.add_author}?{urlencode({'name': signed.unknown[0]})}"
            link = '{} <a href="{}" target="_blank" rel="noopener">Add the author</a>'
            raise forms.ValidationError(format_html(link, sentence, url))
        return signed.known

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
        for lack in missing_for_print(story, signed=bool(cleaned.get("bylines"))):
            sentence = format_html("{} Readers can see this story, or will by the clock.", lack_words(lack))
            self.add_error(None, sentence)

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
        cleaned = self.cleaned_data
        yours: dict[str, Any] = {name: cleaned[name] for name in ("topics", "bylines") if name in cleaned}
        yours |= self.words()
        if not yours.get("slug"):
            yours.pop("slug", None)  # an empty one is made from the headline
        self.differences = differences(words_of(now), yours)
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
