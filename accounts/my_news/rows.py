"""What is followed as rows of HTML, for the page that has fifty or three hundred of them: templates, and `format_html`,
would take longer over these than over the rest of My News. Each thing's words are escaped once.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.my_news.naming import Named


def filters(things: Iterable[Named], only: Named | None) -> SafeString:
    """Return the links that narrow the page to one thing; what is muted has no stories there."""
    rows = (
        f'<li><a href="/my-news/?only={thing.key}"{' aria-current="page"' if thing == only else ""} dir="auto">'
        f"{escape(thing.name)}</a></li>"
        for thing in things
        if not thing.muted
    )
    return mark_safe("".join(rows))  # noqa: S308 - escaped above


def followed(things: Iterable[Named]) -> SafeString:
    """Return a row for each thing, with the buttons that leave it, mute it and let it speak again."""
    muted = f" <small>{escape(_('muted'))}</small>"
    mute = _button(_("Mute"), _("Mute %(name)s"), to="mute")
    unmute = _button(_("Unmute"), _("Unmute %(name)s"), to="unmute")
    unfollow = _button(_("Unfollow"), _("Unfollow %(name)s"))
    rows = []
    for thing in things:
        words = {"kind": thing.kind, "slug": escape(thing.slug), "name": escape(thing.name)}
        buttons = (unmute if thing.muted else mute) + unfollow if thing.kind == "topic" else unfollow
        row_class, note = (' class="news-muted"', muted) if thing.muted else ("", "")
        link = f'<a href="{escape(thing.url)}" dir="auto">{words["name"]}</a>'
        rows.append(f"<li{row_class}>{link}{note}<span>{buttons % words}</span></li>")
    return mark_safe("".join(rows))  # noqa: S308 - escaped above


def _button(word: str, label: str, *, to: str = "") -> str:
    """Return a button to be filled with `kind`, `slug` and `name`, escaped."""
    action = f' formaction="/my-news/{to}/"' if to else ""
    sends = f'type="submit"{action} name="%(kind)s" value="%(slug)s"'
    return f'<button {sends} aria-label="{escape(label)}">{escape(word)}</button>'
