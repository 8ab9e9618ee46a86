"""What an edition says as mail, in both forms, and how it is addressed."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.actions.withdraw import kill
from articles.tests.builders import make_article, make_category, make_editor, make_publisher
from donations.tests.builders import make_appeal
from newsletters.checking import findings
from newsletters.letter.addressed import Envelope, Reader, message_id
from newsletters.letter.sheet import LEAVE, PREFERENCES, Letter, Sheet
from newsletters.models import EditionLink, Newsletter
from newsletters.tests.builders import make_edition, make_newsletter
from newsletters.wishes import Wishes
from press.masthead.actions import write_masthead

pytestmark = pytest.mark.django_db
CLEO = Reader("cleo@reader.example", "p" * 32, "l" * 32, 7)


def letter(edition: Any, wishes: str = "", *, counted: bool = False) -> Letter:
    return Sheet(edition, at=timezone.now(), counted=counted).letter(wishes)


def parsed(mail: Any) -> Any:
    return message_from_bytes(mail.message(policy=policy.SMTP).as_bytes(), policy=policy.default)


def addressed(letter: Letter, reader: Reader = CLEO) -> Any:
    newsletter = Newsletter(slug="morning", name="The Morning Courier")
    return Envelope(letter, newsletter, 3).address(reader, at=timezone.now())


def test_html_and_text_say_the_same() -> None:
    write_masthead(name="The Bay Courier", postal_address="14 Lantern Row")
    story = make_article("Ferry <Sails> & Returns", dek="For the first time in a year.")
    edition = make_edition(story, introduction='<p>Good morning. <a href="/about/">Who we are</a></p>')
    said = letter(edition)
    assert "Ferry &lt;Sails&gt; &amp; Returns" in said.html
    for words in ("For the first time in a year.", "Good morning.", "14 Lantern Row", "Leila Sabban", "/about/"):
        assert words in said.html
        assert words in said.text
    assert "Ferry <Sails> & Returns" in said.text


def test_every_letter_can_be_left_and_says_why_it_came() -> None:
    said = letter(make_edition(make_article()))
    for form in (said.html, said.text):
        assert f"/newsletters/unsubscribe/{LEAVE}/" in form
        assert f"/newsletters/preferences/{PREFERENCES}/" in form
        assert "because this address was subscribed" in form


def test_a_readers_own_section_has_the_newest_of_what_they_follow_and_nothing_twice() -> None:
    culture = make_category("Culture")
    shown = make_article("A Ferry in the Edition", category=culture)
    own = make_article("An Oud Is Mended", category=culture)
    edition = make_edition(shown)
    said = letter(edition, str(Wishes(frozenset({culture.pk}))))
    assert said.html.count("An Oud Is Mended") == 1
    assert said.text.count("A Ferry in the Edition") == 1
    assert said.new_stories == 2
    assert "An Oud Is Mended" not in letter(edition).html
    assert own.headline in said.text


def test_who_wants_only_what_they_follow_gets_nothing_else() -> None:
    culture = make_category("Culture")
    make_article("An Oud Is Mended", category=culture)
    edition = make_edition(make_article("A Ferry in the Edition"))
    said = letter(edition, str(Wishes(frozenset({culture.pk}), only=True)))
    assert "A Ferry" not in said.html + said.text
    assert said.new_stories == 1


def test_what_was_killed_or_waits_is_in_no_letter() -> None:
    killed, waits = make_article("Killed"), make_article("Waits", at=timezone.now() + timedelta(hours=1))
    edition = make_edition(killed, waits, make_article("Stays"))
    kill(killed, by=make_publisher(), why="It is wrong.")
    said = letter(edition)
    assert "Killed" not in said.html + said.text
    assert "Waits" not in said.html + said.text
    assert "Stays" in said.html


def test_readers_of_the_same_wishes_share_one_rendering() -> None:
    sheet = Sheet(make_edition(make_article()), at=timezone.now(), counted=False)
    assert sheet.letter("t1") is sheet.letter("t1")


def test_links_are_counted_by_edition_and_name_no_reader() -> None:
    story = make_article()
    edition = make_edition(story)
    said = letter(edition, counted=True)
    link = EditionLink.objects.get()
    assert f"/newsletters/go/{link.key}/" in said.html
    assert story.get_absolute_url() not in said.html
    assert letter(edition, counted=True).html == said.html


def test_a_newsletter_that_counts_nothing_has_plain_links() -> None:
    story = make_article()
    edition = make_edition(story, of=make_newsletter(counts_clicks=False))
    assert story.get_absolute_url() in letter(edition, counted=True).html


def test_styles_stand_in_attributes_and_dark_ones_in_the_head() -> None:
    html = letter(make_edition(make_article())).html
    assert 'class="lead-headline" style="' in html
    assert "prefers-color-scheme: dark" in html
    assert "<script" not in html


def test_an_opinion_is_called_one_wherever_it_stands() -> None:
    said = letter(make_edition(make_article("Open the Minutes", kind="op-ed"), make_article("Another", kind="op-ed")))
    for form in (said.html, said.text):
        assert form.count("Op-ed · Politics") == 2


def test_the_button_of_an_appeal_can_be_read() -> None:
    from donations.tests.builders import make_appeal

    html = letter(make_edition(make_article(), appeal=make_appeal())).html
    style = re.search(r'class="button"[^>]*style="([^"]*)"', html)
    assert style
    assert re.findall(r"(?<!-)color: (#\w+)", style[1]) == ["#fcfbf8"]


def test_a_letter_in_arabic_runs_its_own_way() -> None:
    html = letter(make_edition(make_article("العبارة تبحر من جديد", language="ar"))).html
    assert 'lang="ar" dir="rtl"' in html


def test_an_editors_marks_are_no_keys() -> None:
    story = make_article("own preferences leave \ue000 l" + "p" * 32)
    mail = addressed(letter(make_edition(story)))
    assert mail.body.count("l" * 32) == 1


# --- Addressed --------------------------------------------------------------------------------------------------------


def test_an_addressed_letter_is_a_sound_mail_with_one_click_to_leave() -> None:
    write_masthead(name="The Bay, Courier")
    mail = parsed(addressed(Letter("Ünder the bridge", f"<p>{LEAVE} ä\n.</p>", f"{PREFERENCES} ä\n.\n", 1)))
    assert mail["To"] == "cleo@reader.example"
    assert mail["Subject"] == "Ünder the bridge"
    assert mail["From"] == '"The Bay, Courier" <newsroom@localhost>'
    assert mail["Message-ID"] == message_id(7)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].endswith(f"/newsletters/unsubscribe/{'l' * 32}/?of=3>")
    assert mail.get_body(("html",)).get_content().splitlines() == [f"<p>{'l' * 32} ä", ".</p>"]
    assert mail.get_body(("plain",)).get_content().splitlines() == [f"{'p' * 32} ä", "."]
    assert mail.defects == []


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300), st.text("= \n\tæ.", max_size=200))
def test_any_words_come_through_as_they_were(words: str, more: str) -> None:
    html = f"{words}{LEAVE}{more}{PREFERENCES}x"
    mail = parsed(Envelope(Letter("A day", html, html, 1), Newsletter(slug="m"), 3).address(CLEO, at=timezone.now()))
    for kind in ("html", "plain"):
        got = mail.get_body((kind,)).get_content().replace("\r\n", "\n")
        assert got.rstrip("\n") == CLEO.put_into(html).replace("\r", "\n")
    assert all(len(line) <= 998 for line in bytes(mail).splitlines())


def test_an_odd_address_goes_the_long_way_and_cannot_add_a_header() -> None:
    words = Letter("A day", "<p>x</p>", "x", 1)
    mail = addressed(words, Reader("cleo@münchen.example", "p", "l", 7))
    assert parsed(mail)["To"] == "cleo@xn--mnchen-3ya.example"
    with pytest.raises(ValueError):
        parsed(addressed(words, Reader("a@b.example\r\nBcc: all@paper.example", "p", "l", 7)))


def test_a_delivery_has_the_same_message_id_each_time_and_another_has_another() -> None:
    assert message_id(7) == message_id(7) != message_id(8)


def test_the_subject_is_one_line_whatever_was_pasted() -> None:
    said = letter(make_edition(make_article(), subject="A\r\nBcc: all@paper.example"))
    assert said.subject == "A Bcc: all@paper.example"
    assert parsed(addressed(said))["Bcc"] is None


def test_a_story_whose_picture_has_gone_is_told_without_it() -> None:
    story = make_article("Without Its Picture", by=make_editor())
    assert "<img" not in letter(make_edition(story)).html


def test_the_headline_of_what_was_withdrawn_is_in_no_inbox() -> None:
    false = make_article("A False Report About the Mayor")
    edition = make_edition(
        make_article("The Ferry Sails"),
        false,
        subject="“A False Report about the Mayor”, and a ferry",
        preheader="A False Report About the Mayor",
    )
    kill(false, by=make_publisher(), why="It is false.")
    said = letter(edition, counted=True)
    assert said.subject == "The Ferry Sails"
    assert "False Report" not in said.html
    assert edition.newsletter.promise in said.html.replace("&#x27;", "'")


def test_a_preview_shows_the_subject_as_it_was_typed() -> None:
    waits = make_article("Tomorrow’s Story", at=timezone.now() + timedelta(hours=3))
    assert letter(make_edition(waits, subject="Tomorrow’s Story")).subject == "Tomorrow’s Story"


def test_an_appeal_out_of_its_season_is_left_out() -> None:
    yesterday = timezone.now() - timedelta(days=1)
    appeal = make_appeal(title="Long Nights", ends_at=yesterday)
    edition = make_edition(make_article(), appeal=appeal, preheader="x")
    assert "Long Nights" not in letter(edition).html
    assert [one.words for one in findings(edition, at=timezone.now())] == [
        "The appeal “Long Nights” is out of its season by then, so it is left out."
    ]


def test_only_links_are_counted_and_not_words_that_look_like_one() -> None:
    words = '<p>Write href="https://x.example/a" <a href="https://x.example/b">here</a>.</p>'
    said = letter(make_edition(make_article(), introduction=words), counted=True)
    assert "https://x.example/a" in said.html
    assert "https://x.example/b" not in said.html


@pytest.mark.parametrize("address", ["https://[::1", f"https://x.example/{'山' * 950}", "https://"])
def test_a_link_that_cannot_be_counted_is_left_as_it_is(address: str) -> None:
    said = letter(make_edition(make_article(), introduction=f'<p><a href="{address}">Read</a></p>'), counted=True)
    assert not EditionLink.objects.filter(address=address).exists()
    assert ">Read</a>" in said.html


def test_no_line_of_a_mail_ends_by_half() -> None:
    story = make_article("A Ferry", dek="One\rtwo\r\nthree")
    content = addressed(letter(make_edition(story))).message().as_bytes()
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert b"\n" not in content.replace(b"\r\n", b"")
