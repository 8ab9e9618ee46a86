"""What is typed and not yet saved survives a crash of the browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.actions.write import write_story
from articles.tests.builders import make_article, make_draft
from tests.browser.body_editor import WRITING, Desk

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


def add_words(desk: Desk, words: str) -> None:
    desk.page.bring_to_front()
    desk.to_the_end()
    desk.type(words)


def in_another_tab(desk: Desk) -> Desk:
    address = desk.address.partition("/admin/")[0]
    return Desk(desk.page.context.new_page(), address, desk.story)


def kept(desk: Desk) -> list[str]:
    return list(desk.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('keep:'))"))


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
    assert kept(desk) == []


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


def test_words_typed_before_the_scripts_have_come_are_kept_too(desk: Desk) -> None:
    on_the_way: list[Route] = []

    def hold(script: Route) -> None:
        on_the_way.append(script)

    desk.page.route("**/keep*.js", hold)
    with desk.page.expect_request("**/keep*.js"):
        desk.page.goto(desk.address, wait_until="commit")
    desk.page.get_by_label("Headline").fill("Ferry Sinks")
    for script in on_the_way:
        script.continue_()
    desk.page.unroute("**/keep*.js")
    desk.page.wait_for_selector(WRITING)
    desk.page.wait_for_timeout(2500)
    desk.open()
    expect(desk.page.get_by_text(OFFER)).to_be_visible()
    desk.page.get_by_role("button", name="Restore it").click()
    expect(desk.page.get_by_label("Headline")).to_have_value("Ferry Sinks")


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
    expect(desk.page.get_by_text("It was saved again after that")).to_be_visible()
    desk.page.get_by_role("button", name="Restore it").click()
    expect(desk.writing).to_have_text("As saved. And more.")
    assert desk.save() == "<p>As Pia saved.</p>"
    expect(desk.page.get_by_text("Pia saved this story at")).to_be_visible()
    expect(desk.page.locator(".differences del", has_text="As Pia saved.")).to_be_visible()
    expect(desk.page.locator(".differences ins", has_text="As saved. And more.")).to_be_visible()
    assert desk.save() == "<p>As saved. And more.</p>"
    assert kept(desk) == []


def test_each_of_two_tabs_keeps_a_copy_of_its_own(desk: Desk) -> None:
    other = in_another_tab(desk)
    add_words(desk, " Typed here.")
    add_words(other, " Typed there.")
    desk.page.wait_for_timeout(2500)
    assert len(kept(desk)) == 2
    assert desk.save() == "<p>As saved. Typed here.</p>"
    other.open()
    other.page.get_by_role("button", name="Restore it").click()
    expect(other.writing).to_have_text("As saved. Typed there.")
    assert other.save() == "<p>As saved. Typed here.</p>"
    expect(other.page.locator(".differences")).to_be_visible()
    assert other.trouble == []


def test_what_is_typed_in_an_open_tab_is_not_offered_in_another(desk: Desk) -> None:
    add_words(desk, " Typed here.")
    desk.page.wait_for_timeout(2500)
    other = in_another_tab(desk)
    other.page.wait_for_timeout(500)
    expect(other.page.get_by_text(OFFER)).to_have_count(0)
    desk.page.close(run_before_unload=False)
    other.open()
    expect(other.page.get_by_text(OFFER)).to_be_visible()


def test_text_left_on_the_page_that_compares_is_offered_and_compared_again(desk: Desk, pia: User) -> None:
    write_story(desk.story, by=pia, words={"body": "<p>As Pia saved.</p>"})
    add_words(desk, " And more.")
    desk.save()
    expect(desk.page.locator(".differences")).to_be_visible()
    desk.page.on("dialog", lambda dialog: dialog.accept())  # the browser asks before one leaves
    desk.page.goto(desk.address.replace("change", "history"))
    desk.open()
    expect(desk.writing).to_have_text("As Pia saved.")
    desk.page.get_by_role("button", name="Restore it").click()
    expect(desk.writing).to_have_text("As saved. And more.")
    assert desk.save() == "<p>As Pia saved.</p>"
    expect(desk.page.locator(".differences")).to_be_visible()
    assert desk.save() == "<p>As saved. And more.</p>"
    assert kept(desk) == []


def test_an_ignored_offer_is_not_made_again_once_its_words_are_saved(desk: Desk) -> None:
    type_without_saving(desk)
    desk.page.get_by_label("Headline").fill("Ferry Sinks")
    add_words(desk, " And more. And the end.")
    assert desk.save() == "<p>As saved. And more. And the end.</p>"
    desk.open()
    expect(desk.page.get_by_text(OFFER)).to_have_count(0)
    assert kept(desk) == []


def test_other_words_than_were_saved_since_are_offered_as_older(desk: Desk) -> None:
    type_without_saving(desk)
    add_words(desk, " Another thought.")
    assert desk.save() == "<p>As saved. Another thought.</p>"
    expect(desk.page.get_by_text(OFFER)).to_have_count(0)
    desk.open()
    older = desk.page.get_by_text("You have older text from")
    expect(older).to_contain_text("which was never saved; you saved here at")
    desk.page.get_by_role("button", name="Restore it").click()
    expect(desk.writing).to_have_text("As saved. And more.")


def test_offers_are_counted_so_that_discarding_one_is_seen_to_work(desk: Desk) -> None:
    type_without_saving(desk)
    add_words(desk, " Another thought.")
    desk.page.wait_for_timeout(2500)
    desk.open()
    offer = desk.page.get_by_role("region", name="Unsaved text")
    expect(offer).to_contain_text("(1 of 2)")
    offer.get_by_role("button", name="Discard").click()
    expect(offer).to_contain_text("(2 of 2)")
    expect(offer).to_be_focused()
    offer.get_by_role("button", name="Discard").click()
    expect(offer).to_have_count(0)
    assert kept(desk) == []


def test_a_save_forgets_no_text_that_never_arrived(desk: Desk) -> None:
    add_words(desk, " And more.")
    desk.page.route("**/change/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    desk.page.get_by_role("button", name="Save", exact=True).click()
    desk.page.wait_for_timeout(500)
    desk.trouble.clear()  # the browser's own word on the request that failed
    desk.page.unroute("**/change/")
    make_article("Pinned")
    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.page.goto(desk.address.partition("/admin/")[0] + "/admin/articles/frontslot/")
    desk.page.locator("#id_article").fill("Pinned")
    desk.page.get_by_role("option", name="Pinned").click()
    desk.page.get_by_role("button", name="Pin it").click()
    expect(desk.page.locator(".messagelist")).to_be_visible()  # of another thing that worked
    desk.open()
    expect(desk.page.get_by_text(OFFER)).to_be_visible()
