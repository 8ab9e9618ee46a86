"""A reader's own section: the newest of what they want that they were not sent before."""

from collections.abc import Collection
from datetime import datetime, timedelta

from articles.together import newest_together
from newsletters.wishes import Wishes

MOST = 8  # stories
REACH = timedelta(days=7)  # a new reader's section begins no earlier


def own_stories(wishes: Wishes, *, since: datetime | None, until: datetime, but: Collection[int] = ()) -> list[int]:
    """Return the ids of live stories of what is wanted, published after `since` and up to `until`, newest first.

    `but` are the edition's own. One query, none for who wants nothing in particular.
    """
    if not wishes:
        return []
    begin = max(since, until - REACH) if since else until - REACH
    found = newest_together(wishes.topics, wishes.authors, limit=MOST + len(but), at=until)
    new = [story.article_id for story in found if story.published_at > begin and story.article_id not in but]
    return new[:MOST]
