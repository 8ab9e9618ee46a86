"""What a reader's program says it takes and has: compression, and the tag of an earlier answer."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from press.web import public


def finished(**headers: str) -> HttpResponse:
    asked = RequestFactory().get("/", headers={name.replace("_", "-"): value for name, value in headers.items()})
    return public.finish(asked, HttpResponse(b"The ferry sails. " * 100))


@pytest.mark.parametrize(
    ("said", "coding"),
    [
        *((said, "gzip") for said in ("gzip", "GZIP", "deflate,gzip ; q=1.0", "gzip;q=0.001", "br;q=0, gzip")),
        *((said, "br") for said in ("br", "gzip, deflate, br, zstd", "br, gzip;q=0.5", "gzip;q=0, BR")),
        ("br;q=0.5, gzip", "gzip"),
    ],
)
def test_a_page_comes_in_the_coding_its_reader_likes_best(said: str, coding: str) -> None:
    assert finished(accept_encoding=said)["Content-Encoding"] == coding


@pytest.mark.parametrize("said", ["", "identity", "x-gzip", "gzip;q=0", "gzip; q=0.000", "GZIP;Q=0, zstd", "notgzip"])
def test_a_page_is_not_packed_for_who_names_no_coding_of_ours_or_refuses_it(said: str) -> None:
    assert "Content-Encoding" not in finished(accept_encoding=said)


@pytest.mark.parametrize("form", ["{tag}", "{strong}", '"other", {tag}', '{strong} , W/"other"', "*", " * "])
def test_a_page_that_is_known_is_not_sent_again(form: str) -> None:
    tag = finished()["ETag"]
    answer = finished(if_none_match=form.format(tag=tag, strong=tag.removeprefix("W/")))
    assert (answer.status_code, answer["ETag"]) == (304, tag)


@pytest.mark.parametrize("form", ['"x{bare}"', '"{bare}x"', "{bare}", "x{tag}", '"other"', ""])
def test_a_tag_that_only_contains_ours_is_another_page(form: str) -> None:
    tag = finished()["ETag"]
    bare = tag.removeprefix("W/").strip('"')
    assert finished(if_none_match=form.format(tag=tag, bare=bare)).status_code == 200
