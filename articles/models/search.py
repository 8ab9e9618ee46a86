"""What search knows of the stories, and what readers looked for in vain."""

from django.db import models

from articles.models.article import Article


class SearchEntry(models.Model):
    """A published story as search knows it, scheduled ones too: what is filtered by and counted, and its plain text.

    Its words stand beside, in the database's own full-text index; articles.search keeps both in step with the story.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="+")
    published_at = models.DateTimeField()
    # Plain ids and lists of them, so that one statement filters and counts without a join.
    category_id = models.BigIntegerField()
    topic_ids = models.JSONField(default=list)
    author_ids = models.JSONField(default=list)
    text = models.TextField()

    class Meta:
        indexes = [models.Index(models.F("published_at").desc(), models.F("article").desc(), name="search_newest")]

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
