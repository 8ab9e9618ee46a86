"""The ask, and the amounts it suggests."""

from datetime import datetime

from django.core.validators import RegexValidator
from django.db import models

from press.richtext.fields import BodyField


class AppealQuerySet(models.QuerySet["Appeal"]):
    def in_season(self, at: datetime) -> "AppealQuerySet":
        """Appeals whose time it is; the default one has no season and always may stand in."""
        return self.filter(
            models.Q(starts_at__isnull=True) | models.Q(starts_at__lte=at),
            models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=at),
        )

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
    currency = models.CharField(max_length=3, help_text="Of the goal and the suggested amounts.")
    goal = models.BigIntegerField(null=True, blank=True, help_text="Minor units; empty for none.")
    shows_progress = models.BooleanField(default=False)
    deadline = models.DateField(null=True, blank=True)
    at_article_end = models.BooleanField("under stories", default=True)
    in_text_after = models.PositiveSmallIntegerField(
        "in the text, after paragraph", null=True, blank=True, help_text="Empty: not in the text."
    )
    on_front_page = models.BooleanField("on the front page", default=True)
    in_banner = models.BooleanField("as a line above every page", default=False)
    on_donate_page = models.BooleanField("on the donate page", default=True)
    position = models.PositiveSmallIntegerField("order", default=0, help_text="Smaller comes first.")
    rendered = models.TextField(default="", editable=False)

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True)
                | models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="an_appeal_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(is_default=False) | models.Q(starts_at__isnull=True, ends_at__isnull=True),
                name="the_default_appeal_has_no_season",
            ),
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_appeal"
            ),
            models.CheckConstraint(
                condition=models.Q(goal__isnull=True) | models.Q(goal__gt=0), name="a_goal_is_something"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Suggestion(models.Model):
    """An amount that an appeal suggests, with what it makes possible."""

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="suggestions")
    interval = models.CharField(
        max_length=5, choices=[("once", "once"), ("month", "monthly"), ("year", "yearly")], default="once"
    )
    amount = models.BigIntegerField(help_text="Minor units.")
    impact = models.CharField(
        max_length=120, blank=True, validators=[RegexValidator(r"\S", "Write something or leave it empty.")]
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_suggestion_is_of_something"),
            models.UniqueConstraint(fields=["appeal", "interval", "amount"], name="an_amount_is_suggested_once"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.interval}"
