"""Pages that editors write, and promos."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from press.pages.actions import current_promos, remove_page, write_page
from press.pages.models import Page, Promo
from press.pages.signals import page_moved
from press.web.models import RootWord
from press.web.remember import forget_all
from press.web.roots import WordTaken

pytestmark = pytest.mark.django_db


def test_page_stands_at_its_word_and_at_the_foot_of_every_page(client: Client) -> None:
    write_page(Page(title="About", slug="about", body="<p>We are a paper.</p>"))
    assert "We are a paper." in client.get("/about/").text
    assert 'href="/about/"' in client.get("/").text


def test_page_that_moves_frees_its_word_and_answers_at_the_new_one(client: Client) -> None:
    page = write_page(Page(title="About", slug="about", body="<p>We.</p>"))
    page.slug = "about-us"
    write_page(page)
    assert client.get("/about/").headers["Location"] == "/about-us/"
    assert client.get("/about-us/").status_code == 200
    assert not RootWord.objects.filter(word="about").exists()
    write_page(Page(title="Another", slug="about", body="<p>Others.</p>"))
    assert "Others." in client.get("/about/").text


def test_page_that_moves_is_told_of_once(client: Client) -> None:
    heard: list[tuple[str, str]] = []

    def hear(old: str, new: str, **_: Any) -> None:
        heard.append((old, new))

    page_moved.connect(hear)
    page = write_page(Page(title="About", slug="about"))
    page.slug = "about-us"
    write_page(page)
    write_page(page)
    page_moved.disconnect(hear)
    assert heard == [("/about/", "/about-us/")]


def test_two_pages_cannot_share_a_word() -> None:
    write_page(Page(title="About", slug="about"))
    with pytest.raises(WordTaken):
        write_page(Page(title="About again", slug="about"))
    assert Page.objects.count() == 1


def test_removed_page_is_missing(client: Client) -> None:
    remove_page(write_page(Page(title="About", slug="about")))
    assert client.get("/about/").status_code == 404


def test_script_in_a_page_is_not_printed(client: Client) -> None:
    write_page(Page(title="About", slug="about", body="<p>We<script>alert(1)</script></p>"))
    assert "alert(1)" not in client.get("/about/").text


@pytest.mark.parametrize(("start", "end", "shown"), [(None, None, True), (-1, 1, True), (1, 2, False), (-2, -1, False)])
def test_promo_follows_the_clock_in_both_its_forms(start: int | None, end: int | None, shown: bool) -> None:
    now = timezone.now()
    promo = Promo.objects.create(
        title="Join us",
        text="We are at the quay.",
        link="/about/",
        starts_at=now + timedelta(hours=start) if start is not None else None,
        ends_at=now + timedelta(hours=end) if end is not None else None,
    )
    forget_all()
    assert promo.is_current is shown
    assert Promo.objects.current().exists() is shown
    assert bool(current_promos()) is shown


def test_page_ends_when_a_promo_does(client: Client, time_machine: Any) -> None:
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    time_machine.move_to(noon, tick=False)
    write_page(Page(title="About", slug="about"))
    Promo.objects.create(title="Join", text="Us.", link="/about/", ends_at=noon + timedelta(seconds=50))
    forget_all()
    assert "s-maxage=50" in client.get("/")["Cache-Control"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "about"])
def test_promo_leads_to_a_page_of_ours_or_an_address_of_the_web(link: str) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        Promo(title="Join", text="Us.", link=link).full_clean()
