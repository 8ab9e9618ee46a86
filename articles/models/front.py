"""The front page as editors arrange it."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from articles.models.topic import Topic


class FrontSection(models.Model):
    """A block of the front page: the newest of one category, after what is pinned there."""

    class Arrangement(models.TextChoices):
        ABOVE = "above", "Pictures above the words"
        BESIDE = "beside", "Pictures beside the words"
        TEXT = "text", "Words only"
        MIXED = "mixed", "One large, the rest small"

    category = models.OneToOneField(
        Topic, models.CASCADE, related_name="+", limit_choices_to={"kind": Topic.Kind.CATEGORY}
    )
    arrangement = models.CharField(max_length=8, choices=Arrangement, default=Arrangement.ABOVE)
    stories = models.PositiveSmallIntegerField("number of stories", default=4)
    position = models.PositiveSmallIntegerField(default=0, help_text="Smaller stands higher.")

    class Meta:
        verbose_name = "front page section"

    def __str__(self) -> str:
        return f"Section {self.category}"


class FrontSlotQuerySet(models.QuerySet["FrontSlot"]):
    def current(self, at: datetime | None = None) -> "FrontSlotQuerySet":
        """Slots whose time it is."""
        at = at or timezone.now()
        return self.filter(
            models.Q(starts_at__isnull=True) | models.Q(starts_at__lte=at),
            models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=at),
        )


class FrontSlot(models.Model):
    """A story pinned to a place of the front page, from and until when; the rest is filled with the newest."""

    class Place(models.TextChoices):
        LEAD = "lead", "Lead"
        SECONDARY = "secondary", "Beside the lead"
        SECTION = "section", "A section"

    place = models.CharField(max_length=10, choices=Place, default=Place.SECONDARY)
    section = models.ForeignKey(
        FrontSection, models.CASCADE, null=True, blank=True, related_name="slots", help_text="For a story in a section."
    )
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="front_slots")
    position = models.PositiveSmallIntegerField(default=0, help_text="Smaller stands higher.")
    starts_at = models.DateTimeField("from", null=True, blank=True)
    ends_at = models.DateTimeField("until", null=True, blank=True)
    may_repeat = models.BooleanField(
        "may stand twice", default=False, help_text="Show it here even if it stands elsewhere on the page."
    )

    objects = FrontSlotQuerySet.as_manager()

    class Meta:
        verbose_name = "front page pin"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True)
                | models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="a_slot_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(place="section", section__isnull=False)
                | (~models.Q(place="section") & models.Q(section__isnull=True)),
                name="a_section_slot_names_its_section",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()}: {self.article}"

    @property
    def is_current(self) -> bool:
        now = timezone.now()
        return (self.starts_at is None or self.starts_at <= now) and (self.ends_at is None or self.ends_at > now)
