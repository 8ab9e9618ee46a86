"""Pictures in feeds: a plain file with its caption and credit, and only one that may go out."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.tests.readers import FORMS, parsed, pictured, titles, told
from press.masthead.actions import write_masthead
from press.pictures.actions import describe_picture
from press.pictures.tests.builders import make_row

pytestmark = pytest.mark.django_db


def test_picture_comes_with_its_measures_caption_and_credit(client: Client) -> None:
    pictured(make_row(photographer="Noa Lev", agency="Anadolu Agency", via="Getty Images", alt="A <boat>"))
    for form in ("", "atom/"):
        (entry,) = parsed(client, f"/feed/{form}").entries
        (media,) = entry.media_content
        assert media["url"].startswith("http://127.0.0.1:8000/media/pictures/")
        assert (media["type"], media["medium"], media["width"], media["height"]) == (
            "image/jpeg",
            "image",
            "1280",
            "853",
        )
        (credit,) = entry.media_credit
        assert credit["content"] == "Noa Lev/Anadolu Agency via Getty Images"
        assert ">The boat &amp; its bell</media:description>" in client.get(f"/feed/{form}").text
    (item,) = client.get("/feed/json/").json()["items"]
    assert item["image"].endswith("-1280.jpg")
    assert item["attachments"] == [
        {
            "url": item["image"],
            "mime_type": "image/jpeg",
            "title": "The boat & its bell (Noa Lev/Anadolu Agency via Getty Images)",
        }
    ]


def test_picture_in_the_text_is_one_plain_file_with_caption_and_credit(client: Client) -> None:
    pictured(make_row(photographer="Noa Lev", alt="A <boat>"))
    html = told(client, "/feed/json/")[0]["html"]
    assert html.count('<img src="http://127.0.0.1:8000/media/pictures/') == 2
    assert html.count('width="1280" height="853" alt="A &lt;boat&gt;">') == 2
    assert '<figcaption>The boat &amp; its bell <span dir="auto">(Noa Lev)</span></figcaption>' in html
    assert 'On the <a href="http://127.0.0.1:8000/topics/">quay</a> <span dir="auto">(Noa Lev)' in html
    assert "srcset" not in html
    assert "<picture" not in html


@pytest.mark.parametrize(
    "rights",
    [{"web_only": True}, {"rights_expire": timezone.localdate() - timedelta(days=2)}],
    ids=["web only", "ended"],
)
@pytest.mark.parametrize("form", FORMS)
def test_picture_that_may_not_go_out_is_in_no_feed(client: Client, form: str, rights: dict[str, Any]) -> None:
    picture = make_row(photographer="Noa Lev")
    story = pictured(picture)
    assert b"pictures/" in client.get(f"/feed/{form}").content
    describe_picture(picture, by=None, **rights)
    text = client.get(f"/feed/{form}").text
    assert "pictures/" not in text
    assert "Noa Lev" not in text
    assert "boat" not in text
    assert titles(client) == [story.headline]


@pytest.mark.parametrize("form", ["", "atom/"])
@pytest.mark.parametrize("whole", [True, False])
def test_caption_is_not_taken_for_the_story(client: Client, ferry: Article, form: str, *, whole: bool) -> None:
    write_masthead(feeds_full_text=whole)
    pictured(make_row(photographer="Noa Lev"), dek="It sails.")
    entry = parsed(client, f"/feed/{form}").entries[0]
    assert entry.summary == "It sails."
    (content,) = entry.content
    assert "It sails." in content.value
