"""A gift as its giver meets it: asked under a story, given, thanked, receipted, changed, ended; and every page on the
way clear to everyone, at each width, in light and dark, by keyboard and in Arabic.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from donations.actions.policy import write_policy
from donations.links import thanks_path
from donations.models import Charge, Gift, Plan, Policy, Receipt
from donations.sandbox.testing import Sandbox
from donations.tests.asking import make_letter
from donations.tests.builders import begin, charge_of, make_gift
from press.mail.outbox import deliver_due
from tests.axe import complaints
from tests.browser.test_signing_in import follow_link, newest_mail
from tests.paper import make_paper
from tests.test_html import complaints as html_complaints

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
AMOUNTS = (("month", 6000, "keeps a student reporter in the field for a day"), ("once", 2500, "carries one story"))
WIDTHS = (390, 768, 1280)


@pytest.fixture
def paper(live_server: LiveServer, settings: Settings, sandbox: Sandbox, tmp_path: Path) -> str:
    """The address of a newcomer's paper with an appeal, whose sandbox tells it what happens."""
    mailer = {"BACKEND": "press.mail.files.FileMailer", "OPTIONS": {"folder": tmp_path / "mail"}}
    settings.MAILERS = {"default": mailer, "bulk": mailer}
    settings.SITE_URL = live_server.url
    settings.DEBUG = True
    settings.STRIPE_SECRET_KEY = sandbox.key
    sandbox.post_to(f"{live_server.url}/stripe/webhook/")
    make_paper()
    make_letter(amounts=AMOUNTS, is_default=True, at_article_end=True, on_donate_page=True)
    return live_server.url


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def giver(request: pytest.FixtureRequest, browser: Browser, paper: str) -> Iterator[Page]:
    """A giver's browser; no script fails and no policy is broken."""
    context = browser.new_context(java_script_enabled=request.param, base_url=paper, accept_downloads=True)
    page, trouble = context.new_page(), []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda said: trouble.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    assert trouble == []
    context.close()


def give_monthly(page: Page) -> None:
    """Follow the appeal under a story, and give $60 a month in memory of somebody, with the fee."""
    page.goto("/politics/ferry/")
    page.locator(".appeal").get_by_role("link", name="$60").click()
    expect(page.get_by_label("Monthly")).to_be_checked()
    page.get_by_label("Add the card company’s fee").check()
    page.get_by_text("Your name and receipt").click()
    page.get_by_label("Name", exact=True).fill("Dov Levi")
    page.get_by_label("Email, for the receipt").fill("dov@paper.example")
    page.get_by_text("In honour or memory of somebody").click()
    page.get_by_label("This gift is").select_option("memory")
    page.get_by_label("Whose name").fill("Miriam Levi")
    page.get_by_role("button", name="Donate").click()
    page.get_by_role("button", name="Donate $62.10 every month").click()
    expect(page.get_by_role("heading", name="Thank you, Dov Levi")).to_be_visible()


def own_page(page: Page, home: str = "") -> None:
    """Ask for the link to one's own page, and come there by the mail."""
    page.goto(f"{home}/donate/manage/")
    page.get_by_label("Email address").fill("dov@paper.example")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("main")).to_contain_text("link")
    tab = newest_mail(page, home=home)
    follow_link(tab)
    tab.get_by_role("button", name="Show my gifts").click()
    expect(tab.get_by_role("heading", name="Standing gifts")).to_be_visible()
    page.goto(tab.url)
    tab.close()


