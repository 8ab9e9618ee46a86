"""The body editor in a real browser: writing, placing pictures, pasting; and the desk's strict policy holds."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.models import Article
from articles.tests.builders import make_draft
from press.pictures.tests.builders import image_bytes, make_picture
from press.richtext.clean import clean
from tests.axe import complaints
from tests.browser.body_editor import Desk

PASTED = Path(__file__).parents[2] / "press/richtext/tests/pasted"
pytestmark = pytest.mark.django_db(transaction=True)
KEY = "0b7f3d6e-2c53-4d7e-9a51-0f3f7d1c2b4a"
EVERYTHING = f"""<p>One <strong>two</strong> <em>three</em> <a href="https://a.example/" title="A note">four</a> H<sub>2</sub>O m<sup>2</sup></p>
<h2>Heading</h2>
<h3>Small heading<br>on two lines</h3>
<blockquote><p>He said.</p><ul><li>so</li></ul></blockquote>
<aside class="pull-quote"><p>The sea gives.</p></aside>
<ol start="3"><li>three<ul><li>a</li></ul></li><li>four</li></ol>
<table><thead><tr><th colspan="2" scope="col">Year</th></tr></thead><tbody><tr><th scope="row">Cod</th><td>1</td></tr></tbody></table>
<hr>
<figure data-picture="12" data-figure="{KEY}" class="figure--end"><figcaption>Nets, <em>right</em></figcaption></figure>
<figure data-embed="https://youtu.be/abcdefghijk"><figcaption>A film</figcaption></figure>
<p dir="rtl">שלום</p>
<figure data-embed="https://x.com/a/status/1"><figcaption dir="rtl">כותרת</figcaption></figure>
<p dir="ltr">Last</p>"""  # noqa: E501 - one block a line, as it is stored


@pytest.fixture
def desk(desk_page: Page, live_server: LiveServer, ben: User) -> Iterator[Desk]:
    """A new story's form; whatever a test does there, no script fails and no policy is broken."""
    desk = Desk(desk_page, live_server.url, make_draft(by=ben, body=""))
    yield desk
    assert desk.trouble == []


def photo(content: bytes) -> FilePayload:
    return {"name": "quay.jpg", "mimeType": "image/jpeg", "buffer": content}


def test_an_editor_writes_places_a_picture_and_saves(desk: Desk, ben: User) -> None:
    make_picture(by=ben, caption="Nets on the quay.", photographer="Leila Sabban")
    desk.writing.click()
    desk.type("The fleet ")
    desk.press("Control+b")
    desk.type("came back")
    desk.press("Control+b")
    desk.type(".")
    desk.tool("Picture").click()
    desk.page.get_by_role("button", name="Nets on the quay.").click()
    figure = desk.writing.locator("figure")
    expect(figure.locator("figcaption")).to_have_attribute("data-credit", " (Leila Sabban)")
    expect(figure.locator("img")).to_be_visible()
    figure.locator("figcaption").click()
    desk.press("End")
    desk.type(" At dawn.")
    desk.press("Enter")
    desk.type("They will sail again.")
    fleet, figure_stored, last = desk.save().splitlines()
    assert fleet == "<p>The fleet <strong>came back</strong>.</p>"
    assert re.fullmatch(r'<figure data-picture="\d+" data-figure="[0-9a-f-]{36}">.*</figure>', figure_stored)
    assert "<figcaption>Nets on the quay. At dawn.</figcaption>" in figure_stored
    assert last == "<p>They will sail again.</p>"


def test_every_kind_of_block_survives_the_editor(desk: Desk) -> None:
    assert clean(EVERYTHING) == EVERYTHING
    desk.show(EVERYTHING)
    assert desk.text() == EVERYTHING


@pytest.mark.parametrize("program", ["word", "docs"])
def test_a_pasted_text_is_clean_in_the_editor_already(desk: Desk, program: str) -> None:
    desk.paste((PASTED / f"{program}.html").read_text())
    assert desk.text() == (PASTED / f"{program}-clean.html").read_text().strip()


def test_pasted_code_is_text_to_us(desk: Desk) -> None:
    desk.paste('<p onclick="alert(1)" style="color:red">a<img src=x onerror="alert(1)"><script>alert(1)</script></p>')
    assert desk.text() == "<p>a</p>"


def test_pictures_that_a_paste_leaves_behind_are_told(desk: Desk) -> None:
    desk.paste('<p>a</p><p><img src="file:///C:/word/image001.png"></p><p>b</p>')
    expect(desk.page.locator(".body-status")).to_have_text("1 picture was not pasted; add it from the library.")


