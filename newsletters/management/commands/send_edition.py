"""`manage.py send_edition`: let go what is due and send it, for who runs no worker, or to see it happen."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from newsletters.actions.automatic import schedule_automatic
from newsletters.actions.propose import propose
from newsletters.actions.release import release_due, release_now
from newsletters.models import Newsletter
from newsletters.sending.run import send_due


class Command(BaseCommand):
    help = (
        "Propose the editions of newsletters that send by themselves, let go what is due, and send until nothing waits."
        " May run each minute by cron, beside workers and beside itself: nobody is mailed twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--newsletter",
            help="The last word of its address, such as morning: send today's edition of it now, as it stands or is"
            " proposed. A second call sends nothing.",
        )

    def handle(self, *, newsletter: str | None, **_options: Any) -> None:
        now = timezone.now()
        if newsletter:
            self._send_todays(newsletter)
        else:
            schedule_automatic(now)
            for edition in release_due(now):
                self.stdout.write(f"{edition} goes to {edition.deliveries.count()} readers.")
        sent = 0
        while more := send_due():
            sent += more
        self.stdout.write(f"{sent} mails were handed over.")

    def _send_todays(self, slug: str) -> None:
        now = timezone.now()
        newsletter = Newsletter.objects.filter(slug=slug).first()
        if newsletter is None:
            known = ", ".join(Newsletter.objects.in_order().values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no newsletter “{slug}”. There are: {known}.")
        todays = newsletter.editions.filter(date=timezone.localdate(now))
        if todays.released().exists():  # a second one of today is somebody's draft
            self.stdout.write("Today’s edition has gone already.")
            return
        edition = todays.writable().newest_first().first() or propose(newsletter, at=now)
        if not edition.places.exists():
            raise CommandError(f"{edition} has no story, so it was not sent. It waits at the desk.")
        readers = release_now(edition, at=now)
        if readers is not None:
            self.stdout.write(f"{edition} goes to {readers} readers.")
