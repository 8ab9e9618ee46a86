"""Whatever a headline, a dek, a caption or a text holds, a feed can be parsed and says just that."""

import json
from datetime import UTC, datetime

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from feedparser.api import parse
from hypothesis import given, settings
from hypothesis import strategies as some

from articles.feeds import atom, jsonfeed, rss
from articles.feeds.story import About, Image, Signed, Story, Told
from articles.models import Article
from articles.rendering import render_story
from articles.tests.builders import make_article
from articles.tests.readers import FORMS, child, told
from press.pictures.tests.builders import make_row
from press.web.xml import cdata, one_line

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
HOSTILE = 'Ferry ]]> </title></script><script>alert("1 & 2")</script> &amp; <b>\x0b\x1f\ufffe\u202e'


def test_hostile_headline_dek_and_caption_stay_words(client: Client) -> None:
    picture = make_row(photographer="Noa ]]> Lev", caption=HOSTILE, alt=HOSTILE)
    story = make_article("Ferry", lead_picture_id=picture.pk, lead_caption=HOSTILE, topics=["Water"])
    Article.objects.filter(pk=story.pk).update(headline=HOSTILE, dek=HOSTILE)
    render_story(Article.objects.select_related("category", "lead_picture").get(pk=story.pk))
    wanted = one_line(HOSTILE)
    item = child(child(fromstring(client.get("/feed/").content), "channel"), "item")
    assert child(item, "title").text == wanted
    assert child(item, f"{MEDIA}content")[0].text == wanted
    root = fromstring(client.get("/feed/atom/").content)
    assert child(child(root, f"{ATOM}entry"), f"{ATOM}title").text == wanted
    (said,) = client.get("/feed/json/").json()["items"]
    assert said["title"] == wanted
    for form in FORMS:
        assert "<script" not in told(client, f"/feed/{form}")[0]["html"]


ANYTHING = some.text(max_size=60) | some.lists(
    some.sampled_from(
        ["]]>", "<![CDATA[", "</title>", "<script>", "&", "&#0;", '"', "'", "\x00", "\x0b", "\ufffe", "ا", "😀"]
    )
).map("".join)


def stories() -> some.SearchStrategy[Story]:
    words = ANYTHING.map(one_line)
    image = some.builds(
        Image,
        url=some.just("https://paper.example/a.jpg?b=1&c=2"),
        width=some.integers(1, 9000),
        height=some.integers(1, 9000),
        caption=words,
        credit=words,
    )
    return some.builds(
        Story,
        id=some.just("urn:uuid:0"),
        url=some.just("https://paper.example/a/b/"),
        title=words,
        summary=words,
        authors=some.lists(some.builds(Signed, words, some.just("https://paper.example/authors/a/")), max_size=3),
        sections=some.lists(words, max_size=3),
        language=some.sampled_from(["en", "ar", "he"]),
        published=some.datetimes(timezones=some.just(UTC), min_value=datetime(1970, 1, 1)),  # noqa: DTZ001
        changed=some.datetimes(timezones=some.just(UTC), min_value=datetime(1970, 1, 1)),  # noqa: DTZ001
        image=some.none() | image,
    )


@settings(deadline=None, max_examples=150)
@given(story=stories(), html=ANYTHING, name=ANYTHING)
def test_whatever_is_written_a_feed_can_be_parsed_and_says_it(story: Story, html: str, name: str) -> None:
    paper = "https://paper.example/"
    about = About(name or "x", name or "x", paper, paper + "feed/", name, paper, "en", paper, name)
    kept = cdata(html)
    written = [
        form.feed(about, [Told(story.changed, form.item(story), kept)]).encode() for form in (rss, atom, jsonfeed)
    ]
    # XML reads every end of a line as one.
    content = kept.replace("\r\n", "\n").replace("\r", "\n")
    item = child(child(fromstring(written[0]), "channel"), "item")
    assert (item.findtext("title") or "") == story.title
    assert item.findtext(f"{CONTENT}encoded") == content
    assert [each.text for each in item.findall("category")] == [section for section in story.sections if section]
    entry = child(fromstring(written[1]), f"{ATOM}entry")
    assert (entry.findtext(f"{ATOM}title") or "") == story.title
    assert entry.findtext(f"{ATOM}content") == content
    said = json.loads(written[2])["items"][0]
    assert (said["title"], said["content_html"]) == (story.title, kept)
    assert not [found.bozo_exception for found in map(parse, written[:2]) if found.bozo]
