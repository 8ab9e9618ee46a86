"""What stands on every page is asked in one statement, and means the same as if each had asked for itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from press.masthead.actions import particulars, write_masthead
from press.pages.actions import current_promos, page_links, write_page
from press.pages.models import Page, Promo
from press.pictures.tests.builders import make_row
from press.web import boundaries
from press.web.remember import forget_all

pytestmark = pytest.mark.django_db


def test_one_question_answers_all_that_stands_on_every_page(django_assert_num_queries: Any) -> None:
    write_masthead(name="The Bay", feeds_full_text=False)
    write_page(Page(title="About", slug="about"))
    Promo.objects.create(title="Ride", text="Ride.", link="/about/")
    forget_all()
    with django_assert_num_queries(1):
        assert (particulars().name, particulars().feeds_full_text) == ("The Bay", False)
        assert [link["url"] for link in page_links()] == ["/about/"]
        assert [promo["title"] for promo in current_promos()] == ["Ride"]


def test_what_was_not_written_yet_is_nothing(django_assert_num_queries: Any) -> None:
    forget_all()
    with django_assert_num_queries(1):
        assert (particulars().name, page_links(), current_promos()) == ("Newsroom", [], [])


def test_order_is_the_editors() -> None:
    for position, title in enumerate(("Terms", "About", "Privacy", "Board"), start=1):
        write_page(Page(title=title, slug=title.lower(), position=9 - position))
    assert [link["title"] for link in page_links()] == ["Board", "Privacy", "About", "Terms"]


def test_moments_pictures_and_signs_come_through_as_they_are() -> None:
    picture = make_row(alt='A "ferry" \\ פסח', photographer="Noa Lev")
    ends = timezone.now() + timedelta(hours=1)
    Promo.objects.create(title="Ride '%s' 🦑", text="{}", link="/about/", picture=picture, ends_at=ends)
    forget_all()
    boundaries.start()
    (promo,) = current_promos()
    assert promo["title"] == "Ride '%s' 🦑"
    assert "A &quot;ferry&quot; \\ פסח" in promo["picture"]
    assert promo["credit"] == "(Noa Lev)"
    assert boundaries.next_change() == ends


def test_picture_is_not_shown_once_our_rights_have_ended() -> None:
    picture = make_row(alt="A ferry", rights_expire=timezone.localdate() - timedelta(days=1))
    Promo.objects.create(title="Ride", text="Ride.", link="/about/", picture=picture)
    forget_all()
    assert current_promos()[0]["picture"] == ""
