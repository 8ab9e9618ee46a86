"""What publishers decided about giving, and whether gifts can be taken at all."""

from django.conf import settings
from django.db import transaction

from donations.models import Policy
from press.web.remember import forget_all
from press.web.standing import Standing

_FIXED_FEE = 30  # minor units, where the policy names none for a currency


def write_policy(policy: Policy) -> None:
    """Save what publishers decided; every page knows within five seconds."""
    policy.pk = 1
    with transaction.atomic():
        policy.save()
    forget_all()


def policy() -> Policy:
    """Return the policy, at most five seconds old."""
    return _POLICY.answer()


_FIELDS = tuple(field.name for field in Policy._meta.concrete_fields if not field.primary_key)  # noqa: SLF001
_POLICY = Standing(
    lambda: Policy.objects.filter(pk=1).values_list(*_FIELDS),
    lambda rows: Policy(pk=1, **dict(zip(_FIELDS, rows[0], strict=True))) if rows else Policy(pk=1),
)


def is_configured() -> bool:
    """Say whether there is somebody who takes the money: Stripe, or on a developer's machine the sandbox."""
    return bool(settings.STRIPE_SECRET_KEY or settings.STRIPE_IS_SANDBOX)


def is_real() -> bool:
    """Say whether what is entered by hand is real money: not where gifts are played with, by a test key or in the
    sandbox. A paper without an account takes cheques all the same.
    """
    key = str(settings.STRIPE_SECRET_KEY)
    return not (settings.STRIPE_IS_SANDBOX or key.startswith(("sk_test_", "rk_test_")))


def takes_gifts() -> bool:
    """Say whether readers are asked, and gifts are taken."""
    return is_configured() and policy().is_open


def fixed_fee(currency: str) -> int:
    """Return the fixed part of Stripe's fee, in minor units."""
    return int(policy().fee_fixed.get(currency, _FIXED_FEE))
