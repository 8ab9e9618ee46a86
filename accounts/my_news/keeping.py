"""What readers with an account do to what they follow: each click is one action on rows, and doing it twice is fine."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Follow, MergedTopic
from accounts.my_news.follows import Change, Thing


def keep_change(user: Any, what: Change, thing: Thing, *, at: datetime | None = None) -> None:
    """Follow, leave, mute or unmute one thing."""
    column = f"{thing.kind}_id"
    if what == "unfollow":
        Follow.objects.filter(user=user, **{column: thing.pk}).delete()
        return
    muted = {} if what == "follow" else {"muted": what == "mute"}
    made = {"made_at": at or timezone.now(), **muted}
    Follow.objects.update_or_create(user=user, **{column: thing.pk}, defaults=muted, create_defaults=made)


def carry_over(kept_id: int, merged_id: int) -> None:
    """Let whoever followed a topic that was merged follow the one that it became part of, once."""
    with transaction.atomic():
        followers = Follow.objects.filter(topic_id=kept_id).values("user")
        Follow.objects.filter(topic_id=merged_id, user__in=followers).delete()
        Follow.objects.filter(topic_id=merged_id).update(topic_id=kept_id)
        MergedTopic.objects.filter(kept_id=merged_id).update(kept_id=kept_id)
        MergedTopic.objects.update_or_create(merged_id=merged_id, defaults={"kept_id": kept_id})
