"""Keeping what search knows in step with the stories: each published one has an entry, no other has.

Called by whatever changes a story's words or whether it is published, in the same transaction, so that a search finds a
story as soon as its address answers. A scheduled story has its entry already; the clock decides when it may match.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction

from articles.models import Article, Byline, SearchEntry, TaggedArticle
from articles.search.asking import COMMON
from articles.search.dialect import Entry, dialect
from articles.search.fold import words_of
from press.richtext.render import plain_text

_HYPHENS = re.compile("[-\u2010\u2011]")
_HYPHENATED = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)+")
_STOPS = frozenset(".!?…:;؟۔。")
CHUNK = 500  # stories a statement when everything is indexed anew


def keep(article: Article) -> None:
    """Write the entry of a published story; said after everything about the story is saved."""
    if article.status == Article.Status.PUBLISHED:
        write(entries_of([article.pk]))


def forget(article_ids: list[int]) -> None:
    """Take entries away."""
    dialect().forget(article_ids)
    SearchEntry.objects.filter(article_id__in=article_ids).delete()


def write(entries: Iterable[Entry]) -> None:
    """Write entries, in place of those that their stories have."""
    if entries := list(entries):
        dialect().write(entries)


def rebuild() -> int:
    """Index every published story anew and drop what is stale; return how many. Readers search meanwhile.

    Each chunk is a transaction of its own, so there is never a moment without an index, and a story that is saved
    meanwhile is never written over with older words.
    """
    dialect().prepare()
    count, last = 0, 0
    while ids := _rebuild_after(last):
        count, last = count + len(ids), ids[-1]
    dialect().settle()
    return count


def _rebuild_after(last: int) -> list[int]:
    with transaction.atomic():
        rows = Article.objects.filter(pk__gt=last, status=Article.Status.PUBLISHED).order_by("pk")
        # Locked, so that an editor's save comes after us and not in between.
        ids = list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True)[:CHUNK])
        stale = SearchEntry.objects.filter(article_id__gt=last).exclude(article_id__in=ids)
        forget(list((stale.filter(article_id__lt=ids[-1]) if ids else stale).values_list("pk", flat=True)))
        write(entries_of(ids))
    return ids


def entries_of(article_ids: list[int]) -> Iterator[Entry]:
    """Yield the entries of published stories. Three queries."""
    topics: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for article_id, topic_id, name, is_category in TaggedArticle.objects.filter(
        content_object_id__in=article_ids
    ).values_list("content_object_id", "tag_id", "tag__name", "is_category"):
        topics[article_id].append((0 if is_category else topic_id, name))
    authors: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for article_id, author_id, name in Byline.objects.filter(article_id__in=article_ids).values_list(
        "article_id", "author_id", "author__name"
    ):
        authors[article_id].append((author_id, name))
    columns = ("pk", "published_at", "category_id", "headline", "eyebrow", "dek", "dateline", "body", "lead_caption")
    rows = Article.objects.filter(pk__in=article_ids).values(
        *columns, "translated_paper", "translated_country", "lead_picture__caption"
    )
    for row in rows:
        tags, names = topics[row["pk"]], authors[row["pk"]]
        caption = row["lead_caption"] or row["lead_picture__caption"] or ""
        body = "\n".join(part for part in (plain_text(row["body"], captions=True), caption) if part)
        around = ("dek", "dateline", "translated_paper", "translated_country")
        yield Entry(
            article_id=row["pk"],
            published_at=row["published_at"],
            category_id=row["category_id"],
            topic_ids=[pk for pk, _ in tags if pk],
            author_ids=[pk for pk, _ in names],
            text=f"{_ended(row['dek'])}\n{body}" if row["dek"] else body,
            head=_folded(row["headline"], row["eyebrow"], *(name for _, name in (*tags, *names))),
            about=_folded(*(row[column] for column in around)),
            body=_folded(body),
        )


def _folded(*texts: str) -> str:
    text = "\n".join(texts)
    # “Cease-fire” is found by “ceasefire” too. Such words follow the text, so that they part none that stand together.
    parts = text.split() if "-" in text or "\u2010" in text or "\u2011" in text else []
    parts = [part for part in parts if "-" in part or "\u2010" in part or "\u2011" in part]
    joined = " ".join(dict.fromkeys(_HYPHENS.sub("", word) for part in parts for word in _HYPHENATED.findall(part)))
    # Common words would be half of the index, and nobody finds a story by them.
    return " ".join([word for word in (*words_of(text), *words_of(joined)) if word not in COMMON])


def _ended(sentence: str) -> str:
    """Return a sentence with its stop: a result shows the dek and the text in one line."""
    return sentence if sentence.rstrip("”’\"'»)")[-1:] in _STOPS else f"{sentence}."
