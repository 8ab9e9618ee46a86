"""Root words: which package owns the address `/<word>/`."""

from django.db import models


class RootWord(models.Model):
    """One word at the root of the site. Pages and categories share `/<word>/`, so each claims its word here."""

    word = models.CharField(primary_key=True, max_length=100)
    owner = models.CharField(max_length=30, help_text="“page” or “category”.")

    def __str__(self) -> str:
        return f"/{self.word}/"
