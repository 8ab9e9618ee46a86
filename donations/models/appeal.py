"""The ask, and the amounts it suggests."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models

from donations import money
from press.richtext.fields import BodyField

ARTICLE_END, IN_TEXT, FRONT, BANNER, DONATE = "article-end", "in-text", "front", "banner", "donate"
# Where an appeal may stand, and how the desk calls it.
PLACEMENTS = {
    ARTICLE_END: "Under a story",
    IN_TEXT: "In a story's text",
    FRONT: "On the front page",
    BANNER: "As a line above every page",
    DONATE: "On the donate page",
}
_FIELDS = {
    ARTICLE_END: "at_article_end",
    IN_TEXT: "in_text_after",
    FRONT: "on_front_page",
    BANNER: "in_banner",
    DONATE: "on_donate_page",
}


def known_currency(code: str) -> None:
    """Refuse a currency in which no gift could be counted."""
    if not money.is_known(code):
        raise ValidationError("Write the three letters of a currency that Stripe charges, such as USD.")


class AppealQuerySet(models.QuerySet["Appeal"]):
    def in_season(self, at: datetime) -> "AppealQuerySet":
        """Appeals whose time it is; the default one has no season and always may stand in."""
        return self.filter(
            models.Q(starts_at__isnull=True) | models.Q(starts_at__lte=at),
            models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=at),
        )

    def at_placement(self, placement: str) -> "AppealQuerySet":
        """Appeals that are meant for a placement."""
        if placement == IN_TEXT:
            return self.filter(in_text_after__isnull=False)
        return self.filter(**{_FIELDS[placement]: True})

    def first_choice_first(self) -> "AppealQuerySet":
        """Seasonal ones before the default, each by their order."""
        return self.order_by("is_default", "position", "pk")


class Appeal(models.Model):
    """A dated letter from the paper that asks for gifts. The clock picks the current one for each placement."""

    title = models.CharField(max_length=120)
    slug = models.SlugField(
        "address", max_length=60, unique=True, allow_unicode=True, help_text="As in /donate/holidays/."
    )
    message = BodyField(help_text="Three short paragraphs read best.")
    closing = models.CharField(max_length=160, blank=True, help_text="The line after the message, or a signature.")
    picture = models.ForeignKey("pictures.Picture", models.SET_NULL, null=True, blank=True, related_name="+")
    caption = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField("from", null=True, blank=True)
    ends_at = models.DateTimeField("until", null=True, blank=True)
    is_default = models.BooleanField(
        "all year", default=False, help_text="Shown whenever no other appeal has its season. Only one is."
    )
    currency = models.CharField(
        max_length=3, validators=[known_currency], help_text="Of the goal and the suggested amounts, such as USD."
    )
    goal = models.BigIntegerField(null=True, blank=True, help_text="Empty for none.")
    shows_progress = models.BooleanField(
        "show how far it is", default=False, help_text="Counts what has arrived for this appeal in its currency."
    )
    deadline = models.DateField(null=True, blank=True, help_text="Printed beside the goal; nothing ends by itself.")
    at_article_end = models.BooleanField("under stories", default=True)
    in_text_after = models.PositiveSmallIntegerField(
        "in the text, after paragraph",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Empty: not in the text. Briefs have none.",
    )
    on_front_page = models.BooleanField("on the front page", default=True)
    in_banner = models.BooleanField("as a line above every page", default=False)
    on_donate_page = models.BooleanField("on the donate page", default=True)
    position = models.PositiveSmallIntegerField("order", default=0, help_text="Smaller comes first.")
    rendered = models.JSONField(default=dict, editable=False)

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True)
                | models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="an_appeal_ends_after_it_starts",
                violation_error_message="The season ends before it starts.",
            ),
            models.CheckConstraint(
                condition=models.Q(is_default=False) | models.Q(starts_at__isnull=True, ends_at__isnull=True),
                name="the_default_appeal_has_no_season",
                violation_error_message="The appeal of the whole year has no season: empty from and until.",
            ),
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="one_default_appeal",
                violation_error_message="Another appeal stands all year already. Untick it there first.",
            ),
            models.CheckConstraint(
                condition=models.Q(goal__isnull=True) | models.Q(goal__gt=0), name="a_goal_is_something"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/donate/{self.slug}/"

    def is_in_season(self, at: datetime) -> bool:
        """Say whether its time is `at`; the twin of `in_season`."""
        return (self.starts_at is None or self.starts_at <= at) and (self.ends_at is None or self.ends_at > at)

    def is_at(self, placement: str) -> bool:
        """Say whether it is meant for a placement; the twin of `at_placement`."""
        if placement == IN_TEXT:
            return self.in_text_after is not None
        return bool(getattr(self, _FIELDS[placement]))


class Suggestion(models.Model):
    """An amount that an appeal suggests, with what it makes possible."""

    class Interval(models.TextChoices):
        ONCE = "once", "once"
        MONTH = "month", "monthly"
        YEAR = "year", "yearly"

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="suggestions")
    interval = models.CharField(max_length=5, choices=Interval, default=Interval.ONCE)
    amount = models.BigIntegerField(help_text="Minor units.")
    impact = models.CharField(
        max_length=120, blank=True, validators=[RegexValidator(r"\S", "Write something or leave it empty.")]
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_suggestion_is_of_something"),
            models.UniqueConstraint(
                fields=["appeal", "interval", "amount"],
                name="an_amount_is_suggested_once",
                violation_error_message="This amount is suggested already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{money.money(self.amount, self.appeal.currency)} {self.get_interval_display()}"
