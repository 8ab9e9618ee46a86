"""A reader signs in with the code in the mail, on a second device with the link, and leaves for good."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.axe import complaints

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "cleo@paper.example"


@pytest.fixture
def paper(live_server: LiveServer, settings: Settings, tmp_path: Path) -> str:
    """The address of a newcomer's paper: mail is written into a folder and read at /dev/mail/."""
    mailer = {"BACKEND": "press.mail.files.FileMailer", "OPTIONS": {"folder": tmp_path / "mail"}}
    settings.MAILERS = {"default": mailer, "bulk": mailer}
    settings.SITE_URL = live_server.url
    settings.DEBUG = True
    return live_server.url


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def reader(request: pytest.FixtureRequest, browser: Browser, paper: str) -> Iterator[Page]:
    """A reader's browser; no script fails and no policy is broken."""
    context = browser.new_context(java_script_enabled=request.param, base_url=paper)
    page, trouble = context.new_page(), []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda said: trouble.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    assert trouble == []
    context.close()


def newest_mail(page: Page, number: int = 0, *, home: str = "") -> Page:
    """Open the newest mail in a tab beside; `home` is the paper's address where the browser has none of its own."""
    tab = page.context.new_page()
    tab.goto(f"{home}/dev/mail/")
    tab.locator(".rows a").nth(number).click()
    expect(tab.locator(".letter-text")).to_be_visible()
    return tab


def follow_link(tab: Page) -> None:
    """Open the first link of the mail's text, by keyboard: a click after scrolling may still fall into the frame."""
    with tab.expect_navigation():  # on a busy machine the next line would still meet the mail, or an empty page
        tab.locator(".letter-text a").first.press("Enter")


def ask(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Email address").fill(ADDRESS)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()


def code_in(tab: Page) -> str:
    found = re.search(r"\b\d{6}\b", tab.locator(".letter-text").inner_text())
    assert found
    return found[0]


def test_a_reader_signs_in_downloads_their_data_and_is_erased(reader: Page, browser: Browser, paper: str) -> None:
    ask(reader)
    code = code_in(newest_mail(reader))
    reader.get_by_label("Code").fill(f"{code[:3]} {code[3:]}")
    reader.get_by_role("button", name="Sign in").click()
    expect(reader.get_by_role("heading", name="Your account")).to_be_visible()

    phone = browser.new_context(base_url=paper).new_page()
    ask(phone)
    letter = newest_mail(phone)
    letter.frame_locator("iframe").get_by_role("link", name="Sign in").click()
    letter.get_by_role("button", name="Sign in").click()
    expect(letter.get_by_role("heading", name="Your account")).to_be_visible()
    letter.goto("/")
    expect(letter.get_by_role("link", name="Account", exact=True)).to_be_visible()

    reader.reload()
    expect(reader.locator(".rows li")).to_have_count(2)
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Download my data").click()
    assert json.loads(download.value.path().read_text())["account"]["email"] == ADDRESS

    reader.get_by_role("button", name="Send me the mail").click()
    expect(reader.get_by_role("status")).to_contain_text("We have sent you a mail")
    letter = newest_mail(reader)
    follow_link(letter)
    letter.get_by_role("button", name="Erase my account").click()
    expect(letter.get_by_role("heading", name="Your account is gone")).to_be_visible()
    assert not User.objects.exists()
    assert {cookie["name"] for cookie in letter.context.cookies()} <= {"csrftoken", "sessionid"}
    phone.goto("/accounts/")
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    phone.context.close()


def test_link_opened_elsewhere_shows_the_code_to_type(reader: Page, browser: Browser, paper: str) -> None:
    ask(reader)
    link = newest_mail(reader).locator(".letter-text a").first.inner_text()
    elsewhere = browser.new_context().new_page()
    elsewhere.goto(link)
    reader.get_by_label("Code").fill(elsewhere.locator(".code-shown").inner_text())
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", name="Your account")).to_be_visible()
    elsewhere.context.close()


def test_every_page_is_in_order_on_every_screen(page: Page, paper: str) -> None:
    page.context.set_default_timeout(10_000)
    page.goto(paper)
    found: dict[str, object] = {}

    def look(name: str) -> None:
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if (by := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
                found[f"{name} is wider than {width}"] = by
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            if said := complaints(page):
                found[f"{name} in {theme}"] = said

    page.goto(f"{paper}/accounts/sign-in/")
    look("sign in")
    page.get_by_label("Email address").fill("nobody")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Email address")).to_have_attribute("aria-invalid", "true")
    look("sign in, refused")
    page.get_by_label("Email address").fill(ADDRESS)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    look("code")
    page.get_by_label("Code").fill("1")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_have_attribute("aria-invalid", "true")
    look("code, refused")
    page.goto(f"{paper}/dev/mail/")
    look("mail list")
    page.locator(".rows a").first.click()
    expect(page.locator(".letter-text")).to_be_visible()
    look("mail")
    follow_link(page)
    look("link")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    look("account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    look("signed out")
    page.goto(f"{paper}/accounts/sign-in/link/none/")
    look("no use")
    assert found == {}
