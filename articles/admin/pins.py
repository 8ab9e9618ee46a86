"""What the page of the front page shows: the places, what stands in each, its pins; and the form of a new pin."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from articles.admin.words import moment_short, state_word
from articles.front import SECONDARIES, standing
from articles.models import Article, FrontSection, FrontSlot
from press.web.moments import MomentField

Place = FrontSlot.Place


@dataclass(frozen=True, slots=True)
class Pin:
    """One pin as the page shows it."""

    slot: FrontSlot
    time: str  # from and until, in words
    note: str  # why it is not seen now, or nothing
    is_over: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """One place of the front page: the value of the form's choice, its name, who stands there, its pins."""

    key: str
    name: str
    room: int
    stories: list[tuple[Article, bool]]  # and whether a pin put it there
    pins: list[Pin]


def places() -> list[PlaceShown]:
    """Return every place with what stands there now; the number of queries does not grow with the pins."""
    sections = list(FrontSection.objects.select_related("category").order_by("position", "pk"))
    slots = list(FrontSlot.objects.select_related("article").order_by("position", "pk"))
    stands = standing()
    wanted = {pk for ids in stands.values() for pk in ids}
    stories = Article.objects.only("headline", "status", "published_at", "embargo_until").in_bulk(wanted)
    known: list[tuple[str, int | None, str, int]] = [
        (Place.LEAD, None, str(Place.LEAD.label), 1),
        (Place.SECONDARY, None, str(Place.SECONDARY.label), SECONDARIES),
        *((Place.SECTION, section.pk, section.category.name, section.stories) for section in sections),
    ]
    shown = []
    for place, section_id, name, room in known:
        own = [slot for slot in slots if slot.place == place and slot.section_id == section_id]
        pinned = {slot.article_id for slot in own if slot.is_current}
        here = [(stories[pk], pk in pinned) for pk in stands.get((place, section_id), []) if pk in stories]
        pins = [_pin(slot, number, len(own)) for number, slot in enumerate(own)]
        shown.append(PlaceShown(_key(place, section_id), name, room, here, pins))
    return shown


def _key(place: str, section_id: int | None) -> str:
    return f"{place}-{section_id}" if section_id else place


def _pin(slot: FrontSlot, number: int, count: int) -> Pin:
    now = timezone.now()
    over = slot.ends_at is not None and slot.ends_at <= now
    later = slot.starts_at is not None and slot.starts_at > now
    note = "over" if over else "later" if later else "" if slot.article.is_live else state_word(slot.article)
    begins = f"from {moment_short(slot.starts_at)}" if slot.starts_at else ""
    ends = f"until {moment_short(slot.ends_at)}" if slot.ends_at else ""
    time = " ".join(part for part in (begins, ends) if part) or "until it is taken off"
    return Pin(slot, time, note, over, is_first=number == 0, is_last=number == count - 1)


class PinForm(forms.Form):
    """A story, a place and a time."""

    article = forms.ModelChoiceField(
        Article.objects.all(),
        label="Story",
        widget=forms.TextInput({"inputmode": "numeric"}),
        help_text="The number of the story, from its address at the desk.",
        error_messages={"required": "Choose a story.", "invalid_choice": "There is no such story."},
    )
    place = forms.ChoiceField(label="Place")
    starts_at = MomentField(label="From", required=False)
    ends_at = MomentField(label="Until", required=False)
    may_repeat = forms.BooleanField(
        label="It may stand twice", required=False, help_text="Show it here even if it stands elsewhere on the page."
    )

    def __init__(self, *args: Any, only_times: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if only_times:
            del self.fields["article"], self.fields["place"]
            return
        chosen = str(self.data.get("article", ""))
        if chosen.isdecimal() and len(chosen) < 10:
            headline = Article.objects.filter(pk=int(chosen)).values_list("headline", flat=True).first()
            self.fields["article"].widget.attrs["data-headline"] = headline or ""
        sections = FrontSection.objects.select_related("category").order_by("position", "pk")
        choices: Any = self.fields["place"]
        choices.choices = [
            (Place.LEAD, Place.LEAD.label),
            (Place.SECONDARY, Place.SECONDARY.label),
            *((_key(Place.SECTION, section.pk), section.category.name) for section in sections),
        ]

    def pin(self) -> dict[str, Any]:
        """Return the cleaned values as `actions.front.pin` takes them."""
        words = dict(self.cleaned_data)
        place, _, section_id = words.pop("place").partition("-")
        section = FrontSection.objects.filter(pk=int(section_id)).first() if section_id else None
        return {**words, "place": place, "section": section}
