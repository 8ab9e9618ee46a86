"""One issue of a newsletter, its stories, and its links."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from newsletters.models.newsletter import Newsletter
from newsletters.models.subscriber import new_key
from press.richtext.fields import BodyField


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions by how far they are."""

    def due(self, at: datetime) -> "EditionQuerySet":
        """Scheduled ones whose time has come."""
        return self.filter(state=Edition.State.SCHEDULED, send_at__lte=at)

    def writable(self) -> "EditionQuerySet":
        """Those that have not been let go yet."""
        return self.filter(state__in=Edition.WRITABLE)

    def released(self) -> "EditionQuerySet":
        """Those of which mail has gone out, or could have."""
        return self.filter(released_at__isnull=False)

    def online(self) -> "EditionQuerySet":
        """Those that everybody may read."""
        return self.released().filter(is_hidden=False)

    def newest_first(self) -> "EditionQuerySet":
        return self.order_by("-date", "-number", "-pk")


class Edition(models.Model):
    """One issue of a newsletter, as of this morning."""

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        SCHEDULED = "scheduled", "scheduled"
        SENDING = "sending", "being sent"
        PAUSED = "paused", "paused"
        STOPPED = "stopped", "stopped"
        SENT = "sent", "sent"

    WRITABLE = (State.DRAFT, State.SCHEDULED)

    newsletter = models.ForeignKey(Newsletter, models.PROTECT, related_name="editions")
    date = models.DateField()
    number = models.PositiveSmallIntegerField(default=1, editable=False, help_text="Of several on one day.")
    subject = models.CharField(max_length=150, blank=True)
    preheader = models.CharField(max_length=200, blank=True, help_text="What inboxes show after the subject.")
    introduction = BodyField(blank=True)
    stories: models.ManyToManyField = models.ManyToManyField(  # type: ignore[type-arg]
        "articles.Article", through="EditionStory", related_name="+"
    )
    appeal = models.ForeignKey("donations.Appeal", models.SET_NULL, null=True, blank=True, related_name="+")
    promos = models.ManyToManyField("pages.Promo", blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    send_at = models.DateTimeField(null=True, blank=True, help_text="When it goes out, once it is scheduled.")
    released_at = models.DateTimeField(null=True, editable=False, help_text="When its deliveries were queued.")
    finished_at = models.DateTimeField(null=True, editable=False, help_text="When nothing was left to send.")
    is_hidden = models.BooleanField(default=False, editable=False, help_text="An editor took it off the web.")
    trouble = models.CharField(max_length=300, blank=True, editable=False, help_text="Why it does not go on.")
    counts = models.JSONField(
        null=True, editable=False, help_text="What became of its deliveries, once they are forgotten."
    )
    made_at = models.DateTimeField(null=True, editable=False, help_text="What is newer was not proposed for it.")
    saved_at = models.DateTimeField(editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        permissions: ClassVar = [("send_edition", "Can schedule, send, pause and stop an edition")]
        constraints = [
            models.UniqueConstraint(fields=["newsletter", "date", "number"], name="one_edition_a_number"),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(send_at__isnull=False), name="a_scheduled_edition_has_a_time"
            ),
        ]
        indexes = [models.Index(fields=["send_at"], condition=Q(state="scheduled"), name="edition_due")]

    def __str__(self) -> str:
        return f"{self.newsletter}, {self.day}"

    def get_absolute_url(self) -> str:
        return f"{self.newsletter.get_absolute_url()}{self.day}/"

    @property
    def is_writable(self) -> bool:
        """Whether it has not been let go yet."""
        return self.state in self.WRITABLE

    @property
    def version(self) -> str:
        """What tells two saves of it apart."""
        return self.saved_at.isoformat()

    @property
    def day(self) -> str:
        """The last word of its address: its date, with its number from the second of a day on."""
        return f"{self.date:%Y-%m-%d}" + (f"-{self.number}" if self.number > 1 else "")


class EditionStory(models.Model):
    """A story's place in an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="places")
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"
        constraints = [models.UniqueConstraint(fields=["edition", "article"], name="a_story_once_an_edition")]

    def __str__(self) -> str:
        return str(self.article)


class EditionLink(models.Model):
    """A link of an edition, and how often it was opened by anybody; nothing says by whom."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="links")
    address = models.CharField(max_length=1000)
    key = models.CharField(max_length=40, unique=True, default=new_key)
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "address"], name="a_link_once_an_edition")]

    def __str__(self) -> str:
        return self.address
