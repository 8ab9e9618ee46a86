"""The library at the desk: its grid, its form, its deletion, and the picker of the body editor."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from press.pictures import usage
from press.pictures.models import Picture, newsroom_date
from press.pictures.tests.builders import make_picture, make_row

pytestmark = pytest.mark.django_db
LIST = "admin:pictures_picture_changelist"
CHOOSER = "admin:pictures_picture_chooser"


@pytest.fixture
def desk(client: Client, ben: Any) -> Client:
    client.force_login(ben)
    return client


def change(picture: Picture) -> str:
    return reverse("admin:pictures_picture_change", args=[picture.pk])


def form_of(picture: Picture, **changes: Any) -> dict[str, Any]:
    words = ("caption", "photographer", "agency", "via", "alt", "usage_terms", "focal_x", "focal_y")
    return {**{word: getattr(picture, word) for word in words}, "rights_expire": "", **changes}


def listed(desk: Client, **query: str) -> set[str]:
    return {tile.title for tile in desk.get(reverse(LIST), query).context["tiles"]}


# --- The grid ---


def test_search_finds_words_anywhere_in_what_is_known(desk: Client) -> None:
    make_row(caption="Ferry at dusk", photographer="Noa Lev")
    make_row(caption="Market", agency="AFP", alt="A ferry in the distance")
    assert listed(desk, q="ferry") == {"Ferry at dusk", "Market"}
    assert listed(desk, q="lev FERRY") == {"Ferry at dusk"}
    assert listed(desk, q="afp dusk") == set()


def test_filters_find_ending_rights_and_missing_words(desk: Client) -> None:
    today = newsroom_date()
    make_row(caption="Expired", rights_expire=today - timedelta(days=1), alt="x", agency="AFP")
    make_row(caption="Soon", rights_expire=today + timedelta(days=14), alt="x", agency="AFP")
    make_row(caption="Web", web_only=True, alt="x")
    make_row(caption="Broken", agency="AFP", trouble="The original is missing.", finished=False)
    make_row(caption="Waiting", agency="AFP", alt="x", finished=False)
    assert listed(desk, rights="expired") == {"Expired"}
    assert listed(desk, rights="soon") == {"Soon"}
    assert listed(desk, rights="web") == {"Web"}
    assert listed(desk, missing="alt") == {"Broken"}
    assert listed(desk, missing="credit") == {"Web"}
    assert listed(desk, files="trouble") == {"Broken"}
    assert listed(desk, files="making") == {"Waiting"}
    assert len(listed(desk, rights="nonsense")) == 5


def test_grid_asks_as_much_for_many_as_for_few(desk: Client) -> None:
    counts = []
    for more in (1, 0, 12):  # the first page also fills what is remembered for a while
        for _ in range(more):
            make_row()
        with CaptureQueriesContext(connection) as asked:
            desk.get(reverse(LIST))
        counts.append(len(asked))
    assert counts[1] == counts[2]
    assert counts[2] <= 8


def test_pages_obey_the_strict_policy(desk: Client) -> None:
    picture = make_picture()
    for url in (reverse(LIST), change(picture), reverse("admin:pictures_picture_add")):
        page = desk.get(url).content.decode()
        ours = re.search(r'<div id="content-main".*', page, re.DOTALL)
        assert ours
        assert " style=" not in ours[0]
        assert not re.search(r"\son[a-z]+=", ours[0])


# --- The form ---


def test_saving_goes_through_the_actions(desk: Client, heard: list[int]) -> None:
    picture = make_row(width=2000, height=1500)
    desk.post(change(picture), form_of(picture, caption="A ferry", focal_y=0))
    picture.refresh_from_db()
    assert (picture.caption, picture.focal_y) == ("A ferry", 0)
    assert "wide" not in picture.renditions
    assert heard == [picture.pk, picture.pk]
    assert LogEntry.objects.count() == 2


def test_saving_without_a_change_changes_nothing(desk: Client, heard: list[int]) -> None:
    picture = make_row()
    assert desk.post(change(picture), form_of(picture)).status_code == 302
    assert (heard, LogEntry.objects.count()) == ([], 0)


def test_focal_point_outside_the_picture_is_told(desk: Client) -> None:
    picture = make_row()
    page = desk.post(change(picture), form_of(picture, focal_x=101)).content.decode()
    assert "less than or equal to 100" in page


def test_trouble_is_shown_and_can_be_tried_again(desk: Client) -> None:
    picture = make_picture()
    later = timezone.now() + timedelta(hours=9)
    Picture.objects.filter(pk=picture.pk).update(due_at=later, trouble="The original is missing.", tries=5)
    assert "The original is missing." in desk.get(change(picture)).content.decode()
    desk.post(change(picture), form_of(picture, _again="1"))
    picture.refresh_from_db()
    assert picture.due_at
    assert picture.due_at < later
    assert picture.tries == 0


def test_form_says_where_the_picture_is_used(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage, "_known", [lambda _: [("Ferries stop", "/admin/story/1/")]])
    assert '<a href="/admin/story/1/">Ferries stop</a>' in desk.get(change(make_row())).content.decode()


def test_deletion_is_refused_with_the_places_while_it_is_used(
    client: Client, pia: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(pia)
    monkeypatch.setattr(usage, "_known", [lambda _: [("Ferries stop", "/admin/story/1/")]])
    picture = make_row()
    url = reverse("admin:pictures_picture_delete", args=[picture.pk])
    for answer in (client.get(url), client.post(url, {"post": "yes"})):
        assert '<a href="/admin/story/1/">Ferries stop</a>' in answer.content.decode()
    assert Picture.objects.get() == picture


def test_unused_picture_can_be_deleted(client: Client, pia: Any) -> None:
    client.force_login(pia)
    picture = make_picture()
    client.post(reverse("admin:pictures_picture_delete", args=[picture.pk]), {"post": "yes"})
    assert not Picture.objects.exists()


# --- The picker ---


def test_picker_lists_newest_first_page_by_page(desk: Client) -> None:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    rows = [make_row(added_at=at + timedelta(minutes=n // 2)) for n in range(30)]  # two a minute: ties happen
    seen, before = [], ""
    for _ in range(2):
        answer = desk.get(reverse(CHOOSER), {"before": before}).json()
        seen += [entry["id"] for entry in answer["pictures"]]
        before = answer["older"]
    assert before is None
    assert seen == [row.pk for row in reversed(rows)]


def test_picker_says_what_the_editor_needs(desk: Client) -> None:
    picture = make_row(caption="A ferry", photographer="Noa Lev", agency="AFP", alt="White ferry")
    answer = desk.get(reverse(CHOOSER), {"q": "lev"})
    assert "no-store" in answer["Cache-Control"]
    (entry,) = answer.json()["pictures"]
    assert entry.pop("thumb").startswith("/media/pictures/")
    assert entry == {"id": picture.pk, "width": 2400, "height": 1600, "caption": "A ferry",
                     "credit": "(Noa Lev/AFP)", "alt": "White ferry"}  # fmt: skip


@pytest.mark.parametrize(("asked", "found"), [("", 2), ("its own", 1), ("9" * 30, 2), ("x", 2)])
def test_picker_finds_one_picture_by_its_number(desk: Client, asked: str, found: int) -> None:
    picture = make_row()
    make_row()
    answer = desk.get(reverse(CHOOSER), {"id": str(picture.pk) if asked == "its own" else asked})
    assert len(answer.json()["pictures"]) == found


def test_picker_leaves_out_what_we_may_not_show(desk: Client) -> None:
    make_row(rights_expire=newsroom_date() - timedelta(days=1))
    assert desk.get(reverse(CHOOSER)).json() == {"pictures": [], "older": None}


@pytest.mark.parametrize("before", ["nonsense", "x.y", "AAAA.0123456789", "\0"])
def test_picker_refuses_a_forged_cursor(desk: Client, before: str) -> None:
    assert desk.get(reverse(CHOOSER), {"before": before}).status_code == 400


def test_picker_is_for_who_may_see_pictures(client: Client, cleo: Any) -> None:
    assert client.get(reverse(CHOOSER)).status_code == 302
    cleo.is_staff = True
    cleo.save()
    client.force_login(cleo)
    assert client.get(reverse(CHOOSER)).status_code == 403
    cleo.user_permissions.add(Permission.objects.get(codename="view_picture"))
    assert client.get(reverse(CHOOSER)).status_code == 200
    assert client.post(reverse(CHOOSER)).status_code == 405
