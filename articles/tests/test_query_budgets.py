"""How many questions each page asks of the database. More stories, topics or names may never mean more questions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import FrontSection, FrontSlot
from articles.tests.builders import make_article, make_author, make_category
from press.web.remember import forget_all

pytestmark = pytest.mark.django_db

BUDGETS = {
    "/": 8,
    "/politics/": 4,
    "/topics/water/": 4,
    "/topics/": 4,
    "/authors/leila/": 4,
    "/feed/": 2,
    "/politics/feed/atom/": 2,
    "/topics/water/feed/json/": 3,
    "/authors/leila/feed/": 3,
    "/sitemap.xml": 8,
    "/sitemap-news.xml": 3,
    "/politics/ferry/": 4,
    "/politics/ferry/print/": 4,
    "/politics/nothing-stands-here/": 6,
}
# Site settings, menu, the pages at the foot, the promos, and of giving its rules and appeals: one question in five
# seconds, whoever asks.
REMEMBERED = 1


@pytest.fixture(autouse=True)
def paper() -> None:
    leila = make_author("Leila Sabban")
    leila.slug = "leila"
    leila.save()
    story = make_article("Ferry", topics=["Water"], authors=[leila])
    section = FrontSection.objects.create(category=make_category("Politics"))
    FrontSlot.objects.create(place="lead", article=story)
    FrontSlot.objects.create(place="section", section=section, article=story, may_repeat=True)


def print_more_of_everything() -> None:
    leila = make_author("Leila Sabban")
    for number in range(25):
        names = [leila, *(make_author(f"Author {number} {place}") for place in range(2))]
        make_article(
            f"Story {number}",
            at=timezone.now() - timedelta(hours=2 + number),
            topics=["Water", f"Topic {number}", "Ports"],
            authors=names,
            category=make_category(("Politics", "Culture", "Health")[number % 3]),
        )
    for name in ("Culture", "Health"):
        FrontSection.objects.create(category=make_category(name))
    make_article("Ferry Later", at=timezone.now() + timedelta(hours=3), topics=["Water"], authors=[leila])


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize("address", BUDGETS)
def test_page_keeps_its_budget_at_the_first_request_and_at_the_second(client: Client, address: str) -> None:
    forget_all()
    first, second = asked(client, address), asked(client, address)
    assert first <= BUDGETS[address]
    assert first <= second + REMEMBERED


def test_no_page_asks_more_of_a_larger_paper(client: Client) -> None:
    for address in BUDGETS:
        client.get(address)
    small = {address: asked(client, address) for address in BUDGETS}
    print_more_of_everything()
    for address in BUDGETS:
        client.get(address)
    large = {address: asked(client, address) for address in BUDGETS}
    # One more at most, for the cards beside a story that stood alone.
    assert {address for address in BUDGETS if large[address] > small[address] + 1} == set()
    assert {address for address, most in BUDGETS.items() if large[address] > most} == set()
