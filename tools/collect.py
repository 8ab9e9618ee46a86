"""Collects the static files as a deployment does, into a folder that is thrown away: every reference must be found."""

import os
import tempfile

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    with tempfile.TemporaryDirectory(prefix="newsroom-static-") as folder:
        settings.STATIC_ROOT = folder
        call_command("collectstatic", interactive=False, verbosity=1)


if __name__ == "__main__":
    main()
