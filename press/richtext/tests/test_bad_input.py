"""What a browser must never be able to make us store."""

import time

import pytest

from press.richtext.clean import LONGEST, BodyTooLong, clean
from press.richtext.tests.attacks import ATTACKS, assert_harmless


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_taken_out(attack: str) -> None:
    body = clean(f"<p>before</p>{attack}<p>after</p>")
    assert_harmless(body)
    assert "<script" not in body
    assert "<img" not in body
    assert body.startswith("<p>before</p>")
    assert clean(body) == body


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " \x01javascript:alert(1)",
        "java\tscript:alert(1)",
        "java&#10;script:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
        "blob:https://paper.example/1",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "https:/evil.example",
        "https://",
        "https://user:word@evil.example/",
        "http://[",
        "mailto:",
        "#top",
        "page.html",
        "",
        "https://a.example/" + "x" * 3000,
    ],
)
def test_a_link_to_nowhere_good_keeps_its_words_and_loses_its_address(address: str) -> None:
    assert clean(f'<p>a <a href="{address}">link</a></p>') == "<p>a link</p>"


@pytest.mark.parametrize(
    ("address", "stored"),
    [
        ("https://a.example/ä?b=1&amp;c=2#d", "https://a.example/ä?b=1&amp;c=2#d"),
        (" HTTPS://A.example/x ", "https://A.example/x"),
        ("http://a.example", "http://a.example"),
        ("mailto:tips@paper.example", "mailto:tips@paper.example"),
        ("/topics/water/", "/topics/water/"),
    ],
)
def test_a_good_link_stays(address: str, stored: str) -> None:
    assert clean(f'<a href="{address}">x</a>') == f'<p><a href="{stored}">x</a></p>'


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("<b>bold <i>both</b> slanted</i>", "<p><strong>bold <em>both</em></strong><em> slanted</em></p>"),
        ("<p>one<p>two", "<p>one</p>\n<p>two</p>"),
        ("<ul><li>a<ul><li>b</ul><li>c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("<p><h2>x</p>y</h2>", "<h2>xy</h2>"),
        ("<a href='/x/'>a<a href='/y/'>b</a></a>", '<p><a href="/x/">a</a><a href="/y/">b</a></p>'),
        ("</p></div></b>text</td>", "<p>text</p>"),
        ("<p>5 < 6 & 7 > 6</p>", "<p>5 &lt; 6 &amp; 7 &gt; 6</p>"),
        (
            "<table><td>1<td>2<tr><td>3",
            "<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>",
        ),
    ],
)
def test_broken_nesting_is_repaired(sent: str, stored: str) -> None:
    assert clean(sent) == stored


def test_control_characters_are_dropped() -> None:
    assert clean("<p>a\x00b\x07c\u200b\ufeff&#1;&#x81;d\ud800</p>") == "<p>abcd</p>"


def test_the_marks_of_right_to_left_text_are_kept() -> None:
    assert clean("<p>می\u200cخواهم \u200fא</p>") == "<p>می\u200cخواهم \u200fא</p>"


def test_two_megabytes_of_text_are_refused_with_a_sentence() -> None:
    with pytest.raises(BodyTooLong, match="longer than 2 MB"):
        clean("ب" * (LONGEST // 2 + 1))


def test_a_text_that_grows_too_long_is_refused() -> None:
    with pytest.raises(BodyTooLong):
        clean("&" * (LONGEST - 10))


def test_a_text_of_tags_alone_is_refused_with_a_sentence() -> None:
    with pytest.raises(BodyTooLong, match="more formatting than words"):
        clean("<b>" * 100_001)


@pytest.mark.parametrize(
    "unit",
    ["<div>", "<ul><li>", "<b><p>", "<font color=%d><p>x", "<table><tr><td>", "<a ", "<a='", "<!--", "<blockquote>x"],
)
def test_nesting_without_end_is_read_in_no_time(unit: str) -> None:
    sent = "".join(unit % number if "%" in unit else unit for number in range(10_000))
    began = time.process_time()
    body = clean(sent)
    assert time.process_time() - began < 5
    assert len(body) < 20 * len(sent)
