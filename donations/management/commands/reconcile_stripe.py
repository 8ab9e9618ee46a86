"""What differs between our books and Stripe's, and mending it."""

from argparse import ArgumentTypeError
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date

from donations.stripe.client import StripeError
from donations.stripe.reconciliation import LISTED, Difference, differences, mend


class Command(BaseCommand):
    help = (
        "Compare with Stripe: events that never came, sessions left open, money that is not booked, plans. Prints what "
        "differs; ends with 1 when money differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=_day, help="A date such as 2026-11-01 (default: 30 days ago).")
        parser.add_argument("--fix", action="store_true", help="Mend what differs, by the code that handles events.")

    def handle(self, *, since: datetime | None, fix: bool, **_options: Any) -> None:
        at = timezone.now()
        since = since or at - LISTED
        try:
            found = self._compare(since, at, fix=fix)
            if fix and found:
                self.stdout.write("After mending:")
                found = self._compare(since, at, fix=False)
        except StripeError as error:
            raise CommandError(f"Stripe cannot be asked: {error}", returncode=2) from error
        money = sum(difference.is_money for difference in found)
        if money:
            raise CommandError(f"Money differs in {money} places.", returncode=1)

    def _compare(self, since: datetime, at: datetime, *, fix: bool) -> list[Difference]:
        found = []
        for difference in differences(since, at=at):
            found.append(difference)
            self.stdout.write(difference.sentence)
            if fix:
                mend(difference, at=at)
        if not found:
            self.stdout.write("Nothing differs.")
        return found


def _day(text: str) -> datetime:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise ArgumentTypeError(f"{text!r} is no date; write one such as 2026-11-01.")
    return timezone.make_aware(datetime.combine(day, datetime.min.time()), timezone.get_default_timezone())