def test_a_gift_asked_for_under_a_story_is_thanked_receipted_changed_renewed_and_ended(
    giver: Page, sandbox: Sandbox
) -> None:
    give_monthly(giver)
    expect(giver.get_by_text("Your gift of $62.10 was received. It comes again each month")).to_be_visible()
    gift = Gift.objects.get()
    assert (gift.placement, gift.meant, gift.tribute_name) == ("article-end", 6000, "Miriam Levi")

    deliver_due(timezone.now())  # as the worker does
    letter = newest_mail(giver)
    expect(letter.locator(".letter-text")).to_contain_text("No goods or services were provided in exchange")
    expect(letter.get_by_text(re.compile(r"\.pdf")).first).to_be_visible()
    letter.close()

    own_page(giver)
    giver.get_by_label("Another sum, in USD").fill("75")
    giver.get_by_role("button", name="Change the sum").click()
    expect(giver.get_by_role("heading", name="$75.00 a month")).to_be_visible()

    sandbox.advance(to="renewal")
    sandbox.deliver()
    assert sorted(Charge.objects.values_list("amount", flat=True)) == [6210, 7500]

    sandbox.refund(charge_of(sandbox, gift))
    sandbox.deliver()
    last = Receipt.objects.order_by("pk").last()
    assert last is not None
    assert (last.returned, last.voids_id is not None) == (6210, True)

    giver.reload()
    expect(giver.get_by_role("link", name=re.compile(r"^Receipt .*\(PDF\)"))).to_have_count(2)
    giver.get_by_text("End this gift").click()
    giver.get_by_role("button", name="Yes, end it").click()
    expect(giver.get_by_text(re.compile("^Ended on"))).to_be_visible()
    assert Plan.objects.get().status == "canceled"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_donors_own_page_is_clear_to_everyone(
    page: Page, paper: str, sandbox: Sandbox, scheme: Any, tmp_path: Path
) -> None:
    sandbox.pay(begin(make_gift(interval=Gift.Interval.MONTH)))
    sandbox.deliver()
    page.goto(paper)
    own_page(page, paper)
    page.emulate_media(color_scheme=scheme)
    page.get_by_text("End this gift").click()
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "own.html").write_text(page.request.get(page.url).text())
    assert html_complaints(folder) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert complaints(page) == []


def test_a_gift_is_given_by_keyboard_alone(page: Page, paper: str, sandbox: Sandbox) -> None:
    page.goto(f"{paper}/donate/?amount=25&interval=once")
    page.get_by_label("Once", exact=True).first.focus()
    send = page.get_by_role("button", name="Donate")
    for _ in range(20):
        page.keyboard.press("Tab")
        if send.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Donate $25.00")).to_be_visible()
    page.get_by_role("button", name="Donate $25.00").press("Enter")
    expect(page.get_by_text("Your gift of $25.00 was received.")).to_be_visible()


def test_the_form_and_its_button_fit_a_phone(page: Page, paper: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{paper}/donate/")
    box = page.get_by_role("button", name="Donate").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 844


@pytest.fixture
def pages(paper: str, sandbox: Sandbox, browser: Browser) -> dict[str, str]:
    """The address of each page of giving, in each of its states."""
    make_letter("arabic", title="أبقوا مراسلتنا على متن العبّارة", message="<p>هي على متنها كل يوم.</p>")
    asked, paid, debit, back = (make_gift(email=f"g{n}@paper.example") for n in range(4))
    begin(asked)
    sandbox.pay(begin(paid))
    sandbox.pay(begin(debit), "bank")
    sandbox.pay(begin(back), "bank-fails")
    sandbox.deliver()
    sandbox.do("settle")
    sandbox.deliver()
    return {
        "donate": "/donate/?amount=60&interval=month&cover=on",
        "arabic": "/donate/arabic/",
        "wrong": "/donate/?amount=1e3",
        "received": thanks_path(paid),
        "confirmed": thanks_path(asked),
        "failed": thanks_path(back),
        "manage": "/donate/manage/",
        "no use": "/donate/manage/none/",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_giving_is_clear_to_everyone(page: Page, pages: dict[str, str], paper: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    found = {}
    for name, address in pages.items():
        page.goto(paper + address)
        if name == "wrong":
            page.get_by_role("button", name="Donate").click()
        page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            found[name, width] = (["wider than the window"] if wide else []) + complaints(page)
    assert {where: said for where, said in found.items() if said} == {}


def test_every_page_of_giving_is_valid_html(page: Page, pages: dict[str, str], paper: str, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, address in pages.items():
        (folder / f"{name.replace(' ', '-')}.html").write_text(page.request.get(paper + address).text())
    wrong = page.request.post(f"{paper}/donate/", form={"amount": "1e3"}, headers={"Sec-Fetch-Site": "same-origin"})
    (folder / "refused.html").write_text(wrong.text())
    write_policy(Policy(is_open=False))
    (folder / "closed.html").write_text(page.request.get(f"{paper}/donate/").text())
    assert html_complaints(folder) == []
