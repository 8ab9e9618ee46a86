"""A reader's preferences: the form that reads what was typed, and the same as the page shows it.

The page is written without Django's form and templates of widgets, which took ten times as long as the rest of it.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast
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
_HOUR_SELECT = PlainSelect(_HOURS)
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

    only_wanted = forms.BooleanField(required=False)
    topics = forms.ModelMultipleChoiceField(Topic.objects.none(), required=False)
    authors = forms.ModelMultipleChoiceField(Author.objects.none(), required=False)
    hour = forms.TypedChoiceField(choices=_HOURS, coerce=int, empty_value=None, required=False)
    zone = forms.CharField(required=False, max_length=60)
    paused_until = forms.DateField(required=False, error_messages={"invalid": "Write a day as in 2026-12-24."})

    def __init__(self, subscriber: Subscriber, data: Any = None) -> None:
        super().__init__(data)
        wishes, fields = read(subscriber.wishes), cast("dict[str, Any]", self.fields)
        self._paused_until, self._wishes = subscriber.paused_until, wishes
        fields["topics"].queryset = Topic.objects.filter(Q(pk__in=wishes.topics) | Q(kind=Topic.Kind.CATEGORY))
        fields["authors"].queryset = Author.objects.filter(pk__in=wishes.authors)
        self.offered = [newsletter for newsletter, _often in _offered(subscriber)]
        for newsletter in self.offered:
            fields[f"of_{newsletter.slug}"] = forms.ChoiceField(choices=_rhythms(newsletter), required=False)

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"]
        if zone and zone not in ZONES:
            raise forms.ValidationError("There is no such time zone. Choose one of the list.")
        return zone

    def clean_paused_until(self) -> date | None:
        until: date | None = self.cleaned_data["paused_until"]
        if until and until <= timezone.localdate() and until != self._paused_until:
            raise forms.ValidationError("This day has come already. Choose a later one, or none.")
        return until if until and until > timezone.localdate() else None

    def choice(self) -> Choice:
        """Return what was chosen; the form is valid."""
        said = self.cleaned_data
        was, now = self._was(), self._wishes
        topics = _changed(now.topics, was.topics, frozenset(topic.pk for topic in said["topics"]))
        authors = _changed(now.authors, was.authors, frozenset(author.pk for author in said["authors"]))
        return Choice(
            newsletters={row: said[f"of_{row.slug}"] for row in self.offered},
            wishes=Wishes(topics, authors, only=said["only_wanted"]),
            hour=said["hour"],
            zone=said["zone"],
            paused_until=said["paused_until"],
        )

    def _was(self) -> Wishes:
        """Return what was ticked as the page came; in another window something may have been chosen since."""
        try:
            return read(self.data["was"])
        except (KeyError, ValueError):
            return self._wishes


def _changed(now: frozenset[int], was: frozenset[int], ticked: frozenset[int]) -> frozenset[int]:
    """Return what is wanted now, with what was ticked and unticked on a page on which `was` was ticked at first."""
    return now - (was - ticked) | (ticked - was)


def _offered(subscriber: Subscriber) -> list[tuple[Newsletter, str]]:
    """Return the newsletters that are open, or that the reader has, with how often they have it. One query."""
    rows: Any = _SUBSCRIPTIONS.ask(subscriber=subscriber.pk)
    on: dict[int, str] = dict(rows)
    return [(row, on.get(row.pk, "")) for row in titles() if row.is_open or row.pk in on]


def _rhythms(newsletter: Newsletter) -> Choices:
    choices = [("", "No"), (Often.EACH.value, newsletter.get_rhythm_display().capitalize())]
    if newsletter.rhythm == Newsletter.Rhythm.DAILY:
        choices.append((Often.WEEKLY.value, f"Once a week, on {newsletter.get_weekday_display()}"))
    return choices


# --- As the page shows it ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Shown:
    """A field as templates/components/field.html takes it."""

    name: str
    label: str
    html: SafeString
    help_text: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def id_for_label(self) -> str:
        return f"id_{self.name}"

    def __str__(self) -> str:
        return self.html


def shown(subscriber: Subscriber, form: ChoiceForm | None = None) -> dict[str, Any]:
    """Return a reader's preferences for the page: as they are, or as they were typed into a form that was refused."""
    wishes = read(subscriber.wishes)
    typed: Any = form.data if form else None

    def value(name: str, kept: Any) -> str:
        return str(typed.get(name, "") if typed is not None else kept)

    def select(name: str, label: str, widget: PlainSelect, kept: Any, help_text: str = "") -> Shown:
        html = widget.render(name, value(name, kept), {"id": f"id_{name}"})
        return Shown(name, label, html, help_text, _errors(form, name))

    day = subscriber.paused_until
    until = format_html(
        '<input type="date" name="paused_until" value="{}" id="id_paused_until">',
        value("paused_until", f"{day:%Y-%m-%d}" if day else ""),
    )
    return {
        "newsletters": [
            select(f"of_{row.slug}", row.name, PlainSelect(_rhythms(row)), often, row.promise)
            for row, often in _offered(subscriber)
        ],
        "was": value("was", subscriber.wishes),
        "ticks": _ticks(wishes, typed),
        "only_wanted": bool(typed.get("only_wanted")) if typed is not None else subscriber.only_wanted,
        "hour": select("hour", "Not before", _HOUR_SELECT, "" if subscriber.hour is None else subscriber.hour),
        "zone": select("zone", "In the time zone", _ZONE_SELECT, subscriber.zone),
        "paused_until": Shown("paused_until", "Pause until", until, "", _errors(form, "paused_until")),
    }


def _errors(form: ChoiceForm | None, name: str) -> list[str]:
    return [str(error) for error in form.errors.get(name, [])] if form else []


def _ticks(wishes: Wishes, typed: Any) -> SafeString:
    """Return what may be wanted as check boxes: the categories, and what else the reader follows."""
    menu = [(item["id"], item["name"]) for item in category_menu()]
    more = wishes.topics.difference(pk for pk, _name in menu)
    if more:
        menu += Topic.objects.filter(pk__in=more).order_by("name").values_list("pk", "name")
    authors: Any = ()
    if wishes.authors:
        authors = Author.objects.filter(pk__in=wishes.authors).order_by("name").values_list("pk", "name")
    rows = []
    for name, things, kept in (("topics", menu, wishes.topics), ("authors", authors, wishes.authors)):
        chosen = {str(key) for key in (kept if typed is None else typed.getlist(name))}
        rows += [
            f'<label class="form-tick"><input type="checkbox" name="{name}" value="{pk}"'
            f'{" checked" if str(pk) in chosen else ""}> <span dir="auto">{escape(words)}</span></label>'
            for pk, words in things
        ]
    return mark_safe("".join(rows))  # noqa: S308 - escaped above
