"""An editor's day in a browser: a story is written, signed, illustrated, published and pinned, by keyboard too."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Dialog, FilePayload, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.actions.write import write_story
from articles.models import Article, FrontSlot
from articles.tests.builders import make_article, make_author, make_category, make_draft, make_topic
from press.pictures.models import Picture
from press.pictures.tests.builders import image_bytes, make_picture
from tests.axe import complaints

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "/admin/articles/article/add/"


@pytest.fixture
def desk(desk_page: Page) -> Page:
    return desk_page


@pytest.fixture
def trouble(desk: Page) -> Iterator[list[str]]:
    """What the browser complained of; the test fails when there is anything."""
    heard: list[str] = []
    desk.on("pageerror", lambda error: heard.append(str(error)))
    desk.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    desk.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => console.error('CSP', event.violatedDirective))"
    )
    yield heard
    assert heard == []


def field(desk: Page, name: str) -> Locator:
    return desk.locator(f"#id_{name}")


def chips(desk: Page, name: str) -> list[str]:
    return desk.locator(f".form-row.field-{name} .token span").all_inner_texts()


def test_a_story_is_written_illustrated_published_and_found_on_the_front_page(
    desk: Page, live_server: LiveServer, ben: User, trouble: list[str]
) -> None:
    make_category("Politics")
    make_author("Leila Sabban")
    make_topic("Ports")
    make_picture(by=ben, caption="The ferry at dusk.", photographer="Ilan Vardy")
    desk.goto(live_server.url + ADD)
    desk.wait_for_selector(".body-editor .ProseMirror")

    field(desk, "headline").fill("Ferry Sails Again")
    desk.keyboard.press("Enter")  # goes on to the dek
    desk.keyboard.type("After nine days in port.")
    desk.locator(".ProseMirror").click()
    desk.keyboard.type("The ferry to Ondra sailed on Tuesday.")
    field(desk, "category").select_option(label="Politics")
    field(desk, "topics").fill("por")
    desk.get_by_role("option", name="Ports").click()
    field(desk, "bylines").fill("leila sabban")
    field(desk, "bylines").press("Enter")
    expect(desk.locator(".field-bylines .token")).to_have_count(1)
    desk.get_by_role("button", name="Choose a picture").click()
    desk.locator(".picker-tile").first.click()
    expect(desk.locator("[data-picture-caption]", has_text="The ferry at dusk.")).to_be_visible()
    desk.get_by_role("button", name="Save and publish now").click()
    desk.wait_for_url(re.compile(r"/change/$"))

    assert "readers can see it now" in desk.locator(".messagelist").inner_text()
    story = Article.objects.get()
    assert story.is_live
    assert (story.dek, story.lead_picture is not None) == ("After nine days in port.", True)
    assert list(story.topics.names()) == ["Ports"]
    desk.goto(live_server.url)
    expect(desk.get_by_role("link", name="Ferry Sails Again").first).to_be_visible()


def test_topics_are_chosen_made_and_taken_off_by_keyboard(
    desk: Page, live_server: LiveServer, trouble: list[str]
) -> None:
    for name in ("Water", "Wells"):
        make_topic(name)
    desk.goto(live_server.url + ADD)
    box = field(desk, "topics")
    box.focus()

    desk.keyboard.type("w")
    expect(desk.locator("[role=option]:visible")).to_have_count(2)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    assert chips(desk, "topics") == ["Wells"]
    desk.keyboard.type("Salt،Copper, ")
    assert chips(desk, "topics") == ["Wells", "Salt", "Copper"]
    desk.keyboard.type("w")
    expect(desk.locator("[role=option]:visible")).to_have_count(1)  # what is chosen is not offered again
    desk.keyboard.press("Escape")
    expect(desk.locator("[role=option]:visible")).to_have_count(0)
    desk.keyboard.press("Backspace")
    desk.keyboard.press("Backspace")
    assert chips(desk, "topics") == ["Wells", "Salt"]
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("Delete")
    assert chips(desk, "topics") == ["Salt"]
    assert desk.locator("[name=topics]").input_value() == "Salt"
    assert not Article.objects.exists()  # Enter never sent the form


def test_a_topic_that_is_typed_halfway_is_plainly_a_new_one(
    desk: Page, live_server: LiveServer, trouble: list[str]
) -> None:
    make_topic("Border Crossings")
    make_topic("Bread")
    desk.goto(live_server.url + ADD)
    box = field(desk, "topics")
    box.press_sequentially("bord")
    field(desk, "headline").click()
    mark = desk.locator(".field-topics .token--new em")
    expect(mark).to_have_text("new topic")
    assert chips(desk, "topics") == ["bord"]
    desk.get_by_role("button", name="Take off bord").click()
    box.press_sequentially("bread,")
    expect(desk.locator(".field-topics .token span")).to_have_text(["Bread"])  # as the desk writes it
    box.press_sequentially("Salt")
    field(desk, "headline").fill("Ferry")
    expect(mark).to_have_count(1)
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")
    expect(desk.locator(".field-topics .token")).to_have_count(2)
    expect(mark).to_have_count(0)


def test_a_name_that_no_author_has_is_said_to_be_unknown_and_stays(
    desk: Page, live_server: LiveServer, trouble: list[str]
) -> None:
    make_author("Leila Sabban")
    desk.goto(live_server.url + ADD)
    field(desk, "headline").fill("Ferry")
    box = field(desk, "bylines")
    box.fill("Leila Sabban")
    box.press("Enter")
    expect(desk.locator(".field-bylines .token")).to_have_count(1)
    box.press_sequentially("Noor Amin")
    box.press("Enter")
    said = desk.locator(".field-bylines .tokens-said")
    expect(said).to_have_text("No author is called “Noor Amin”. Add the author, or correct the name.")
    expect(box).to_have_value("Noor Amin")
    with desk.context.expect_page() as opened:
        said.get_by_role("link", name="Add the author").click()
    expect(opened.value.get_by_label("Name")).to_have_value("Noor Amin")
    with opened.value.expect_navigation():
        opened.value.get_by_role("button", name="Save", exact=True).click()
    opened.value.close()
    desk.evaluate("dispatchEvent(new Event('focus'))")  # a browser without a window has the focus everywhere
    expect(said).to_be_hidden()
    assert chips(desk, "bylines") == ["Leila Sabban", "Noor Amin"]
    box.press_sequentially("Nobody Known")
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")
    expect(desk.locator(".messagelist")).to_contain_text("The story is saved without that byline")
    expect(desk.locator(".field-bylines .token--unknown span")).to_have_text("Nobody Known")
    assert Article.objects.get().bylines.count() == 2


def test_bylines_change_their_order_by_keyboard(desk: Page, live_server: LiveServer, trouble: list[str]) -> None:
    story = make_draft(authors=[make_author("Amos Levi"), make_author("Zahra Amin")])
    desk.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    assert chips(desk, "bylines") == ["Amos Levi", "Zahra Amin"]

    desk.get_by_role("button", name="Take off Zahra Amin").focus()
    desk.keyboard.press("Alt+ArrowUp")

    assert chips(desk, "bylines") == ["Zahra Amin", "Amos Levi"]
    expect(desk.get_by_role("button", name="Take off Zahra Amin")).to_be_focused()
    desk.keyboard.press("Control+s")
    desk.wait_for_selector(".messagelist")
    assert [str(line.author) for line in story.bylines.order_by("position")] == ["Zahra Amin", "Amos Levi"]


def test_the_publish_button_follows_the_time_that_is_typed(
    desk: Page, live_server: LiveServer, trouble: list[str]
) -> None:
    story = make_draft()
    desk.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    button = desk.locator("[data-publish]")
    expect(button).to_have_text("Save and publish now")
    field(desk, "publish_at_0").fill("2090-11-24")
    field(desk, "publish_at_1").fill("06:00")
    expect(button).to_have_text("Save and schedule for 06:00 on November 24, 2090")
    with desk.expect_navigation():
        button.click()
    assert "06:00 on November 24, 2090" in desk.locator(".messagelist").inner_text()


def test_an_earlier_version_is_compared_and_restored(
    desk: Page, live_server: LiveServer, ben: User, trouble: list[str]
) -> None:
    story = make_article("Ferry Sails Again", by=ben)
    write_story(story, by=ben, words={"headline": "Ferry Stays In Port"})
    desk.goto(f"{live_server.url}/admin/articles/article/{story.pk}/history/")
    desk.get_by_role("link", name="Compare version 1").click()
    expect(desk.get_by_text("they read the restored words at once")).to_be_visible()
    desk.get_by_role("button", name="Restore this version").click()
    expect(desk.locator(".messagelist")).to_contain_text("Version 1 stands again")
    expect(field(desk, "headline")).to_have_value("Ferry Sails Again")


def test_leaving_with_unsaved_words_is_asked_about(desk: Page, live_server: LiveServer, trouble: list[str]) -> None:
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    desk.on("dialog", agree)
    desk.goto(live_server.url + ADD)
    desk.goto(live_server.url + "/admin/")
    assert asked == []  # nothing was typed
    desk.goto(live_server.url + ADD)
    field(desk, "headline").press_sequentially("Ferry")
    desk.goto(live_server.url + "/admin/")
    assert asked == ["beforeunload"]


def test_the_translated_op_eds_fields_stand_there_for_op_eds(
    desk: Page, live_server: LiveServer, trouble: list[str]
) -> None:
    desk.goto(live_server.url + ADD)
    expect(field(desk, "translated_paper")).to_be_hidden()
    field(desk, "kind").select_option("op-ed")
    expect(field(desk, "translated_paper")).to_be_visible()


def test_a_refused_save_leads_to_the_field(desk: Page, live_server: LiveServer, trouble: list[str]) -> None:
    make_author()
    desk.goto(live_server.url + ADD)
    field(desk, "headline").fill("Ferry")
    field(desk, "slug").fill("---")
    desk.evaluate("document.querySelector('[name=bylines]').value = 'Nobody Known'")
    desk.get_by_role("button", name="Save and publish now").click()
    desk.wait_for_selector("[data-complaints]")
    expect(desk.locator(".field-bylines .token--unknown")).to_contain_text("no such author")
    desk.locator("[data-complaints] a", has_text="Bylines").click()
    expect(field(desk, "bylines")).to_be_focused()


def test_the_lead_pictures_credit_is_seen_once_it_is_added_elsewhere(
    desk: Page, live_server: LiveServer, ben: User, trouble: list[str]
) -> None:
    picture = make_picture(by=ben, caption="The ferry at dusk.")
    story = make_draft(lead_picture_id=picture.pk)
    desk.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    lack = desk.locator("[data-picture-lack]")
    expect(lack).to_be_visible()
    Picture.objects.filter(pk=picture.pk).update(photographer="Ilan Vardy")
    desk.evaluate("dispatchEvent(new Event('focus'))")
    expect(lack).to_be_hidden()
    expect(desk.locator("[data-picture-credit]")).to_have_text("(Ilan Vardy)")


def test_on_a_phone_saving_is_at_hand_and_what_is_missing_leads_to_its_field(
    desk: Page, live_server: LiveServer, trouble: list[str]
) -> None:
    story = make_draft(authors=[], body="<p>It sailed.</p>" * 60)
    desk.set_viewport_size({"width": 390, "height": 800})
    desk.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    desk.wait_for_selector(".body-editor .ProseMirror")
    save = desk.get_by_role("button", name="Save", exact=True)
    expect(save).to_be_in_viewport()
    desk.locator(".story-lacks").get_by_role("link", name="a byline").click()
    expect(field(desk, "bylines")).to_be_focused()
    field(desk, "headline").fill("Ferry Stays")
    with desk.expect_navigation():
        save.click()
    assert Article.objects.get().headline == "Ferry Stays"


def test_what_is_uploaded_stands_in_the_library_at_once(
    desk: Page, live_server: LiveServer, trouble: list[str]
) -> None:
    desk.goto(live_server.url + "/admin/pictures/picture/")
    expect(desk.locator(".library-empty")).to_be_visible()
    file = FilePayload(name="ferry.jpg", mimeType="image/jpeg", buffer=image_bytes())
    desk.locator("#upload-files").set_input_files(file)
    expect(desk.locator(".upload--added")).to_be_visible()
    expect(desk.locator(".library .tile")).to_have_count(1)


def test_a_story_is_pinned_by_searching_it(desk: Page, live_server: LiveServer, trouble: list[str]) -> None:
    make_article("Ferry Sails Again")
    make_article("Harbour Closed")
    desk.goto(live_server.url + "/admin/articles/frontslot/")
    field(desk, "article").fill("ferry")
    expect(desk.locator("[role=option]:visible")).to_have_count(1)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Pin it").click()
    assert FrontSlot.objects.get().article.headline == "Ferry Sails Again"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_desk(desk: Page, live_server: LiveServer, ben: User, scheme: str, width: int) -> None:
    picture = make_picture(by=ben, caption="The ferry.", photographer="Ilan Vardy")
    story = make_article("Ferry Sails Again", by=ben, topics=["Water"], lead_picture_id=picture.pk)
    draft = make_draft("A draft", by=ben)
    write_story(story, by=ben, words={"dek": "After nine days.", "body": "<p>It sailed.</p>"}, topics=["Ports"])
    desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    desk.set_viewport_size({"width": width, "height": 900})
    found: dict[str, list[str]] = {}
    for path in (
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/frontslot/",
        f"/admin/articles/article/{story.pk}/change/",
        f"/admin/articles/article/{draft.pk}/change/",
        f"/admin/articles/article/{story.pk}/history/",
        f"/admin/articles/article/{story.pk}/compare/1/",
        f"/admin/articles/article/{story.pk}/correct/confirm/",
        f"/admin/articles/article/{story.pk}/kill/confirm/",
        "/admin/pages/promo/add/",
        "/admin/pages/page/add/",
        "/admin/pictures/picture/",
    ):
        desk.goto(live_server.url + path)
        desk.wait_for_load_state("networkidle")
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
        if said := complaints(desk):
            found[path] = said
    assert found == {}


def test_settings_and_people_are_sound_on_a_phone(
    desk: Page, live_server: LiveServer, client: Client, pia: User
) -> None:
    client.force_login(pia)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    desk.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    desk.set_viewport_size({"width": 390, "height": 900})
    found: dict[str, list[str]] = {}
    paths = ["masthead/masthead/", "accounts/user/add/", f"accounts/user/{pia.pk}/change/", "articles/author/add/"]
    for path in paths:
        desk.goto(f"{live_server.url}/admin/{path}")
        desk.wait_for_load_state("networkidle")
        rights = desk.locator("#content :is(input, select, textarea):visible").evaluate_all(
            "(fields) => fields.map((field) => field.getBoundingClientRect().right)"
        )
        assert rights, path
        assert max(rights) <= 390 - 16, f"a field of {path} runs into the edge"
        if said := complaints(desk):
            found[path] = said
    assert found == {}
