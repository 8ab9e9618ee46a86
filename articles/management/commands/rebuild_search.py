"""`manage.py rebuild_search`: index every published story anew, while readers search."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.search.index import rebuild


class Command(BaseCommand):
    """Index the stories."""

    help = "Index every published story anew. Search goes on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} stories are indexed.")
