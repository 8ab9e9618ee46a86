"""What readers type about newsletters."""

from datetime import date, datetime
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from articles.models import Topic
from newsletters.actions.choose import Choice
from newsletters.actions.consent import LONGEST
from newsletters.models import Newsletter, Subscriber, Subscription
from newsletters.wishes import Wishes, read
from press.mail.address import AddressField

TRAP = 2.0  # seconds within which nobody reads a form and sends it
_FRESH = 24 * 3600.0
_SIGNER = Signer(salt="newsletters.form")
Often = Subscription.Often


def new_token(page: str, *, at: datetime | None = None) -> str:
    """Return a token for a form that is shown at this moment; `page` is where its reader began."""
    return _SIGNER.sign_object({"at": (at or timezone.now()).timestamp(), "page": page[:LONGEST]})


def page_of(token: str) -> str:
    """Return where the reader of a form began, or nothing when the token is none of ours."""
    return str(_said(token).get("page", ""))


def is_from_a_person(typed: Any, *, at: datetime | None = None) -> bool:
    """Say whether we showed this form, long enough ago to be read, and the field that nobody sees is empty."""
    shown = _said(typed.get("token", "")).get("at")
    if shown is None or typed.get("website"):
        return False
    return TRAP <= (at or timezone.now()).timestamp() - float(shown) <= _FRESH


def _said(token: str) -> dict[str, Any]:
    try:
        return dict(_SIGNER.unsign_object(token[:1000]))
    except (BadSignature, ValueError):  # base64 and JSON of somebody else are ValueErrors
        return {}


class SubscribeForm(forms.Form):
    """An address, and which newsletters; the first when none is named."""

    email = AddressField()
    newsletter = forms.ModelMultipleChoiceField(
        Newsletter.objects.open().in_order(),
        to_field_name="slug",
        label="Newsletters",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "There is no such newsletter (any more)."},
    )

    def clean_newsletter(self) -> list[Newsletter]:
        return list(self.cleaned_data["newsletter"]) or list(Newsletter.objects.open().in_order()[:1])


class ChoiceForm(forms.Form):
    """A reader's preferences: one field a newsletter, what is wanted, when, and a pause."""

    only_wanted = forms.BooleanField(required=False, label="Only stories of these")
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(), required=False, label="Wanted most", widget=forms.CheckboxSelectMultiple
    )
    hour = forms.TypedChoiceField(
        choices=[("", "When it comes out"), *((str(hour), f"{hour:02d}:00") for hour in range(24))],
        coerce=int, empty_value=None, required=False, label="Not before",
    )  # fmt: skip
    zone = forms.ChoiceField(
        choices=[("", "The newsroom’s"), *((name, name.replace("_", " ")) for name in sorted(available_timezones()))],
        required=False,
        label="In the time zone",
    )
    paused_until = forms.DateField(
        required=False,
        label="Pause until",
        widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": "Write a day as in 2026-12-24."},
    )

    def __init__(self, subscriber: Subscriber, data: Any = None) -> None:
        super().__init__(data, initial=_chosen(subscriber))
        self._authors = read(subscriber.wishes).authors
        wanted = Topic.objects.filter(pk__in=subscriber.topics.values("pk")) | Topic.objects.categories()
        self.fields["topics"].queryset = wanted.order_by("kind", "position", "name")  # type: ignore[attr-defined]
        on = {row.newsletter_id: row.often for row in subscriber.subscriptions.filter(left_at=None)}
        self.offered = [row for row in Newsletter.objects.in_order() if row.is_open or row.pk in on]
        for newsletter in self.offered:
            choices = [("", "No"), (Often.EACH.value, newsletter.get_rhythm_display().capitalize())]
            if newsletter.rhythm == Newsletter.Rhythm.DAILY:
                choices.append((Often.WEEKLY.value, "Once a week"))
            self.fields[f"of_{newsletter.slug}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                label=newsletter.name,
                help_text=newsletter.promise,
                initial=on.get(newsletter.pk, ""),
                widget=forms.Select,
            )

    @property
    def newsletter_fields(self) -> list[forms.BoundField]:
        """The fields that are newsletters."""
        return [self[f"of_{newsletter.slug}"] for newsletter in self.offered]

    def clean_paused_until(self) -> date | None:
        until: date | None = self.cleaned_data["paused_until"]
        return until if until and until > timezone.localdate() else None

    def choice(self) -> Choice:
        """Return what was chosen; the form is valid."""
        said = self.cleaned_data
        topics = frozenset(topic.pk for topic in said["topics"])
        return Choice(
            newsletters={row: said[f"of_{row.slug}"] for row in self.offered},
            wishes=Wishes(topics, self._authors, only=said["only_wanted"]),
            hour=said["hour"],
            zone=said["zone"],
            paused_until=said["paused_until"],
        )


def _chosen(subscriber: Subscriber) -> dict[str, Any]:
    return {
        "only_wanted": subscriber.only_wanted,
        "topics": list(subscriber.topics.values_list("pk", flat=True)),
        "hour": "" if subscriber.hour is None else str(subscriber.hour),
        "zone": subscriber.zone,
        "paused_until": subscriber.paused_until,
    }
