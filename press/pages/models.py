"""Pages and promos."""

from datetime import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from press.richtext.fields import BodyField


class Page(models.Model):
    """A page of the paper itself, at `/<slug>/`."""

    title = models.CharField(max_length=120)
    slug = models.SlugField(
        "address",
        max_length=100,
        unique=True,
        allow_unicode=True,
        help_text="As in /about/. Links to the page break if it changes.",
    )
    body = BodyField(blank=True)
    in_footer = models.BooleanField("linked at the foot of every page", default=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order at the foot; smaller comes first.")
    rendered = models.TextField(default="", editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/{self.slug}/"


class PromoQuerySet(models.QuerySet["Promo"]):
    def current(self, at: datetime | None = None) -> "PromoQuerySet":
        """Promos whose time it is."""
        at = at or timezone.now()
        return self.filter(
            models.Q(starts_at__isnull=True) | models.Q(starts_at__lte=at),
            models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=at),
        )


class Promo(models.Model):
    """A short note of the paper about itself, shown beside stories and on the front page while its time lasts."""

    title = models.CharField(max_length=120)
    text = models.TextField(max_length=400)
    link = models.CharField(
        max_length=200,
        validators=[
            RegexValidator(
                r"^(https?://[^/\\]|/(?![/\\]))", "Write a page of ours, as in /about/, or a whole https:// address."
            )
        ],
        help_text="A page of ours, as in /about/, or an address elsewhere.",
    )
    picture = models.ForeignKey("pictures.Picture", models.SET_NULL, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField("from", null=True, blank=True)
    ends_at = models.DateTimeField("until", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Smaller comes first.")

    objects = PromoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True)
                | models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="a_promo_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_current(self) -> bool:
        now = timezone.now()
        return (self.starts_at is None or self.starts_at <= now) and (self.ends_at is None or self.ends_at > now)
