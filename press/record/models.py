"""The base of rows that are written once."""

from typing import Any

from django.db import models


class AppendOnly(models.Model):
    """A row that nobody changes or removes; the database refuses what Python might forget.

    Such a row holds plain ids and a frozen label instead of foreign keys, which would have to be nulled or
    cascaded when a person or a story goes.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce(f"A {self._meta.verbose_name} is written once and never changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise WrittenOnce(f"A {self._meta.verbose_name} is never removed.")


class WrittenOnce(RuntimeError):
    """Someone tried to change or remove an append-only row."""


class Signed(AppendOnly):
    """An append-only row with who made it and when; the label outlives the account."""

    made_at = models.DateTimeField(db_index=True)
    made_by_id = models.BigIntegerField(null=True)
    made_by = models.CharField(max_length=160, blank=True)

    class Meta:
        abstract = True
