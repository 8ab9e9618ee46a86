"""The titles that readers subscribe to."""

from datetime import date, time

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models

# What stands at these addresses beside the newsletters.
_TAKEN = frozenset({"subscribe", "confirm", "preferences", "unsubscribe", "go"})


def not_taken(slug: str) -> None:
    """Refuse an address below /newsletters/ that is something else's."""
    if slug in _TAKEN:
        raise ValidationError("This word stands for something else below /newsletters/. Choose another.")


class NewsletterQuerySet(models.QuerySet["Newsletter"]):
    """Newsletters by what readers can do."""

    def open(self) -> "NewsletterQuerySet":
        """Those that readers can subscribe to."""
        return self.filter(is_open=True)

    def without_edition(self, day: date) -> "NewsletterQuerySet":
        """Those that come out on days, and have no edition of this one."""
        return self.exclude(rhythm=Newsletter.Rhythm.BREAKING).exclude(editions__date=day)

    def in_order(self) -> "NewsletterQuerySet":
        """The first is the one that the sign-up box is about."""
        return self.order_by("position", "pk")


class Newsletter(models.Model):
    """A title that readers subscribe to, as “The Morning Courier”. One issue of it is an Edition."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", "every day"
        WEEKLY = "weekly", "once a week"
        BREAKING = "breaking", "when something happens"

    name = models.CharField(max_length=80)
    slug = models.SlugField(
        "address",
        max_length=60,
        unique=True,
        validators=[not_taken],
        help_text="As in /newsletters/morning/. Links in old mail break with it.",
    )
    promise = models.CharField(max_length=200, help_text="What readers get and when, in one sentence.")
    rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.DAILY)
    send_at = models.TimeField("time", default=time(6, 30), help_text="In the newsroom's time zone.")
    weekday = models.PositiveSmallIntegerField(
        default=5,
        validators=[MaxValueValidator(6)],
        choices=[*enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))],
        help_text="The day of a weekly one, and of readers who want a daily one once a week.",
    )
    is_automatic = models.BooleanField(
        "sends by itself",
        default=False,
        help_text="An edition is proposed and scheduled ahead of its time; an editor can change or hold it.",
    )
    automatic_from = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Times before this moment are none of its own: it was set up or changed then.",
    )
    minimum = models.PositiveSmallIntegerField(
        "least stories", default=1, help_text="A reader for whom there are fewer new ones gets no mail that day."
    )
    counts_clicks = models.BooleanField(
        "counts clicks", default=True, help_text="By link and edition only, never by reader."
    )
    is_open = models.BooleanField("open", default=True, help_text="Readers can subscribe.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Smaller comes first; the box is about the first.")

    objects = NewsletterQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/newsletters/{self.slug}/"
