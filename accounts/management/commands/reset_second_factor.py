"""Take the second factor off a colleague who has lost it, when nobody can do it in the desk."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.factors.actions import CannotReset, reset_second_factor
from accounts.signin.address import person_at


class Command(BaseCommand):
    """`manage.py reset_second_factor ada@paper.example`."""

    help = "Take passkeys, authenticator app and recovery codes off a person and sign them out everywhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="The person's address.")

    def handle(self, *args: Any, **options: Any) -> None:
        person = person_at(options["email"].strip().lower())
        if person is None:
            raise CommandError(f"Nobody here has the address {options['email']}.")
        try:
            reset_second_factor(person, by=None, label=f"{_who()}, at the command line")
        except CannotReset as no:
            raise CommandError(str(no)) from None
        self.stdout.write(
            f"{person} has no second factor any more, is signed out everywhere and has been sent a mail. "
            "The next sign-in with the password sets up a new one."
        )


def _who() -> str:
    try:
        return getpass.getuser()
    except OSError:  # a container's user may have no name
        return "the operator"
