"""The office of gifts in a browser: every screen in both themes and on a phone, and its deeds by keyboard alone."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.admin.utils import quote
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from donations.actions.by_hand import Entered, enter_gift, reverse_gift
from donations.models import Charge, Gift, Policy, Receipt, StripeEvent
from donations.sandbox.testing import Sandbox
from donations.tests.builders import bring, charge_of, give, make_appeal
from tests.axe import complaints

pytestmark = pytest.mark.django_db(transaction=True)
LISTS = [
    *("gift", "donor", "plan", "receipt", "daytotal", "stripeevent", "appeal", "charge", "refund", "dispute", "payout"),
    "ledgerentry",
]


@pytest.fixture
def office(page: Page, live_server: LiveServer, client: Client, pia: User) -> Page:
    """A browser in which Pia is signed in."""
    client.force_login(pia, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return page


@pytest.fixture
def lived(sandbox: Sandbox, pia: User) -> Gift:
    """A little of everything that can happen to gifts."""
    appeal = make_appeal()
    gift = give(sandbox, appeal=appeal, postal_address="9 Hill Road\nPort Sarra", comment="Go on.")
    give(sandbox, interval="month", email="m@paper.example", name="Miriam Naumann-Abdulrahman", amount=1500)
    give(sandbox, interval="year", email="y@paper.example", name="محمد عبد الله", amount=25_000)
    contested = give(sandbox, email="c@paper.example", name="Cleo", amount=4000)
    give(sandbox, "declined", email="d@paper.example", name="Nobody")
    bring(sandbox)
    sandbox.refund(charge_of(sandbox, gift), 1000)
    sandbox.dispute(charge_of(sandbox, contested))
    sandbox.payout()
    bring(sandbox)
    cheque = Entered("cheque", 100_000, "USD", date(2026, 9, 2), name="The Harbour Trust", reference="No. 77")
    enter_gift(cheque, token="a", by=pia, words="Came with the harbour's letter.")
    shares = Entered("stock", 50_000, "USD", date(2026, 10, 5), described="Ten shares of the Sarra Line", name="Lea Or")
    reverse_gift(enter_gift(shares, token="b", by=pia), reason="The shares went to the museum.", by=pia)
    StripeEvent.objects.filter(type="payout.paid").update(state=StripeEvent.State.FAILED, trouble="A traceback.")
    return Gift.objects.get(pk=gift.pk)


def screens() -> list[str]:
    """Every screen of the office, and the page of one row of each."""
    found = [f"donations/{name}/" for name in LISTS]
    for name in LISTS:
        row = apps.get_model("donations", name).objects.order_by("pk").first()
        found += [f"donations/{name}/{quote(row.pk)}/change/"] if name != "daytotal" else []
    charge, receipt = Charge.objects.get(gift__comment="Go on."), Receipt.objects.order_by("pk").last()
    assert receipt is not None
    found += [f"donations/charge/{charge.pk}/refund/", f"donations/receipt/{receipt.pk}/void/"]
    found += [f"donations/gift/{Gift.objects.get(reference='No. 77').pk}/reverse/", "donations/gift/enter/"]
    found += ["donations/daytotal/?by=day", "donations/daytotal/?by=appeal", "donations/policy/1/change/"]
    return found


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (768, "dark"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing_in_the_office(
    office: Page, lived: Gift, live_server: LiveServer, width: int, scheme: Any
) -> None:
    Policy.objects.get_or_create(pk=1)
    office.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    office.set_viewport_size({"width": width, "height": 900})
    found: dict[str, list[str]] = {}
    for path in screens():
        office.goto(f"{live_server.url}/admin/{path}")
        assert office.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
        if said := complaints(office):
            found[path] = said
    assert found == {}


def test_no_screen_of_the_office_breaks_the_policy(office: Page, lived: Gift, live_server: LiveServer) -> None:
    heard: list[str] = []
    office.on("pageerror", lambda error: heard.append(f"{office.url}: {error}"))
    office.on("console", lambda said: heard.append(f"{office.url}: {said.text}") if said.type == "error" else None)
    Policy.objects.get_or_create(pk=1)
    for path in screens():
        office.goto(f"{live_server.url}/admin/{path}", wait_until="networkidle")
    assert heard == []


def press_until(page: Page, words: str) -> None:
    """Go on by the tab key to the control that is called so, as who uses no mouse does."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText || document.activeElement.name || ''").strip() == words:
            return
    pytest.fail(f"The tab key never came to {words}.")


def test_payment_is_given_back_by_keyboard_alone(office: Page, lived: Gift, live_server: LiveServer) -> None:
    charge = Charge.objects.get(gift=lived)
    office.goto(f"{live_server.url}/admin/donations/charge/{charge.pk}/change/")
    press_until(office, "Give back…")
    office.keyboard.press("Enter")
    office.wait_for_url("**/refund/")
    press_until(office, "amount")
    office.keyboard.press("ControlOrMeta+a")
    office.keyboard.type("20")
    office.keyboard.press("Enter")
    expect(office.get_by_text("$20.00 of $60.00 goes back to Dov Levi")).to_be_visible()
    press_until(office, "Give back $20.00")
    office.keyboard.press("Enter")
    office.wait_for_url("**/change/")
    expect(office.get_by_text("$20.00 of $60.00 goes back to Dov Levi.")).to_be_visible()
    assert sorted(charge.refunds.values_list("amount", flat=True)) == [1000, 2000]


def test_cheque_is_entered_by_keyboard_alone_and_its_donor_found(
    office: Page, lived: Gift, live_server: LiveServer
) -> None:
    office.goto(f"{live_server.url}/admin/donations/gift/")
    press_until(office, "Enter a cheque or transfer")
    office.keyboard.press("Enter")
    office.wait_for_url("**/enter/")
    for name, words in (("amount", "250"), ("reference", "No. 78"), ("name", "Harbour Trust")):
        press_until(office, name)
        office.keyboard.type(words)
    office.keyboard.press("Enter")
    expect(office.get_by_text("We know this name.")).to_be_visible()
    assert complaints(office) == []
    press_until(office, "donor")
    office.keyboard.press("Space")
    office.keyboard.press("Enter")
    office.wait_for_url("**/change/")
    assert str(Gift.objects.get(reference="No. 78").donor) == "The Harbour Trust"
