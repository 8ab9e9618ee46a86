"""A body as it goes abroad, to where our styles, scripts and address do not reach: feeds, and whatever else sends
stories out. The page's own markup is `render.py`'s.
"""

from django.conf import settings
from django.utils.html import escape

from press.richtext import embeds
from press.richtext.render import PictureFor
from press.richtext.tree import Element, inner_html, outer_html, parse


def render_abroad(html: str, *, picture_for: PictureFor, dateline: str = "") -> str:
    """Return the body as plain HTML: every address absolute, an embed as a link, nothing that waits for our styles.

    Takes what `clean()` has returned. `picture_for` returns a picture by its id, its HTML with absolute addresses, or
    None when it may not go out: that figure is left out. The dateline stands at the start of the first paragraph.
    """
    blocks = []
    body = parse(html)
    _make_plain(body)
    for element in body.elements():
        if element.tag == "figure":
            blocks.append(_figure(element, picture_for))
            continue
        if element.tag == "p" and dateline:
            element.children.insert(0, f"{dateline} — ")
            dateline = ""
        blocks.append(outer_html(element))
    return "\n".join(block for block in blocks if block)


def figure_abroad(picture_html: str, *, caption_html: str, credit: str) -> str:
    """Return a picture with its caption and, behind it, its credit; a credit has a direction of its own."""
    parts = [caption_html, f'<span dir="auto">{escape(credit)}</span>' if credit else ""]
    words = " ".join(part for part in parts if part)
    return f"<figure>{picture_html}{f'<figcaption>{words}</figcaption>' if words else ''}</figure>"


def _make_plain(element: Element) -> None:
    """Make addresses absolute, and a pull-quote, which would seem to say things twice, a quotation."""
    for child in element.elements():
        if child.attrs.get("href", "").startswith("/"):
            child.attrs["href"] = settings.SITE_URL + child.attrs["href"]
        elif child.tag == "aside":
            child.tag = "blockquote"
        child.attrs.pop("class", None)
        _make_plain(child)


def _figure(element: Element, picture_for: PictureFor) -> str:
    caption = element.find("figcaption") or Element("figcaption")
    if "data-embed" in element.attrs:
        return _embed(element.attrs["data-embed"], caption.text())
    picture = picture_for(int(element.attrs.get("data-picture", 0)))
    if picture is None or not picture.html:
        return ""
    words = inner_html(caption)
    if words and "dir" in caption.attrs:
        words = outer_html(Element("span", {"dir": caption.attrs["dir"]}, caption.children))
    return figure_abroad(picture.html, caption_html=words, credit=picture.credit)


def _embed(address: str, title: str) -> str:
    embed = embeds.recognise(address)
    if embed is None:
        return ""
    label = title or embed.url.removeprefix("https://")
    return f'<p><a href="{escape(embed.url)}">{escape(embed.provider)}: {escape(label)}</a></p>'
