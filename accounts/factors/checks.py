"""The system check that staff need a second factor."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags, register
from django.core.checks import Warning as Caution


@register(Tags.security, deploy=True)
def second_factor_is_required(**_: Any) -> list[Caution]:
    """accounts.W001: a password alone opens the desk."""
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    return [
        Caution(
            "A password alone opens the desk.",
            hint="Take SECOND_FACTOR_REQUIRED=false out of the settings: then who works here needs a second factor.",
            id="accounts.W001",
        )
    ]
