"""What the account's page says of a person's factors."""

from typing import Any

from django.http import HttpRequest

from accounts.factors import passkeys, recovery
from accounts.factors.forms import passkey_form
from accounts.factors.models import AuthenticatorApp
from accounts.factors.proof import may_change_factors
from accounts.models import User
from accounts.signin.sessions import browser_name


def factors_of(request: HttpRequest, person: User) -> dict[str, Any]:
    """Return what templates/accounts/factors.html takes."""
    app = AuthenticatorApp.objects.filter(person=person).first() if person.is_staff else None
    keys = list(person.passkeys.order_by("made_at", "pk"))
    name = browser_name(request.headers.get("User-Agent", ""))
    return {
        "passkeys": keys,
        "app": app,
        "has_second_factor": app is not None or any(passkey.opens_desk for passkey in keys),
        "codes_left": recovery.left(person) if person.is_staff else 0,
        "may_change_factors": may_change_factors(request, person),
        "passkey_form": passkey_form(name),
        "passkey_origin": passkeys.origin(),
    }
