"""What stands beside and below a story: the next and more from its category, and related stories."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from articles.cards import cards_of
from articles.merge import Branch, newest_of

MORE = 4
RELATED = 4


def beside(row: Mapping[str, Any], *, topic_ids: list[int]) -> dict[str, Any]:
    """Return `next_story`, `more` and `related` for the story `row` (pk, category_id, category__name, published_at,
    rendered).

    Related are those that share most topics, the newer first. Two queries.
    """
    branches = [
        Branch(row["category_id"], 1, before=row["published_at"]),
        Branch(row["category_id"], MORE + 2),
        *(Branch(topic_id, RELATED * 2 + 1) for topic_id in topic_ids),
    ]
    found = newest_of(branches)
    older = [f.article_id for f in found if f.branch == 0]
    same = [f.article_id for f in found if f.branch == 1 and f.article_id not in {row["pk"], *older}][:MORE]
    taken = {row["pk"], *older, *same}
    shared = Counter(f.article_id for f in found if f.branch > 1 and f.article_id not in taken)
    cards = cards_of([*older, *same, *(pk for pk, _ in shared.most_common(RELATED * 3))])
    # Sorting keeps the order of equals, and `cards` has the newest first.
    related = sorted((pk for pk in cards if pk in shared), key=lambda pk: -shared[pk])[:RELATED]
    category_url = f"/{row['rendered']['story']['category']['url'].strip('/')}/"
    following = [cards[pk] for pk in older if pk in cards]
    return {
        "next_story": {"headline": following[0].headline, "url": f"{category_url}{following[0].slug}/"}
        if following
        else None,
        "more": {
            "title": f"More from {row['category__name']}",
            "url": category_url,
            "cards": [cards[pk].html for pk in same if pk in cards],
        },
        "related": [cards[pk].html for pk in related],
    }
