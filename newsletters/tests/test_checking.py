"""What is found before an edition goes."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.tests.builders import make_article
from newsletters.checking import MOST_LINKS, findings
from newsletters.tests.builders import make_edition

pytestmark = pytest.mark.django_db


def found(edition: Any, **when: Any) -> list[str]:
    return [("! " if one.must else "") + one.words for one in findings(edition, at=timezone.now(), **when)]


def test_nothing_is_found_in_a_sound_edition() -> None:
    assert found(make_edition(make_article(), preheader="x")) == []


def test_an_edition_without_stories_or_a_subject_must_be_mended() -> None:
    words = found(make_edition(subject=" ", preheader="x"))
    assert words == ["! There is no subject.", "! There is no story in it."]


def test_a_story_that_is_scheduled_may_be_live_by_then() -> None:
    now = timezone.now()
    edition = make_edition(make_article(at=now + timedelta(hours=1)), preheader="x")
    assert "not live by then" in found(edition)[0]
    assert found(edition, send_at=now + timedelta(hours=2)) == []


def test_what_mail_programs_would_cut_off_must_be_shorter() -> None:
    edition = make_edition(make_article(), preheader="x", introduction=f"<p>{'word ' * 22_000}</p>")
    assert "Gmail cuts off" in found(edition)[0]


def test_of_very_many_links_only_the_first_are_tried() -> None:
    links = "".join(f'<a href="http://127.0.0.1:{number}/">x</a>' for number in range(1, MOST_LINKS + 5))
    words = found(make_edition(make_article(), preheader="x", introduction=f"<p>{links}</p>"))
    assert words[-1] == f"It has more than {MOST_LINKS} links; only the first were tried."
