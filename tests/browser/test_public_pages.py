"""What readers get, in a real browser: for everyone, on every screen, from our own host and nobody else's."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from press.web.static import with_imports
from tests.browser.reader import Reader
from tests.paper import FILM, PAGES, make_paper

PLAYER = "https://www.youtube-nocookie.com"
WEIGHT = 90 * 1024


@pytest.fixture
def paper(live_server: LiveServer) -> str:
    """The address of a paper with one of everything."""
    make_paper()
    return live_server.url


@pytest.fixture
def reader(page: Page, paper: str) -> Iterator[Reader]:
    """A reader; whatever a test does, no script fails, no policy is broken, no cookie is set, no stranger is asked."""
    reader = Reader(page, paper)
    yield reader
    assert reader.trouble == []
    assert reader.strangers == []
    assert page.context.cookies() == []


def test_axe_finds_nothing_in_light_and_in_dark(reader: Reader) -> None:
    found = {}
    for name, address in PAGES.items():
        reader.open(address)
        for theme in ("light", "dark"):
            reader.page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # no colour half-way
            found[name, theme] = reader.complaints()
    assert {place: what for place, what in found.items() if what} == {}


def test_no_page_is_wider_than_its_screen(reader: Reader) -> None:
    wide = {}
    for name, address in PAGES.items():
        reader.open(address, width=320)
        for width in (320, 390, 768, 1280):
            reader.page.set_viewport_size({"width": width, "height": 900})
            wide[name, width] = reader.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert {place: by for place, by in wide.items() if by > 0} == {}


def test_film_is_asked_for_by_a_click_and_of_the_host_that_sets_no_cookie(reader: Reader) -> None:
    asked = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    reader.page.route(f"{PLAYER}/**", refuse)
    reader.open(PAGES["article"])
    reader.scroll_through()
    assert reader.strangers == []
    reader.page.get_by_role("link", name="Play on YouTube").click()
    frame = reader.page.locator(".embed iframe")
    expect(frame).to_have_attribute("title", "The crossing")
    expect(frame).to_be_focused()
    assert [url.partition("?")[0] for url in asked] == [f"{PLAYER}/embed/abcdefghijk"]
    reader.asked.remove(asked[0])
    reader.trouble.clear()  # says that the frame was refused


def test_what_plays_on_the_screen_is_named_on_paper(reader: Reader) -> None:
    reader.page.route(f"{PLAYER}/**", lambda route: route.abort())
    for address in (PAGES["article"], PAGES["article"] + "print/"):
        reader.open(address)
        if not address.endswith("print/"):
            with reader.page.expect_event("requestfailed"):
                reader.page.get_by_role("link", name="Play on YouTube").click()
            expect(reader.page.locator(".embed > a")).to_be_hidden()
        reader.page.emulate_media(media="print")
        expect(reader.page.locator(".embed > a")).to_be_visible()
        expect(reader.page.locator(".embed iframe").filter(visible=True)).to_have_count(0)
        for place, url in ((".embed > a", FILM), (".linkcard > a", "https://x.com/harbour/status/1")):
            expect(reader.page.locator(place)).to_have_accessible_name(re.compile(f"{re.escape(url)}$"))
        reader.page.emulate_media(media="screen")
    reader.trouble.clear()  # says that the frame was refused
    reader.asked.clear()


def test_theme_is_remembered_over_a_reload_and_never_sent(reader: Reader) -> None:
    reader.page.emulate_media(color_scheme="light")
    reader.open(PAGES["front"])
    paper_in_light = reader.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    switch = reader.page.get_by_role("button", name="Dark theme")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    reader.open(PAGES["article"])
    expect(reader.page.get_by_role("button", name="Dark theme")).to_have_attribute("aria-pressed", "true")
    assert reader.page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != paper_in_light
    assert reader.page.context.cookies() == []


def test_paper_is_read_without_scripts(paper: str, new_context: CreateContextCallback) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(paper)
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Politics").click()
    page.get_by_role("link", name="Ferry", exact=True).click()
    expect(page.get_by_text("The next ferry leaves on Friday.")).to_be_visible()
    expect(page.get_by_role("link", name="Play on YouTube")).to_have_attribute("href", FILM)
    expect(page.get_by_role("button", name="Dark theme")).to_be_hidden()
    expect(page.locator(".story-lead img")).to_be_visible()


def test_keyboard_skips_to_the_text_or_walks_in_reading_order(reader: Reader) -> None:
    reader.open(PAGES["front"])
    focused = "document.activeElement.textContent.trim() || document.activeElement.id"
    order = []
    for _ in range(7):
        reader.page.keyboard.press("Tab")
        order.append(reader.page.evaluate(focused))
    assert order == [
        "Skip to the main text",
        "The Bay Courier",
        "Search",
        "Sign in",
        "Dark theme",
        "Donate",
        "Politics",
    ]
    reader.open(PAGES["article"])
    reader.page.keyboard.press("Tab")
    expect(reader.page.get_by_role("link", name="Skip to the main text")).to_be_in_viewport()
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_pictures_have_their_space_before_they_come(reader: Reader) -> None:
    for name in ("front", "article", "category"):
        reader.open(PAGES[name], width=390)
        reader.scroll_through()
        pictures = reader.page.evaluate(
            """[...document.querySelectorAll("main img")].map((img) => ({
                lead: Boolean(img.closest(".story-lead, .lead")),
                sized: img.hasAttribute("width") && img.hasAttribute("height"),
                lazy: img.loading === "lazy",
                priority: img.fetchPriority,
            }))"""
        )
        assert pictures
        for picture in pictures:
            first = picture["lead"]
            wanted = {"lead": first, "sized": True, "lazy": not first, "priority": "high" if first else "auto"}
            assert picture == wanted
        assert sum(picture["lead"] for picture in pictures) == 1
        assert reader.page.evaluate("shifted") < 0.01


def test_article_without_pictures_weighs_at_most_90_kilobytes(reader: Reader) -> None:
    reader.open(PAGES["article"])
    reader.scroll_through()
    weights = {"html": len(gzip.compress(reader.page.content().encode()))}
    for url in reader.asked:
        path = unquote(urlsplit(url).path)
        if path.startswith(settings.STATIC_URL):
            weights[path] = _published_size(path.removeprefix(settings.STATIC_URL))
    del weights["/static/icons/sprite.svg"]  # drawings count as pictures
    assert "/static/css/paper.css" in weights
    assert "/static/fonts/paper-serif-latin.woff2" in weights
    assert sum(weights.values()) <= WEIGHT, weights


def _published_size(name: str) -> int:
    """Return the bytes that a static file costs a reader outside DEBUG, where the stylesheet comes in one piece."""
    root = Path(settings.BASE_DIR) / "static"
    if name.endswith(".css"):
        if name != "css/paper.css":
            return 0
        files = FileSystemStorage(location=root)
        paths = {str(path.relative_to(root)): (files, str(path.relative_to(root))) for path in root.rglob("*.css")}
        return len(gzip.compress(with_imports(name, paths).encode()))
    content = (root / name).read_bytes()
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content))
