"""What holds for whatever is sent: cleaning twice changes nothing, and only what is allowed comes out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from press.richtext.clean import clean
from press.richtext.render import placed_figures, plain_text, render
from press.richtext.tests.attacks import ALLOWED, ATTACKS, assert_harmless

FOREIGN = "div b i span h1 h4 pre o:p font del iframe script style svg xmp section caption dl dt dd"
TAGS = [*ALLOWED, *FOREIGN.split()]
ATTRIBUTES = [
    ' href="https://a.example/c"', " href=javascript:x", ' href="/x y"', ' href="http://["', ' href="http://a%zz/"',
    ' href="https://xn--/"', ' href="mailto:a@b"', ' title=" a  b "', " dir=rtl", " dir=ltr", ' class="pull-quote"',
    ' class="figure--end x"', " data-picture=1", " data-picture=x", ' data-embed="https://youtu.be/abcdefghijk"',
    ' data-embed="https://a.example/é?x=<"', ' data-figure="12345678-1234-1234-1234-123456789abc"',
    ' style="font-weight:700"', ' style="font-weight:400;font-style:italic"', ' style="vertical-align:super"',
    ' style="mso-list:l0 level2 lfo1"', ' style="mso-list:Ignore"', " class=MsoListParagraph", " start=3",
    " colspan=2", " scope=row", " rowspan=07", " onclick=x", "=", " '", ' src="https://player.vimeo.com/video/12345"',
]  # fmt: skip
TEXTS = [
    " ", "\u00a0", "&nbsp;", "a", "b c", "\n", "&lt;b&gt;", "&#0;", "&#1;", "<!--x-->", "<![if x]>", "1. ", "· ",
    "שלום", "<", "&amp;lt;", "&#xd800;", "\ufeff",
]  # fmt: skip
tags = st.builds(
    lambda tag, attributes, kind: f"</{tag}>" if kind == 0 else f"<{tag}{''.join(attributes)}>",
    st.sampled_from(TAGS),
    st.lists(st.sampled_from(ATTRIBUTES), max_size=3),
    st.integers(0, 2),
)
soup = st.lists(st.one_of(tags, st.sampled_from(TEXTS), st.text(max_size=8), st.sampled_from(ATTACKS)), max_size=25)


@settings(max_examples=300, deadline=None)
@given(soup.map("".join))
def test_any_input_comes_out_harmless_and_cleaning_it_again_changes_nothing(sent: str) -> None:
    body = clean(sent)
    assert_harmless(body)
    assert clean(body) == body


@settings(max_examples=50, deadline=None)
@given(soup.map("".join))
def test_whatever_is_stored_can_be_rendered_and_read(sent: str) -> None:
    body = clean(sent)
    render(body, picture_for=lambda _id: None, dateline="PORT SARRA")
    assert len(placed_figures(body)) == body.count("data-picture")
    assert "\x00" not in plain_text(body, captions=True)
