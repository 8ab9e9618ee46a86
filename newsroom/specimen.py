"""`/specimen/`, in DEBUG only: every component of templates/components/ in its states, with words as a paper has them.

A component without states here fails tests/test_specimen.py.
"""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html

from press.mail.address import AddressField
from press.web.public import public_page, render

States = dict[str, dict[str, Any]]
_AT = datetime(2026, 11, 20, 18, 5, tzinfo=UTC)
_CREDIT = "(Izzeddin Idilbi/Anadolu Agency via Getty Images)"
_WATER = {"id": 1, "slug": "water", "name": "Water", "url": "/topics/water/"}
_KESH = {"id": 9, "slug": "kesh-highlands", "name": "Kesh Highlands", "url": "/topics/kesh-highlands/"}
_STAFF = {"name": "Leila Sabban", "url": "/authors/leila-sabban/", "role_label": ""}
_STUDENT = {"name": "Noor Castellan", "url": "/authors/noor-castellan/", "role_label": "Student"}
_STRANGER = {"name": "Anat Ben-Shir", "url": "", "role_label": "Contributor"}
_SECTIONS = [
    {"id": number, "slug": name.lower(), "name": name, "url": f"/{name.lower()}/", "icon": name.lower()}
    for number, name in enumerate(
        ("Politics", "Security", "Diplomacy", "Economy", "Environment", "Health", "Culture"), start=2
    )
]
_ARABIC = {"language": "ar", "direction": "rtl", "headline": "محادثات سفان تفضي إلى قياس مشترك لمياه إشمار"}
_OPED = {
    "kind": "op-ed",
    "kind_label": "Op-ed",
    "headline": "Open the Minutes of the Harbour Board",
    "translated_from": {"paper": "Al-Mina", "country": "Marran", "date": _AT.date()},
}


class _AddressForm(forms.Form):
    email = AddressField(help_text="The one you gave when you made your gift.")


def _story(**other: Any) -> dict[str, Any]:
    story = {
        "id": 1,
        "kind": "story",
        "kind_label": "Story",
        "language": "en",
        "direction": "ltr",
        "url": "/politics/gate-test/",
        "headline": "Gate Test at Tamar Dam Swamps Leek Fields 30 Kilometres Below",
        "dek": "Marran says it gave two days’ warning. The message went to an engineer who retired last year.",
        "eyebrow": "Upper Ishmar",
        "bylines": [_STAFF],
        "published": _AT,
        "published_iso": _AT.isoformat(timespec="minutes"),
        "updated": None,
        "translated_from": None,
        "picture": None,
    }
    return story | other


def _picture(width: int = 1200, height: int = 800, *, portrait: bool = False) -> dict[str, Any]:
    html = format_html(
        '<picture><img src="{}" width="{}" height="{}" alt="A drawing"></picture>',
        *(static("icons/favicon.svg"), width, height),
    )
    return {"html": html, "credit": _CREDIT, "portrait": portrait}


def _html(name: str, /, **context: Any) -> str:
    return render_to_string(f"components/{name}.html", context, using="public")


def _cards() -> list[str]:
    return [_html("card", story=_story(picture=_picture() if number else None)) for number in range(4)]


def _page(**other: Any) -> dict[str, Any]:
    return {"title": "Gate Test", "og_type": "article", "canonical": "/politics/gate-test/", **other}


def _appeals() -> dict[str, States]:
    one = ("$60", "$180")
    impacts = ("keeps a student reporter in the field for a day", "pays a week of fuel for the press boat")
    amounts = [
        {
            "interval": interval,
            "rows": [
                {"sum": amount, "impact": impact, "url": "/donate/"}
                for amount, impact in zip(one, impacts, strict=True)
            ],
        }
        for interval in ("once", "month")
    ]
    letter = {
        "title": "Somebody has to ride the ferry",
        "blocks": ["<p>She is aboard every Tuesday.</p>", "<p>Fuel has doubled since the spring.</p>"],
        "opening": "<p>She is aboard every Tuesday.</p>",
        "closing": "Ruth Ellender, editor",
        "picture": None,
        "url": "/donate/",
        "amounts": amounts,
        "progress": "",
        "language": "en",
        "direction": "ltr",
    }
    progress = {"goal": "$50,000", "arrived": "$12,400", "percent": 24, "deadline": _AT.date()}
    far = _html("appeal_progress", **progress)
    pictured = {**letter, "progress": far, "picture": {**_picture(), "caption": "The quay before dawn."}}
    return {
        "appeal": {
            "with a picture and a goal": {"appeal": pictured},
            "in words": {"appeal": {**letter, "amounts": amounts[:1]}},
            "without amounts": {"appeal": {**letter, "amounts": []}},
        },
        "appeal_line": {"": {"appeal": letter}},
        "appeal_page": {"with a picture and a goal": {"appeal": pictured}, "in words": {"appeal": letter}},
        "appeal_progress": {
            "on its way": progress,
            "there": {**progress, "arrived": "$50,000", "percent": 100, "deadline": None},
            "not told": {**progress, "arrived": None},
        },
        "appeal_text": {"": {"appeal": letter}},
    }


