"""Pictures placed in the text."""

from django.db import models


class Figure(models.Model):
    """A picture placed in a story's body, with its caption there. Derived from the body on save."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="figures")
    picture = models.ForeignKey("pictures.Picture", models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    caption = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="a_figure_once_a_story")]
