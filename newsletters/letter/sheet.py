"""The sheet of an edition: its stories, introduction, appeal and promos as HTML and text, made once for many readers.

A reader's own section is put between its halves, and two keys take the place of marks when a letter is addressed. A
sheet is made anew for each batch, so that what was killed or withdrawn meanwhile is in no later letter.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import css_inline
from django.conf import settings
from django.template.loader import get_template
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info

from articles.models import Article
from newsletters.letter.lines import preheader_of, subject_of, withdrawn_headlines
from newsletters.letter.links import Counted, Go, plain
from newsletters.letter.own import own_stories
from newsletters.letter.stories import SMALL, WIDE, Told, shown, stories_of
from newsletters.models import Edition
from newsletters.wishes import read
from press.mail.letters import rendered
from press.masthead.actions import particulars
from press.richtext.abroad import render_abroad
from press.richtext.library import picture_abroad
from press.richtext.render import plain_text

# Of chance, so that nothing an editor types is taken for them; plain letters, so that nothing escapes or breaks them.
OWN, PREFERENCES, LEAVE = (f"{word}{secrets.token_hex(12)}" for word in ("own", "preferences", "leave"))
_FOLDER = "newsletters/letter"
_LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)"')
_ANCHOR = re.compile(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Letter:
    """What readers of the same wishes get; PREFERENCES and LEAVE stand where each one's own keys go."""

    subject: str
    html: str
    text: str
    new_stories: int


