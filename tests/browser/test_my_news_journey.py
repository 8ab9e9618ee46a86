"""My News as one reader meets it: followed without an account, kept with one, on two devices, and erased."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import Follow, NewsFeed, SavedArticle, User
from tests.browser.test_signing_in import code_in, follow_link, newest_mail
from tests.paper import make_paper

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "cleo@paper.example"


@pytest.fixture
def paper(live_server: LiveServer, settings: Settings, tmp_path: Path) -> str:
    """The address of a newcomer's paper: mail is written into a folder and read at /dev/mail/."""
    mailer = {"BACKEND": "press.mail.files.FileMailer", "OPTIONS": {"folder": tmp_path / "mail"}}
    settings.MAILERS = {"default": mailer, "bulk": mailer}
    settings.SITE_URL = live_server.url
    settings.DEBUG = True
    make_paper()
    return live_server.url


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def has_scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def devices(browser: Browser, paper: str, has_scripts: bool) -> Iterator[tuple[Page, Page]]:
    """A desk and a phone of one reader; no script fails on either."""
    trouble: list[str] = []
    contexts: list[BrowserContext] = []
    pages = []
    for width in (1280, 390):
        context = browser.new_context(
            java_script_enabled=has_scripts, base_url=paper, viewport={"width": width, "height": 900}
        )
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        contexts.append(context)
        pages.append(page)
    yield pages[0], pages[1]
    assert trouble == []
    for context in contexts:
        context.close()


def follow(page: Page, address: str, name: str, *, has_scripts: bool) -> None:
    """Click the first plus of this name on the page, and see what is said."""
    page.goto(address)
    page.get_by_role("button", name=f"Follow {name}").first.click()
    if has_scripts:
        expect(page.get_by_text(f"You follow {name} now.", exact=False).first).to_be_visible()
    else:
        assert page.url.endswith(f"{address}#followed")
        expect(page.get_by_text("You follow this now.").first).to_be_visible()


def sign_in(page: Page) -> None:
    page.goto("/accounts/sign-in/?next=/my-news/")
    page.get_by_label("Email address").fill(ADDRESS)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    mail = newest_mail(page)
    page.get_by_label("Code").fill(code_in(mail))
    mail.close()
    page.keyboard.press("Enter")
    expect(page.get_by_text("is in your account now")).to_be_visible()


def followed_on(page: Page) -> set[str]:
    """Return the names that My News says are followed."""
    page.goto("/my-news/")
    return set(page.get_by_role("complementary", name="What you follow").locator("li > a").all_inner_texts())


