"""`manage.py render`: remake every stored body, card and page, after templates or the site's address changed."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Article
from articles.rendering import render_story
from donations.actions.appeals import render_appeal
from donations.models import Appeal
from press.pages.actions import write_page
from press.pages.models import Page


class Command(BaseCommand):
    help = "Remake what is rendered on write: stories, cards, pages and appeals."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        stories = Article.objects.exclude(status__in=[Article.Status.KILLED, Article.Status.SPIKED])
        for article in stories.select_related("category", "lead_picture").order_by("-pk").iterator(chunk_size=200):
            render_story(article)
            count += 1
        for page in Page.objects.all():
            write_page(page, at=page.saved_at)
        for appeal in Appeal.objects.all():
            render_appeal(appeal)
        self.stdout.write(f"{count} stories and {Page.objects.count()} pages are rendered anew.")
