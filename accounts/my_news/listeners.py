"""What following does when topics change, and what it knows of a person."""

from typing import Any

from django.dispatch import receiver

from accounts.models import Follow, NewsFeed, SavedArticle, User
from accounts.my_news.feed import addresses_of
from accounts.my_news.keeping import carry_over
from accounts.signals import person_exporting
from articles.signals import topic_merged


@receiver(topic_merged, dispatch_uid="accounts.topic_merged")
def follow_the_kept_topic(kept_id: int, merged_id: int, **_: Any) -> None:
    """Readers of the one read the other now."""
    carry_over(kept_id, merged_id)


@receiver(person_exporting, dispatch_uid="accounts.my_news.exporting")
def follows_and_saved(user: User, **_: Any) -> dict[str, Any]:
    """Tell a person what they follow and saved, and where their feed is."""
    follows = Follow.objects.filter(user=user).select_related("topic", "author").order_by("made_at", "pk")
    saved = SavedArticle.objects.filter(user=user).select_related("article__category").order_by("made_at", "pk")
    feed = NewsFeed.objects.filter(user=user).first()
    return {
        "feed": {**addresses_of(feed), "since": feed.made_at.isoformat()} if feed else None,
        "follows": [
            {"name": str(row.topic or row.author), "muted": row.muted, "since": row.made_at.isoformat()}
            for row in follows
        ],
        "saved": [
            {"headline": row.article.headline, "address": row.article.get_absolute_url(), "at": row.made_at.isoformat()}
            for row in saved
        ],
    }
