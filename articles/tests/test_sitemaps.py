"""Sitemaps name what is live, when it changed last, and nothing else."""

import gzip
import tracemalloc
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions.publish import unpublish
from articles.actions.withdraw import correct, kill, retract
from articles.models import Article
from articles.sitemaps import CHUNK, MOST_NEWS
from articles.tests.builders import make_article, make_author, make_category, make_draft, make_editor, make_topic
from press.masthead.actions import write_masthead
from press.pages.actions import write_page
from press.pages.models import Page
from press.pictures.models import Picture
from press.pictures.tests.builders import make_picture
from press.web.sitemaps import MOST
from press.web.tests.sitemap_rules import Said, complaints, said

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def noon(time_machine: Any) -> datetime:
    moment = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    time_machine.move_to(moment, tick=False)
    return moment


def file(client: Client, name: str) -> list[Said]:
    """Return the entries of the file of that name; nothing when it is missing."""
    answer = client.get(f"/sitemap-{name}.xml")
    if answer.status_code == 404:
        return []
    content = answer.getvalue()
    assert complaints(content) == []
    return said(content)


def addresses(entries: Iterable[Said]) -> list[str]:
    return [entry.address.removeprefix(settings.SITE_URL) for entry in entries]


def range_of(story: Article) -> str:
    return f"stories-{(story.pk - 1) // MOST + 1}"


def change_of(client: Client, story: Article) -> datetime:
    """Return what the sitemaps say of when that story changed."""
    (entry,) = [e for e in file(client, range_of(story)) if e.address.endswith(story.get_absolute_url())]
    return datetime.fromisoformat(entry.changed)


def lifetime(answer: Any) -> int:
    return int(answer["Cache-Control"].partition("s-maxage=")[2].partition(",")[0])


def fill(count: int, *, first: int = 1) -> None:
    """Put bare live stories with the numbers from `first` on, one a minute."""
    category, now = make_category(), timezone.now()
    Article.objects.bulk_create(
        Article(
            pk=number,
            headline=f"Story {number}",
            slug=f"story-{number}",
            category=category,
            status=Article.Status.PUBLISHED,
            published_at=now - timedelta(minutes=number),
        )
        for number in range(first, first + count)
    )


# --- What stands in a file --------------------------------------------------------------------------------------------


def test_story_is_named_with_the_moment_of_its_last_change(client: Client, noon: datetime) -> None:
    story = make_article(at=noon - 3 * HOUR)
    assert change_of(client, story) == noon - 3 * HOUR
    correct(story, by=make_editor(), text="It was Monday.", at=noon - HOUR)
    assert change_of(client, story) == noon - HOUR


def test_only_what_is_live_is_named(client: Client, noon: datetime) -> None:
    ben = make_editor()
    live = make_article("Live")
    make_draft("Draft")
    make_article("Scheduled", at=noon + HOUR)
    make_draft("Embargoed", embargo_until=noon + HOUR)
    unpublish(make_article("Unpublished"), by=ben)
    retract(make_article("Retracted"), by=ben, why="It was forged.")
    kill(make_article("Killed"), by=ben, why="A court ordered it.")
    for name in (range_of(live), "news"):
        assert addresses(file(client, name)) == ["/politics/live/"]


def test_scheduled_story_enters_at_its_minute_by_itself(client: Client, noon: datetime, time_machine: Any) -> None:
    story = make_article("Soon", at=noon + timedelta(minutes=2), topics=["Water"], authors=[make_author("Noor Lev")])
    files = ["/sitemap.xml", "/sitemap-news.xml", "/sitemap-pages.xml", "/sitemap-topics-1.xml"]
    for address in files:
        answer = client.get(address)
        assert answer.status_code == 404 or lifetime(answer) == 120
        assert b"soon" not in answer.getvalue()
    assert file(client, range_of(story)) == file(client, "authors-1") == []
    time_machine.move_to(noon + timedelta(minutes=2), tick=False)
    assert addresses(file(client, range_of(story))) == addresses(file(client, "news")) == ["/politics/soon/"]
    assert "/topics/water/" in addresses(file(client, "topics-1"))
    assert len(file(client, "authors-1")) == 1


def test_lists_are_named_with_their_newest_story_and_only_if_they_have_one(client: Client, noon: datetime) -> None:
    leila, idle = make_author("Leila Sabban"), make_author("Idle Hand")
    make_article(at=noon - 2 * HOUR, topics=["Water"], authors=[leila])
    make_article("Later", at=noon - HOUR, topics=["Water"], authors=[leila])
    make_draft(topics=["In Confidence"], authors=[idle])
    make_topic("Never Used")
    make_category("Health")
    changes = {entry.address: entry.changed for entry in [*file(client, "topics-1"), *file(client, "authors-1")]}
    newest = (noon - HOUR).isoformat()
    assert {address.removeprefix(settings.SITE_URL): change for address, change in changes.items()} == {
        "/politics/": newest,
        "/health/": "",  # a category has its page before it has a story
        "/topics/water/": newest,
        leila.get_absolute_url(): newest,
    }


