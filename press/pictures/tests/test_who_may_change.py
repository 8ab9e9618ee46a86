"""Who may change a picture of the library: editors any, reporters their own until readers see it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from press.pictures import usage
from press.pictures.actions import describe_picture, set_focal_point
from press.pictures.models import Picture
from press.pictures.tests.builders import make_row
from press.pictures.usage import Use

pytestmark = pytest.mark.django_db
DRAFT, LIVE = Use("A draft", "/a/"), Use("A live story", "/b/", public=True)


def stand_in(monkeypatch: pytest.MonkeyPatch, *places: Use) -> None:
    monkeypatch.setattr(usage, "_known", [lambda _: places])


def try_both(picture: Picture, *, by: Any) -> None:
    describe_picture(picture, by=by, photographer="Noa Lev")
    set_focal_point(picture, x=10, y=10, by=by)


def test_a_reporter_changes_what_she_added_while_only_drafts_show_it(ada: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, DRAFT)
    picture = make_row(added_by=ada)
    try_both(picture, by=ada)
    assert (picture.photographer, picture.focal_x) == ("Noa Lev", 10)


@pytest.mark.parametrize("whose", ["her own, which readers see", "another's", "nobody's"])
def test_a_reporter_changes_nothing_else(ada: Any, ben: Any, monkeypatch: pytest.MonkeyPatch, whose: str) -> None:
    stand_in(monkeypatch, DRAFT, *([LIVE] if whose.startswith("her own") else []))
    picture = make_row(added_by={"her": ada, "ano": ben}.get(whose[:3]))
    with pytest.raises(PermissionDenied, match="Ask an editor"):
        describe_picture(picture, by=ada, photographer="Noa Lev")
    with pytest.raises(PermissionDenied, match="Ask an editor"):
        set_focal_point(picture, x=10, y=10, by=ada)
    picture.refresh_from_db()
    assert (picture.photographer, picture.focal_x) == ("", 50)


def test_an_editor_changes_any_picture(ben: Any, ada: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, LIVE)
    picture = make_row(added_by=ada)
    try_both(picture, by=ben)
    assert picture.photographer == "Noa Lev"


def test_the_form_opens_to_read_and_does_not_save_what_is_not_hers(client: Client, ada: Any) -> None:
    client.force_login(ada)
    picture = make_row(caption="A ferry")
    form = reverse("admin:pictures_picture_change", args=[picture.pk])
    page = client.get(form)
    assert page.status_code == 200
    assert 'name="caption"' not in page.text
    assert client.post(form, {"caption": "Mine", "focal_x": 50, "focal_y": 50, "_again": "1"}).status_code == 403
    assert Picture.objects.get().caption == "A ferry"


def test_the_form_saves_what_she_added(client: Client, ada: Any) -> None:
    client.force_login(ada)
    picture = make_row(added_by=ada)
    form = reverse("admin:pictures_picture_change", args=[picture.pk])
    assert client.post(form, {"caption": "Mine", "focal_x": 50, "focal_y": 50}).status_code == 302
    assert Picture.objects.get().caption == "Mine"
