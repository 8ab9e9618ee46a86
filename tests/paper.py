"""A small paper with one of everything that readers meet, for tests that walk through all public pages."""

from datetime import date, timedelta

from django.utils import timezone

from articles.actions.withdraw import correct, kill, retract
from articles.models import Author, FrontSection
from articles.tests.builders import make_article, make_author, make_category, make_editor
from newsletters.tests.builders import make_edition
from press.masthead.actions import write_masthead
from press.pages.actions import write_page
from press.pages.models import Page, Promo
from press.pictures.models import Picture
from press.pictures.tests.builders import make_picture

PAGES = {
    "front": "/",
    "category": "/politics/",
    "topic": "/topics/water/",
    "topics": "/topics/",
    "author": "/authors/leila-sabban/",
    "article": "/politics/ferry/",
    "arabic": "/diplomacy/nahr/",
    "print": "/politics/ferry/print/",
    "page": "/about/",
    "newsletter": "/newsletters/morning/",
    "edition": "/newsletters/morning/2026-01-02/",
    "search": "/search/?q=harbour",
    "in vain": "/search/?q=harbour+volcano",
    "missing": "/no-such-page/",
    "retracted": "/politics/withdrawn/",
    "killed": "/politics/killed/",
}
FILM = "https://www.youtube.com/watch?v=abcdefghijk"
_KEY = "0b7f3d6e-2c53-4d7e-9a51-0f3f7d1c2b4a"
_BODY = """<p>The ferry to Ondra sailed on Tuesday with <strong>forty</strong> people aboard.
See <a href="https://board.example/rota">the board’s rota</a>.</p>
<h2>Who paid</h2>
<p>The harbour board carried the cost. Fuel had doubled in price since the spring.</p>
<aside class="pull-quote"><p>The sea gives nothing back on a Tuesday.</p></aside>
<figure data-picture="{picture}" data-figure="{key}"><figcaption>Nets lie on the quay at dawn.</figcaption></figure>
<h3>In figures</h3>
<table><caption>Passengers by day</caption><thead><tr><th scope="col">Day</th><th scope="col">Aboard</th></tr></thead>
<tbody><tr><th scope="row">Monday</th><td>0</td></tr><tr><th scope="row">Tuesday</th><td>40</td></tr></tbody></table>
<blockquote><p>“We never stopped,” said the mate.</p></blockquote>
<ul><li>Port Sarra</li><li>Ondra</li></ul>
<figure data-embed="{film}"><figcaption>The crossing</figcaption></figure>
<figure data-embed="https://x.com/harbour/status/1"><figcaption>The board’s notice</figcaption></figure>
<hr>
<p>The next ferry leaves on Friday.</p>"""


def make_paper() -> None:
    """Make every page of PAGES, published by the actions that an editor's buttons call."""
    editor = make_editor()
    write_masthead(name="The Bay Courier", strapline="News from the Bay of Sarra", postal_address="14 Lantern Row")
    politics = make_category("Politics", slug="politics")
    FrontSection.objects.create(category=politics, stories=3, arrangement="above")
    leila, noor = _author("Leila Sabban", Author.Role.STAFF), _author("Noor Castellan", Author.Role.STUDENT)
    by = {"by": editor, "category": politics, "topics": ["Water", "Ports"], "authors": [leila, noor]}
    hour = timedelta(hours=1)
    ferry = make_article(
        "Ferry",
        at=timezone.now() - hour,
        dek="Forty people crossed to Ondra, the first in a month.",
        eyebrow="Ondra",
        dateline="PORT SARRA",
        body=_BODY.format(picture=_photo("Nets on the quay.").pk, key=_KEY, film=FILM),
        lead_picture_id=_photo("The ferry leaves Port Sarra.").pk,
        **by,
    )
    correct(ferry, by=editor, text="An earlier version of this story gave the wrong day.")
    make_article(
        "مياه نهر إشمار",
        at=timezone.now() - 2 * hour,
        slug="nahr",
        language="ar",
        dek="محادثات سفان تبدأ بالقياس.",
        body="<p>بدأت المحادثات يوم الثلاثاء.</p>",
        lead_picture_id=_photo("The river.").pk,
        by=editor,
        category=make_category("Diplomacy", slug="diplomacy"),
        authors=[leila],
    )
    for number in range(3, 11):
        picture = _photo(f"Boats, seen {number} times.").pk if number % 2 else None
        make_article(
            f"Harbour Board Meets Day {number}", at=timezone.now() - number * hour, lead_picture_id=picture, **by
        )
    retract(make_article("Withdrawn", **by), by=editor, why="The document it rested on was forged.")
    kill(make_article("Killed", **by), by=editor, why="A court ordered it.")
    write_page(Page(title="About", slug="about", body="<p>We are a paper.</p><h2>Money</h2><p>Readers pay.</p>"))
    make_edition(ferry, date=date(2026, 1, 2), state="sent", released_at=timezone.now())
    Promo.objects.create(title="Somebody Has to Ride the Ferry", text="Our reporters do.", link="/about/")


def _author(name: str, role: str) -> Author:
    author = make_author(name, role=role, bio=f"{name} reports from the harbour.")
    author.slug = name.lower().replace(" ", "-")
    author.save()
    return author


def _photo(caption: str) -> Picture:
    return make_picture(caption=caption, alt=caption, photographer="Ilan Vardy", agency="Courier Studio")
