"""Categories and topics: two kinds of the one taggit model, and the rows that put a story under them."""

from typing import Any

from django.db import models
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase


class TopicQuerySet(models.QuerySet["Topic"]):
    def categories(self) -> "TopicQuerySet":
        return self.filter(kind=Topic.Kind.CATEGORY)

    def topics(self) -> "TopicQuerySet":
        return self.filter(kind=Topic.Kind.TOPIC)

    def in_menu_order(self) -> "TopicQuerySet":
        return self.order_by("position", "name", "pk")


class Topic(TagBase):
    """What stories are about: a category (curated, with an icon and an address at the root) or a topic (a free tag)."""

    class Kind(models.TextChoices):
        CATEGORY = "category", "Category"
        TOPIC = "topic", "Topic"

    kind = models.CharField(max_length=8, choices=Kind, default=Kind.TOPIC, editable=False)
    description = models.TextField(blank=True, help_text="One sentence for the top of its page.")
    icon = models.CharField(max_length=40, blank=True, help_text="A name from the icon set; categories need one.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in the menu; smaller comes first.")

    objects = TopicQuerySet.as_manager()  # type: ignore[assignment, misc]  # taggit declares its own

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind="topic") | ~models.Q(icon=""), name="a_category_has_an_icon")
        ]

    @property
    def is_category(self) -> bool:
        return self.kind == Topic.Kind.CATEGORY

    def get_absolute_url(self) -> str:
        return f"/{self.slug}/" if self.is_category else f"/topics/{self.slug}/"


class TaggedArticle(ItemBase):
    """One story under one topic or category.

    It repeats when the story is live, so that every list is an index lookup; articles.actions.listing keeps it so.
    """

    tag = models.ForeignKey(Topic, models.CASCADE, related_name="tagged")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="tagged")
    is_category = models.BooleanField(default=False)
    listed = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="a_topic_once_a_story"),
            models.UniqueConstraint(
                fields=["content_object"], condition=models.Q(is_category=True), name="one_category_a_story"
            ),
        ]
        indexes = [
            models.Index(
                "tag",
                models.F("published_at").desc(),
                models.F("content_object").desc(),
                condition=models.Q(listed=True),
                name="tagged_listed",
            )
        ]


class TopicsManager(_TaggableManager):
    """taggit's manager, blind to the category's own row, so that setting topics never takes a story's category."""

    def _lookup_kwargs(self) -> dict[str, Any]:
        return {**super()._lookup_kwargs(), "is_category": False}

    def get_queryset(self, extra_filters: dict[str, Any] | None = None) -> TopicQuerySet:
        # In the same filter call as taggit's own, or the two conditions could hold for different rows.
        topics: TopicQuerySet = super().get_queryset({**(extra_filters or {}), "tagged__is_category": False})
        return topics
