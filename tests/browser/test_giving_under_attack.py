"""The donate form while many gifts are begun: the browser works, and the giver clicks once."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from donations import work
from donations.actions import guard
from donations.models import Gift
from donations.sandbox.testing import Sandbox
from press.web.limits import Limit
from tests.axe import complaints

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _under_attack(sandbox: Sandbox, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.STRIPE_SECRET_KEY = sandbox.key
    monkeypatch.setattr(guard, "ANYWHERE", Limit("gifts begun anywhere", 0, 600))


@pytest.fixture
def quiet_page(page: Page) -> Iterator[Page]:
    """A browser in which no policy is broken, whatever a test does there."""
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if "Content Security" in message.text else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    yield page
    assert trouble == []


def test_the_browser_works_and_goes_on_by_itself(quiet_page: Page, live_server: LiveServer, sandbox: Sandbox) -> None:
    quiet_page.goto(f"{live_server.url}/donate/?amount=25")
    quiet_page.get_by_role("button", name="Donate").click()
    quiet_page.wait_for_url(f"{sandbox.url}/**", timeout=60_000)
    assert Gift.objects.get().amount == 2500


def test_without_javascript_one_more_click_does_it(
    browser: Browser, live_server: LiveServer, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "TRAP", 1)
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/donate/?amount=25")
    page.get_by_role("button", name="Donate").click()
    expect(page.get_by_text("wait ten seconds and press the button again")).to_be_visible()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Donate").click()
    page.wait_for_url(f"{sandbox.url}/**")


def test_the_page_of_work_is_clear_to_everyone(page: Page, live_server: LiveServer, sandbox: Sandbox) -> None:
    page.route("**/js/work*.js", lambda route: route.abort())
    page.goto(f"{live_server.url}/donate/?amount=25")
    page.get_by_role("button", name="Donate").click()
    expect(page.get_by_text("a small sum first")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert complaints(page) == []
