"""Wanting a share card: said whenever a story is rendered, and when it is taken from readers without being rendered.

How a card comes to be, and goes, is making.py.
"""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.sharing.card import version_of

# A story that was published no longer ago is likely to be passed on now; a worker is asked for its card at once.
NEWS = timedelta(days=1)


def wants_card(article: Article) -> bool:
    """Say whether the card that is kept differs from what it is to say now, or is one too many."""
    version = version_of(article)
    return bool(article.share_card) if version is None else article.share_card.get("version") != version


def want_card(article: Article, *, at: datetime | None = None) -> None:
    """Mark the story's card as due when it differs. What was marked for the same version already keeps its turn.

    A card that is to be gone is removed with the commit, and by the next tick should that fail.
    """
    if not wants_card(article):
        return
    at, version = at or timezone.now(), version_of(article)
    with transaction.atomic():
        row = Article.objects.select_for_update().only("share_card", "share_due_at").filter(pk=article.pk).first()
        if row is None:
            return
        if row.share_due_at is None or row.share_card.get("wanted") != version:
            row.share_card, row.share_due_at = {**row.share_card, "wanted": version, "tries": 0}, at
            row.save(update_fields=["share_card", "share_due_at"])
            transaction.on_commit(partial(_see_to_it, article, gone=version is None, at=at), robust=True)
    article.share_card, article.share_due_at = row.share_card, row.share_due_at


def _see_to_it(article: Article, *, gone: bool, at: datetime) -> None:
    from articles.sharing.making import draw_card
    from articles.sharing.tasks import draw_share_card

    if gone:
        draw_card(article.pk)
    elif article.published_at and article.published_at > at - NEWS:
        draw_share_card.enqueue(article.pk)