def states() -> dict[str, States]:
    """Return, by component, what each of its states is given."""
    name = {"name": "The Bay Courier", "logo_url": ""}
    correction = {"kind_label": "Correction", "published": _AT, "published_iso": _AT.isoformat()}
    correction["note"] = "An earlier version of this story gave the wrong height of the dam. It is 61 metres."
    promo = {"title": "Somebody Has to Ride the Ferry", "text": "Our reporters do, and readers pay.", "url": "/about/"}
    pictured = {**promo, "picture": _picture()["html"], "credit": _CREDIT}
    image = {"url": static("icons/favicon.svg"), "width": 1200, "height": 800, "alt": "A drawing"}
    return {
        **_appeals(),
        "byline": {
            "one of the staff": {"story": _story()},
            "two, one a student": {"story": _story(bylines=[_STAFF, _STUDENT])},
            "without a page": {"story": _story(bylines=[_STRANGER])},
        },
        "card": {
            "with a picture": {"story": _story(picture=_picture())},
            "plain": {"story": _story()},
            "op-ed": {"story": _story(**_OPED)},
            "Arabic": {"story": _story(**_ARABIC, picture=_picture())},
        },
        "card_meta": {"one": {"story": _story()}, "three": {"story": _story(bylines=[_STAFF, _STUDENT, _STRANGER])}},
        "chips": {"": {"topics": [_WATER, _KESH]}},
        "corrections": {
            "one": {"corrections": [correction]},
            "two": {"corrections": [{**correction, "kind_label": "Update"}, correction]},
        },
        "dates": {"published": {"story": _story()}, "updated": {"story": _story(updated=_AT)}},
        "embed": {
            "": {
                "src": "https://www.youtube-nocookie.com/embed/abcdefghijk",
                "title": "The crossing",
                "url": "https://youtu.be/abcdefghijk",
                "provider": "YouTube",
            }
        },
        "field": {
            "empty": {"field": _AddressForm()["email"]},
            "wrong": {"field": _AddressForm({"email": "dov@"})["email"]},
        },
        "figure": {
            "with caption and credit": {**_picture(), "caption": "Two jets of water fall from the dam."},
            "upright": {**_picture(800, 1200, portrait=True), "caption": "A jar from the drowned harbour."},
            "at the end edge": {**_picture(), "caption": "The valley.", "classname": "figure--end"},
            "bare": {"html": _picture()["html"]},
        },
        "follow": {
            "a plus": {"kind": "topic", **_WATER},
            "with a word": {"kind": "author", "id": 1, "slug": "leila-sabban", "name": "Leila Sabban", "words": True},
            "with its icon": {"kind": "topic", **_SECTIONS[0]},
        },
        "follow_form": {"": {"next": "/specimen/"}, "of the footer": {"place": "foot"}},
        "head": {"with a picture": {"page": _page(image=image)}, "without": {"page": _page()}},
        "icon": {one: {"name": one} for one in ("politics", "environment", "culture", "share", "print", "theme")},
        "lead": {
            "with a picture": {"story": _story(picture=_picture())},
            "upright": {"story": _story(picture=_picture(800, 1200, portrait=True))},
            "plain": {"story": _story()},
        },
        "linkcard": {"": {"url": "https://x.com/harbour/status/1", "title": "The board’s notice", "provider": "X"}},
        "name": {
            "set in type": {"masthead": name},
            "a logo": {"masthead": {**name, "logo_url": image["url"], "logo_width": 64, "logo_height": 64}},
        },
        "older": {"": {"url": "/politics/?before=older"}},
        "personalize": {"": {"categories": _SECTIONS}},
        "promo": {"with a picture": {"promo": pictured}, "in words": {"promo": promo}},
        "promos": {"three": {"promos": [pictured] * 3}, "two": {"promos": [pictured] * 2}},
        "river": {
            "of cards": {"cards": _cards(), "older_url": "/politics/?before=older"},
            "empty": {"cards": []},
        },
        "signup": {
            "": {
                "newsletter": {"name": "The Morning Courier", "slug": "morning", "promise": "The bay, each morning."},
                "place": "specimen",
            }
        },
        "save": {"": {"id": 1, "next": "/specimen/"}},
        "save_form": {"": {}},
        "search_form": {"empty": {}, "with words": {"typed": "ferry", "kept": {"topic": "water"}}},
        "share": {"": {"url": "https://paper.example/politics/gate-test/", "headline": "Gate Test at Tamar Dam"}},
        "story_heading": {
            "a story": {
                "story": _story(),
                "byline": _html("byline", story=_story()),
                "dates": _html("dates", story=_story()),
            },
            "op-ed": {"story": _story(**_OPED), "byline": _html("byline", story=_story(**_OPED))},
        },
        "translated": {"": {"story": _story(**_OPED)}},
        "ways_on": {"": {}},
    }


@public_page
def specimen(request: HttpRequest) -> HttpResponse:
    """Every component, in every state."""
    components = [
        {"name": name, "states": [{"name": state, "html": _html(name, **given)} for state, given in shown.items()]}
        for name, shown in states().items()
    ]
    page = {"title": "Specimen", "noindex": True, "language": "en", "direction": "ltr"}
    return render(request, "specimen/specimen.html", {"page": page, "components": components})
