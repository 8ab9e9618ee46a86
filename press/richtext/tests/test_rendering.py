import time

import pytest

from press.richtext.clean import clean
from press.richtext.render import PlacedPicture, placed_figures, plain_text, render, word_count

NETS = PlacedPicture('<picture><img src="/media/nets.jpg" alt=""></picture>', "(Leila Sabban)")
FIGURE = (
    '<figure data-picture="12"><figcaption>Nets on the <a href="https://a.example/">quay</a>.</figcaption></figure>'
)


def show(html: str, *, dateline: str = "", pictures: dict[int, PlacedPicture] | None = None) -> list[str]:
    return render(clean(html), picture_for=(pictures or {12: NETS}).get, dateline=dateline)


def test_each_top_level_block_is_one_string() -> None:
    assert show("<p>a</p><ul><li>b</li></ul><hr>") == ["<p>a</p>", "<ul><li>b</li></ul>", "<hr>"]


def test_a_figure_is_shown_with_its_caption_and_the_picture_s_credit() -> None:
    (figure,) = show(FIGURE)
    assert NETS.html in figure
    assert '<figcaption>Nets on the <a href="https://a.example/" rel="noopener">quay</a>.' in figure
    assert "(Leila Sabban)" in figure


def test_a_figure_at_the_end_edge_says_so() -> None:
    assert 'class="figure figure--end"' in show(FIGURE.replace("<figure", "<figure class=figure--end"))[0]


@pytest.mark.parametrize("pictures", [{1: NETS}, {12: PlacedPicture("", "")}])
def test_a_figure_whose_picture_may_not_be_shown_is_left_out(pictures: dict[int, PlacedPicture]) -> None:
    assert show(f"<p>a</p>{FIGURE}<p>b</p>", pictures=pictures) == ["<p>a</p>", "<p>b</p>"]


def test_a_table_can_be_scrolled_with_the_keyboard_and_has_a_name() -> None:
    (table,) = show("<table><tr><th>Year</th><th>Catch</th></tr><tr><td>2026</td><td>12</td></tr></table>")
    assert table.startswith('<div class="table-wrap" tabindex="0" role="region" aria-label="Year, Catch"><table>')


def test_headings_are_anchors_and_no_two_are_alike() -> None:
    assert show("<h2>The bay</h2><h3>The bay</h3><h2>الميناء</h2>") == [
        '<h2 id="h-the-bay">The bay</h2>',
        '<h3 id="h-the-bay-2">The bay</h3>',
        '<h2 id="h-الميناء">الميناء</h2>',
    ]


def test_only_links_to_other_sites_are_marked() -> None:
    (text,) = show('<a href="https://a.example/">a</a> <a href="/topics/">b</a> <a href="mailto:a@b.example">c</a>')
    assert text.count('rel="noopener"') == 1


def test_the_dateline_opens_the_first_paragraph() -> None:
    blocks = show("<h2>a</h2><p>The fleet</p><p>came</p>", dateline="PORT <SARRA>")
    assert blocks[1] == '<p><span class="dateline">PORT &lt;SARRA&gt;</span> — The fleet</p>'
    assert blocks[2] == "<p>came</p>"


def test_a_video_is_a_frame_on_demand_and_a_post_a_card() -> None:
    video, post = show(
        '<figure data-embed="https://youtu.be/abcdefghijk"><figcaption>The launch</figcaption></figure>'
        '<figure data-embed="https://x.com/a/status/1"></figure>'
    )
    assert 'data-embed-src="https://www.youtube-nocookie.com/embed/abcdefghijk"' in video
    assert "The launch" in video
    assert "<iframe" not in video
    assert "linkcard" in post
    assert "x.com/a/status/1</b>" in post


def test_a_caption_that_runs_the_other_way_says_so() -> None:
    (figure,) = show('<figure data-picture="12"><figcaption dir="rtl">רשתות</figcaption></figure>')
    assert '<span dir="rtl">רשתות</span>' in figure


def test_the_body_tells_its_figures_in_order() -> None:
    body = clean(f'{FIGURE}<p>x</p><figure data-picture="7"></figure><figure data-embed="https://youtu.be/x"></figure>')
    first, second = placed_figures(body)
    assert (first.picture_id, first.caption, first.position) == (12, "Nets on the quay.", 0)
    assert (second.picture_id, second.caption, second.position) == (7, "", 1)
    assert first.key != second.key


def test_plain_text_is_a_line_for_each_block_without_captions() -> None:
    body = clean(
        f"<h2>The bay</h2><p>One<br>two &amp; <b>three</b></p>{FIGURE}"
        "<ul><li>a<ul><li>b</ul></ul><table><tr><td>1<td>2</table>"
    )
    assert plain_text(body) == "The bay\nOne two & three\na\nb\n1 2"
    assert "Nets on the quay." in plain_text(body, captions=True)
    assert word_count(body) == 10


def test_a_long_story_is_rendered_in_five_milliseconds() -> None:
    text = "<p>" + "word and <b>more</b> words of a <a href='https://a.example/'>story</a> " * 10 + "</p>"
    body = clean(text * 9 + FIGURE * 2)
    assert word_count(body) >= 600
    render(body, picture_for={12: NETS}.get)
    began = time.process_time()
    for _ in range(20):
        render(body, picture_for={12: NETS}.get)
    assert (time.process_time() - began) / 20 < 0.02  # on a busy machine; alone it takes two milliseconds
