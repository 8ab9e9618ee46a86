"""Renditions come once, in order of need, whatever happens to the worker that makes them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import storages
from django.db import connections
from django_tasks_db.models import DBTaskResult

from press.pictures import making, renditions
from press.pictures.actions import add_picture, set_focal_point
from press.pictures.making import ask_for_due, make_again, make_renditions, source_of, wait_after, want_sooner
from press.pictures.models import Picture
from press.pictures.tests.builders import image_file, make_picture, make_row

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The worker's process ends here, as by SIGKILL: nothing of ours may catch it."""


@pytest.fixture
def killed_after(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let a worker die after it wrote so many files; 0 lets it live again."""
    write = renditions.write
    written: list[str] = []

    def arrange(files: int) -> None:
        def die(name: str, content: bytes) -> None:
            if files and len(written) >= files:
                raise Killed
            written.append(name)
            write(name, content)

        monkeypatch.setattr(renditions, "write", die)

    return arrange


def lacking(picture: Picture) -> list[renditions.Rendition]:
    picture.refresh_from_db()
    return renditions.missing(source_of(picture), picture.renditions)


def test_upload_has_one_jpeg_at_once_and_the_rest_is_due() -> None:
    picture = make_picture(at=NOON)
    assert list(picture.renditions) == ["whole"]
    assert [file[:2] for file in picture.renditions["whole"]["jpeg"]] == [[330, 240]]
    assert (picture.due_at, picture.need) == (NOON, Picture.Need.LIBRARY)


def test_worker_makes_everything_and_says_so_after_each_stage(heard: list[int]) -> None:
    picture = make_picture()
    assert make_renditions(picture.pk)
    assert not lacking(picture)
    assert (picture.due_at, picture.tries, picture.trouble) == (None, 0, "")
    assert heard == [picture.pk] * len(renditions.STAGES)


def test_webp_and_jpeg_of_all_crops_come_before_any_avif(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, kinds = make_picture(), []
    monkeypatch.setattr(renditions, "write", lambda name, _: kinds.append(name.rpartition(".")[2]))
    make_renditions(picture.pk)
    assert "avif" not in kinds[: kinds.index("avif")]
    assert set(kinds[kinds.index("avif") :]) == {"avif"}


def test_finished_picture_is_not_made_again(heard: list[int]) -> None:
    picture = make_picture()
    make_renditions(picture.pk)
    del heard[:]
    assert not make_renditions(picture.pk)
    assert heard == []


def test_picture_that_is_gone_is_no_error() -> None:
    assert not make_renditions(4711)


def test_row_never_names_a_file_that_is_not_there(killed_after: Any) -> None:
    picture = make_picture(at=NOON)
    killed_after(3)
    with pytest.raises(Killed):
        make_renditions(picture.pk, at=NOON)
    picture.refresh_from_db()
    assert list(picture.renditions) == ["whole"]
    assert all(storages["default"].exists(name) for name in renditions.names(picture.renditions))


def test_killed_worker_is_followed_by_another_when_its_claim_lapses(killed_after: Any) -> None:
    picture = make_picture(at=NOON)
    killed_after(5)
    with pytest.raises(Killed):
        make_renditions(picture.pk, at=NOON)
    killed_after(0)
    assert not make_renditions(picture.pk, at=NOON + 9 * MINUTE)
    assert make_renditions(picture.pk, at=NOON + 11 * MINUTE)
    assert not lacking(picture)


def test_worker_killed_during_avif_has_left_webp_for_readers(killed_after: Any) -> None:
    picture = make_picture()
    first = len({one.name for one in lacking(picture) if one.format != "avif"})
    killed_after(first + 2)
    with pytest.raises(Killed):
        make_renditions(picture.pk)
    assert {one.format for one in lacking(picture)} == {"avif"}


def test_picture_that_kills_its_worker_waits_longer_each_time(killed_after: Any) -> None:
    picture, at = make_picture(at=NOON), NOON
    killed_after(1)
    waits = []
    for _ in range(6):
        with pytest.raises(Killed):
            make_renditions(picture.pk, at=at)
        picture.refresh_from_db()
        assert picture.due_at
        waits.append(picture.due_at - at)
        at = picture.due_at
    assert waits == sorted(waits)
    assert waits[0] == making.CLAIM
    assert waits[-1] > timedelta(hours=10)


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_it_once() -> None:
    picture = make_picture()

    def work(_: int) -> bool:
        try:
            return make_renditions(picture.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as workers:
        assert sorted(workers.map(work, range(4))) == [False, False, False, True]
    assert not lacking(picture)


def test_failure_is_told_in_a_sentence_and_tried_again_later() -> None:
    picture = make_picture(at=NOON)
    picture.original.delete(save=False)
    with time_machine.travel(NOON, tick=False):
        assert make_renditions(picture.pk)
    picture.refresh_from_db()
    assert picture.trouble.startswith("The original is missing")
    assert (picture.due_at, picture.tries) == (NOON + MINUTE, 1)


def test_success_after_a_failure_clears_the_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = make_picture(at=NOON)
    with monkeypatch.context() as full_disk, time_machine.travel(NOON, tick=False):
        full_disk.setattr(renditions, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        make_renditions(picture.pk)
    picture.refresh_from_db()
    assert "No space left on device" in picture.trouble
    make_renditions(picture.pk)
    assert not lacking(picture)
    assert picture.trouble == ""


def test_waiting_grows_to_a_day_and_no_further() -> None:
    waits = [wait_after(tries) for tries in range(1, 101)]
    assert waits[:4] == [MINUTE, 4 * MINUTE, 16 * MINUTE, 64 * MINUTE]
    assert waits[-1] == timedelta(days=1)
    assert waits == sorted(waits)


def test_editor_can_have_it_made_at_once() -> None:
    picture = make_picture()
    Picture.objects.filter(pk=picture.pk).update(due_at=NOON + timedelta(days=999), tries=9, trouble="Broken.")
    make_again(picture, at=NOON)
    assert (picture.due_at, picture.tries) == (NOON, 0)
    finished = make_row()
    make_again(finished, at=NOON)
    assert finished.due_at is None


def test_focal_point_moved_while_files_are_made_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, store = make_picture(size=(500, 240)), making._store

    def move_then_store(made_for: Picture, made: list[renditions.Rendition]) -> None:
        monkeypatch.setattr(making, "_store", store)
        set_focal_point(Picture.objects.get(pk=made_for.pk), x=0, y=0, by=None)
        store(made_for, made)

    monkeypatch.setattr(making, "_store", move_then_store)
    make_renditions(picture.pk)
    assert {one.crop for one in lacking(picture)} == {"wide", "square"}
    assert make_renditions(picture.pk)
    assert not lacking(picture)


def test_picture_removed_while_files_are_made_leaves_none(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, store = make_picture(), making._store

    def remove_then_store(made_for: Picture, made: list[renditions.Rendition]) -> None:
        Picture.objects.filter(pk=made_for.pk).delete()
        store(made_for, made)
        assert not any(storages["default"].exists(one.name) for one in made)

    monkeypatch.setattr(making, "_store", remove_then_store)
    make_renditions(picture.pk)
    assert not Picture.objects.exists()


# --- Nudges ---


def nudged() -> list[tuple[int, int]]:
    tasks = DBTaskResult.objects.filter(task_path="press.pictures.tasks.render_picture")
    return [(task.args_kwargs["args"][0], task.priority) for task in tasks]


def test_upload_nudges_a_worker_once_it_is_committed(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture = make_picture()
        assert nudged() == []
    assert nudged() == [(picture.pk, making.PRIORITIES[Picture.Need.LIBRARY])]


def test_want_sooner_raises_and_never_lowers(django_capture_on_commit_callbacks: Any) -> None:
    lead, finished = make_row(finished=False), make_row()
    with django_capture_on_commit_callbacks(execute=True):
        want_sooner([lead.pk, finished.pk], need=Picture.Need.FRONT)
        want_sooner([lead.pk, finished.pk], need=Picture.Need.BODY)
    assert set(Picture.objects.values_list("need", flat=True)) == {Picture.Need.FRONT}
    assert nudged() == [(lead.pk, making.PRIORITIES[Picture.Need.FRONT])]


def test_tick_nudges_the_most_needed_first_and_not_twice(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "AHEAD", 2)
    rows = [make_row(finished=False, added_at=NOON, need=need) for need in (3, 1, 0, 2)]
    with django_capture_on_commit_callbacks(execute=True):
        assert ask_for_due(NOON + MINUTE) == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert ask_for_due(NOON + 2 * MINUTE) == 0
    assert [picture_id for picture_id, _ in nudged()] == [rows[2].pk, rows[1].pk]


def test_lost_nudge_is_given_again(django_capture_on_commit_callbacks: Any) -> None:
    make_row(finished=False, added_at=NOON)
    for later in (MINUTE, making.NUDGE + 2 * MINUTE):
        with django_capture_on_commit_callbacks(execute=True):
            assert ask_for_due(NOON + later) == 1


def test_demo_image_is_the_same_picture_each_time() -> None:
    from press.pictures.actions import AlreadyInLibrary, add_image
    from press.pictures.tests.builders import image

    drawn = image()
    picture = add_image(drawn, name="harbour.png", by=None, at=NOON, caption="A harbour.")
    assert (picture.file_name, picture.caption) == ("harbour.jpg", "A harbour.")
    with pytest.raises(AlreadyInLibrary):
        add_image(drawn.copy(), name="again", by=None)
    assert add_picture(image_file(), by=None) != picture
