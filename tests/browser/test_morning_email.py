"""The morning email in a browser, from the box on the front page to the inbox: a reader signs up, an editor makes and
sends the day's edition, and the reader leaves with one click.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Dialog, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.tests.builders import make_article, make_category
from newsletters import forms
from newsletters.actions.propose import write_edition
from newsletters.actions.release import release_due
from newsletters.models import Delivery, Edition, Subscription
from newsletters.sending.run import send_due
from newsletters.tests.builders import make_newsletter, make_reader
from press.mail.outbox import deliver_due
from press.work import beats
from tests.axe import complaints
from tests.browser.test_signing_in import follow_link, newest_mail
from tests.test_html import complaints as html_complaints

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paper(live_server: LiveServer, settings: Settings, tmp_path: Path) -> str:
    """The address of a paper with stories and a newsletter, whose mail is read at /dev/mail/."""
    mailer = {"BACKEND": "press.mail.files.FileMailer", "OPTIONS": {"folder": tmp_path / "mail"}}
    settings.MAILERS = {"default": mailer, "bulk": mailer}
    settings.SITE_URL = live_server.url
    settings.DEBUG = True
    culture = make_category("Culture")
    make_article("An Oud Is Mended", category=culture, dek="In a shop behind the fish market.", at=days_ago(3))
    make_article("The Ferry Sails Again", at=days_ago(0.1))
    make_article("A Council Counts Its Chairs", at=days_ago(0.2))
    make_newsletter()
    return live_server.url


@pytest.fixture
def desk(browser: Browser, paper: str, ben: User) -> Any:
    """A browser of its own in which Ben is signed in."""
    client = Client()
    client.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(base_url=paper)
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": paper}])
    yield context.new_page()
    context.close()


def days_ago(days: float) -> Any:
    return timezone.now() - timedelta(days=days)


def make_todays(desk: Page) -> None:
    desk.goto("/admin/newsletters/edition/")
    desk.get_by_role("button", name="Today’s edition of The Morning Courier").click()
    expect(desk.get_by_text("A draft. Nothing is sent before you say so.")).to_be_visible()


def headlines(desk: Page) -> list[str]:
    return desk.locator(".edition-list b").all_text_contents()


def subscribe(page: Page, paper: str) -> None:
    """Sign up by the box on the front page, confirm from the inbox, and choose a topic."""
    page.goto(paper)
    page.get_by_label("Email address").fill("cleo@reader.example")
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", name="One more click")).to_be_visible()
    page.wait_for_timeout(forms.TRAP * 1000 + 100)
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    deliver_due(timezone.now())  # as the worker does
    tab = newest_mail(page, home=paper)
    follow_link(tab)
    tab.get_by_role("button", name="Yes, this is my address").click()
    tab.get_by_role("checkbox", name="Culture").check()
    tab.get_by_role("button", name="Keep this").click()
    expect(tab.get_by_text("Your choice is kept.")).to_be_visible()


def put_together(desk: Page) -> None:
    """Put two stories of the day in another order by the keyboard, write a word before them, look, and test."""
    make_todays(desk)
    assert headlines(desk) == ["The Ferry Sails Again", "A Council Counts Its Chairs"]
    desk.get_by_role("button", name="Up: A Council Counts Its Chairs").press("Enter")
    assert headlines(desk) == ["A Council Counts Its Chairs", "The Ferry Sails Again"]
    desk.get_by_label("Subject").fill("Nine chairs")
    desk.locator(".ProseMirror").press_sequentially("Good morning.")
    desk.get_by_role("button", name="Save and preview").click()
    expect(desk.frame_locator("iframe").get_by_role("link", name="The Ferry Sails Again")).to_be_visible()
    desk.get_by_role("radio", name="Text").click()  # it is shown at once
    expect(desk.locator(".edition-text")).to_be_visible()
    desk.get_by_role("checkbox", name="Culture").click()
    expect(desk.locator(".edition-text")).to_contain_text("An Oud Is Mended")
    beats.beat()
    desk.get_by_role("button", name="Send the test").click()
    expect(desk.get_by_text("A test is on its way to ben@paper.example.")).to_be_visible()
    deliver_due(timezone.now())


def send_by_the_clock(desk: Page) -> Edition:
    """Check the edition, schedule it, and let its time come."""
    desk.get_by_role("link", name="Check and send…").click()
    desk.get_by_role("button", name="Schedule it for then").click()
    expect(desk.get_by_text("Scheduled: it goes out at").first).to_be_visible()
    edition = Edition.objects.get()
    assert edition.send_at
    assert release_due(edition.send_at) == [edition]
    Delivery.objects.update(due_at=timezone.now())  # the hour has come
    assert send_due() == 1
    return edition


def test_a_reader_signs_up_and_finds_the_days_edition_in_the_inbox(page: Page, paper: str, desk: Page) -> None:
    subscribe(page, paper)
    put_together(desk)
    edition = send_by_the_clock(desk)
    desk.reload()
    expect(desk.get_by_text("1 of 1 mails are settled, 100 %")).to_be_visible()

    letter = newest_mail(page, home=paper)
    inside = letter.frame_locator("iframe")
    expect(inside.get_by_role("heading", name="Also for you")).to_be_visible()
    expect(inside.get_by_text("An Oud Is Mended")).to_be_visible()
    inside.get_by_role("link", name="The Ferry Sails Again").click()
    expect(letter.get_by_role("heading", name="The Ferry Sails Again", level=1)).to_be_visible()
    desk.reload()
    expect(desk.get_by_role("cell", name="The Ferry Sails Again").first).to_be_visible()
    page.goto(paper + edition.get_absolute_url())
    expect(page.get_by_role("heading", name="Nine chairs")).to_be_visible()

    reader = Subscription.objects.get()
    gone = Client().post(f"/newsletters/unsubscribe/{reader.key}/", {"List-Unsubscribe": "One-Click"})
    assert (gone.status_code, len(gone.cookies)) == (200, 0)
    reader.refresh_from_db()
    assert reader.left_at


def test_stories_are_dragged_taken_out_and_added(desk: Page) -> None:
    make_todays(desk)
    items = desk.locator(".edition-list li")
    # Its script is at work: what it adds is there.
    expect(desk.get_by_role("button", name="Take out: The Ferry Sails Again")).to_be_visible()
    items.nth(1).hover()
    desk.mouse.down()
    for height in (20, 4):  # a browser tells of what is dragged over at the second move, not at the first
        items.nth(0).hover(position={"x": 60, "y": height})
    desk.mouse.up()
    assert headlines(desk) == ["A Council Counts Its Chairs", "The Ferry Sails Again"]
    desk.get_by_role("button", name="Take out: The Ferry Sails Again").click()
    desk.get_by_label("Add a story").fill("Oud")
    desk.locator(".story-search-options li").first.click()
    assert headlines(desk) == ["A Council Counts Its Chairs", "An Oud Is Mended"]
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("Saved. Nothing is sent before you say so.")).to_be_visible()
    assert headlines(desk) == ["A Council Counts Its Chairs", "An Oud Is Mended"]


def test_the_order_and_choice_of_stories_is_kept_as_words_are(desk: Page) -> None:
    make_todays(desk)
    desk.get_by_role("button", name="Up: A Council Counts Its Chairs").press("Enter")
    expect(desk.get_by_role("button", name="Down: A Council Counts Its Chairs")).to_be_focused()
    expect(desk.get_by_text("A Council Counts Its Chairs is number 1 of 2.")).to_be_attached()
    desk.get_by_label("Add a story").fill("nothing of ours")
    expect(desk.get_by_text("No story has these words.")).to_be_visible()
    desk.get_by_label("Add a story").fill("Oud")
    desk.locator(".story-search-options li").first.click()
    order = ["A Council Counts Its Chairs", "The Ferry Sails Again", "An Oud Is Mended"]
    assert headlines(desk) == order
    desk.wait_for_timeout(2500)  # as often it is kept in the browser
    asked: list[str] = []

    def leave(question: Dialog) -> None:
        asked.append(question.type)
        question.accept()

    desk.on("dialog", leave)
    desk.goto("/admin/")
    assert asked == ["beforeunload"]
    desk.go_back()
    desk.get_by_role("button", name="Restore it").click()
    assert headlines(desk) == order
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("Saved. Nothing is sent before you say so.")).to_be_visible()
    assert headlines(desk) == order
    expect(desk.get_by_role("button", name="Restore it")).to_have_count(0)


def test_unsaved_words_are_offered_again_and_compared_with_a_colleagues(desk: Page, pia: User) -> None:
    make_todays(desk)
    desk.get_by_label("Subject").fill("Nine chairs")
    desk.wait_for_timeout(2500)  # as often it is kept in the browser
    edition = Edition.objects.get()
    edition.subject = "The ferry at last"
    write_edition(edition, by=pia, stories=[], promos=[], seen_version=edition.version, at=timezone.now())
    desk.goto(f"/admin/newsletters/edition/{edition.pk}/change/")
    expect(desk.get_by_text("It was saved again after that")).to_be_visible()
    desk.get_by_role("button", name="Restore it").click()
    expect(desk.get_by_label("Subject")).to_have_value("Nine chairs")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("Somebody saved this edition")).to_be_visible()
    expect(desk.locator(".differences del", has_text="The ferry at last")).to_be_visible()
    expect(desk.locator(".differences ins", has_text="Nine chairs")).to_be_visible()
    for scheme in ("light", "dark"):
        desk.emulate_media(color_scheme=scheme)
        for width in (390, 1280):
            desk.set_viewport_size({"width": width, "height": 900})
            assert complaints(desk) == []
            assert not desk.evaluate("document.documentElement.scrollWidth > innerWidth")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("Saved. Nothing is sent before you say so.")).to_be_visible()
    expect(desk.get_by_label("Subject")).to_have_value("Nine chairs")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_of_editions_is_clear_to_everyone(desk: Page, scheme: Any) -> None:
    make_reader()
    make_todays(desk)
    edition = Edition.objects.get()
    own = f"/admin/newsletters/edition/{edition.pk}"
    desk.emulate_media(color_scheme=scheme)
    screens = ["/admin/newsletters/edition/", f"{own}/change/", f"{own}/preview/", f"{own}/preview/?view=text"]
    screens += [f"{own}/send/", f"{own}/report/"]
    for address in screens:
        if address.endswith("report/"):
            Edition.objects.update(state="sent", released_at=timezone.now())
        desk.goto(address)
        for width in (390, 768, 1280):
            desk.set_viewport_size({"width": width, "height": 900})
            assert complaints(desk) == [], address
            assert not desk.evaluate("document.documentElement.scrollWidth > innerWidth"), (address, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_editions_online_and_letters_are_clear_to_everyone(
    page: Page, desk: Page, paper: str, tmp_path: Path, scheme: Any
) -> None:
    make_todays(desk)
    Edition.objects.update(state="sent", released_at=timezone.now(), introduction="<p>Good morning.</p>")
    edition = Edition.objects.get()
    page.emulate_media(color_scheme=scheme)
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, address in enumerate((edition.get_absolute_url(), "/newsletters/morning/", "/")):
        page.goto(paper + address)
        (folder / f"{number}.html").write_text(page.request.get(paper + address).text())
        for width in (390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert complaints(page) == [], address
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert html_complaints(folder) == []
    for width in (390, 700):
        letter = desk.request.get(f"/admin/newsletters/edition/{edition.pk}/preview/letter/").text()
        reading = desk.context.new_page()  # no page of the desk, whose policy forbids a mail's styles
        reading.emulate_media(color_scheme=scheme)
        reading.set_viewport_size({"width": width, "height": 900})
        reading.set_content(letter)
        # A mail has no landmarks: mail programs bring their own page around it.
        assert [one for one in complaints(reading) if not one.startswith(("region", "landmark", "page-has"))] == []
        assert not reading.evaluate("document.documentElement.scrollWidth > innerWidth")
