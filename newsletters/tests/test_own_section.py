"""A reader's own section has the newest of what they want that they were not sent before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.tests.builders import make_article, make_topic
from newsletters.letter.own import MOST, own_stories
from newsletters.wishes import Wishes

pytestmark = pytest.mark.django_db


def test_own_section_leaves_out_what_was_sent_what_stands_above_and_what_is_not_live() -> None:
    now, water = timezone.now(), make_topic("Water")
    sent, above, new = (make_article(topics=["Water"], at=now - timedelta(hours=hours)) for hours in (30, 3, 2))
    make_article(topics=["Water"], at=now + timedelta(hours=1))
    make_article(at=now - timedelta(hours=1))
    found = own_stories(Wishes(frozenset({water.pk})), since=now - timedelta(days=1), until=now, but=[above.pk])
    assert found == [new.pk]
    assert sent.pk not in found


def test_a_new_readers_section_reaches_back_a_week_and_no_further_than_eight_stories() -> None:
    now, water = timezone.now(), make_topic("Water")
    stories = [make_article(topics=["Water"], at=now - timedelta(hours=hours)) for hours in range(1, 11)]
    make_article(topics=["Water"], at=now - timedelta(days=8))
    found = own_stories(Wishes(frozenset({water.pk})), since=None, until=now)
    assert found == [story.pk for story in stories][:MOST]
