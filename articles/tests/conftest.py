"""One author and one story of hers, as feeds and lists tell of them."""

import pytest

from articles.models import Article, Author
from articles.tests.builders import make_article, make_author


@pytest.fixture
def leila(db: None) -> Author:
    author = make_author("Leila Sabban")
    author.slug = "leila"
    author.save()
    return author


@pytest.fixture
def ferry(leila: Author) -> Article:
    return make_article("Ferry Sails", topics=["Water"], authors=[leila], dek="Ondra has its boat again.")
