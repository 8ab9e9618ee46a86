"""Keeping the rows that lists and search are read from in step with the story."""

from articles.models import Article, TaggedArticle
from articles.search.index import forget


def relist(article: Article) -> None:
    """Copy the story's date and whether it may be listed to its category, topic and byline rows."""
    listed = article.status == Article.Status.PUBLISHED
    if article.category_id:
        TaggedArticle.objects.filter(content_object=article, is_category=True).exclude(
            tag_id=article.category_id
        ).delete()
        # A topic row of the same tag cannot exist: the tag field offers topics only.
        TaggedArticle.objects.get_or_create(content_object=article, tag_id=article.category_id, is_category=True)
    else:
        TaggedArticle.objects.filter(content_object=article, is_category=True).delete()
    facts = {"listed": listed, "published_at": article.published_at}
    TaggedArticle.objects.filter(content_object=article).update(**facts)
    article.bylines.update(**facts)
    if not listed:
        forget([article.pk])