def test_letters_of_other_scripts_are_sent_as_addresses_are(client: Client) -> None:
    story = make_article("مياه نهر إشمار", slug="مياه-نهر", topics=["مياه"], language="ar")
    named = [*file(client, range_of(story)), *file(client, "topics-1"), *file(client, "news")]
    assert all(entry.address.isascii() for entry in named)
    assert [client.get(entry.address).status_code for entry in named] == [200] * 4
    assert [entry.language for entry in file(client, "news")] == ["ar"]


@pytest.mark.parametrize("words", ["]]>", "</url></urlset>", "<script>alert(1)</script>", "a\x0bb\x1f\ufffe", "&amp;"])
def test_hostile_words_are_words(client: Client, words: str) -> None:
    write_masthead(name=f"The {words}")
    picture = make_picture(caption=words, photographer=words)
    story = make_article(f"Ferry {words}", slug="ferry", lead_picture_id=picture.pk)
    clean = " ".join(words.replace("\ufffe", " ").split())
    (entry,) = file(client, "news")
    assert (entry.title, entry.paper) == (f"Ferry {clean}", f"The {clean}")
    assert file(client, range_of(story))[0].caption == f"{clean} ({clean})"


# --- Pictures ---------------------------------------------------------------------------------------------------------


def with_picture(**facts: Any) -> Article:
    picture = make_picture(**{"caption": "The ferry leaves.", "photographer": "Ilan Vardy", **facts})
    return make_article(lead_picture_id=picture.pk)


def test_picture_is_named_with_caption_and_credit(client: Client) -> None:
    (entry,) = file(client, range_of(with_picture()))
    assert entry.picture.endswith(".jpg")
    assert (entry.caption, entry.licence) == ("The ferry leaves. (Ilan Vardy)", "")


@pytest.mark.parametrize(("caption", "end"), [("Nets  dry. " * 100, "Nets dry.…"), ("港" * 999, "港港…")])
def test_storys_own_caption_is_named_and_a_long_one_is_cut(client: Client, caption: str, end: str) -> None:
    story = with_picture()
    Article.objects.filter(pk=story.pk).update(lead_caption=caption)
    (entry,) = file(client, range_of(story))
    assert entry.caption.endswith(f"{end} (Ilan Vardy)")
    assert 230 < len(entry.caption) < 260


@pytest.mark.parametrize("terms", ["", "Paid 40, do not resell; see https://agency.example/invoice/7", "javascript:x"])
def test_terms_in_words_are_our_own_business_and_the_papers_terms_are_named(client: Client, terms: str) -> None:
    story = with_picture(usage_terms=terms)
    write_page(Page(title="Terms of Use", slug="terms-of-use"))
    assert file(client, range_of(story))[0].licence == f"{settings.SITE_URL}/terms-of-use/"


def test_terms_that_are_an_address_are_the_pictures_licence(client: Client) -> None:
    write_page(Page(title="Terms of Use", slug="terms-of-use"))
    story = with_picture(usage_terms=" https://photos.example/license/?of=نهر&by=4 ")
    assert file(client, range_of(story))[0].licence == "https://photos.example/license/?of=%D9%86%D9%87%D8%B1&by=4"


def test_picture_is_not_named_any_more_on_the_day_after_our_rights_ended(
    client: Client, noon: datetime, time_machine: Any
) -> None:
    story = with_picture(rights_expire=noon.date())
    assert file(client, range_of(story))[0].picture
    time_machine.move_to(noon + DAY, tick=False)  # no worker told the story
    assert not file(client, range_of(story))[0].picture


def test_picture_without_a_finished_file_is_not_named(client: Client) -> None:
    story = with_picture()
    Picture.objects.update(renditions={})
    assert not file(client, range_of(story))[0].picture


# --- News -------------------------------------------------------------------------------------------------------------


def test_news_are_the_stories_of_two_days_each_in_its_language(client: Client, noon: datetime) -> None:
    write_masthead(name="The Bay Courier")
    make_article("Older", at=noon - 2 * DAY)
    make_article("Yesterday", at=noon - DAY, language="he")
    make_article("Today", at=noon - HOUR)
    today, yesterday = file(client, "news")
    assert (today.title, today.language, today.paper) == ("Today", "en", "The Bay Courier")
    assert (yesterday.title, yesterday.language) == ("Yesterday", "he")
    assert datetime.fromisoformat(yesterday.published) == noon - DAY


def test_news_end_with_the_moment_at_which_the_oldest_leaves(client: Client, noon: datetime, time_machine: Any) -> None:
    make_article("Leaving", at=noon - 2 * DAY + timedelta(seconds=100))
    answer = client.get("/sitemap-news.xml")
    assert (len(said(answer.content)), lifetime(answer)) == (1, 100)
    time_machine.move_to(noon + timedelta(seconds=100), tick=False)
    assert file(client, "news") == []


def test_news_are_a_thousand_at_most_and_the_newest(client: Client) -> None:
    fill(MOST_NEWS + 5)
    titles = [entry.title for entry in file(client, "news")]
    assert (len(titles), titles[0], titles[-1]) == (MOST_NEWS, "Story 1", f"Story {MOST_NEWS}")


