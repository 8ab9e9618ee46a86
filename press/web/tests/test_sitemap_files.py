"""A sitemap of any words keeps the rules of sitemaps, and a full one its size."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.http import StreamingHttpResponse

from press.web.sitemaps import MOST, MOST_BYTES, Entry, File, News, Picture, index, streamed, whole
from press.web.tests.sitemap_rules import complaints, said

NOON = datetime(2026, 11, 23, 12, 0, 0, 5, tzinfo=UTC)
PICTURE = Picture("https://paper.example/a.jpg?b=1&c=2", "Nets <b>&amp;</b> ]]>", "https://paper.example/terms/")


def test_everything_that_is_known_of_an_address_is_said() -> None:
    news = News("The Bay Courier", "en", NOON, "Ferry & Sons")
    content = whole([Entry("/politics/ferry/", NOON, PICTURE, news)]).content
    assert complaints(content) == []
    (entry,) = said(content)
    assert (entry.address, entry.changed) == (f"{settings.SITE_URL}/politics/ferry/", "2026-11-23T12:00:00+00:00")
    assert (entry.picture, entry.caption, entry.licence) == PICTURE
    assert (entry.paper, entry.language, entry.title) == ("The Bay Courier", "en", "Ferry & Sons")


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x1f", "\x85", "\ufffe", "\uffff", "\u2028", "\n"])
def test_sign_that_xml_cannot_hold_or_that_breaks_a_line_parts_words(sign: str) -> None:
    content = whole([Entry("/", picture=Picture("https://paper.example/a.jpg", f"A{sign}boat"))]).content
    assert complaints(content) == []
    assert said(content)[0].caption == "A boat"


def test_half_a_sign_is_left_out() -> None:
    assert complaints(whole([Entry("/", picture=Picture("https://paper.example/a.jpg", "A \ud800boat"))]).content) == []


def test_full_file_of_long_addresses_and_captions_keeps_its_size() -> None:
    slug = "ميناء-سارا-والعبارة-الأخيرة-إلى-أوندرا"  # a long one: 230 letters once it is sent
    entries = (Entry(f"/{slug}/{number}/", NOON, PICTURE._replace(caption="&" * 240)) for number in range(MOST))
    sent = b"".join(streamed(entries))
    assert len(sent) < MOST_BYTES
    assert sent.count(b"<image:loc>") == MOST
    assert complaints(sent[: sent.index(b"<url>")] + sent[sent.rindex(b"<url>") :]) == []


def test_words_about_a_picture_give_way_to_the_address() -> None:
    plenty = Entry("/" + "ي" * 150 + "/", NOON, PICTURE._replace(caption="Nets on the quay."))
    (entry,) = said(whole([plenty]).content)
    assert (entry.picture, entry.caption, entry.licence) == (PICTURE.url, "", "")


def test_file_is_read_only_as_far_as_it_is_sent() -> None:
    read: list[int] = []

    def entries() -> object:
        for number in range(10_000):
            read.append(number)
            yield Entry(f"/{number}/")

    answer: StreamingHttpResponse = streamed(entries())  # type: ignore[arg-type]
    parts = iter(answer)
    next(parts)
    next(parts)
    assert 0 < len(read) < 1000


def test_index_names_files_with_what_is_known_of_their_change() -> None:
    content = index([File("/sitemap-a-1.xml", NOON), File("/sitemap-b-1.xml")]).content
    assert complaints(content) == []
    assert [(entry.address, entry.changed) for entry in said(content)] == [
        (f"{settings.SITE_URL}/sitemap-a-1.xml", "2026-11-23T12:00:00+00:00"),
        (f"{settings.SITE_URL}/sitemap-b-1.xml", ""),
    ]


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("<url><loc>/politics/</loc></url>", "cannot be “/politics/”"),
        ("<url><loc>https://elsewhere.example/</loc></url>", "cannot be “https://elsewhere"),
        ("<url><lastmod>2026-11-23T12:00:00Z</lastmod></url>", "has no"),
        (f"<url><loc>{settings.SITE_URL}/</loc><lastmod>yesterday</lastmod></url>", "cannot be “yesterday”"),
        (f"<url><lastmod>2026-11-23T12:00Z</lastmod><loc>{settings.SITE_URL}/</loc></url>", "out of order"),
        (f"<url><loc>{settings.SITE_URL}/</loc></url>" * 2, "twice"),
        (f"<url><loc>{settings.SITE_URL}/</loc><news:news/></url>", "has no {http://www.google.com/schemas/sitemap-n"),
    ],
)
def test_the_rules_notice_what_breaks_them(broken: str, sentence: str) -> None:
    content = whole([]).content.replace(b"</urlset>", f"{broken}</urlset>".encode())
    assert sentence in " ".join(complaints(content))
