"""What is found before an edition goes."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from articles.tests.builders import make_article
from newsletters.checking import dead_links, findings
from newsletters.tests.builders import make_edition
from press.pages.actions import write_page
from press.pages.models import Page

pytestmark = pytest.mark.django_db


def found(edition: Any, **when: Any) -> list[str]:
    return [("! " if one.must else "") + one.words for one in findings(edition, at=timezone.now(), **when)]


def test_nothing_is_found_in_a_sound_edition() -> None:
    assert found(make_edition(make_article(), preheader="x")) == []


def test_an_edition_without_stories_or_a_subject_must_be_mended() -> None:
    words = found(make_edition(subject=" ", preheader="x"))
    assert words == ["! There is no subject.", "! There is no story in it."]


def test_a_story_that_is_scheduled_may_be_live_by_then() -> None:
    now = timezone.now()
    edition = make_edition(make_article(at=now + timedelta(hours=1)), preheader="x")
    assert "not live by then" in found(edition)[0]
    assert found(edition, send_at=now + timedelta(hours=2)) == []


def test_what_mail_programs_would_cut_off_must_be_shorter() -> None:
    edition = make_edition(make_article(), preheader="x", introduction=f"<p>{'word ' * 22_000}</p>")
    assert "Gmail cuts off" in found(edition)[0]


def test_our_own_links_are_asked_without_a_network() -> None:
    write_page(Page(title="About", slug="about", body="<p>Us.</p>"))
    arabic = iri_to_uri(settings.SITE_URL + make_article("العبارة تبحر", language="ar").get_absolute_url())
    links = [f"{settings.SITE_URL}/about/", f"{settings.SITE_URL}/nowhere/", arabic]
    assert [one.words for one in dead_links(links)] == [f"Nothing answers at {settings.SITE_URL}/nowhere/."]


# --- Links of others --------------------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere() -> Iterator[str]:
    class Answer(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            code = int(self.path.strip("/").split("/")[0])
            self.send_response(405 if code == 299 else code)
            if code == 302:
                self.send_header("Location", self.path)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "trouble"),
    [("200", ""), ("299", ""), ("410", "answers 410"), ("500", "answers 500"), ("302", "on and on")],
)
def test_a_link_elsewhere_is_asked(elsewhere: str, path: str, trouble: str) -> None:
    words = " ".join(one.words for one in dead_links([f"{elsewhere}/{path}/"], may_ask=lambda _host: True))
    assert (trouble in words) if trouble else not words


def test_a_link_is_no_way_into_our_own_network(elsewhere: str) -> None:
    links = [f"{elsewhere}/200/", "http://localhost:1/", "http://[::1]/", "http://169.254.169.254/", "http://10.0.0.1/"]
    links.append(f"http://127.0.0.1:{elsewhere.rsplit(':', 1)[1]}\\@93.184.216.34/200/")  # two parsers, two hosts
    assert len(dead_links(links)) == 6
    assert all("no host that readers can reach" in one.words for one in dead_links(links))


@pytest.mark.parametrize("link", ["http://", "http://[", "http://127.0.0.1:1/"])
def test_a_link_that_is_none_does_not_break_the_check(link: str) -> None:
    assert dead_links([link], may_ask=lambda _host: True)
