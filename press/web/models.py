"""Root words: which package owns the address `/<word>/`. Tallies: how often somebody did something."""

from django.db import models


class RootWord(models.Model):
    """One word at the root of the site. Pages and categories share `/<word>/`, so each claims its word here."""

    word = models.CharField(primary_key=True, max_length=100)
    owner = models.CharField(max_length=30, help_text="“page” or “category”.")

    def __str__(self) -> str:
        return f"/{self.word}/"


class Tally(models.Model):
    """How often somebody did something since a moment; see press/web/limits.py."""

    pk = models.CompositePrimaryKey("who", "begun")
    who = models.CharField(max_length=40, help_text="A keyed hash of the limit and of whom it limits.")
    begun = models.BigIntegerField(db_index=True, help_text="Seconds since 1970.")
    times = models.PositiveIntegerField()
