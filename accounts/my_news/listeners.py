"""What following does when topics change."""

from typing import Any

from django.dispatch import receiver

from accounts.my_news.keeping import carry_over
from articles.signals import topic_merged


@receiver(topic_merged, dispatch_uid="accounts.topic_merged")
def follow_the_kept_topic(kept_id: int, merged_id: int, **_: Any) -> None:
    """Readers of the one read the other now."""
    carry_over(kept_id, merged_id)
