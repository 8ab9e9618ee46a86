"""`manage.py demo`: The Bay Courier, an invented paper to look at. Each app loads its own part."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from articles.demo.load import load as load_stories
from articles.demo.people import EDITOR_EMAIL, EDITOR_PASSWORD
from donations.demo.load import load as load_appeals
from newsletters.demo.load import load as load_newsletters
from press.masthead.demo import load as load_masthead
from press.pages.demo.load import load as load_pages
from press.roles import PUBLISHER


class Command(BaseCommand):
    help = "Load the demo edition. Loading it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo's editor has a public password, so the demo is loaded only with DEBUG on.")
        at = timezone.now()
        load_masthead()
        for line in load_stories(by=_editor(), at=at):
            self.stdout.write(line)
        load_pages()
        load_appeals(at=at)
        load_newsletters(at=at)
        self.stdout.write(
            f"The demo edition is loaded. Sign in at /admin/ as {EDITOR_EMAIL}, password: {EDITOR_PASSWORD}"
        )


def _editor() -> User:
    known = User.objects.filter(email=EDITOR_EMAIL).first()
    if known:
        return known
    editor = get_user_model().objects.create_user(EDITOR_EMAIL, EDITOR_PASSWORD, name="Ruth Ellender", is_staff=True)
    editor.groups.add(Group.objects.get(name=PUBLISHER))
    return editor