def test_the_picker_is_walked_with_the_keyboard(desk: Desk, ben: User) -> None:
    for number in range(26):
        make_picture(by=ben, caption=f"Boat {number}")
    desk.writing.click()
    desk.press("Control+Alt+p")
    picker = desk.dialog("Place a picture")
    expect(picker.get_by_role("status")).to_have_text("The newest 24 pictures")
    picker.get_by_role("button", name="Load older pictures").click()
    expect(picker.get_by_role("status")).to_have_text("26 pictures")
    picker.get_by_role("searchbox").fill("Boat 1")
    expect(picker.get_by_role("status")).to_have_text("12 pictures for “Boat 1”")
    for keys in ("ArrowDown", "ArrowRight", "ArrowLeft", "ArrowRight", "Enter"):
        desk.press(keys)
    expect(desk.writing.locator("figcaption")).to_have_text("Boat 19")


def test_escape_leaves_the_picker_and_the_text_as_it_was(desk: Desk) -> None:
    desk.writing.click()
    desk.press("Control+Alt+p")
    expect(desk.dialog("Place a picture").get_by_role("status")).to_contain_text("The library is empty")
    desk.press("Escape")
    expect(desk.dialog("Place a picture")).to_have_count(0)
    desk.page.wait_for_timeout(100)  # nobody types faster: the browser is still giving the focus back
    desk.type("still here")
    assert desk.text() == "<p>still here</p>"


def test_a_new_picture_is_added_in_place(desk: Desk) -> None:
    desk.tool("Picture").click()
    picker = desk.dialog("Place a picture")
    picker.get_by_label("Add a new picture").set_input_files(photo(image_bytes()))
    expect(picker.get_by_role("status")).to_contain_text("quay.jpg: Added.")
    desk.press("Enter")
    expect(desk.writing.locator("figure img")).to_be_visible()
    assert 'data-picture="' in desk.text()


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(desk: Desk) -> None:
    desk.tool("Picture").click()
    picker = desk.dialog("Place a picture")
    picker.get_by_label("Add a new picture").set_input_files(photo(b"<svg onload=alert(1)>"))
    expect(picker.locator(".picker-status.is-wrong")).to_contain_text("quay.jpg:")


def test_a_file_dropped_on_the_text_goes_to_the_library_and_stands_there(desk: Desk) -> None:
    desk.show("<p>one</p><p>two</p>")
    desk.drop_on("p:first-child", {"quay.jpg": image_bytes()})
    expect(desk.writing.locator("p:first-child + figure img")).to_be_visible()
    desk.drop_on("p:first-child", {"quay.jpg": b"no picture"})
    expect(desk.page.locator(".body-status")).to_contain_text("quay.jpg:")


def test_a_picture_is_moved_to_the_side_changed_and_removed(desk: Desk, ben: User) -> None:
    first, second = make_picture(by=ben, caption="First"), make_picture(by=ben, caption="Second", agency="Bay Press")
    desk.show(f'<p>a</p><figure data-picture="{first.pk}" data-figure="{KEY}"><figcaption>Words</figcaption></figure>')
    figure = desk.writing.locator("figure")
    figure.get_by_role("button", name="Place at the side").click()
    assert 'class="figure--end"' in desk.text()
    figure.get_by_role("button", name="Change picture").click()
    desk.page.get_by_role("button", name="Second").click()
    expect(figure.locator("figcaption")).to_have_attribute("data-credit", " (Bay Press)")
    assert f'data-picture="{second.pk}" data-figure="{KEY}"' in desk.text()
    figure.get_by_role("button", name="Remove").click()
    assert desk.text() == "<p>a</p>"


def test_a_picture_whose_rights_have_ended_says_so(desk: Desk, ben: User) -> None:
    picture = make_picture(by=ben, rights_expire=timezone.localdate() - timedelta(days=1))
    Article.objects.filter(pk=desk.story.pk).update(body=f'<figure data-picture="{picture.pk}"></figure>')
    desk.open()
    expect(desk.writing.locator("figure")).to_contain_text("Our rights to this picture have ended")