def test_reader_follows_signs_in_twice_mutes_saves_downloads_and_leaves(
    devices: tuple[Page, Page], has_scripts: bool
) -> None:
    desk, phone = devices
    for address, name in (("/", "Politics"), ("/politics/ferry/", "Water"), ("/topics/", "Ports")):
        follow(desk, address, name, has_scripts=has_scripts)
    follow(phone, "/authors/leila-sabban/", "Leila Sabban", has_scripts=has_scripts)
    assert followed_on(desk) == {"Politics", "Water", "Ports"}
    expect(desk.get_by_text("Because you follow Politics, Water and Ports").first).to_be_visible()

    sign_in(desk)
    assert followed_on(desk) == {"Politics", "Water", "Ports"}
    sign_in(phone)
    for device in devices:
        assert followed_on(device) == {"Politics", "Water", "Ports", "Leila Sabban"}
        assert not {cookie["name"] for cookie in device.context.cookies()} & {"follows", "saved"}

    desk.get_by_role("button", name="Mute Water").click()
    phone.goto("/my-news/")
    expect(phone.get_by_role("button", name="Unmute Water")).to_be_visible()
    expect(phone.locator(".news-reason").filter(has_text="Ports")).not_to_have_count(0)
    expect(phone.locator(".news-reason").filter(has_text="Water")).to_have_count(0)

    desk.goto("/politics/")
    desk.get_by_role("button", name="Save “Harbour Board Meets Day 3”").click()
    if has_scripts:
        expect(desk.get_by_role("status").filter(has_text="Saved.")).to_be_attached()
    else:
        expect(desk.get_by_text("This story is saved.")).to_be_visible()
    phone.goto("/saved/")
    expect(phone.get_by_role("link", name="Harbour Board Meets Day 3")).to_be_visible()

    phone.goto("/accounts/")
    phone.get_by_role("button", name="Make my feed").click()
    address = phone.get_by_role("region", name="My News in your feed program").locator("a").first.inner_text()
    assert "Harbour Board Meets Day 3" in desk.request.get(address).text()

    desk.goto("/accounts/")
    expect(desk.get_by_role("region", name="What you follow")).to_contain_text("Leila Sabban")
    expect(desk.get_by_role("region", name="Saved stories")).to_contain_text("Harbour Board Meets Day 3")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Download my data").click()
    data = json.loads(download.value.path().read_text())
    assert {row["name"]: row["muted"] for row in data["follows"]} == {
        "Politics": False,
        "Water": True,
        "Ports": False,
        "Leila Sabban": False,
    }
    assert [row["headline"] for row in data["saved"]] == ["Harbour Board Meets Day 3"]
    assert data["feed"]["RSS"] == address

    desk.get_by_role("button", name="Send me the mail").click()
    mail = newest_mail(desk)
    follow_link(mail)
    mail.get_by_role("button", name="Erase my account").click()
    expect(mail.get_by_role("heading", name="Your account is gone")).to_be_visible()
    assert not User.objects.filter(email=ADDRESS).exists()
    for model in (Follow, SavedArticle, NewsFeed):
        assert not model._default_manager.exists(), model
    assert phone.request.get(address).status == 404
    for device in devices:
        device.goto("/my-news/")
        expect(device.get_by_text("Choose what matters most to you")).to_be_visible()


def test_three_pluses_clicked_at_once_are_all_followed(page: Page, paper: str) -> None:
    page.goto(f"{paper}/topics/")
    # As fast as a script can: each answer writes the whole cookie, so they have to go one after the other.
    names = page.evaluate(
        """() => {
            const first = [...document.querySelectorAll("main [data-follow]")].slice(0, 3);
            first.forEach((button) => button.click());
            return first.map((button) => button.getAttribute("aria-label").replace(/^Follow /, ""));
        }"""
    )
    expect(page.get_by_text(re.compile(f"You follow {names[-1]} now"))).to_be_visible()
    page.goto(f"{paper}/my-news/")
    assert set(page.get_by_role("complementary", name="What you follow").locator("li > a").all_inner_texts()) == {
        *names
    }


def test_footer_follows_where_it_stands(page: Page, paper: str, browser: Browser) -> None:
    page.goto(f"{paper}/about/")
    button = page.get_by_role("contentinfo").get_by_role("button", name="Follow Diplomacy")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("contentinfo").get_by_role("status")).to_contain_text("You follow Diplomacy now.")
    plain = browser.new_context(java_script_enabled=False, base_url=paper).new_page()
    plain.goto("/about/")
    plain.get_by_role("contentinfo").get_by_role("button", name="Follow Diplomacy").click()
    assert plain.url == f"{paper}/about/#followed-foot"
    expect(plain.get_by_role("contentinfo").get_by_text("You follow this now.")).to_be_visible()
    plain.context.close()


def test_search_results_can_be_followed_and_saved(page: Page, paper: str) -> None:
    page.goto(f"{paper}/search/?q=harbour")
    page.get_by_role("complementary", name="Narrow the search").get_by_role(
        "button", name="Follow Noor Castellan"
    ).click()
    expect(page.get_by_text("You follow Noor Castellan now.")).to_be_visible()
    page.get_by_role("button", name="Save “Harbour Board Meets Day 4”").click()
    page.goto(f"{paper}/search/?q=harbour&topic=water")
    expect(page.get_by_role("button", name="Save “Harbour Board Meets Day 4”")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.locator(".search-follow").get_by_role("button", name="Follow Water").click()
    page.goto(f"{paper}/search/?q=volcanic+watering")
    expect(page.locator(".search-wider").get_by_role("button", name="Follow Water")).to_have_attribute(
        "aria-pressed", "true"
    )
