"""Corrections, retractions and kills."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from articles.actions.publish import CannotMove
from articles.actions.withdraw import NoteMissing, correct, kill, retract
from articles.models import Article, Correction, HistoryEntry
from articles.signals import article_killed
from articles.tests.builders import make_article, make_draft, make_editor, make_reporter

pytestmark = pytest.mark.django_db


def test_correction_stands_on_the_story_with_its_date(client: Client) -> None:
    story = make_article()
    correct(story, by=make_editor(), text="The ferry holds 230, not 300.")
    page = client.get(story.get_absolute_url()).text
    assert "The ferry holds 230, not 300." in page
    assert "Updated" in page


def test_second_correction_is_added_and_the_first_stays(client: Client) -> None:
    story, ben = make_article(), make_editor()
    correct(story, by=ben, text="First.")
    correct(story, by=ben, text="Second.", kind="clarification")
    page = client.get(story.get_absolute_url()).text.partition("</head>")[2]
    assert page.index("Second.") < page.index("First.")


def test_draft_is_edited_not_corrected() -> None:
    with pytest.raises(CannotMove):
        correct(make_draft(), by=make_editor(), text="No.")


@pytest.mark.parametrize("action", [correct, retract, kill])
def test_empty_note_is_refused(action: Any) -> None:
    story = make_article()
    note = {"text": "  "} if action is correct else {"why": " \n"}
    with pytest.raises(NoteMissing):
        action(story, by=make_editor(), **note)
    assert Article.objects.get(pk=story.pk).status == Article.Status.PUBLISHED


@pytest.mark.parametrize("action", [correct, retract, kill])
def test_reporter_may_not(action: Any) -> None:
    note = {"text": "No."} if action is correct else {"why": "No."}
    with pytest.raises(PermissionDenied):
        action(make_article(), by=make_reporter(), **note)


def test_retracted_story_keeps_its_address_says_why_and_leaves_every_list(client: Client) -> None:
    story = make_article("Ghost Ship Found", topics=["Water"], body="<p>A ship with no crew.</p>")
    retract(story, by=make_editor(), why="Our source withdrew the account.")
    answer = client.get(story.get_absolute_url())
    assert answer.status_code == 200
    assert "Our source withdrew the account." in answer.text
    assert "A ship with no crew." not in answer.text
    for address in ("/", "/politics/", "/topics/water/"):
        assert "Ghost Ship Found" not in client.get(address).text, address


def test_retracted_story_is_not_printed_either(client: Client) -> None:
    story = make_article(body="<p>A ship with no crew.</p>")
    retract(story, by=make_editor(), why="Withdrawn.")
    assert "A ship with no crew." not in client.get(story.get_absolute_url() + "print/").text


def test_killed_story_is_gone_everywhere_at_once(client: Client) -> None:
    story = make_article("Ghost Ship Found", topics=["Water"])
    beside = make_article("Beside It", topics=["Water"])
    kill(story, by=make_editor(), why="A court forbade it.")
    assert client.get(story.get_absolute_url()).status_code == 410
    assert client.get(story.get_absolute_url() + "print/").status_code == 410
    for address in ("/", "/politics/", "/topics/water/", beside.get_absolute_url()):
        assert "Ghost Ship Found" not in client.get(address).text, address
    kept = Article.objects.get(pk=story.pk)
    assert (kept.rendered, kept.card_html, kept.lead_html) == ({}, "", "")


def test_kill_tells_the_apps_above_in_its_own_transaction() -> None:
    heard: list[int] = []

    def listen(article_id: int, **_: object) -> None:
        assert connection.in_atomic_block
        heard.append(article_id)

    article_killed.connect(listen)
    try:
        story = kill(make_article(), by=make_editor(), why="A court forbade it.")
    finally:
        article_killed.disconnect(listen)
    assert heard == [story.pk]


def test_killing_twice_is_refused() -> None:
    story = kill(make_article(), by=make_editor(), why="A court forbade it.")
    with pytest.raises(CannotMove):
        kill(story, by=make_editor(), why="Again.")


def test_scheduled_story_is_unpublished_not_retracted() -> None:
    with pytest.raises(CannotMove):
        retract(make_article(at=timezone.now() + timedelta(hours=1)), by=make_editor(), why="No.")


@pytest.mark.parametrize("table", ["articles_correction", "articles_historyentry"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET made_by = 'nobody'", "DELETE FROM {}"])
def test_database_refuses_to_rewrite_what_was_written_once(table: str, statement: str) -> None:
    correct(make_article(), by=make_editor(), text="The ferry holds 230.")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("model", [Correction, HistoryEntry])
def test_queryset_and_bulk_update_are_refused_too(model: Any) -> None:
    correct(make_article(), by=make_editor(), text="The ferry holds 230.")
    rows = list(model.objects.all())
    for rewrite in (
        lambda: model.objects.all().delete(),
        lambda: model.objects.update(made_by="nobody"),
        lambda: model.objects.bulk_update(rows, ["made_by"]),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rewrite()


def test_truncate_is_refused_where_the_database_has_it() -> None:
    if connection.vendor != "postgresql":
        return  # SQLite has no TRUNCATE
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE articles_correction")
