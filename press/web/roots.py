"""Claiming a word at the root of the site, and the words nobody may claim."""

from django.db import IntegrityError, transaction

from press.web.models import RootWord

# First path segments that the contract's addresses use or may use; see docs/architecture.md.
RESERVED_ROOTS = frozenset(
    {
        "accounts",
        "admin",
        "api",
        "authors",
        "backup",
        "dev",
        "donate",
        "favicon.ico",
        "feed",
        "healthz",
        "mail",
        "media",
        "metrics",
        "my-news",
        "newsletters",
        "print",
        "readyz",
        "robots.txt",
        "saved",
        "search",
        "sitemap-news.xml",
        "sitemap.xml",
        "specimen",
        "static",
        "stripe",
        "topics",
    }
)
# Second segments that stand beside articles (`/<category>/feed/`) or below them (`…/print/`).
RESERVED_BELOW = frozenset(
    {
        "add",
        "atom",
        "confirm",
        "feed",
        "follow",
        "json",
        "manage",
        "page",
        "preferences",
        "print",
        "remove",
        "rss",
        "strip",
        "subscribe",
        "thanks",
        "unfollow",
    }
)


class WordTaken(ValueError):
    """The word is reserved or belongs to another page or category."""


def check(word: str, *, instead_of: str = "") -> None:
    """Raise WordTaken, with a sentence for the editor, unless `word` is free or is `instead_of`."""
    if word in RESERVED_ROOTS:
        raise WordTaken(f"“{word}” is an address the site itself uses. Choose another word.")
    if word == instead_of:
        return
    owner = RootWord.objects.filter(word=word).values_list("owner", flat=True).first()
    if owner:
        raise WordTaken(f"A {owner} already stands at /{word}/. Choose another word.")


def claim(word: str, *, owner: str, instead_of: str = "") -> None:
    """Make `word` the address of one page or category, giving up `instead_of`. Raises WordTaken."""
    check(word, instead_of=instead_of)
    if word == instead_of:
        return
    try:
        with transaction.atomic():
            RootWord.objects.create(word=word, owner=owner)
    except IntegrityError:
        raise WordTaken(f"Somebody just took /{word}/. Choose another word.") from None
    if instead_of:
        RootWord.objects.filter(word=instead_of, owner=owner).delete()


def release(word: str, *, owner: str) -> None:
    """Give a word back."""
    RootWord.objects.filter(word=word, owner=owner).delete()
