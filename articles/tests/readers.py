"""Reading feeds as readers' programs do, whatever their form."""

import json
from typing import Any
from xml.etree.ElementTree import Element

from django.test import Client
from feedparser.api import parse

from articles.models import Article
from articles.tests.builders import make_article
from press.pictures.models import Picture

FORMS = ("", "atom/", "json/")
LISTS = ("/feed/", "/politics/feed/", "/topics/water/feed/", "/authors/leila/feed/")


def parsed(client: Client, address: str) -> Any:
    """Return the feed as feedparser reads it; anything it is uneasy about fails."""
    answer = client.get(address)
    assert answer.status_code == 200
    found = parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert not found.bozo, found.bozo_exception
    return found


def told(client: Client, address: str) -> list[dict[str, str]]:
    """Return what a feed of any form says of its stories: id, url, title, summary, html."""
    if address.endswith("json/"):
        items = json.loads(client.get(address).content)["items"]
        return [{**item, "html": item.get("content_html", "")} for item in items]
    return [
        {
            "id": entry.id,
            "url": entry.link,
            "title": entry.title,
            "summary": entry.summary,
            "html": entry.content[0].value if "content" in entry else "",
        }
        for entry in parsed(client, address).entries
    ]


def titles(client: Client, address: str = "/feed/") -> list[str]:
    return [entry["title"] for entry in told(client, address)]


def child(element: Element, tag: str) -> Element:
    found = element.find(tag)
    assert found is not None
    return found


def pictured(picture: Picture, **words: Any) -> Article:
    figure = f'<figure data-picture="{picture.pk}"><figcaption>On the <a href="/topics/">quay</a></figcaption></figure>'
    return make_article(
        lead_picture_id=picture.pk, lead_caption="The boat & its bell", body=f"<p>a</p>{figure}", **words
    )
