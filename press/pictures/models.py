"""What the newsroom knows about a picture. Captions belong to a placement too; see articles.Figure."""

import re
from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.text import Truncator

from press.pictures.credit import credit_line


def originals() -> Storage:
    """Where originals lie: private, with all their metadata."""
    return storages["originals"]


def newsroom_date(at: datetime | None = None) -> date:
    """Return the day it is at `at` (or now) where the newsroom works: rights end with a day there."""
    return timezone.localtime(at or timezone.now(), timezone.get_default_timezone()).date()


class PictureQuerySet(models.QuerySet["Picture"]):
    """Questions about many pictures."""

    def shown(self, at: datetime | None = None) -> Self:
        """Those whose rights still last; the twin of `Picture.is_shown`."""
        return self.filter(Q(rights_expire__isnull=True) | Q(rights_expire__gte=newsroom_date(at)))

    def expired(self, at: datetime | None = None) -> Self:
        """Those we may not show any more."""
        return self.filter(rights_expire__lt=newsroom_date(at))

    def expiring(self, days: int, at: datetime | None = None) -> Self:
        """Those we may show today, but not for more than `days` days after it."""
        today = newsroom_date(at)
        return self.filter(rights_expire__range=(today, today + timedelta(days=days)))

    def due(self, at: datetime | None = None) -> Self:
        """Those with renditions to make that nobody is making."""
        return self.filter(due_at__lte=at or timezone.now())

    def most_needed_first(self) -> Self:
        """In the order in which readers miss them."""
        return self.order_by("need", "due_at", "pk")

    def newest_first(self) -> Self:
        """As the library lists them."""
        return self.order_by("-added_at", "-pk")

    def matching(self, words: str) -> Self:
        """Those where each of the words stands somewhere in what is known of the picture."""
        found = self
        for word in words.replace("\0", " ").split()[:12]:
            anywhere = Q(caption__icontains=word) | Q(alt__icontains=word) | Q(file_name__icontains=word)
            for part in ("photographer", "agency", "via"):
                anywhere |= Q(**{f"{part}__icontains": word})
            found = found.filter(anywhere)
        return found


class Picture(models.Model):
    """A file of the library, once, with who made it and what may be done with it."""

    class Need(models.IntegerChoices):
        """How soon its renditions are wanted; the front page first."""

        FRONT = 0, "front page"
        LEAD = 1, "lead of a story"
        BODY = 2, "in a story"
        LIBRARY = 3, "in the library"

    original = models.FileField(storage=originals, upload_to="pictures/%Y/%m/", editable=False)
    file_name = models.CharField(max_length=200, blank=True, editable=False)  # as the editor who uploaded it knows it
    digest = models.CharField("fingerprint", max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    caption = models.TextField(blank=True, help_text="Who, what, where, when. A story may say it in its own words.")
    photographer = models.CharField(max_length=120, blank=True)
    agency = models.CharField(max_length=120, blank=True, help_text="For example: Anadolu Agency.")
    via = models.CharField(max_length=120, blank=True, help_text="For example: Getty Images.")
    alt = models.CharField(
        "description for readers who cannot see it", max_length=300, blank=True, help_text="What the picture shows."
    )
    focal_x = models.PositiveSmallIntegerField(default=50, validators=[MaxValueValidator(100)])
    focal_y = models.PositiveSmallIntegerField(default=50, validators=[MaxValueValidator(100)])
    usage_terms = models.TextField(blank=True, help_text="What the agency or the photographer allows.")
    rights_expire = models.DateField(null=True, blank=True, help_text="The last day on which we may show it.")
    web_only = models.BooleanField(default=False, help_text="Not for partners, print or mail.")

    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    # Finished renditions, {crop: {format: [[width, height, name], …]}}; only what exists is ever printed.
    renditions = models.JSONField(default=dict, editable=False)
    need = models.PositiveSmallIntegerField(choices=Need, default=Need.LIBRARY, editable=False)
    due_at = models.DateTimeField(null=True, editable=False)  # null: every rendition is finished
    asked_at = models.DateTimeField(null=True, editable=False)  # when a worker was last asked to make them
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    trouble = models.TextField(blank=True, editable=False)  # why the last try failed, for the editor
    # The last day of rights whose end the stories have been told of.
    expiry_told = models.DateField(null=True, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(focal_x__lte=100, focal_y__lte=100), name="focal_point_inside"),
        ]
        indexes = [
            models.Index(fields=["need", "due_at"], condition=models.Q(due_at__isnull=False), name="pictures_due"),
            models.Index(fields=["-added_at", "-id"], name="pictures_newest"),
        ]
        permissions = [("edit_any_picture", "Can change everybody's pictures, and those that readers see")]

    def __str__(self) -> str:
        return Truncator(self.caption).words(12) or self.file_name or f"Picture {self.pk}"

    @property
    def credit(self) -> str:
        """The credit as printed: “(Photographer/Agency via Wire)”."""
        return credit_line(self.photographer, self.agency, self.via)

    @property
    def is_shown(self) -> bool:
        """Whether our rights last today; the twin of `PictureQuerySet.shown`."""
        return self.is_shown_at(timezone.now())

    def is_shown_at(self, at: datetime) -> bool:
        """Say whether we may show it at `at`."""
        return self.rights_expire is None or newsroom_date(at) <= self.rights_expire

    @property
    def licence(self) -> str:
        """The address of the terms under which we show it, or nothing.

        Terms are free words, which may be our own business (a fee, a name); only an address and nothing else is meant
        to be read by everyone.
        """
        terms = self.usage_terms.strip()
        return iri_to_uri(terms) if re.fullmatch(r"https?://[^\s/]\S*", terms) else ""

    @property
    def goes_out(self) -> bool:
        """Whether it may stand outside our own pages today: in feeds, in mail, with partners."""
        return self.is_shown and not self.web_only

    @property
    def shown_until(self) -> datetime | None:
        """The midnight that ends our rights; None when they do not end."""
        if self.rights_expire is None:
            return None
        after = datetime.combine(self.rights_expire + timedelta(days=1), datetime.min.time())
        return timezone.make_aware(after, timezone.get_default_timezone())
