"""Searching with the keyboard: suggestions come while one types, and the box is a plain form without them."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.tests.builders import make_article
from tests.browser.reader import Reader

pytestmark = pytest.mark.django_db(transaction=True)


def test_suggestion_is_reached_and_followed_by_the_keyboard(page: Page, live_server: LiveServer) -> None:
    story = make_article("Ferry Sails Again", topics=["Ferries"])
    reader = Reader(page, live_server.url)
    reader.open("/search/")
    page.get_by_role("searchbox").press_sequentially("ferr")
    expect(page.get_by_role("link", name="Ferries Topic")).to_be_visible()
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("Suggestions: 2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Ferry Sails Again").first).to_be_focused()
    assert reader.complaints() == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{story.get_absolute_url()}")
    assert reader.trouble == []


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(page: Page, live_server: LiveServer) -> None:
    make_article("Ferry Sails Again")
    Reader(page, live_server.url).open("/search/")
    box = page.get_by_role("searchbox")
    box.press_sequentially("ferr")
    expect(page.locator(".suggestions")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(".suggestions")).to_be_hidden()
    expect(box).to_be_focused()
    expect(box).to_have_value("ferr")


def test_search_works_without_javascript(browser: Browser, live_server: LiveServer) -> None:
    make_article("Ferry Sails Again")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url)
    page.get_by_role("link", name="Search").click()
    page.get_by_role("searchbox").fill("ferries")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ferry Sails Again")).to_be_visible()
    expect(page.locator("mark").first).to_have_text("ferry")
    page.close()
