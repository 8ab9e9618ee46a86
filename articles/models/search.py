"""What search knows of the stories, and what readers looked for in vain."""

from django.db import models

from articles.models.article import Article


class SearchEntry(models.Model):
    """A published story as search knows it, scheduled ones too: what is filtered by and counted, and its plain text.

    Its words, topics and authors stand in further columns and tables, which each database has in its own form (see
    migration 0003); articles.search alone writes and reads them.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="+")
    published_at = models.DateTimeField()
    category_id = models.BigIntegerField()  # a plain id, so that one statement filters and counts without a join
    text = models.TextField()

    def __str__(self) -> str:
        return f"Search entry of story {self.article_id}"


class MissedSearch(models.Model):
    """Words that readers searched for and no story has, and how often; nothing about the readers."""

    words = models.CharField(max_length=80, unique=True)
    times = models.PositiveIntegerField(default=1)
    last_on = models.DateField()

    class Meta:
        verbose_name = "search that found nothing"
        verbose_name_plural = "searches that found nothing"

    def __str__(self) -> str:
        return self.words
