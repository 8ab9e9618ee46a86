"""What is typed and not yet saved survives a crash of the browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.actions.write import write_story
from articles.tests.builders import make_draft
from tests.browser.body_editor import Desk

pytestmark = pytest.mark.django_db(transaction=True)
OFFER = "You have unsaved text from"


@pytest.fixture
def desk(desk_page: Page, live_server: LiveServer, ben: User) -> Iterator[Desk]:
    desk = Desk(desk_page, live_server.url, make_draft("Ferry Sails", by=ben, body="<p>As saved.</p>"))
    yield desk
    assert desk.trouble == []


def type_without_saving(desk: Desk) -> None:
    desk.to_the_end()
    desk.type(" And more.")
    desk.page.get_by_label("Headline").fill("Ferry Sinks")
    desk.page.wait_for_timeout(2500)  # a script to wait for would be forbidden by the policy
    desk.open()


def test_text_that_was_not_saved_is_offered_and_restored(desk: Desk) -> None:
    type_without_saving(desk)
    expect(desk.writing).to_have_text("As saved.")
    expect(desk.page.get_by_text(OFFER)).to_be_visible()
    desk.page.get_by_role("button", name="Restore it").click()
    expect(desk.writing).to_have_text("As saved. And more.")
    expect(desk.page.get_by_label("Headline")).to_have_value("Ferry Sinks")
    assert desk.save() == "<p>As saved. And more.</p>"
    assert desk.story.headline == "Ferry Sinks"
    desk.open()
    expect(desk.page.get_by_text(OFFER)).to_have_count(0)
    assert desk.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('keep:'))") == []


def test_text_that_is_not_wanted_is_discarded(desk: Desk) -> None:
    type_without_saving(desk)
    desk.page.get_by_role("button", name="Discard").click()
    desk.open()
    expect(desk.page.get_by_text(OFFER)).to_have_count(0)
    expect(desk.writing).to_have_text("As saved.")


def test_nothing_is_offered_where_nothing_was_typed(desk: Desk) -> None:
    desk.page.wait_for_timeout(2500)
    desk.open()
    expect(desk.page.get_by_text(OFFER)).to_have_count(0)


def test_a_save_that_never_arrived_loses_nothing(desk: Desk) -> None:
    desk.to_the_end()
    desk.type(" And more.")
    desk.page.route("**/change/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    desk.page.get_by_role("button", name="Save", exact=True).click()
    desk.page.wait_for_timeout(500)
    desk.trouble.clear()  # the browser's own word on the request that failed
    desk.open()
    desk.page.get_by_role("button", name="Restore it").click()
    expect(desk.writing).to_have_text("As saved. And more.")


def test_an_offer_left_unanswered_is_not_overwritten_by_typing_on(desk: Desk) -> None:
    type_without_saving(desk)
    desk.to_the_end()
    desk.type(" Another thought.")
    desk.page.wait_for_timeout(2500)
    desk.open()
    desk.page.get_by_role("button", name="Restore it").click()
    expect(desk.writing).to_have_text("As saved. Another thought.")
    desk.page.get_by_role("button", name="Restore it").click()
    expect(desk.writing).to_have_text("As saved. And more.")
    desk.page.get_by_role("button", name="Restore it").click()  # the text that made way a moment ago
    expect(desk.writing).to_have_text("As saved. Another thought.")


def test_text_typed_before_an_offer_is_taken_is_offered_in_its_turn(desk: Desk) -> None:
    type_without_saving(desk)
    desk.to_the_end()
    desk.type(" Typed first.")
    desk.page.get_by_role("button", name="Restore it").click()
    expect(desk.writing).to_have_text("As saved. And more.")
    desk.page.get_by_role("button", name="Restore it").click()
    expect(desk.writing).to_have_text("As saved. Typed first.")


def test_unsaved_text_is_offered_on_a_story_that_a_colleague_has_saved_since(desk: Desk, pia: User) -> None:
    type_without_saving(desk)
    write_story(desk.story, by=pia, words={"body": "<p>As Pia saved.</p>"})
    desk.open()
    expect(desk.writing).to_have_text("As Pia saved.")
    desk.page.get_by_role("button", name="Restore it").click()
    expect(desk.writing).to_have_text("As saved. And more.")
    assert desk.save() == "<p>As saved. And more.</p>"
