"""What is told to a person about their factors, and what becomes of those when the person is erased."""

from typing import Any

from django.dispatch import receiver

from accounts.factors.actions import forget_all
from accounts.factors.models import AuthenticatorApp
from accounts.models import User
from accounts.signals import person_erased, person_exporting


@receiver(person_exporting, dispatch_uid="accounts.factors.exporting")
def factors(user: User, **_: Any) -> dict[str, Any]:
    """Say which there are and when they were used. Secrets, keys and hashes would only help somebody else."""
    app = AuthenticatorApp.objects.filter(person=user).first()
    return {
        "passkeys": [
            {"name": row.name, "since": row.made_at.isoformat(), "used": _moment(row.used_at)}
            for row in user.passkeys.order_by("made_at", "pk")
        ],
        "authenticator_app": {"since": app.made_at.isoformat(), "used": _moment(app.used_at)} if app else None,
        "recovery_codes": [
            {"since": row.made_at.isoformat(), "used": _moment(row.used_at)}
            for row in user.recovery_codes.order_by("pk")
        ],
    }


@receiver(person_erased, dispatch_uid="accounts.factors.erased")
def forget_factors(user: User, **_: Any) -> None:
    forget_all(user)


def _moment(at: Any) -> str | None:
    return at.isoformat() if at else None
