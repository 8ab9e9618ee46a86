"""Who may sign in, and what readers with an account follow and save. Those without keep it in a cookie: my_news/."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.account.models import Wish
from accounts.factors.models import AuthenticatorApp, Challenge, FactorReset, Passkey, RecoveryCode
from accounts.signin.models import SignedIn, SignInRequest

__all__ = [
    "AuthenticatorApp",
    "Challenge",
    "FactorReset",
    "Passkey",
    "RecoveryCode",
    "SignInRequest",
    "SignedIn",
    "User",
    "Wish",
]


class UserManager(BaseUserManager["User"]):
    """Makes people; an address is kept as typed but is the same address in any case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username or "")

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email.strip()), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


class User(AbstractBaseUser, PermissionsMixin):
    """A person known by an email address. A byline is an Author, which needs no User."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True, help_text="As colleagues know this person.")
    is_staff = models.BooleanField("works here", default=False, help_text="May open the desk (/admin/).")
    is_active = models.BooleanField(
        "active", default=True, help_text="Untick instead of deleting: what the person wrote stays signed."
    )
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_address")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name or self.email


class Follow(models.Model):
    """One topic, category or author that a reader with an account follows."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    topic = models.ForeignKey("articles.Topic", models.CASCADE, null=True, blank=True, related_name="+")
    author = models.ForeignKey("articles.Author", models.CASCADE, null=True, blank=True, related_name="+")
    muted = models.BooleanField(default=False, help_text="Followed still, but kept out of My News for now.")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(topic__isnull=True) ^ models.Q(author__isnull=True),
                name="a_follow_is_of_a_topic_or_an_author",
            ),
            models.UniqueConstraint(fields=["user", "topic"], name="a_topic_is_followed_once"),
            models.UniqueConstraint(fields=["user", "author"], name="an_author_is_followed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} follows {self.topic or self.author}"


class MergedTopic(models.Model):
    """What became of a topic that is gone: a cookie may name it for a year after it was merged into another."""

    merged_id = models.BigIntegerField(primary_key=True)
    kept = models.ForeignKey("articles.Topic", models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.merged_id} became {self.kept}"


class NewsFeed(models.Model):
    """The private address at which a reader's programs fetch their My News.

    The secret is kept as it is, so that the address can be shown again to a reader with a second program; it opens
    what the rows beside it say anyhow, and nothing else, and is changed by one click.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="news_feed")
    secret = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField(default=timezone.now, help_text="When the address was made or last changed.")

    def __str__(self) -> str:
        return f"The feed of {self.user}"


class SavedArticle(models.Model):
    """A story that a reader with an account keeps for later."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved")
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "article"], name="a_story_is_saved_once")]

    def __str__(self) -> str:
        return f"{self.user} saved {self.article}"
