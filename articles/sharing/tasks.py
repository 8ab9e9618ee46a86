"""What a worker does for share cards: draw one when nudged, and each minute look for what is due."""

from datetime import datetime

from django.tasks import task
from django.utils import timezone

from articles.models import Article
from articles.sharing import making
from press.work.ticks import every_minute


# Before any rendition, as a link may be passed on in the story's first minute: a card takes a tenth of a second.
@task(queue_name="pictures", priority=30)
def draw_share_card(article_id: int) -> None:
    """Draw the card of a story, unless another worker is at it."""
    making.draw_card(article_id)


@task(queue_name="pictures")
def draw_due_share_cards() -> None:
    """Draw cards that are due and that nobody was asked for, or whose errand was lost."""
    making.draw_due_cards(timezone.now())


@every_minute
def ask_for_due_share_cards(at: datetime) -> None:
    if Article.objects.filter(share_due_at__lte=at).exists():
        draw_due_share_cards.enqueue()
