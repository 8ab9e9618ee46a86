"""Questions that are put into SQL once."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, DateTimeField, F, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from press.web.models import RootWord
from press.web.questions import Blank, Question

pytestmark = pytest.mark.django_db


def test_question_is_built_once_and_asked_with_other_values() -> None:
    RootWord.objects.bulk_create([RootWord(word="about", owner="page"), RootWord(word="culture", owner="category")])
    built = []

    def words_of() -> Any:
        built.append(1)
        return RootWord.objects.filter(owner=Blank("owner", CharField())).order_by("word").values_list("word", "owner")

    question = Question(words_of)
    with CaptureQueriesContext(connection) as captured:
        assert [tuple(row) for row in question.ask(owner="page")] == [("about", "page")]
        assert [tuple(row) for row in question.ask(owner="category")] == [("culture", "category")]
        assert question.ask(owner="nobody") == []
    assert (len(built), len(captured)) == (1, 3)


def test_value_is_a_value_whatever_it_says() -> None:
    RootWord.objects.create(word="about", owner="page")
    question = Question(lambda: RootWord.objects.filter(owner=Blank("owner", CharField())).values_list("word"))
    for value in ("' OR 1=1 --", "%s", "%", '"', "page\\"):
        assert question.ask(owner=value) == []


def test_blank_may_stand_in_several_places_and_in_columns() -> None:
    RootWord.objects.create(word="about", owner="page")
    owner = Blank("owner", CharField())
    question = Question(
        lambda: RootWord.objects.filter(owner=owner).values_list(Concat(F("word"), Value(" "), owner), "word")
    )
    assert [tuple(row) for row in question.ask(owner="page")] == [("about page", "about")]


def test_dates_go_in_and_come_out_as_dates() -> None:
    RootWord.objects.create(word="about", owner="page")
    moment = datetime(2026, 10, 25, 0, 30, 0, 123456, tzinfo=UTC)
    question = Question(lambda: RootWord.objects.values_list(Blank("at", DateTimeField())))
    assert question.ask(at=moment)[0][0] == moment


def test_value_that_is_missing_is_an_error() -> None:
    question = Question(lambda: RootWord.objects.filter(owner=Blank("owner", CharField())).values_list("word"))
    with pytest.raises(KeyError):
        question.ask(word="page")
