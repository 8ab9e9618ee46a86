"""What editors do with a picture after it is in: describe it, set its focal point, take it out."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import storages

from press.pictures import renditions, usage
from press.pictures.actions import PictureInUse, add_picture, describe_picture, remove_picture, set_focal_point
from press.pictures.making import make_renditions
from press.pictures.models import Picture
from press.pictures.tests.builders import image_file, make_picture, make_row

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def history(picture: Picture) -> list[str]:
    return list(
        LogEntry.objects.filter(object_id=str(picture.pk)).order_by("pk").values_list("change_message", flat=True)
    )


def test_describing_changes_the_words_tells_the_desks_and_is_remembered(ben: Any, heard: list[int]) -> None:
    picture = make_row()
    describe_picture(picture, by=ben, at=NOON, caption="  A ferry.\r\n\r\n", photographer="Noa Lev")
    stored = Picture.objects.get(pk=picture.pk)
    assert (stored.caption, picture.caption, stored.credit) == ("A ferry.", "A ferry.", "(Noa Lev)")
    assert heard == [picture.pk]
    assert history(picture) == ["Changed caption, photographer."]
    assert LogEntry.objects.get().action_time == NOON


def test_describing_with_the_same_words_says_nothing(ben: Any, heard: list[int]) -> None:
    picture = make_row(caption="A ferry.")
    describe_picture(picture, by=ben, caption="A ferry.")
    assert (heard, history(picture)) == ([], [])


def test_only_words_and_rights_can_be_described() -> None:
    for wrong in ({"digest": "x"}, {"focal_x": 3}, {"rights_expire": "2027-01-01"}):
        with pytest.raises(TypeError):
            describe_picture(make_row(), by=None, **wrong)


def test_describing_leaves_alone_what_somebody_else_changed_meanwhile() -> None:
    picture = make_row(caption="Old.")
    stale = Picture.objects.get(pk=picture.pk)
    describe_picture(picture, by=None, caption="New.")
    describe_picture(stale, by=None, alt="A ferry")
    stored = Picture.objects.get(pk=picture.pk)
    assert (stored.caption, stored.alt) == ("New.", "A ferry")


def test_moving_the_focal_point_takes_off_the_crops_that_change(ben: Any, heard: list[int]) -> None:
    picture = make_row(width=2000, height=1500)
    set_focal_point(picture, x=50, y=0, by=ben, at=NOON)
    stored = Picture.objects.get(pk=picture.pk)
    assert sorted(stored.renditions) == ["square", "whole"]  # at the full height, moving up changes no square
    assert (stored.focal_x, stored.focal_y, stored.due_at) == (50, 0, NOON)
    assert heard == [picture.pk]
    assert history(picture) == ["Moved the focal point to 50, 0."]


def test_moving_the_focal_point_to_where_it_is_does_nothing(heard: list[int]) -> None:
    picture = make_row()
    set_focal_point(picture, x=50, y=50, by=None)
    assert (heard, picture.due_at) == ([], None)


def test_moving_the_focal_point_within_the_same_crops_makes_nothing_due() -> None:
    picture = make_row(width=1500, height=1000)
    set_focal_point(picture, x=50, y=51, by=None)
    assert (picture.due_at, sorted(picture.renditions)) == (None, ["square", "whole", "wide"])


@pytest.mark.parametrize(("x", "y"), [(-1, 0), (0, 101)])
def test_focal_point_outside_the_picture_is_refused(x: int, y: int) -> None:
    with pytest.raises(ValueError, match="outside the picture"):
        set_focal_point(make_row(), x=x, y=y, by=None)


def test_removing_takes_the_files_along(ben: Any, django_capture_on_commit_callbacks: Any) -> None:
    picture = make_picture()
    make_renditions(picture.pk)
    picture.refresh_from_db()
    public, original = renditions.names(picture.renditions), str(picture.original)
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(picture, by=ben)
    assert not any(storages["default"].exists(name) for name in public)
    assert not storages["originals"].exists(original)
    assert LogEntry.objects.get().change_message == "Taken out of the library."


def test_picture_in_use_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage, "_known", [lambda _: [("A story", "/admin/story/1/")]])
    picture = make_row()
    with pytest.raises(PictureInUse) as used:
        remove_picture(picture, by=None)
    assert used.value.uses == [usage.Use("A story", "/admin/story/1/")]
    assert Picture.objects.get() == picture


def test_places_of_several_desks_are_listed_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage, "_known", [])
    usage.where_used(lambda picture_id: [(f"Story of {picture_id}", "/a/")])
    usage.where_used(lambda _: [])
    usage.where_used(lambda _: [("Promo", "/b/")])
    assert usage.uses(7) == [usage.Use("Story of 7", "/a/"), usage.Use("Promo", "/b/")]


def test_added_picture_remembers_who_and_how_it_was_called(ben: Any) -> None:
    picture = add_picture(image_file("C:\\photos\\Ferry of Sarra.JPG", content=None), by=ben, at=NOON)
    stored = Picture.objects.get(pk=picture.pk)
    assert (stored.file_name, stored.added_at, stored.added_by) == ("Ferry of Sarra.JPG", NOON, ben)
    assert str(stored.original).startswith("pictures/")
    assert str(stored.original).endswith(f"{stored.digest[:24]}.jpg")
    assert history(picture) == ["Added to the library."]


def test_original_does_not_lie_among_the_public_files() -> None:
    picture = make_picture()
    assert storages["originals"].exists(str(picture.original))
    assert not storages["default"].exists(str(picture.original))
