"""Passkeys and second factors in a browser whose device is Chromium's own virtual one: real keys, real signatures."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import AuthenticatorApp, Passkey, User
from accounts.signin.backend import PATH as BY_MAIL
from tests.axe import complaints

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a long pass word"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def paper(live_server: LiveServer, settings: Settings, tmp_path: Path) -> str:
    """The address of a paper whose staff need a second factor; passkeys know it as localhost."""
    mailer = {"BACKEND": "press.mail.files.FileMailer", "OPTIONS": {"folder": tmp_path / "mail"}}
    settings.MAILERS = {"default": mailer, "bulk": mailer}
    address = live_server.url.replace("127.0.0.1", "localhost")
    settings.SITE_URL = address
    settings.SECOND_FACTOR_REQUIRED = True
    return address


@pytest.fixture
def trouble() -> Iterator[list[str]]:
    """What the browser complained of; the test fails when there is anything."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def context(browser: Browser, paper: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=paper)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, trouble: list[str]) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda said: trouble.append(said.text) if "Content Security Policy" in said.text else None)
    return page


class Device:
    """The device of a browser; it can be asked to fail."""

    def __init__(self, page: Page, **other: Any) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        answer = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **other}})
        self.id = answer["authenticatorId"]

    def keys(self) -> list[dict[str, Any]]:
        found = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return list(found["credentials"])

    def refuse(self, *, refuses: bool) -> None:
        verified = {"authenticatorId": self.id, "isUserVerified": not refuses}
        self.session.send("WebAuthn.setUserVerified", verified)


@pytest.fixture
def ben(ben: User) -> User:
    ben.set_password(PASSWORD)
    ben.save()
    return ben


def be(context: BrowserContext, paper: str, person: User) -> None:
    """Be signed in by mail, as a reader is."""
    from django.test import Client

    client = Client()
    client.force_login(person, backend=BY_MAIL)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": paper}])


