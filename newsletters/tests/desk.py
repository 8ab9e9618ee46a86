"""Where an edition's pages at the desk are."""

from django.urls import reverse

from newsletters.models import Edition


def at(name: str, edition: Edition) -> str:
    return reverse(f"admin:newsletters_edition_{name}", args=[edition.pk])
