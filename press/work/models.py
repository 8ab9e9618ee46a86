"""Signs of life of the workers."""

from django.db import models


class Beat(models.Model):
    """A worker process, and when it last said that it is alive."""

    name = models.CharField(primary_key=True, max_length=200, help_text="Host and process.")
    beaten_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name


class Tick(models.Model):
    """The one row that says when the minute's work was last begun, so that of several workers one does it."""

    begun_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_tick")]
