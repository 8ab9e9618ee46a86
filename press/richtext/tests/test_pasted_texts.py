"""Text from Word and Google Docs, as it lies on the clipboard. The samples in pasted/ are written by us."""

from pathlib import Path

import pytest

from press.richtext.clean import clean

PASTED = Path(__file__).parent / "pasted"


@pytest.mark.parametrize("program", ["word", "docs"])
def test_a_pasted_text_comes_out_clean(program: str) -> None:
    pasted = (PASTED / f"{program}.html").read_text()
    assert clean(pasted) == (PASTED / f"{program}-clean.html").read_text().strip()


def test_comments_and_deleted_words_of_word_are_not_printed() -> None:
    body = clean((PASTED / "word.html").read_text())
    assert "Never print this" not in body
    assert "he lied" not in body


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("<p>10\u00a0km</p>", "<p>10&nbsp;km</p>"),
        ("<p>a&nbsp; b \u00a0 c</p>", "<p>a b c</p>"),
        ("<p>&nbsp;</p><p>\u200b</p><p> </p>", ""),
        ("<div>one<div>two</div>three</div>", "<p>one</p>\n<p>two</p>\n<p>three</p>"),
        ("one<br><br>two<br>three<br>", "<p>one</p>\n<p>two<br>three</p>"),
        ("<h1><b>A</b></h1><h6>B</h6>", "<h2>A</h2>\n<h3>B</h3>"),
        ("<p><b>so</b><b> it</b> <i>is</i></p>", "<p><strong>so it</strong> <em>is</em></p>"),
        ("<p>a<strong> b </strong>c</p>", "<p>a <strong>b</strong> c</p>"),
        ('<b>x<span style="font-weight:400">y</span></b>', "<p><strong>x</strong>y</p>"),
        ("<pre>a\nb</pre>", "<p>a<br>b</p>"),
        ("<center>x</center><dl><dt>a<dd>b</dl>", "<p>x</p>\n<p>a</p>\n<p>b</p>"),
        (
            '<p class="MsoListParagraph">· bream</p><p class="MsoListParagraph">§ cod</p>',
            "<ul><li>bream</li><li>cod</li></ul>",
        ),
        ('<p class="MsoListParagraph">2) bream</p>', '<ol start="2"><li>bream</li></ol>'),
        ("<table><tr><td><p>a</p><h2>b</h2></table>", "<p>a</p>\n<p>b</p>"),
    ],
)
def test_leftovers_of_other_editors_are_tidied(pasted: str, stored: str) -> None:
    assert clean(pasted) == stored


def test_a_link_wrapped_by_a_mail_program_leads_where_it_says() -> None:
    wrapped = "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fharbour.example%2Fnews&data=05%7C02"
    assert clean(f'<a href="{wrapped}">x</a>') == '<p><a href="https://harbour.example/news">x</a></p>'


def test_the_code_to_embed_a_video_becomes_an_embed() -> None:
    code = '<iframe width="560" src="https://www.youtube.com/embed/abcdefghijk" title="The launch"></iframe>'
    stored = (
        '<figure data-embed="https://www.youtube.com/embed/abcdefghijk"><figcaption>The launch</figcaption></figure>'
    )
    assert clean(code) == stored
