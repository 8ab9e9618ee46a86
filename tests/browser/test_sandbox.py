"""The sandbox's pages in a real browser, without scripts of their own: clear to everyone, and by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from donations.sandbox.testing import Sandbox
from donations.sandbox.tests.clients import client_of, monthly, once
from tests.axe import complaints
from tests.test_html import complaints as html_complaints

pytestmark = pytest.mark.once
SIZES = ({"width": 390, "height": 844}, {"width": 768, "height": 1024}, {"width": 1280, "height": 800})


@pytest.fixture
def pages(sandbox: Sandbox) -> dict[str, str]:
    """Return the address of each kind of page, after about everything has happened."""
    client = client_of(sandbox)
    paid, done, asked = monthly(client, customer_email="dov@paper.example"), once(client, 20_000), once(client)
    sandbox.pay(paid.id, "pays-once", email="dov@paper.example")
    sandbox.pay(done.id)
    sandbox.advance(to="renewal")
    sandbox.pay(asked.id, "asks")
    charges = sandbox.each("charge")
    sandbox.payout()
    sandbox.refund(charges[-1]["id"], 700)
    sandbox.dispute(next(one["id"] for one in charges[:-1] if one["status"] == "succeeded"))
    customer = sandbox.each("customer")[0]["id"]
    portal = client.v1.billing_portal.sessions.create({"customer": customer, "return_url": "http://127.0.0.1:9/"})
    message: Any = {"submit": {"message": "Thank you for reading us."}}
    gift = monthly(client, 6_210, submit_type="donate", customer_email="dov@paper.example", custom_text=message)
    return {
        "checkout": str(gift.url),
        "declined": f"{gift.url}?declined",
        "asks": f"{sandbox.url}/c/pay/{asked.id}",
        "done": f"{sandbox.url}/c/pay/{done.id}",
        "portal": f"{portal.url}?changed",
        "receipt": f"{sandbox.url}/receipts/{charges[-1]['id']}",
        "invoice": f"{sandbox.url}/i/{sandbox.each('invoice')[0]['id']}",
        "desk": f"{sandbox.url}/",
        "missing": f"{sandbox.url}/nowhere",
    }


@pytest.fixture
def quiet_page(page: Page) -> Iterator[Page]:
    """A browser in which no policy is broken, whatever a test does there."""
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if "Content Security" in message.text else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    yield page
    assert trouble == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_clear_to_everyone(quiet_page: Page, pages: dict[str, str], scheme: Any) -> None:
    quiet_page.emulate_media(color_scheme=scheme)
    found = {}
    for name, address in pages.items():
        quiet_page.goto(address)
        for size in SIZES:
            quiet_page.set_viewport_size(size)  # type: ignore[arg-type]
            wide = quiet_page.evaluate("document.documentElement.scrollWidth > innerWidth")
            found[name, size["width"]] = (["wider than the window"] if wide else []) + complaints(quiet_page)
    assert {where: said for where, said in found.items() if said} == {}


def test_every_page_is_valid_html(quiet_page: Page, pages: dict[str, str], tmp_path: Path) -> None:
    for name, address in pages.items():
        (tmp_path / f"{name}.html").write_text(quiet_page.request.get(address).text())
    assert html_complaints(tmp_path) == []


def test_a_gift_is_given_by_keyboard_alone(quiet_page: Page, sandbox: Sandbox) -> None:
    thanks = f"{sandbox.url}/receipts/thanks"  # any address of this machine that answers
    session = once(client_of(sandbox), success_url=thanks)
    quiet_page.goto(str(session.url))
    quiet_page.keyboard.press("Tab")  # the desk's link
    for typed in ("dov@paper.example", "Dov Levin"):
        quiet_page.keyboard.press("Tab")
        quiet_page.keyboard.type(typed)
    quiet_page.keyboard.press("Tab")
    expect(quiet_page.locator(":focus")).to_have_text("Donate $60.00")
    quiet_page.keyboard.press("Enter")
    quiet_page.wait_for_url(thanks)
    assert sandbox.each("charge")[0]["billing_details"]["email"] == "dov@paper.example"


def test_enter_in_a_field_pays_by_card(quiet_page: Page, sandbox: Sandbox) -> None:
    session = once(client_of(sandbox), success_url=f"{sandbox.url}/receipts/thanks")
    quiet_page.goto(str(session.url))
    quiet_page.get_by_label("Email").fill("dov@paper.example")
    quiet_page.get_by_label("Email").press("Enter")
    quiet_page.wait_for_url("**/receipts/thanks")
    assert [one["status"] for one in sandbox.each("charge")] == ["succeeded"]


def test_the_desk_moves_the_clock(quiet_page: Page, sandbox: Sandbox, pages: dict[str, str]) -> None:
    before = sandbox.ask("state")["now"]
    quiet_page.goto(pages["desk"])
    quiet_page.get_by_role("button", name="A month on").click()
    expect(quiet_page.get_by_role("heading", name="The sandbox")).to_be_visible()
    assert sandbox.ask("state")["now"] - before >= 28 * 86_400
