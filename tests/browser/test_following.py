"""Following, with JavaScript and without: a plus becomes a check, My News has the stories, a second click undoes it."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from articles.tests.builders import make_article
from tests.browser.reader import Reader
from tests.paper import make_paper


@pytest.fixture
def paper(live_server: LiveServer) -> str:
    make_paper()
    return live_server.url


def test_plus_becomes_a_check_in_place_and_back(page: Page, paper: str) -> None:
    reader = Reader(page, paper)
    reader.open("/politics/ferry/")
    water = page.get_by_role("button", name="Follow Water")
    expect(water).to_have_attribute("aria-pressed", "false")
    assert not [url for url in reader.asked if "/my-news/" in url]
    water.click()
    expect(page.get_by_text("You follow Water now. Its stories are in My News.", exact=True)).to_be_visible()
    expect(water).to_have_attribute("aria-pressed", "true")
    expect(water).to_be_focused()
    reader.open("/topics/", width=390)
    for name in ("Water", "Ports"):
        expect(page.get_by_role("button", name=f"Follow {name}")).to_have_attribute(
            "aria-pressed", "true" if name == "Water" else "false"
        )
    page.get_by_role("button", name="Follow Water").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You no longer follow Water.")).to_be_visible()
    assert page.context.cookies() == []
    assert reader.trouble == []


def test_three_icons_are_clicked_without_scripts(paper: str, new_context: CreateContextCallback) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(paper)
    for name in ("Politics", "Diplomacy"):
        page.get_by_role("main").get_by_role("button", name=f"Follow {name}").click()
        assert page.url == f"{paper}/#followed"
        expect(page.get_by_role("main").get_by_text("You follow this now.")).to_be_visible()
    page.goto(f"{paper}/authors/leila-sabban/")
    expect(page.get_by_role("main").get_by_text("You follow this now.")).to_be_hidden()
    page.get_by_role("button", name="Follow Leila Sabban").click()
    assert page.url == f"{paper}/authors/leila-sabban/#followed"
    page.get_by_role("main").get_by_text("You follow this now.").get_by_role("link", name="My News").click()
    expect(page.get_by_text("Because you follow Politics and Leila Sabban").first).to_be_visible()
    page.get_by_role("button", name="Mute Politics").click()
    page.get_by_role("button", name="Unfollow Leila Sabban").click()
    page.get_by_role("button", name="Unfollow Diplomacy").click()
    expect(page.get_by_text("No stories here yet.")).to_be_visible()
    page.get_by_role("button", name="Unmute Politics").click()
    page.get_by_role("link", name="Ferry", exact=True).click()
    assert page.url == f"{paper}/politics/ferry/"


def pages_asked(reader: Reader) -> list[str]:
    """Return what the application was asked for; fonts and icons may come at any moment."""
    return [url for url in reader.asked if "/static/" not in url]


def test_topics_are_narrowed_by_what_is_typed_without_asking(page: Page, paper: str) -> None:
    make_article("Islands", topics=["Ondra Café", "Islands"])
    reader = Reader(page, paper)
    reader.open("/topics/", width=390)
    before = pages_asked(reader)
    page.get_by_label("Find a topic").press_sequentially("CAFE")
    expect(page.get_by_role("link", name="Ondra Café")).to_be_visible()
    expect(page.get_by_role("link", name="Water")).to_be_hidden()
    expect(page.get_by_text("Topics found: 1")).to_be_visible()
    page.get_by_label("Find a topic").fill("volcano")
    expect(page.get_by_text("No topic is called so.")).to_be_visible()
    page.get_by_label("Find a topic").fill("")
    expect(page.get_by_role("link", name="Water")).to_be_visible()
    assert pages_asked(reader) == before
    assert reader.complaints() == []


def test_story_is_saved_with_and_without_scripts(page: Page, paper: str, new_context: CreateContextCallback) -> None:
    reader = Reader(page, paper)
    reader.open("/politics/ferry/", width=390)
    button = page.get_by_role("button", name="Save", exact=True)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Saved. It waits for you under Saved Stories.", exact=True)).to_be_visible()
    reader.open("/politics/ferry/")
    expect(button).to_have_attribute("aria-pressed", "true")
    reader.open("/saved/")
    assert reader.complaints() == []
    page.get_by_role("button", name="Remove “Ferry”").click()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    assert reader.trouble == []
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto(f"{paper}/politics/ferry/")
    plain.get_by_role("button", name="Save", exact=True).click()
    expect(plain.get_by_text("This story is saved.")).to_be_visible()
    plain.get_by_role("link", name="Saved Stories").click()
    expect(plain.get_by_role("link", name="Ferry", exact=True)).to_be_visible()


def test_front_page_has_the_five_newest_for_who_follows(page: Page, paper: str) -> None:
    reader = Reader(page, paper)
    reader.open("/")
    page.get_by_role("main").get_by_role("button", name="Follow Politics").click()
    expect(page.get_by_text("You follow Politics now.")).to_be_visible()
    reader.open("/")
    expect(page.get_by_role("region", name="My News").get_by_role("article")).to_have_count(5)
    assert reader.page.evaluate("shifted") < 0.01
    assert reader.trouble == []


def test_axe_finds_nothing_on_my_news(page: Page, paper: str) -> None:
    reader = Reader(page, paper)
    found = {}
    for name in ("nothing followed", "followed"):
        reader.open("/my-news/", width=320)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found[name, theme] = reader.complaints()
        if name == "nothing followed":
            page.get_by_role("main").get_by_role("button", name="Follow Politics").click()
            expect(page.get_by_text("You follow Politics now.")).to_be_visible()
    assert {place: what for place, what in found.items() if what} == {}
