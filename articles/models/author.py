"""Who signs stories."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower


class Author(models.Model):
    """A name that stands over stories. Authors need no login."""

    class Role(models.TextChoices):
        STAFF = "staff", "Staff"
        STUDENT = "student", "Student"
        CONTRIBUTOR = "contributor", "Contributor"
        AGENCY = "agency", "Agency"

    name = models.CharField(
        max_length=120,
        validators=[
            RegexValidator(r"^[^,;،؛、，\n]+$", "Write the name without commas, as it is printed: John Smith.")
        ],
        help_text="As it is printed. Two people of one name need something to tell them apart.",
    )
    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    role = models.CharField(max_length=12, choices=Role, default=Role.STAFF)
    bio = models.TextField(blank=True, help_text="Two or three sentences for the author's page.")
    photo = models.ForeignKey("pictures.Picture", models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        help_text="The person who signs in, when this author does.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="one_author_a_name",
                violation_error_message="There is an author of this name. Add something that tells the two apart.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/authors/{self.slug}/"

    @property
    def role_label(self) -> str:
        """What readers are told beside the name; nothing for our own staff."""
        return "" if self.role == Author.Role.STAFF else self.get_role_display()


class Byline(models.Model):
    """One author of one story, in order; it repeats when the story is live, as TaggedArticle does."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField(default=0)
    listed = models.BooleanField(default=False, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "author"], name="an_author_signs_once")]
        indexes = [
            models.Index(
                "author",
                models.F("published_at").desc(),
                models.F("article").desc(),
                condition=models.Q(listed=True),
                name="byline_listed",
            )
        ]

    def __str__(self) -> str:
        return str(self.author)
