"""Remembering for five seconds."""

from datetime import timedelta
from typing import Any

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils import timezone, translation

from press.web import boundaries, remember


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


def test_what_a_remembered_answer_reports_is_reported_each_time() -> None:
    change = timezone.now() + timedelta(hours=1)
    for _ in range(2):
        boundaries.start()
        remember.remembered_as("promos", lambda: boundaries.report(change))
        assert boundaries.next_change() == change


def test_answer_is_forgotten_when_the_moment_it_reported_comes(time_machine: Any) -> None:
    now = timezone.now()
    asked = []

    def ask() -> int:
        boundaries.report(now + timedelta(seconds=2))
        asked.append(1)
        return len(asked)

    assert remember.remembered_as("promos", ask) == 1
    time_machine.move_to(now + timedelta(seconds=1))
    assert remember.remembered_as("promos", ask) == 1
    time_machine.move_to(now + timedelta(seconds=2))
    assert remember.remembered_as("promos", ask) == 2


def test_earlier_report_of_the_page_survives_a_question_asked_anew() -> None:
    soon = timezone.now() + timedelta(minutes=1)
    boundaries.start()
    boundaries.report(soon)
    remember.remembered_as("promos", lambda: boundaries.report(soon + timedelta(hours=1)))
    assert boundaries.next_change() == soon


def test_names_that_nobody_asks_for_any_more_are_thrown_out(monkeypatch: Any) -> None:
    clock = [100.0]
    monkeypatch.setattr("press.web.remember.time.monotonic", lambda: clock[0])
    for number in range(3000):
        clock[0] += 0.1
        remember.remembered_as(("part", number), lambda: "HTML")
    assert len(remember._remembered) <= 500


def part(source: str, **words: Any) -> str:
    return str(engines["public"].from_string("{% load remember %}" + source).render(words))


def test_part_of_a_page_is_remembered_by_its_words_and_language() -> None:
    source = '{% remember "menu" category.url %}{{ said }}{% endremember %}'
    assert part(source, said="first", category={"url": "/a/"}) == "first"
    assert part(source, said="second", category={"url": "/a/"}) == "first"
    assert part(source, said="third", category={"url": "/b/"}) == "third"
    assert part(source, said="fourth") == "fourth"
    with translation.override("he"):
        assert part(source, said="fifth") == "fifth"
    remember.forget_all()
    assert part(source, said="sixth") == "sixth"


def test_part_of_a_page_leaves_no_words_behind() -> None:
    source = '{% remember "promos" %}{% now "Y" as year %}{{ year }}{% endremember %}[{{ year }}]'
    assert part(source).endswith("[]")


@pytest.mark.parametrize("tag", ["{% remember %}", "{% remember menu %}"])
def test_part_without_a_name_is_refused(tag: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        part(tag + "{% endremember %}")
