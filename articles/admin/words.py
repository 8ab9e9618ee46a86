"""How the desk says what state a story is in, and when something happens: words, in the newsroom's own zone."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.actions.fit import Lack
from articles.models import Article


def state_word(story: Article) -> str:
    """Return a story's state as the clock says it: live, scheduled, embargoed, or its status."""
    if story.is_live:
        return "live"
    if story.is_embargoed:
        return "embargoed"
    return "scheduled" if story.is_waiting else str(story.status)


def state_mark(word: str) -> SafeString:
    """Return the state as a word with a dot; the dot's colour and form come from static/desk/desk.css."""
    return format_html('<span class="state state--{}">{}</span>', word, word)


def moment_words(moment: datetime) -> str:
    """Return a moment in the newsroom's zone, as “06:00 on November 24”; another year is named.

    The hour is written as it is typed into the form. static/desk/plan.js says the same while one types.
    """
    local = timezone.localtime(moment)
    hour = date_format(local, "H:i")
    day = date_format(local, "F j" if local.year == timezone.localdate().year else "F j, Y")
    return f"{hour} on {day}"


def moment_short(moment: datetime) -> str:
    """Return a moment for a table or a list, as “Nov 24, 06:00”; another year is named."""
    local = timezone.localtime(moment)
    return date_format(local, "M j, H:i" if local.year == timezone.localdate().year else "M j, Y, H:i")


def when_seen(story: Article) -> str:
    """Return for a table when readers see a story, or saw it; nothing of one on the desk, which may keep a date."""
    if story.published_at is None or story.status in {*Article.ON_THE_DESK, Article.Status.SPIKED}:
        return ""
    return moment_short(story.published_at)


def lack_words(lack: Lack) -> SafeString:
    """Return what a story lacks; where a picture lacks it, the picture's page opens beside the form."""
    if lack.picture_id is None:
        return format_html("{}", lack)
    url = reverse("admin:pictures_picture_change", args=[lack.picture_id])
    return format_html('{} <a href="{}" target="_blank" rel="noopener">{}</a>', lack.sentence, url, lack.remedy)


def newsroom_zone() -> str:
    """Return the name of the zone in which the desk's times are meant."""
    return timezone.get_current_timezone_name().replace("_", " ")
