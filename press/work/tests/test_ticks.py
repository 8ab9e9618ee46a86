"""The minute's work: each part for itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from press.work import beats, ticks
from press.work.models import Beat

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticks, "_registered", {})


def test_every_function_is_called_with_the_moment() -> None:
    seen: list[datetime] = []
    ticks.every_minute(seen.append)
    assert ticks.run_tick(NOON) == []
    assert seen == [NOON]


def test_one_error_does_not_stop_the_others() -> None:
    seen: list[datetime] = []

    @ticks.every_minute
    def broken(at: datetime) -> None:
        raise ZeroDivisionError

    @ticks.every_minute
    def sound(at: datetime) -> None:
        seen.append(at)

    assert [name.rpartition(".")[2] for name in ticks.run_tick(NOON)] == ["broken"]
    assert seen == [NOON]


def test_command_runs_one_tick_and_fails_aloud() -> None:
    seen: list[datetime] = []
    ticks.every_minute(seen.append)
    call_command("tick")
    assert len(seen) == 1

    @ticks.every_minute
    def broken(at: datetime) -> None:
        raise ZeroDivisionError

    with pytest.raises(CommandError, match="broken"):
        call_command("tick")


@pytest.mark.django_db
def test_of_several_workers_one_does_the_minutes_work() -> None:
    assert [beats.claim_tick(NOON + timedelta(seconds=later)) for later in (0, 1, 30, 60, 61, 120)] == [
        True, False, False, True, False, True,
    ]  # fmt: skip


@pytest.mark.django_db
def test_beat_says_how_long_the_last_worker_has_been_silent() -> None:
    assert beats.beat_age(NOON) is None
    beats.beat(NOON)
    beats.beat(NOON + timedelta(seconds=15))
    assert beats.beat_age(NOON + timedelta(seconds=20)) == 5
    assert Beat.objects.get().name == beats.own_name()


@pytest.mark.django_db
def test_worker_that_ended_is_not_waited_for() -> None:
    Beat.objects.create(name="elsewhere:1", beaten_at=NOON - timedelta(days=2))
    beats.beat(NOON)
    assert Beat.objects.count() == 1
    beats.stop()
    assert beats.beat_age(NOON) is None


@pytest.mark.django_db
def test_old_tasks_are_forgotten() -> None:
    from press.work.tasks import forget_old_tasks

    days = {"old": 8, "stranded": 9, "recent": 1}
    for name, ago in days.items():
        ended = NOON - timedelta(days=ago)
        DBTaskResult.objects.create(
            args_kwargs={}, task_path=name, backend_name="default", run_after=ended, started_at=ended,
            finished_at=None if name == "stranded" else ended,
        )  # fmt: skip
    DBTaskResult.objects.create(args_kwargs={}, task_path="waiting", backend_name="default", run_after=NOON)
    forget_old_tasks(NOON)
    assert set(DBTaskResult.objects.values_list("task_path", flat=True)) == {"recent", "waiting"}