# --- Files ------------------------------------------------------------------------------------------------------------


def test_story_stays_in_the_file_of_its_number_and_the_index_knows_each_files_last_change(
    client: Client, noon: datetime
) -> None:
    fill(2)
    fill(3, first=MOST)
    assert addresses(file(client, "stories-1")) == [f"/politics/story-{number}/" for number in (1, 2, MOST)]
    assert addresses(file(client, "stories-2")) == [f"/politics/story-{MOST + 1}/", f"/politics/story-{MOST + 2}/"]
    Article.objects.filter(pk=MOST + 2).update(updated_at=noon)
    index = client.get("/sitemap.xml").content
    assert complaints(index) == []
    changes = {entry.address.rpartition("/")[2]: entry.changed for entry in said(index)}
    assert datetime.fromisoformat(changes["sitemap-stories-1.xml"]) == noon - timedelta(minutes=1)
    assert datetime.fromisoformat(changes["sitemap-stories-2.xml"]) == noon
    assert "sitemap-stories-3.xml" not in changes


@pytest.mark.parametrize("name", ["stories-0", "stories-2", f"stories-{10**30}", "topics-9", "pictures-1"])
def test_file_of_nothing_is_missing(client: Client, name: str) -> None:
    make_article()
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_paper_without_stories_has_an_index_and_a_file_of_its_pages(client: Client) -> None:
    write_page(Page(title="About", slug="about"))
    assert addresses(said(client.get("/sitemap.xml").content)) == ["/sitemap-pages.xml"]
    assert addresses(file(client, "pages")) == ["/", "/topics/", "/about/"]


# --- Streaming --------------------------------------------------------------------------------------------------------


def peak(client: Client, name: str) -> int:
    """Return the most memory that was held at once while the file was sent; the less of twice, as some is kept."""
    return min(_peak(client, name) for _ in range(2))


def _peak(client: Client, name: str) -> int:
    tracemalloc.start()
    try:
        sent: Any = client.get(f"/sitemap-{name}.xml")
        assert sum(map(len, sent.streaming_content)) > 100_000
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_file_is_streamed_in_flat_memory(client: Client) -> None:
    fill(3 * CHUNK)
    small = peak(client, "stories-1")
    fill(5 * CHUNK, first=3 * CHUNK + 1)
    assert peak(client, "stories-1") < 1.2 * small


def test_file_asks_twice_a_chunk_and_at_each_story_nothing(client: Client) -> None:
    fill(2 * CHUNK + 1)
    Article.objects.update(lead_picture=make_picture(caption="Nets.", photographer="Ilan Vardy"))
    client.get("/sitemap-stories-1.xml").getvalue()
    with CaptureQueriesContext(connection) as captured:
        client.get("/sitemap-stories-1.xml").getvalue()
    # The next story to appear; three chunks, each with its pictures.
    assert len(captured) == 1 + 3 * 2


def test_index_asks_the_same_of_a_larger_paper(client: Client) -> None:
    client.get("/sitemap.xml")
    counts = []
    for first in (1, MOST + 1, 2 * MOST + 1):
        fill(3, first=first)
        with CaptureQueriesContext(connection) as captured:
            client.get("/sitemap.xml")
        counts.append(len(captured))
    # The next story to appear, the newest, the pages, newsletters, editions; stories, topics and authors, by file.
    assert counts == [8, 8, 8]


def test_whoever_asks_for_the_head_alone_is_sent_no_file(client: Client) -> None:
    story = make_article()
    answer = client.head(f"/sitemap-{range_of(story)}.xml")
    assert (answer.status_code, answer.getvalue()) == (200, b"")
    assert answer["Content-Type"] == "application/xml; charset=utf-8"


def test_stream_is_the_same_bytes_for_everyone(client: Client) -> None:
    address = f"/sitemap-{range_of(make_article())}.xml"
    signed_in, forged = Client(headers={"accept-language": "ar"}), Client()
    signed_in.force_login(make_editor())
    forged.cookies["sessionid"] = "x"
    for reader in (signed_in, forged):
        answer = reader.get(address)
        assert not answer.cookies
        assert answer.getvalue() == client.get(address).getvalue()
    assert client.post(address).status_code == 405


def test_stream_is_compressed_for_who_takes_it_and_the_same_way_twice(client: Client) -> None:
    address = f"/sitemap-{range_of(make_article())}.xml"
    first, second = (client.get(address, headers={"accept-encoding": "gzip"}) for _ in range(2))
    assert first["Content-Encoding"] == "gzip"
    packed = first.getvalue()
    assert packed == second.getvalue()
    assert gzip.decompress(packed) == client.get(address).getvalue()


def test_failing_file_is_a_failure_and_no_empty_answer(settings: Any) -> None:
    settings.DEBUG = False
    make_article()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_topic RENAME TO mislaid")
    assert Client(raise_request_exception=False).get("/sitemap-stories-1.xml").status_code == 500
