"""What stories do when the floors below them change."""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from articles.actions.redirects import leave_redirect
from articles.models import Article, Author
from articles.rendering import render_story
from press.pages.signals import page_moved
from press.pictures.signals import picture_changed
from press.pictures.usage import Use, where_used


@receiver(picture_changed, dispatch_uid="articles.picture_changed")
def render_where_the_picture_stands(picture_id: int, **_: Any) -> None:
    """Remake the stories that show a picture whose words, rights or renditions changed."""
    for article in Article.objects.with_picture(picture_id).select_related("category", "lead_picture"):
        if article.status not in {Article.Status.KILLED, Article.Status.SPIKED}:
            render_story(article)


@receiver(page_moved, dispatch_uid="articles.page_moved")
def send_readers_on_to_the_page(old: str, new: str, **_: Any) -> None:
    """Leave a redirect where a page of the paper stood."""
    leave_redirect(old, to=new)


@where_used
def stories_and_authors(picture_id: int) -> Iterator[Use]:
    """Tell the library which stories and authors show a picture."""
    stories = Article.objects.with_picture(picture_id)
    live = set(stories.live().values_list("pk", flat=True))
    for pk, headline in stories.newest_first().values_list("pk", "headline"):
        yield Use(headline, reverse("admin:articles_article_change", args=[pk]), public=pk in live)
    for pk, name in Author.objects.filter(photo_id=picture_id).values_list("pk", "name"):
        yield Use(name, reverse("admin:articles_author_change", args=[pk]), public=True)
