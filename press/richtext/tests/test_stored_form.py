"""The one form in which each kind of block is stored."""

import re

import pytest

from press.richtext.clean import clean

KEY = "0b7f3d6e-2c53-4d7e-9a51-0f3f7d1c2b4a"


@pytest.mark.parametrize(
    "stored",
    [
        "<h2>Heading</h2>\n<p>Text.</p>",
        "<blockquote><p>He said.</p><ul><li>so</li></ul></blockquote>",
        '<aside class="pull-quote"><p>The sea gives.</p></aside>',
        '<ol start="3"><li>three<ul><li>a</li></ul></li><li><p>four</p><p>more</p></li></ol>',
        '<table><thead><tr><th colspan="2" scope="col">A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
        '<table><tbody><tr><th scope="row">Cod</th><td>1</td></tr></tbody></table>',
        "<p>H<sub>2</sub>O, m<sup>2</sup></p>\n<hr>\n<p>a<br>b</p>",
        '<p><a href="/x/" title="A note">one <strong>two <em>three</em></strong></a></p>',
        f'<figure data-picture="12" data-figure="{KEY}"><figcaption>Nets. <em>Right:</em> boat</figcaption></figure>',
        f'<figure data-picture="12" data-figure="{KEY}" class="figure--end"><figcaption></figcaption></figure>',
        '<figure data-embed="https://youtu.be/abcdefghijk"><figcaption>A film</figcaption></figure>',
        '<p dir="rtl">שלום</p>\n<p dir="ltr">Hello</p>',
        '<ul dir="rtl"><li>אחת</li><li dir="ltr">two</li></ul>',
    ],
)
def test_what_is_stored_comes_back_unchanged(stored: str) -> None:
    assert clean(stored) == stored


def test_what_the_editor_sends_becomes_the_stored_form() -> None:
    sent = (
        "<ul><li><p>one</p></li></ul><table><tbody><tr><th><p>Year</p></th><th><p><strong>Catch</strong></p></th></tr>"
        "<tr><td><p>2024</p></td><td><p>12</p></td></tr></tbody></table><p></p>"
    )
    assert clean(sent) == (
        "<ul><li>one</li></ul>\n"
        '<table><thead><tr><th scope="col">Year</th><th scope="col">Catch</th></tr></thead>'
        "<tbody><tr><td>2024</td><td>12</td></tr></tbody></table>"
    )


def test_a_figure_without_its_own_id_is_given_one() -> None:
    body = clean('<figure data-picture="12"><figcaption>Nets</figcaption></figure>')
    assert re.fullmatch(
        r'<figure data-picture="12" data-figure="[0-9a-f-]{36}"><figcaption>Nets</figcaption></figure>', body
    )


def test_a_copied_figure_is_given_an_id_of_its_own() -> None:
    figure = f'<figure data-picture="12" data-figure="{KEY}"><figcaption>Nets</figcaption></figure>'
    first, second = clean(figure + figure).splitlines()
    assert KEY in first
    assert KEY not in second


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "1.5", "١٢", "9" * 30])
def test_a_figure_of_no_picture_keeps_only_its_words(number: str) -> None:
    assert clean(f'<figure data-picture="{number}"><figcaption>Nets</figcaption></figure>') == "<p>Nets</p>"
    assert clean(f'<figure data-picture="{number}"><img src="/x.jpg"></figure>') == ""


def test_a_figure_within_a_list_or_a_cell_comes_after_it() -> None:
    body = clean(f'<ul><li>one<figure data-picture="1" data-figure="{KEY}">Nets</figure></li><li>two</li></ul>')
    assert body.startswith("<ul><li>one</li><li>two</li></ul>\n<figure")


def test_left_to_right_is_noise_where_nothing_runs_the_other_way() -> None:
    assert clean('<p dir="ltr">Hello</p>') == "<p>Hello</p>"


def test_a_quote_in_a_quote_is_one_quote() -> None:
    assert clean("<blockquote>a<blockquote>b</blockquote></blockquote>") == "<blockquote><p>a</p><p>b</p></blockquote>"


def test_text_before_a_table_s_cells_is_not_lost() -> None:
    body = clean("<table><caption>Catch</caption>stray<tr><td>1<td>2</table>")
    assert body == "<p>Catch</p>\n<p>stray</p>\n<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
