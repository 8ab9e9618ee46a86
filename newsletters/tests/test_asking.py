"""Whether what a letter links to answers."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.conf import settings
from django.utils.encoding import iri_to_uri

from articles.tests.builders import make_article
from newsletters.asking import dead_links
from press.pages.actions import write_page
from press.pages.models import Page

pytestmark = pytest.mark.django_db


def test_our_own_links_are_asked_without_a_network() -> None:
    write_page(Page(title="About", slug="about", body="<p>Us.</p>"))
    arabic = iri_to_uri(settings.SITE_URL + make_article("العبارة تبحر", language="ar").get_absolute_url())
    links = [f"{settings.SITE_URL}/about/", f"{settings.SITE_URL}/nowhere/", arabic]
    assert dead_links(links) == [f"Nothing answers at {settings.SITE_URL}/nowhere/."]


# --- Links of others --------------------------------------------------------------------------------------------------


SAID: list[str] = []  # the host that was asked for


def here(_host: str) -> list[str]:
    return ["127.0.0.1"]


@pytest.fixture
def elsewhere() -> Iterator[str]:
    SAID.clear()

    class Answer(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            if self.path == "/host/":
                SAID.append(self.headers["Host"])
            code = 200 if self.path == "/host/" else int(self.path.strip("/"))
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
    words = " ".join(dead_links([f"{elsewhere}/{path}/"], addresses_of=here))
    assert (trouble in words) if trouble else not words


def test_a_link_is_no_way_into_our_own_network(elsewhere: str) -> None:
    links = [f"{elsewhere}/200/", "http://localhost:1/", "http://[::1]/", "http://169.254.169.254/", "http://10.0.0.1/"]
    links.append(f"http://127.0.0.1:{elsewhere.rsplit(':', 1)[1]}\\@93.184.216.34/200/")  # two parsers, two hosts
    found = dead_links(links)
    assert len(found) == 6
    assert all("no host that readers can reach" in words for words in found)


def test_a_host_is_looked_up_once_and_asked_by_its_name(elsewhere: str) -> None:
    port, names = elsewhere.rsplit(":", 1)[1], ["127.0.0.1"]

    def once(host: str) -> list[str]:
        assert host == "paper.example"
        return [names.pop()]  # a second time it would be somebody else

    assert dead_links([f"http://paper.example:{port}/host/"], addresses_of=once) == []
    assert [f"paper.example:{port}"] == SAID


def test_of_a_hosts_addresses_the_next_is_tried_when_nothing_listens_at_one(elsewhere: str) -> None:
    link = f"http://paper.example:{elsewhere.rsplit(':', 1)[1]}/200/"
    assert dead_links([link], addresses_of=lambda _host: ["127.0.0.2", "127.0.0.1"]) == []
    assert dead_links([link], addresses_of=lambda _host: ["127.0.0.2"]) == [f"{link} does not answer."]


@pytest.mark.parametrize("link", ["http://", "http://[", "http://127.0.0.1:1/"])
def test_a_link_that_is_none_does_not_break_the_check(link: str) -> None:
    assert dead_links([link], addresses_of=here)
