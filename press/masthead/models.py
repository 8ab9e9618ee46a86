"""The site settings that editors write."""

from django.db import models


class Masthead(models.Model):
    """The one row of what the paper says about itself. Publishers edit it in the admin."""

    name = models.CharField(max_length=80, default="Newsroom", help_text="The paper's name, as readers know it.")
    strapline = models.CharField(
        max_length=160, blank=True, help_text="One line under the name, and the description of the front page."
    )
    logo = models.FileField(
        upload_to="masthead/",
        blank=True,
        help_text="Optional: a picture shown in place of the name (PNG, JPEG or WebP, up to 4 MB).",
    )
    logo_width = models.PositiveSmallIntegerField(default=0, editable=False)
    logo_height = models.PositiveSmallIntegerField(default=0, editable=False)
    publisher = models.CharField(max_length=160, blank=True, help_text="The organisation that publishes the paper.")
    postal_address = models.TextField(blank=True, help_text="Printed at the foot of every page and mail.")
    tax_number = models.CharField(max_length=40, blank=True, help_text="For receipts and the foot of the page.")
    social_links = models.TextField(
        blank=True,
        help_text="One a line: the name, a space, the address. For example: Mastodon https://social.example/@us",
    )
    robots = models.TextField(
        "robots.txt", blank=True, default="User-agent: *\nDisallow: /admin/\n", help_text="The text of /robots.txt."
    )

    feeds_full_text = models.BooleanField(
        "whole stories in feeds", default=True, help_text="Otherwise feeds carry the dek and a link."
    )

    class Meta:
        verbose_name = "site settings"
        verbose_name_plural = "site settings"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_masthead")]

    def __str__(self) -> str:
        return self.name
