"""What search engines are told of newsletters."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from newsletters.sitemaps import entries
from newsletters.tests.builders import make_edition, make_newsletter, make_reader

pytestmark = pytest.mark.django_db


def test_newsletters_and_what_was_sent_of_them_are_in_a_sitemap() -> None:
    now = timezone.now()
    morning = make_newsletter()
    make_newsletter(name="The Week", slug="week", position=1, is_open=False)
    sent = make_edition(of=morning, state="sent", released_at=now)
    make_edition(of=morning, number=2)
    assert [(entry.path, entry.changed) for entry in entries()] == [
        ("/newsletters/", now),
        ("/newsletters/morning/", now),
        ("/newsletters/week/", None),
        (sent.get_absolute_url(), now),
    ]


def test_without_newsletters_there_is_no_page_to_find() -> None:
    assert entries() == []


def test_where_one_subscribes_may_be_found_and_a_readers_own_pages_may_not(client: Client) -> None:
    reader = make_reader()
    page = client.get("/newsletters/").text
    assert f'<link rel="canonical" href="{settings.SITE_URL}/newsletters/">' in page
    assert "noindex" not in page
    for address in (f"preferences/{reader.subscriber.key}/", f"unsubscribe/{reader.key}/", "confirm/none/"):
        assert client.get(f"/newsletters/{address}").text.count('content="noindex"') == 1
