"""The form of a reader's preferences. Its options are written without templates: six hundred zones, each in one of
Django's own, took twenty times as long as the rest of the page.
"""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.db.models import BigIntegerField, Q
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.menu import category_menu
from articles.models import Author, Topic
from newsletters.actions.choose import Choice
from newsletters.models import Newsletter, Subscriber, Subscription
from newsletters.titles import titles
from newsletters.wishes import Wishes, read
from press.web.questions import Blank, Question

Often = Subscription.Often
Choices = list[tuple[str, str]]
ZONES = frozenset(available_timezones())
_HOURS: Choices = [("", "When it comes out"), *((str(hour), f"{hour:02d}:00") for hour in range(24))]


def _options(choices: Choices) -> str:
    return "".join(f'<option value="{escape(value)}">{escape(words)}</option>' for value, words in choices)


class PlainSelect(forms.Widget):
    """A select of options that were written before."""

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._written = _options(choices)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = f'<option value="{escape("" if value is None else value)}">'
        options = self._written.replace(chosen, f"{chosen[:-1]} selected>", 1)
        own = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", own, mark_safe(options))  # noqa: S308 - escaped above


# Those that people know themselves in; a reader's old choice among the rest stays good.
_NAMED = sorted(name for name in ZONES if "/" in name and not name.startswith(("Etc/", "SystemV/", "US/")))
_ZONE_SELECT = PlainSelect(
    [("", "The newsroom’s"), ("UTC", "UTC"), *((name, name.replace("_", " ")) for name in _NAMED)]
)


_SUBSCRIPTIONS = Question(
    lambda: Subscription.objects.filter(subscriber=Blank("subscriber", BigIntegerField()), left_at=None).values_list(
        "newsletter_id", "often"
    )
)


class ChoiceForm(forms.Form):
    """A reader's preferences: one field a newsletter, what is wanted, when, and a pause."""

    only_wanted = forms.BooleanField(required=False, label="Only stories of these")
    topics = forms.ModelMultipleChoiceField(Topic.objects.none(), required=False)
    authors = forms.ModelMultipleChoiceField(Author.objects.none(), required=False)
    hour = forms.TypedChoiceField(
        choices=_HOURS,
        coerce=int,
        empty_value=None,
        required=False,
        label="Not before",
        widget=PlainSelect(_HOURS),
    )
    zone = forms.CharField(required=False, max_length=60, label="In the time zone", widget=_ZONE_SELECT)
    paused_until = forms.DateField(
        required=False,
        label="Pause until",
        widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": "Write a day as in 2026-12-24."},
    )

    def __init__(self, subscriber: Subscriber, data: Any = None) -> None:
        self._wishes = read(subscriber.wishes)
        super().__init__(data, initial=_chosen(subscriber, self._wishes))
        fields: dict[str, Any] = self.fields
        if self.is_bound:
            own = Q(pk__in=self._wishes.topics) | Q(kind=Topic.Kind.CATEGORY)
            fields["topics"].queryset = Topic.objects.filter(own)
            fields["authors"].queryset = Author.objects.filter(pk__in=self._wishes.authors)
        rows: Any = _SUBSCRIPTIONS.ask(subscriber=subscriber.pk)
        on: dict[int, str] = dict(rows)
        self.offered = [row for row in titles() if row.is_open or row.pk in on]
        for newsletter in self.offered:
            choices = [("", "No"), (Often.EACH.value, newsletter.get_rhythm_display().capitalize())]
            if newsletter.rhythm == Newsletter.Rhythm.DAILY:
                choices.append((Often.WEEKLY.value, f"Once a week, on {newsletter.get_weekday_display()}"))
            fields[f"of_{newsletter.slug}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                label=newsletter.name,
                help_text=newsletter.promise,
                initial=on.get(newsletter.pk, ""),
                widget=PlainSelect(choices),
            )

    @property
    def newsletter_fields(self) -> list[forms.BoundField]:
        """The fields that are newsletters."""
        return [self[f"of_{newsletter.slug}"] for newsletter in self.offered]

    @property
    def ticks(self) -> list[dict[str, Any]]:
        """What may be wanted: the field's name, the thing's key and name, and whether it is ticked."""
        menu = [(item["id"], item["name"]) for item in category_menu()]
        more = self._wishes.topics.difference(pk for pk, _name in menu)
        if more:
            menu += Topic.objects.filter(pk__in=more).order_by("name").values_list("pk", "name")
        wanted = self._wishes.authors
        authors = Author.objects.filter(pk__in=wanted).order_by("name").values_list("pk", "name") if wanted else []
        rows = []
        for field, things in (("topics", menu), ("authors", authors)):
            chosen = {str(key) for key in self[field].value() or []}
            rows += [{"field": field, "pk": pk, "name": name, "on": str(pk) in chosen} for pk, name in things]
        return rows

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"]
        if zone and zone not in ZONES:
            raise forms.ValidationError("There is no such time zone. Choose one of the list.")
        return zone

    def clean_paused_until(self) -> date | None:
        until: date | None = self.cleaned_data["paused_until"]
        if until and until <= timezone.localdate() and until != self.initial["paused_until"]:
            raise forms.ValidationError("This day has come already. Choose a later one, or none.")
        return until if until and until > timezone.localdate() else None

    def choice(self) -> Choice:
        """Return what was chosen; the form is valid."""
        said = self.cleaned_data
        topics = frozenset(topic.pk for topic in said["topics"])
        authors = frozenset(author.pk for author in said["authors"])
        return Choice(
            newsletters={row: said[f"of_{row.slug}"] for row in self.offered},
            wishes=Wishes(topics, authors, only=said["only_wanted"]),
            hour=said["hour"],
            zone=said["zone"],
            paused_until=said["paused_until"],
        )


def _chosen(subscriber: Subscriber, wishes: Wishes) -> dict[str, Any]:
    return {
        "only_wanted": subscriber.only_wanted,
        "topics": list(wishes.topics),
        "authors": list(wishes.authors),
        "hour": "" if subscriber.hour is None else str(subscriber.hour),
        "zone": subscriber.zone,
        "paused_until": subscriber.paused_until,
    }
