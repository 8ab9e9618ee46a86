"""A picture's HTML names only files that exist, says how large it is, and asks the database nothing."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pytest_django import DjangoAssertNumQueries

from press.pictures import renditions
from press.pictures.making import source_of
from press.pictures.markup import ROLES, picture_html, plain_html, share_image, thumbnail_url
from press.pictures.models import Picture
from press.pictures.renditions import first_jpeg, plan, rows_with


def row(
    *,
    made: tuple[str, ...] = ("jpeg", "webp", "avif"),
    crops: tuple[str, ...] = ("whole", "wide", "square"),
    **fields: Any,
) -> Picture:
    picture = Picture(digest="d" * 64, width=2400, height=1800, **fields)
    source = source_of(picture)
    files = [one for one in plan(source) if one.crop in crops and one.format in made]
    picture.renditions = rows_with(source, {}, [first_jpeg(source), *files])
    return picture


def parsed(html: str) -> ET.Element:
    for empty in ("<source", "<img"):
        parts = html.split(empty)
        html = empty.join([parts[0], *(part.replace(">", "/>", 1) for part in parts[1:])])
    return ET.fromstring(html)


def files_named(html: str) -> set[str]:
    found = set()
    for element in parsed(html):
        for address in [
            element.get("src", ""),
            *(part.split()[0] for part in element.get("srcset", "").split(",") if part),
        ]:
            found.add(address.removeprefix("/media/"))
    return found - {""}


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("crop", ["whole", "wide", "square"])
@pytest.mark.parametrize("made", [(), ("jpeg",), ("jpeg", "webp"), ("jpeg", "webp", "avif")])
def test_only_finished_files_are_named(role: str, crop: str, made: tuple[str, ...]) -> None:
    picture = row(made=made)
    html = picture_html(picture, crop=crop, role=role)
    assert files_named(html) <= renditions.names(picture.renditions)
    assert [element.get("type") for element in parsed(html)][:-1] == [
        f"image/{kind}" for kind in ("avif", "webp") if kind in made
    ]


def test_whole_picture_stands_in_for_a_crop_that_is_not_made() -> None:
    picture = row(crops=("whole",))
    assert picture_html(picture, crop="wide", role="card") == picture_html(picture, crop="whole", role="card")
    assert share_image(picture)["height"] == 960  # type: ignore[index]


def test_space_is_reserved_and_the_browser_told_how_to_fetch() -> None:
    lead = parsed(picture_html(row(), crop="wide", role="lead"))[-1].attrib
    assert (lead["width"], lead["height"], lead["fetchpriority"], lead["decoding"]) == ("1280", "853", "high", "async")
    assert "loading" not in lead
    card = parsed(picture_html(row(), crop="wide", role="card"))[-1].attrib
    assert (card["loading"], card["sizes"]) == ("lazy", "auto, (min-width: 60rem) 24rem, 100vw")
    assert "fetchpriority" not in card
    assert "loading" not in parsed(picture_html(row(), crop="whole", role="print"))[-1].attrib


@pytest.mark.parametrize(
    ("fields", "given", "printed"),
    [
        ({"alt": "A ferry", "caption": "Sarra"}, None, "A ferry"),
        ({"caption": "Sarra\nat dusk"}, None, "Sarra at dusk"),
        ({}, None, ""),
        ({"alt": "A ferry"}, "", ""),
        ({"alt": '"><script>&'}, None, '"><script>&'),
    ],
)
def test_description_falls_back_and_is_escaped(fields: dict[str, Any], given: str | None, printed: str) -> None:
    html = picture_html(row(**fields), crop="whole", role="body", alt=given)
    assert "<script" not in html
    assert parsed(html)[-1].get("alt") == printed


def test_nothing_is_inline() -> None:
    assert all(word not in picture_html(row(), crop="wide", role="lead") for word in ("style=", "onload", "javascript"))


def test_picture_without_any_file_prints_nothing() -> None:
    empty = Picture(digest="d" * 64, width=400, height=300)
    assert picture_html(empty, crop="wide", role="card") == ""
    assert share_image(empty) is None
    assert plain_html(empty) == ""
    assert thumbnail_url(empty) == ""


@pytest.mark.django_db
def test_markup_asks_the_database_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        picture_html(row(), crop="wide", role="card")
        share_image(row())


def test_share_image_is_the_wide_jpeg_at_an_absolute_address(settings: Any) -> None:
    settings.SITE_URL = "https://paper.example"
    image = share_image(row(alt="A ferry"))
    assert image
    assert image["url"].startswith("https://paper.example/media/pictures/")
    assert image["url"].endswith("-1280.jpg")
    assert (image["width"], image["height"], image["alt"]) == (1280, 853, "A ferry")


def test_plain_picture_is_the_whole_jpeg_at_an_absolute_address(settings: Any) -> None:
    settings.SITE_URL = "https://paper.example"
    html = plain_html(row(alt='A "ferry" & <more>'))
    assert html.startswith('<img src="https://paper.example/media/pictures/')
    assert html.endswith('-1280.jpg" width="1280" height="960" alt="A &quot;ferry&quot; &amp; &lt;more&gt;">')
