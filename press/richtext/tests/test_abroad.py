"""A body as it goes abroad: plain HTML with absolute addresses."""

import pytest

from press.richtext.abroad import figure_abroad, render_abroad
from press.richtext.clean import clean
from press.richtext.render import PlacedPicture

NETS = PlacedPicture('<img src="https://paper.example/nets.jpg" width="4" height="3" alt="">', "(Leila <Sabban>)")
FIGURE = (
    '<figure class="figure--end" data-picture="12">'
    '<figcaption>Nets on the <a href="/topics/">quay</a></figcaption></figure>'
)


def abroad(html: str, *, dateline: str = "", pictures: dict[int, PlacedPicture] | None = None) -> str:
    return render_abroad(clean(html), picture_for=({12: NETS} if pictures is None else pictures).get, dateline=dateline)


def test_figure_is_a_plain_picture_with_its_caption_and_credit() -> None:
    assert abroad(FIGURE) == (
        f'<figure>{NETS.html}<figcaption>Nets on the <a href="http://127.0.0.1:8000/topics/">quay</a>'
        ' <span dir="auto">(Leila &lt;Sabban&gt;)</span></figcaption></figure>'
    )


@pytest.mark.parametrize("pictures", [{}, {12: PlacedPicture("", "")}])
def test_figure_whose_picture_may_not_go_out_is_left_out(pictures: dict[int, PlacedPicture]) -> None:
    assert abroad(f"<p>a</p>{FIGURE}<p>b</p>", pictures=pictures) == "<p>a</p>\n<p>b</p>"


def test_picture_without_words_has_no_caption() -> None:
    assert figure_abroad("<img>", caption_html="", credit="") == "<figure><img></figure>"


def test_caption_that_runs_the_other_way_keeps_its_direction() -> None:
    caption = FIGURE.replace("<figcaption>", '<figcaption dir="rtl">').replace("Nets on the", "شباك على")
    assert '<figcaption><span dir="rtl">شباك على <a' in abroad(caption)


def test_only_addresses_of_ours_are_made_absolute() -> None:
    links = '<a href="/a/">a</a> <a href="https://b.example/?x=1&amp;y=2">b</a> <a href="mailto:c@d.example">c</a>'
    assert abroad(links) == f"<p>{links.replace('/a/', 'http://127.0.0.1:8000/a/')}</p>"


def test_dateline_opens_the_first_paragraph() -> None:
    assert abroad("<h2>a</h2><p>The fleet</p><p>came</p>", dateline="PORT <SARRA>") == (
        "<h2>a</h2>\n<p>PORT &lt;SARRA&gt; — The fleet</p>\n<p>came</p>"
    )


def test_embed_is_a_link_to_where_it_stands() -> None:
    film = '<figure data-embed="https://vimeo.com/123456"><figcaption>{}</figcaption></figure>'
    assert abroad(film.format("A <b>film</b>")) == '<p><a href="https://vimeo.com/123456">Vimeo: A film</a></p>'
    assert ">Vimeo: vimeo.com/123456</a>" in abroad(film.format(""))


def test_pull_quote_is_a_quotation() -> None:
    assert abroad('<aside class="pull-quote"><p>We sail.</p></aside>') == "<blockquote><p>We sail.</p></blockquote>"


def test_nothing_is_made_of_nothing() -> None:
    assert abroad("") == ""
