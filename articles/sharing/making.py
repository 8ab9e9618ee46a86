"""Having share cards drawn: the row says what is due, a worker claims it by a conditional UPDATE, draws it, says so.

A task is only a nudge: it may be lost, doubled or late, and the row is still right. `share_card` is the drawn card
({"name", "width", "height", "version"}; a version without a name cannot be drawn) or, until then, what is wanted and
how often it was tried ({"wanted", "tries"}).
"""

import logging
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.rendering import render_story
from articles.sharing.card import card_of, photo_name, version_of
from articles.sharing.draw import HEIGHT, WIDTH, Card, draw
from articles.sharing.letters import CannotDraw
from press.pictures import renditions
from press.pictures.making import CLAIM, wait_after
from press.web.remember import forget_all

logger = logging.getLogger(__name__)

# Cards that one errand draws; a minute later the tick sends the next, and other tasks had their turn.
AT_ONCE = 60


def draw_card(article_id: int, *, at: datetime | None = None) -> bool:
    """Draw a due card, or remove one that is to be gone; return whether this call claimed it.

    `at` is the moment of the claim (now). Nothing is raised for a failure: the next try waits a minute, then four,
    sixteen … at most a day, and the story keeps its plain picture. A worker that dies leaves a claim that lapses.
    """
    story = _claim(article_id, at or timezone.now())
    if story is None:
        return False
    try:
        _make_right(story)
    except Exception:  # whatever it was, it must be tried again
        logger.exception("Story %s: its share card could not be drawn.", article_id)
        _release(story, share_due_at=timezone.now() + wait_after(story.share_card["tries"]))
    return True


def draw_due_cards(at: datetime) -> int:
    """Draw what is due, the newest stories first, up to AT_ONCE of them; return how many were claimed."""
    due = Article.objects.filter(share_due_at__lte=at).newest_first().values_list("pk", flat=True)
    return sum(draw_card(pk) for pk in list(due[:AT_ONCE]))


def _claim(article_id: int, at: datetime) -> Article | None:
    """Take a due card, or None when it is not due or another worker was faster.

    From here on the row names no card that says something else, so the files of such a one may go.
    """
    stories = Article.objects.select_related("category", "lead_picture")
    story = stories.filter(pk=article_id, share_due_at__lte=at).first()
    if story is None:
        return None
    forget_all()  # what is remembered for five seconds may be older than what made the card due
    due_at, version = story.share_due_at, version_of(story)
    tries = min(story.share_card.get("tries", 0) + 1, 100)
    is_right = version is not None and version == story.share_card.get("version")
    story.share_card = {**(story.share_card if is_right else {}), "wanted": version, "tries": tries}
    story.share_due_at = at + max(CLAIM, wait_after(tries))
    claimed = Article.objects.filter(pk=article_id, share_due_at=due_at)
    taken = claimed.update(share_due_at=story.share_due_at, share_card=story.share_card)
    return story if taken else None


def _make_right(story: Article) -> None:
    _sweep(story.pk, keep=story.share_card.get("name", ""))
    card = card_of(story)
    if card is None:
        _release(story, share_due_at=None, share_card={})
    elif "version" in story.share_card:  # edited and then edited back before anything was drawn
        is_drawn = {key: value for key, value in story.share_card.items() if key not in {"wanted", "tries"}}
        _release(story, share_due_at=None, share_card=is_drawn)
    elif _draw(story, card):
        _release(story, share_due_at=None)


def _draw(story: Article, card: Card) -> bool:
    """Draw the card and have the story name it; return whether it still says what the story says."""
    version = version_of(story)
    drawn: dict[str, Any] = {"version": version}
    try:
        content = draw(card, _photo(story) if card.picture else None)
    except CannotDraw as cannot:
        logger.info("Story %s has no share card: %s", story.pk, cannot)
    else:
        drawn |= {"name": f"share/{story.pk}/{version}.jpg", "width": WIDTH, "height": HEIGHT}
        renditions.write(drawn["name"], content)
    with transaction.atomic():
        rows = Article.objects.select_for_update(of=("self",)).select_related("category", "lead_picture")
        row = rows.filter(pk=story.pk).first()
        if row is None or version_of(row) != version:  # edited or taken back meanwhile, and due again since
            renditions.remove([drawn["name"]] if "name" in drawn else [])
            return False
        row.share_card = drawn
        row.save(update_fields=["share_card"])
        render_story(row)
    return True


def _photo(story: Article) -> bytes:
    assert story.lead_picture
    with default_storage.open(photo_name(story.lead_picture)) as file:
        return bytes(file.read())


def _release(story: Article, **row: Any) -> None:
    """Give up the claim, if it is still ours."""
    Article.objects.filter(pk=story.pk, share_due_at=story.share_due_at).update(**row)


def _sweep(article_id: int, *, keep: str) -> None:
    """Delete every file of the story's cards but one, among them what a worker left that died."""
    folder = f"share/{article_id}"
    try:
        _folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    renditions.remove(name for file in files if (name := f"{folder}/{file}") != keep)
