"""Whatever editors rename, merge, move and send on by hand, in any order: no circle comes of it, no address is lost."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as some

from articles.actions.address import CannotSave
from articles.actions.merging import CannotMerge, merge_topics
from articles.actions.redirects import CannotRedirect, write_redirect
from articles.actions.topics import CannotRename, write_category, write_topic
from articles.actions.write import write_story
from articles.models import Article, Redirect, Topic
from articles.tests.builders import make_article, make_category, make_editor
from press.web.remember import forget_all

pytestmark = pytest.mark.django_db

SLUGS = ["one", "two", "three", "four"]
_slugs, _places = some.sampled_from(SLUGS), some.integers(0, 2)
_addresses = some.sampled_from(
    [*(f"/topics/{s}/" for s in SLUGS), *(f"/{s}-c/" for s in SLUGS), *(f"/{s}-c/{t}/" for s in SLUGS for t in SLUGS)]
)
CHANGES = some.one_of(
    some.tuples(some.just("rename topic"), _places, _slugs),
    some.tuples(some.just("rename category"), _places, _slugs),
    some.tuples(some.just("merge topics"), _places, _places),
    some.tuples(some.just("merge categories"), _places, _places),
    some.tuples(some.just("rename story"), _places, _slugs),
    some.tuples(some.just("move story"), _places, _places),
    some.tuples(some.just("redirect"), _addresses, _addresses),
)


def change(verb: str, first: Any, second: Any, *, by: Any) -> None:
    """Do what an editor might do; what is refused changes nothing."""
    topics, stories = Topic.objects.order_by("pk"), Article.objects.order_by("pk")
    kind = "category" if "categor" in verb else "topic"
    of_kind = list(topics.filter(kind=kind))
    categories = list(topics.categories())
    if verb == "redirect":
        write_redirect(Redirect(path=first, to=second), by=by)
    elif verb == "rename story":
        write_story(stories[first], by=by, words={"slug": second})
    elif verb == "move story":
        write_story(stories[first], by=by, words={"category_id": categories[second % len(categories)].pk})
    elif verb.startswith("rename"):
        one = of_kind[first % len(of_kind)]
        one.slug = f"{second}-c" if one.is_category else second
        write_category(one) if one.is_category else write_topic(one)
    else:
        merge_topics(of_kind[first % len(of_kind)], of_kind[second % len(of_kind)], by=by)


def addresses() -> set[str]:
    found = {story.get_absolute_url() for story in Article.objects.select_related("category")}
    return found | {topic.get_absolute_url() for topic in Topic.objects.all()}


@settings(deadline=None, max_examples=20)
@example(
    changes=[
        ("merge categories", 0, 1),
        ("rename category", 0, "two"),
        ("rename story", 0, "three"),
        ("rename category", 0, "one"),
    ]
)
@given(changes=some.lists(CHANGES, max_size=12))
def test_no_order_of_changes_makes_a_circle_or_loses_an_address(changes: list[tuple[str, Any, Any]]) -> None:
    client = Client()
    with transaction.atomic():
        ben = make_editor()
        for slug in SLUGS[:3]:
            make_category(f"Category {slug}", slug=f"{slug}-c")
            make_article(slug.title(), by=ben, category=make_category(f"Category {slug}"), topics=[slug])
        used = addresses()
        for verb, first, second in changes:
            try:
                with transaction.atomic():
                    change(verb, first, second, by=ben)
            except (CannotMerge, CannotRedirect, CannotRename, CannotSave):
                continue
            used |= addresses()
        forget_all()
        for address in used:
            answer = client.get(address, follow=True)
            assert answer.status_code == 200, address
            assert len(answer.redirect_chain) <= 1, (address, answer.redirect_chain)
        for redirect in Redirect.objects.all():
            client.get(redirect.path, follow=True)  # raises RedirectCycleError
        transaction.set_rollback(True)
