"""The minute's work once, for sites that call it from cron or a systemd timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from press.work.ticks import run_tick


class Command(BaseCommand):
    help = "Look once for what is due, as the worker does each minute."

    def handle(self, **_options: Any) -> None:
        failed = run_tick()
        if failed:
            raise CommandError(f"These failed, see the log: {', '.join(failed)}")
