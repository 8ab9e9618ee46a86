"""Public pages stay the same bytes for a reader who follows things: what is followed is filled in by a script."""

import pytest
from django.test import Client

from accounts.models import Follow
from accounts.my_news.follows import Follows
from articles.models import Topic
from articles.tests.builders import make_editor
from tests.paper import PAGES, make_paper

pytestmark = pytest.mark.django_db


def test_reader_who_follows_fifty_things_gets_the_bytes_of_everyone() -> None:
    make_paper()
    wanted = {address: Client().get(address).content for address in PAGES.values()}
    ids = [*Topic.objects.values_list("pk", flat=True)]
    device, signed_in, person = Client(), Client(), make_editor()
    device.cookies["follows"] = Follows(topics=frozenset([*ids, *range(5_000, 5_050 - len(ids))])).as_text()
    device.cookies["personal"] = "1"
    Follow.objects.bulk_create(Follow(user=person, topic_id=pk) for pk in ids)
    signed_in.force_login(person)
    for reader in (device, signed_in):
        for address, bytes_of_everyone in wanted.items():
            answer = reader.get(address)
            assert answer.content == bytes_of_everyone
            assert not answer.cookies
            assert answer["Vary"] == "Accept-Encoding"