@dataclass(slots=True)
class Sheet:
    """An edition as it is sent now. `counted` makes links that are counted; a preview's are plain."""

    edition: Edition
    at: datetime
    counted: bool = True
    stories: list[Told] = field(default_factory=list)
    _withdrawn: list[str] = field(default_factory=list)
    _told: dict[int, Told] = field(default_factory=dict)
    _own_blocks: dict[int, tuple[str, str]] = field(default_factory=dict)
    _frames: dict[bool, tuple[str, str]] = field(default_factory=dict)
    _letters: dict[tuple[str, datetime | None, datetime], Letter] = field(default_factory=dict)
    _go: Go = plain

    def __post_init__(self) -> None:
        places = self.edition.places.order_by("position", "pk").values_list("article_id", flat=True)
        ids = list(places)
        self._told = stories_of(ids, at=self.at)
        self.stories = [self._told[pk] for pk in ids if pk in self._told]
        if self.counted and len(self.stories) < len(ids):  # a preview shows what was typed
            self._withdrawn = withdrawn_headlines([self.edition.pk], at=self.at).get(self.edition.pk, [])
        if self.counted and self.edition.newsletter.counts_clicks:
            links = Counted(self.edition)
            links.prepare(story.url for story in self.stories)
            self._go = links

    def letter(self, wishes: str = "", *, since: datetime | None = None, until: datetime | None = None) -> Letter:
        """Return what readers with these wishes get, who were told stories up to `since` before, and are up to `until`
        (the sheet's moment).
        """
        group = wishes, since, until or self.at
        if group not in self._letters:
            self._letters[group] = self._letter(*group)
        return self._letters[group]

    def _letter(self, wishes: str, since: datetime | None, until: datetime) -> Letter:
        wanted = read(wishes)
        own = self._own(own_stories(wanted, since=since, until=until, but=self._but(only=wanted.only)))
        only = wanted.only and bool(wanted)
        frame_html, frame_text = self._frame(with_stories=not only)
        html, text = self._section(own, only=only)
        return Letter(
            subject=self.subject,
            html=frame_html.replace(OWN, html),
            text=frame_text.replace(OWN, text),
            new_stories=len(own) + (0 if only else len(self.stories)),
        )

    def is_live(self, at: datetime) -> bool:
        """Say whether all stories that its letters tell are still to be read at `at`."""
        return Article.objects.live(at).filter(pk__in=self._told).count() == len(self._told)

    def story_addresses(self) -> set[str]:
        """Return the addresses of the stories that its letters have told so far."""
        return {story.url for story in self._told.values()}

    @property
    def subject(self) -> str:
        """The subject line, without what was withdrawn since it was written."""
        with translation.override(settings.LANGUAGE_CODE):
            first = self.stories[0].headline if self.stories else ""
            return subject_of(self.edition, withdrawn=self._withdrawn, instead=first)

    def _but(self, *, only: bool) -> set[int]:
        return set() if only else {story.pk for story in self.stories}

    @property
    def _day(self) -> str:
        with translation.override(settings.LANGUAGE_CODE):
            return date_format(self.edition.date, "DATE_FORMAT")

    def _own(self, ids: list[int]) -> list[Told]:
        unknown = [pk for pk in ids if pk not in self._told]
        self._told |= stories_of(unknown, at=self.at)
        return [self._told[pk] for pk in ids if pk in self._told]

    def _section(self, own: list[Told], *, only: bool) -> tuple[str, str]:
        """Return a reader's own section, of blocks that are made once a story."""
        if not own:
            return "", ""
        new = [story for story in own if story.pk not in self._own_blocks]
        if isinstance(self._go, Counted):
            self._go.prepare(story.url for story in new)
        blocks = _inlined(self._html("own_story", {"story": story, "url": self._go(story.url)}) for story in new)
        for story, block in zip(new, blocks, strict=True):
            self._own_blocks[story.pk] = block, self._text("story", {"story": story, "url": self._go(story.url)})
        heading = "What you follow" if only else "Also for you"
        opening, closing = _own_frame(heading)
        html = opening + "".join(self._own_blocks[story.pk][0] for story in own) + closing
        text = "\n\n".join(self._own_blocks[story.pk][1].strip() for story in own)
        return html, f"{heading.upper()}\n\n{text}\n\n"

    def _frame(self, *, with_stories: bool) -> tuple[str, str]:
        """Return everything but the own section, with OWN where that goes."""
        if with_stories not in self._frames:
            context = self._context(with_stories=with_stories)
            html = _inliner().inline(self._html("letter", context))
            self._frames[with_stories] = html, self._text("letter", context).strip() + "\n"
        return self._frames[with_stories]

    def _context(self, *, with_stories: bool) -> dict[str, Any]:
        edition, site = self.edition, settings.SITE_URL
        stories = [{"story": story, "url": self._go(story.url)} for story in self.stories] if with_stories else []
        introduction = self._words(render_abroad(edition.introduction, picture_for=picture_abroad))
        return {
            "edition": edition,
            "newsletter": edition.newsletter,
            "masthead": particulars(),
            "site_url": site,
            "subject": self.subject,
            "preheader": preheader_of(edition, withdrawn=self._withdrawn),
            "day": self._day,
            "css": mark_safe(_css()),  # noqa: S308 - a file of ours
            "direction": "rtl" if get_language_info(settings.LANGUAGE_CODE)["bidi"] else "ltr",
            "language": settings.LANGUAGE_CODE,
            "introduction": introduction,
            "introduction_text": _as_text(introduction),
            "lead": stories[0] if stories else None,
            "stories": stories[1:],
            "appeal": self._appeal(),
            "promos": self._promos(),
            "online_url": site + edition.get_absolute_url(),
            "preferences_url": f"{site}/newsletters/preferences/{PREFERENCES}/",
            "leave_url": f"{site}/newsletters/unsubscribe/{LEAVE}/?of={edition.pk}",
            "wide": WIDE,
            "small": SMALL,
            "own": OWN,
        }

    def _appeal(self) -> dict[str, Any] | None:
        appeal = self.edition.appeal
        if appeal is None or not appeal.is_in_season(self.at):
            return None
        url = iri_to_uri(f"{settings.SITE_URL}{appeal.get_absolute_url()}?placement=newsletter")
        words = self._words(render_abroad(appeal.message, picture_for=lambda _pk: None))
        return {
            "title": appeal.title,
            "html": words,
            "text": _as_text(words),
            "closing": appeal.closing,
            "url": self._go(url),
        }

    def _promos(self) -> list[dict[str, Any]]:
        found = self.edition.promos.current(self.at).select_related("picture").order_by("position", "pk")
        rows = []
        for promo in found:
            url = iri_to_uri(promo.link if "://" in promo.link else settings.SITE_URL + promo.link)
            picture = shown(promo.picture, caption="", width=SMALL, crop="wide")
            rows.append({"title": promo.title, "text": promo.text, "url": self._go(url), "picture": picture})
        return rows

    def _words(self, html: str) -> SafeString:
        """Return an editor's words with their links counted like any other."""
        counted = _LINK.sub(lambda link: f'{link[1]}{escape(self._go(unescape(link[2])))}"', html)
        return mark_safe(counted)  # noqa: S308 - cleaned on save, and written by press.richtext.tree

    def _html(self, name: str, context: dict[str, Any]) -> str:
        with translation.override(settings.LANGUAGE_CODE):
            return rendered(f"{_FOLDER}/{name}.html", context, autoescape=True)

    def _text(self, name: str, context: dict[str, Any]) -> str:
        with translation.override(settings.LANGUAGE_CODE):
            return rendered(f"{_FOLDER}/{name}.txt", context, autoescape=False)


def _as_text(html: str) -> str:
    """Return an editor's words as text, with each link's address behind it."""
    return plain_text(_ANCHOR.sub(lambda link: f"{link[2]} ({link[1]})", html), captions=True)


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


@cache
def _css() -> str:
    return Path(get_template(f"{_FOLDER}/letter.css").origin.name).read_text(encoding="utf-8")  # type: ignore[attr-defined]


def _inlined(blocks: Iterable[str]) -> list[str]:
    found = list(blocks)
    if not found:
        return []
    return _inliner().inline_many_fragments(found, [_css()] * len(found))


@cache
def _own_frame(heading: str) -> tuple[str, str]:
    html = rendered(f"{_FOLDER}/own.html", {"heading": heading, "own": OWN}, autoescape=True)
    opening, closing = _inlined([html])[0].split(OWN)
    return opening, closing
