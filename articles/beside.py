"""What stands beside and below a story: the next and more from its category, and related stories."""

from collections import Counter
from typing import Any

from articles.merge import Branch, newest_of
from articles.models import Article

MORE = 4
RELATED = 4


def beside(row: dict[str, Any], *, topic_ids: list[int]) -> dict[str, Any]:
    """Return `next_story`, `more` and `related` for the story `row` (pk, category_id, published_at, rendered).

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
    cards = {
        pk: (published, html, headline, url)
        for pk, published, html, headline, url in Article.objects.filter(
            pk__in=[*older, *same, *(pk for pk, _ in shared.most_common(RELATED * 3))]
        ).values_list("pk", "published_at", "card_html", "headline", "slug")
    }
    related = sorted((pk for pk in shared if pk in cards), key=lambda pk: (shared[pk], cards[pk][0]), reverse=True)[
        :RELATED
    ]
    category_url = f"/{row['rendered']['story']['category']['url'].strip('/')}/"
    following = [cards[pk] for pk in older if pk in cards]
    return {
        "next_story": {"headline": following[0][2], "url": f"{category_url}{following[0][3]}/"} if following else None,
        "more": {
            "title": f"More from {row['category__name']}",
            "url": category_url,
            "cards": [cards[pk][1] for pk in same if pk in cards],
        },
        "related": [cards[pk][1] for pk in related],
    }
