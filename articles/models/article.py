"""A story, in every state it can be in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from taggit.managers import TaggableManager

from articles.models.topic import TaggedArticle, Topic, TopicsManager
from press.richtext.fields import BodyField


class ArticleQuerySet(models.QuerySet["Article"]):
    """Adjectives filter, `visible_to` grants, `newest_first` orders. Views never spell a status."""

    def live(self, at: datetime | None = None) -> "ArticleQuerySet":
        """Stories a reader may see in lists at `at` (default: now)."""
        return self.filter(status=Article.Status.PUBLISHED, published_at__lte=at or timezone.now())

    def waiting(self, at: datetime | None = None) -> "ArticleQuerySet":
        """Published by the desk, and to appear by the clock."""
        return self.filter(status=Article.Status.PUBLISHED, published_at__gt=at or timezone.now())

    def embargoed(self, at: datetime | None = None) -> "ArticleQuerySet":
        at = at or timezone.now()
        return self.waiting(at).filter(embargo_until__gt=at)

    def scheduled(self, at: datetime | None = None) -> "ArticleQuerySet":
        at = at or timezone.now()
        return self.waiting(at).exclude(embargo_until__gt=at)

    def unpublished(self) -> "ArticleQuerySet":
        """Still on the desk: draft, submitted or approved."""
        return self.filter(status__in=Article.ON_THE_DESK)

    def with_picture(self, picture_id: int) -> "ArticleQuerySet":
        """Stories that show a picture, as their lead or in the text."""
        return self.filter(models.Q(lead_picture_id=picture_id) | models.Q(figures__picture_id=picture_id)).distinct()

    def visible_to(self, person: Any) -> "ArticleQuerySet":
        """Stories this person may open at the desk: editors all of them, reporters their own."""
        if person.has_perm("articles.edit_any_article"):
            return self
        return self.filter(models.Q(created_by_id=person.pk) | models.Q(bylines__author__user_id=person.pk)).distinct()

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-published_at", "-pk")


class Article(models.Model):
    """One story. Its dates are facts and plans; whether it is live is asked of the clock, never stored."""

    class Kind(models.TextChoices):
        BRIEF = "brief", "Brief"
        STORY = "story", "Story"
        FEATURE = "feature", "Feature"
        OPED = "op-ed", "Op-ed"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"
        RETRACTED = "retracted", "Retracted"
        KILLED = "killed", "Killed"
        SPIKED = "spiked", "Spiked"

    ON_THE_DESK = (Status.DRAFT, Status.SUBMITTED, Status.APPROVED)

    kind = models.CharField(max_length=8, choices=Kind, default=Kind.STORY)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    headline = models.CharField(max_length=200)
    dek = models.CharField(max_length=300, blank=True, help_text="One sentence under the headline.")
    eyebrow = models.CharField(max_length=60, blank=True, help_text="One to three words over the headline.")
    dateline = models.CharField(max_length=80, blank=True, help_text="Where it was written, as in PORT SARRA.")
    body = BodyField(blank=True)
    slug = models.SlugField(
        "address",
        max_length=120,
        allow_unicode=True,
        blank=True,
        db_index=False,  # article_slug below is the one index it needs
        help_text="The last part of the story's address; made from the headline when left empty.",
    )
    category = models.ForeignKey(
        Topic, models.PROTECT, related_name="+", limit_choices_to={"kind": Topic.Kind.CATEGORY}, null=True
    )
    topics = TaggableManager(through=TaggedArticle, manager=TopicsManager, blank=True, help_text="Separated by commas.")
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="en")

    lead_picture = models.ForeignKey("pictures.Picture", models.PROTECT, null=True, blank=True, related_name="+")
    lead_caption = models.TextField(
        "lead caption", blank=True, help_text="Left empty, the picture's own caption from the library is printed."
    )

    translated_paper = models.CharField("translated from", max_length=120, blank=True, help_text="The paper's name.")
    translated_country = models.CharField("its country", max_length=80, blank=True)
    translated_on = models.DateField("its date", null=True, blank=True)

    publish_at = models.DateTimeField(
        "publish at", null=True, blank=True, help_text="Leave empty to publish as soon as you press the button."
    )
    embargo_until = models.DateTimeField(
        null=True, blank=True, help_text="Readers see nothing of it before this moment, whatever else is set."
    )
    published_at = models.DateTimeField(null=True, editable=False)  # when it is or will be live; fixed once past
    updated_at = models.DateTimeField(null=True, editable=False)  # a change that readers should know
    retraction = models.TextField(blank=True, editable=False)  # the notice that stands in place of a retracted story

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    made_from = models.UUIDField(null=True, unique=True, editable=False)  # the form it was typed in first
    version = models.PositiveIntegerField(default=0, editable=False)  # counts saves; two editors are told by it

    # HTML made on save by articles.rendering; never edited, always remade by `manage.py render`.
    rendered = models.JSONField(default=dict, editable=False)
    card_html = models.TextField(default="", editable=False)
    lead_html = models.TextField(default="", editable=False)

    # What feeds say of the story, made on save as well; see articles/feeds/.
    syndicated = models.JSONField(default=dict, editable=False)

    # The picture for share cards, drawn in the background once per story and version; see articles/sharing/.
    share_card = models.JSONField(default=dict, editable=False)
    share_due_at = models.DateTimeField(null=True, editable=False)  # null: it is drawn

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"
        constraints = [
            models.UniqueConstraint(
                fields=["category", "slug"], condition=~models.Q(slug=""), name="one_story_an_address"
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["published", "retracted"])
                | (models.Q(published_at__isnull=False, category__isnull=False) & ~models.Q(slug="")),
                name="what_is_published_has_an_address_and_a_date",
            ),
        ]
        indexes = [
            models.Index(
                models.F("published_at").desc(),
                models.F("id").desc(),
                condition=models.Q(status="published"),
                name="article_newest",
            ),
            models.Index(fields=["-saved_at"], name="article_saved"),
            models.Index(fields=["slug"], name="article_slug"),
            models.Index(
                fields=["share_due_at"], condition=models.Q(share_due_at__isnull=False), name="share_cards_due"
            ),
        ]
        permissions = [
            ("edit_any_article", "Can open and edit everybody's stories"),
            ("submit_article", "Can submit a story to the editors"),
            ("approve_article", "Can approve a story"),
            ("publish_article", "Can publish, schedule and unpublish"),
            ("correct_article", "Can add a correction"),
            ("retract_article", "Can retract a published story"),
            ("kill_article", "Can kill a story"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """The story's address, or nothing while it has none."""
        return f"/{self.category.slug}/{self.slug}/" if self.category and self.slug else ""

    @property
    def is_live(self) -> bool:
        return self._published_when(lambda moment, now: moment <= now)

    @property
    def is_waiting(self) -> bool:
        return self._published_when(lambda moment, now: moment > now)

    @property
    def is_embargoed(self) -> bool:
        return self.is_waiting and self.embargo_until is not None and self.embargo_until > timezone.now()

    @property
    def is_scheduled(self) -> bool:
        return self.is_waiting and not self.is_embargoed

    def _published_when(self, holds: Callable[[datetime, datetime], bool]) -> bool:
        if self.status != Article.Status.PUBLISHED or self.published_at is None:
            return False
        return holds(self.published_at, timezone.now())

    @property
    def direction(self) -> str:
        return "rtl" if self.language in {"ar", "he", "fa", "ur"} else "ltr"

    def planned_for(self, at: datetime) -> datetime:
        """When it would be live if the desk published it at `at`."""
        return max(moment for moment in (at, self.publish_at, self.embargo_until) if moment)