def test_a_picture_without_credit_says_so_until_it_is_added_in_the_library(desk: Desk, ben: User) -> None:
    picture = make_picture(by=ben, caption="Nets on the quay.")
    desk.show(f'<p>a</p><figure data-picture="{picture.pk}" data-figure="{KEY}"><figcaption>x</figcaption></figure>')
    lack = desk.writing.locator(".body-figure-lack")
    expect(lack).to_contain_text("It has no credit yet; a story is not published without one.")
    with desk.page.context.expect_page() as opened:
        lack.get_by_role("link", name="Add it in the library").click()
    library = opened.value
    library.get_by_label("Photographer").fill("Leila Sabban")
    with library.expect_navigation():
        library.get_by_role("button", name="Save", exact=True).click()
    library.close()
    desk.page.evaluate("dispatchEvent(new Event('focus'))")  # a browser without a window has the focus everywhere
    expect(lack).to_be_hidden()
    expect(desk.writing.locator("figcaption")).to_have_attribute("data-credit", " (Leila Sabban)")
    assert desk.text().count("<figure") == 1


def test_an_embed_says_what_it_will_be(desk: Desk) -> None:
    desk.tool("Embed").click()
    dialog = desk.dialog("Embed")
    dialog.get_by_label("Address").fill("javascript:alert(1)")
    desk.press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("This is no web address that can be embedded.")
    dialog.get_by_label("Address").fill("youtu.be/abcdefghijk")
    expect(dialog.get_by_role("status")).to_contain_text("YouTube: Plays in the story")
    desk.press("Enter")
    desk.type("The launch")
    stored = '<figure data-embed="https://youtu.be/abcdefghijk"><figcaption>The launch</figcaption></figure>'
    assert desk.text() == stored


def test_links_are_made_changed_and_removed(desk: Desk) -> None:
    desk.writing.click()
    desk.type("tide")
    desk.press("Control+a")
    desk.press("Control+k")
    desk.dialog("Link").get_by_label("Address").fill("javascript:alert(1)")
    desk.press("Enter")
    expect(desk.dialog("Link").locator(".is-wrong")).to_have_text("This is no address that a link can have.")
    desk.dialog("Link").get_by_label("Address").fill("tides.example/today")
    desk.press("Enter")
    assert desk.text() == '<p><a href="https://tides.example/today">tide</a></p>'
    desk.press("Control+k")
    desk.page.get_by_role("button", name="Remove the link").click()
    assert desk.text() == "<p>tide</p>"


def test_a_pull_quote_a_list_and_a_table_are_made_with_the_toolbar(desk: Desk) -> None:
    desk.writing.click()
    desk.tool("Pull quote").click()
    desk.type("The sea gives.")
    desk.to_the_end()
    desk.tool("Bulleted list").click()
    desk.type("one")
    desk.to_the_end()
    desk.press("Enter")
    desk.press("Enter")
    desk.tool("Table").click()
    desk.type("Year")
    expect(desk.tool("Row below")).to_be_visible()
    desk.tool("Delete column").click()
    desk.type("Catch")
    body = desk.text()
    assert body.startswith(
        '<aside class="pull-quote"><p>The sea gives.</p></aside>\n<ul><li>one</li></ul>\n<table><thead>'
    )
    assert body.count("<th ") == 2


def test_the_toolbar_is_reached_and_walked_with_the_keyboard(desk: Desk) -> None:
    desk.writing.click()
    desk.press("Alt+F10")
    expect(desk.tool("Heading")).to_be_focused()
    desk.press("ArrowRight")
    desk.press("Enter")
    expect(desk.writing).to_be_focused()
    desk.type("Tides")
    assert desk.text() == "<h3>Tides</h3>"
    expect(desk.tool("Small heading")).to_have_attribute("aria-pressed", "true")


def test_a_text_of_more_than_two_megabytes_is_stopped_before_it_is_sent(desk: Desk) -> None:
    desk.page.locator("textarea[data-body-editor]").evaluate("area => { area.value = 'x'.repeat(2_000_001) }")
    desk.page.get_by_role("button", name="Save", exact=True).click()
    expect(desk.page.get_by_role("alert")).to_contain_text("longer than 2 MB")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_editor_and_its_dialogs(desk: Desk, ben: User, scheme: str) -> None:
    picture = make_picture(by=ben, caption="Nets on the quay.")
    desk.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    desk.show(EVERYTHING.replace('data-picture="12"', f'data-picture="{picture.pk}"'))
    assert complaints(desk.page, within=".body-editor") == []
    desk.writing.locator("td").first.click()
    assert complaints(desk.page, within=".body-editor") == []
    for tool, title in (("Picture", "Place a picture"), ("Embed", "Embed"), ("Link", "Link")):
        desk.tool(tool).click()
        desk.dialog(title).wait_for()
        assert complaints(desk.page, within=".body-dialog") == []
        desk.press("Escape")
    desk.trouble.clear()  # axe styles the page while it looks at it, which the policy forbids
