"""Changing authors."""

from django.db import transaction

from articles.models import Article, Author
from articles.rendering import render_story


def write_author(author: Author) -> Author:
    """Save an author; what they signed prints the new name and role. Their address stays: stories link to it."""
    with transaction.atomic():
        stood = Author.objects.filter(pk=author.pk).values_list("name", "role", "slug").first() if author.pk else None
        if stood:
            author.slug = stood[2]
        author.save()
        if stood and stood[:2] != (author.name, author.role):
            for article in Article.objects.filter(bylines__author=author).exclude(status=Article.Status.KILLED):
                render_story(article)
    return author