def type_password(page: Page, person: User) -> None:
    page.goto("/admin/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def add(page: Page) -> None:
    page.get_by_role("button", name="Add a passkey").click()


# --- Readers ----------------------------------------------------------------------------------------------------------


def test_a_reader_adds_a_passkey_and_signs_in_with_it_by_keyboard(
    page: Page, context: BrowserContext, paper: str, cleo: User
) -> None:
    device = Device(page)
    be(context, paper, cleo)
    page.goto("/accounts/")
    page.get_by_label("A name for the passkey").fill("Cleo's own")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The passkey is kept")
    assert Passkey.objects.get().name == "Cleo's own"
    assert len(device.keys()) == 1
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()

    page.goto("/accounts/sign-in/?next=/my-news/")
    page.get_by_label("Email address").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{paper}/my-news/")
    page.goto("/accounts/")
    expect(page.get_by_text(cleo.email)).to_be_visible()
    expect(page.get_by_text("last used")).to_be_visible()
    assert Passkey.objects.get().sign_count == device.keys()[0]["signCount"] > 0

    add(page)  # a second one on the same device
    expect(page.get_by_role("alert")).to_contain_text("has a passkey for your account already")
    page.locator("summary").click()
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.get_by_role("status")).to_contain_text("forgotten here")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto("/accounts/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("We do not know this passkey")


def test_device_that_does_not_verify_its_person_signs_nobody_in(
    page: Page, context: BrowserContext, paper: str, cleo: User
) -> None:
    device = Device(page)
    be(context, paper, cleo)
    page.goto("/accounts/")
    add(page)
    expect(page.get_by_role("status")).to_contain_text("The passkey is kept")
    context.clear_cookies()
    device.refuse(refuses=True)
    page.goto("/accounts/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was done")
    device.refuse(refuses=False)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_without_scripts_the_mailed_code_stays_and_no_passkey_is_offered(
    browser: Browser, paper: str, ben: User
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=paper)
    page = context.new_page()
    page.goto("/accounts/sign-in/")
    expect(page.get_by_role("button", name="Send me a code")).to_be_visible()
    expect(page.get_by_role("button", name="passkey")).to_have_count(0)
    type_password(page, ben)
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    expect(page.get_by_role("button", name="passkey")).to_have_count(0)
    set_up_app(page)
    expect(page.locator(".codes li")).to_have_count(10)
    context.close()


def test_passkeys_are_offered_only_where_they_work(page: Page, paper: str, settings: Settings) -> None:
    settings.SITE_URL = "https://www.paper.example"
    page.goto("/accounts/sign-in/")
    expect(page.get_by_role("button", name="Send me a code")).to_be_visible()
    expect(page.get_by_role("button", name="passkey")).to_have_count(0)


# --- Staff ------------------------------------------------------------------------------------------------------------


def set_up_app(page: Page) -> None:
    secret = page.locator(".key-shown").inner_text().replace(" ", "")
    page.get_by_label("The code that the app shows now").fill(pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")


def test_an_editor_sets_up_an_app_and_next_day_types_its_code(page: Page, context: BrowserContext, ben: User) -> None:
    type_password(page, ben)
    expect(page.locator(".square")).to_have_js_property("complete", value=True)
    assert page.locator(".square").evaluate("(image) => image.naturalWidth") > 0
    secret = page.locator(".key-shown").inner_text().replace(" ", "")
    set_up_app(page)
    expect(page.locator(".codes li")).to_have_count(10)
    codes = page.locator(".codes li").all_inner_texts()
    page.get_by_role("link", name="go on").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()

    AuthenticatorApp.objects.update(last_step=0)  # a day goes by
    context.clear_cookies()
    type_password(page, ben)
    expect(page.get_by_role("heading", name="One step more")).to_be_visible()
    page.get_by_label("Code").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Code").fill(pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()

    context.clear_cookies()
    type_password(page, ben)
    page.get_by_label("Code").fill(codes[0])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def test_an_editors_passkey_opens_the_desk_alone_and_after_the_password(
    page: Page, context: BrowserContext, paper: str, ben: User
) -> None:
    Device(page)
    type_password(page, ben)
    add(page)
    page.get_by_role("link", name="go on").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()

    context.clear_cookies()
    page.goto("/admin/articles/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{paper}/admin/articles/")

    context.clear_cookies()
    type_password(page, ben)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def test_every_page_is_in_order_on_every_screen(context: BrowserContext, ben: User) -> None:
    page = context.new_page()  # whose console is not heard: axe tries what the policy forbids
    found: dict[str, object] = {}

    def look(name: str) -> None:
        for width in (320, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if (by := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
                found[f"{name} is wider than {width}"] = by
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            if said := complaints(page):
                found[f"{name} in {theme}"] = said

    Device(page)
    page.goto("/accounts/sign-in/")
    look("sign in")
    page.get_by_role("button", name="passkey").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look("sign in, refused by the device")
    page.goto("/admin/login/")
    look("desk")
    type_password(page, ben)
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    look("set up")
    page.get_by_label("The code that the app shows now").fill("1")
    page.keyboard.press("Enter")
    expect(page.get_by_label("The code that the app shows now")).to_have_attribute("aria-invalid", "true")
    look("set up, refused")
    set_up_app(page)
    expect(page.locator(".codes li")).to_have_count(10)
    look("recovery codes")
    page.goto("/accounts/")
    add(page)
    expect(page.get_by_role("status")).to_contain_text("The passkey is kept")
    page.locator("summary").click()
    look("account")
    Passkey.objects.update(handle="another")
    context.clear_cookies()
    type_password(page, ben)
    expect(page.get_by_role("heading", name="One step more")).to_be_visible()
    look("one step more")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("another account")
    look("one step more, refused")
    page.goto("/accounts/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name=re.compile("not signed in"))).to_be_visible()
    look("no use")
    assert found == {}
