"""What a reader's program says it takes and has: compression, and the tag of an earlier answer."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from press.web import public


def finished(**headers: str) -> HttpResponse:
    asked = RequestFactory().get("/", headers={name.replace("_", "-"): value for name, value in headers.items()})
    return public.finish(asked, HttpResponse(b"The ferry sails. " * 100))


@pytest.mark.parametrize("said", ["gzip", "GZIP", "br, gzip;q=0.5", "deflate,gzip ; q=1.0", "gzip;q=0.001"])
def test_gzip_is_given_to_who_takes_it(said: str) -> None:
    assert finished(accept_encoding=said)["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("said", ["", "identity", "x-gzip", "gzip;q=0", "gzip; q=0.000", "GZIP;Q=0, br", "notgzip"])
def test_gzip_is_not_given_to_who_does_not_name_it_or_refuses_it(said: str) -> None:
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
