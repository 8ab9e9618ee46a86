#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.DEBUG  # noqa: B018 - a setting that is not understood stops here, with its sentence alone
    except ImproperlyConfigured as wrong:
        sys.exit(f"A setting is wrong. {wrong}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
