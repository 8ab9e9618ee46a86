"""Remembering for five seconds."""

from typing import Any

from press.web import remember


def test_question_is_asked_once_until_it_is_forgotten() -> None:
    asked = []

    @remember.remembered
    def ask() -> int:
        asked.append(1)
        return len(asked)

    assert (ask(), ask()) == (1, 1)
    remember.forget_all()
    assert ask() == 2


def test_memory_ends_after_five_seconds(monkeypatch: Any) -> None:
    asked = []
    clock = [100.0]
    monkeypatch.setattr("press.web.remember.time.monotonic", lambda: clock[0])

    @remember.remembered
    def ask() -> int:
        asked.append(1)
        return len(asked)

    ask()
    clock[0] += remember.SECONDS + 0.1
    assert ask() == 2
