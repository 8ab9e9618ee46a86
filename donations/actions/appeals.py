"""Writing appeals. An appeal is rendered when it is saved; which one stands where is asked in donations/asking.py."""

from django.db import transaction

from donations.models import Appeal
from donations.rendering import parts_of
from press.richtext.clean import clean
from press.web.remember import forget_all

# Below /donate/ these words are the site's own.
RESERVED = frozenset({"thanks", "manage", "sum", "add", "confirm", "preview"})


class CannotAsk(ValueError):
    """The appeal cannot be kept like that; the sentence is for the editor."""


def check_address(slug: str) -> None:
    """Raise CannotAsk when an address below /donate/ is the site's own."""
    if slug.casefold() in RESERVED:
        raise CannotAsk(f"/donate/{slug}/ is an address the site itself uses. Choose another word.")


def write_appeal(appeal: Appeal) -> Appeal:
    """Save an appeal and remake what readers see of it. Raises CannotAsk.

    Its suggestions are rows of their own: who changes them calls `render_appeal` afterwards.
    """
    check_address(appeal.slug)
    with transaction.atomic():
        appeal.message = clean(appeal.message)
        appeal.currency = appeal.currency.upper()
        appeal.save()
        render_appeal(appeal)
    return appeal


def render_appeal(appeal: Appeal) -> None:
    """Remake the HTML that is kept of an appeal."""
    appeal.rendered = parts_of(appeal)
    Appeal.objects.filter(pk=appeal.pk).update(rendered=appeal.rendered)
    forget_all()


def remove_appeal(appeal: Appeal) -> None:
    """Take an appeal away; the gifts it brought stay."""
    appeal.delete()
    forget_all()
