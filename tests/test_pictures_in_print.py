"""A reporter and the pictures that readers see: what every desk says of its places, through to the library's rule."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.tests.builders import make_article, make_author, make_draft
from press.pages.actions import write_page
from press.pages.models import Page, Promo
from press.pictures.actions import describe_picture
from press.pictures.models import Picture
from press.pictures.tests.builders import make_row

pytestmark = pytest.mark.django_db

SEEN: dict[str, Callable[[Picture], Any]] = {
    "a live story": lambda picture: make_article(lead_picture_id=picture.pk),
    "an author": lambda picture: make_author("Noa Lev", photo=picture),
    "a page": lambda picture: write_page(
        Page(title="About", slug="about", body=f'<figure data-picture="{picture.pk}"></figure>')
    ),
    "a promo": lambda picture: Promo.objects.create(title="Ride", text="Ride.", link="/about/", picture=picture),
}
UNSEEN: dict[str, Callable[[Picture], Any]] = {
    "nothing": lambda _: None,
    "a draft": lambda picture: make_draft(lead_picture_id=picture.pk),
    "a scheduled story": lambda picture: make_article(
        lead_picture_id=picture.pk, at=timezone.now() + timedelta(days=1)
    ),
    "a promo of tomorrow": lambda picture: Promo.objects.create(
        title="Ride", text="Ride.", link="/about/", picture=picture, starts_at=timezone.now() + timedelta(days=1)
    ),
}


@pytest.mark.parametrize("place", SEEN)
def test_a_reporter_cannot_change_her_picture_once_readers_see_it(ada: Any, place: str) -> None:
    picture = make_row(added_by=ada, alt="A ferry", photographer="Ada Levy")
    SEEN[place](picture)
    with pytest.raises(PermissionDenied):
        describe_picture(picture, by=ada, photographer="Somebody Else")


@pytest.mark.parametrize("place", UNSEEN)
def test_a_reporter_changes_her_picture_while_readers_do_not_see_it(ada: Any, place: str) -> None:
    picture = make_row(added_by=ada, alt="A ferry", photographer="Ada Levy")
    UNSEEN[place](picture)
    assert describe_picture(picture, by=ada, photographer="Noa Lev").photographer == "Noa Lev"
