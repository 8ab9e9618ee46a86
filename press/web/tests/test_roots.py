"""Words at the root of the site."""

import pytest

from press.web import roots
from press.web.models import RootWord

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("word", ["admin", "donate", "topics", "my-news", "static", "stripe", "newsletters"])
def test_reserved_word_is_refused_with_a_sentence(word: str) -> None:
    with pytest.raises(roots.WordTaken, match="the site itself uses"):
        roots.claim(word, owner="page")


def test_word_of_a_category_is_refused_to_a_page() -> None:
    roots.claim("politics", owner="category")
    with pytest.raises(roots.WordTaken, match="A category already stands at /politics/"):
        roots.claim("politics", owner="page")


def test_renamed_page_gives_its_old_word_back() -> None:
    roots.claim("about", owner="page")
    roots.claim("about-us", owner="page", instead_of="about")
    assert list(RootWord.objects.values_list("word", flat=True)) == ["about-us"]


def test_claiming_ones_own_word_again_changes_nothing() -> None:
    roots.claim("about", owner="page")
    roots.claim("about", owner="page", instead_of="about")
    assert RootWord.objects.count() == 1
