"""Subscribing in a browser: asked for, one more click, confirmed from the mail, chosen, left."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from articles.tests.builders import make_category
from newsletters import forms
from newsletters.models import Subscription
from newsletters.tests.builders import make_newsletter
from press.mail.outbox import deliver_due
from tests.axe import complaints
from tests.browser.test_signing_in import follow_link, newest_mail
from tests.test_html import complaints as html_complaints

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paper(live_server: LiveServer, settings: Settings, tmp_path: Path) -> str:
    """The address of a paper with two newsletters, whose mail is read at /dev/mail/."""
    mailer = {"BACKEND": "press.mail.files.FileMailer", "OPTIONS": {"folder": tmp_path / "mail"}}
    settings.MAILERS = {"default": mailer, "bulk": mailer}
    settings.SITE_URL = live_server.url
    settings.DEBUG = True
    make_category("Politics")
    make_newsletter()
    make_newsletter(name="The Week on the Bay", slug="week", rhythm="weekly", position=1)
    return live_server.url


def subscribe(page: Page, paper: str) -> Page:
    """Subscribe by the form, and open the mail; return its tab."""
    page.goto(f"{paper}/newsletters/")
    page.get_by_label("Email address").fill("cleo@reader.example")
    page.wait_for_timeout(forms.TRAP * 1000 + 100)  # nobody reads a form quicker
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    deliver_due(timezone.now())  # as the worker does
    return newest_mail(page, home=paper)


def test_a_reader_subscribes_chooses_and_leaves(page: Page, paper: str) -> None:
    tab = subscribe(page, paper)
    follow_link(tab)
    tab.get_by_role("button", name="Yes, this is my address").click()
    tab.get_by_label("The Week on the Bay").select_option("each")
    tab.get_by_role("checkbox", name="Politics").check()
    tab.get_by_role("button", name="Keep this").click()
    expect(tab.get_by_text("Your choice is kept.")).to_be_visible()
    assert Subscription.objects.active(timezone.localdate()).count() == 2

    morning = Subscription.objects.get(newsletter__slug="morning")
    Client().post(f"/newsletters/unsubscribe/{morning.key}/", {"List-Unsubscribe": "One-Click"})
    tab.goto(f"{paper}/newsletters/unsubscribe/{morning.key}/")
    expect(tab.get_by_role("heading", name="You have left")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_newsletters_is_clear_to_everyone(page: Page, paper: str, tmp_path: Path, scheme: Any) -> None:
    follow_link(tab := subscribe(page, paper))
    expect(tab.get_by_role("button", name="Yes, this is my address")).to_be_visible()
    reader = Subscription.objects.get()
    key = reader.subscriber.key
    pages = ["", f"confirm/{key}/", f"unsubscribe/{reader.key}/"]
    folder = tmp_path / "pages"
    folder.mkdir()
    tab.emulate_media(color_scheme=scheme)
    for number, address in enumerate([*pages, f"preferences/{key}/"]):
        if address.startswith("preferences"):
            Client().post(f"/newsletters/confirm/{key}/", headers={"Sec-Fetch-Site": "same-origin"})
        tab.goto(f"{paper}/newsletters/{address}")
        (folder / f"{number}.html").write_text(tab.request.get(f"{paper}/newsletters/{address}").text())
        for width in (390, 768, 1280):
            tab.set_viewport_size({"width": width, "height": 900})
            assert complaints(tab) == []
            assert not tab.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert html_complaints(folder) == []
