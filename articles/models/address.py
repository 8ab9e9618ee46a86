"""Where things stood before: readers, search engines and links of long ago are sent on."""

from django.db import models


class OldAddress(models.Model):
    """Where a story stood before its slug or category changed; readers are sent on."""

    category_slug = models.CharField(max_length=100)
    slug = models.CharField(max_length=120)
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="old_addresses")

    class Meta:
        verbose_name_plural = "old addresses"
        constraints = [models.UniqueConstraint(fields=["category_slug", "slug"], name="one_story_an_old_address")]

    def __str__(self) -> str:
        return f"/{self.category_slug}/{self.slug}/"


class FormerSlug(models.Model):
    """A slug under which a category or topic stood before it was renamed, or before it became part of another."""

    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    topic = models.ForeignKey("articles.Topic", models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug


class Redirect(models.Model):
    """An address that an editor sends on by hand: from another site's time, or printed wrong once."""

    path = models.CharField("from", max_length=300, unique=True, help_text="As in /old/address/.")
    to = models.CharField(max_length=300, help_text="An address of ours, as in /politics/new-address/.")
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.path} → {self.to}"
