from typing import Any

import pytest

from press.richtext.embeds import Embed, recognise

FILM = "https://www.youtube-nocookie.com/embed/abcdefghijk"


@pytest.mark.parametrize(
    ("address", "provider", "frame"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk", "YouTube", FILM),
        ("https://m.youtube.com/watch?feature=share&v=abcdefghijk&t=1m30s", "YouTube", f"{FILM}?start=90"),
        ("https://youtu.be/abcdefghijk?si=x", "YouTube", FILM),
        ("http://youtu.be/abcdefghijk?t=42", "YouTube", f"{FILM}?start=42"),
        ("https://www.youtube.com/shorts/abcdefghijk", "YouTube", FILM),
        ("https://www.youtube.com/live/abcdefghijk", "YouTube", FILM),
        ("https://www.youtube-nocookie.com/embed/abcdefghijk", "YouTube", FILM),
        ("HTTPS://WWW.YouTube.com/embed/abcdefghijk", "YouTube", FILM),
        ("https://vimeo.com/123456789", "Vimeo", "https://player.vimeo.com/video/123456789?dnt=1"),
        (
            "https://vimeo.com/123456789/abcdef1234",
            "Vimeo",
            "https://player.vimeo.com/video/123456789?h=abcdef1234&dnt=1",
        ),
        ("https://player.vimeo.com/video/123456789", "Vimeo", "https://player.vimeo.com/video/123456789?dnt=1"),
        ("https://vimeo.com/channels/staffpicks/123456789", "Vimeo", "https://player.vimeo.com/video/123456789?dnt=1"),
        (
            "https://soundcloud.com/bay-radio/the-tide",
            "SoundCloud",
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fbay-radio%2Fthe-tide",
        ),
    ],
)
def test_a_known_player_is_framed_without_cookies(address: str, provider: str, frame: str) -> None:
    embed = recognise(address)
    assert embed is not None
    assert (embed.provider, embed.frame) == (provider, frame)


@pytest.mark.parametrize(
    ("address", "provider"),
    [
        ("https://x.com/someone/status/1", "X"),
        ("https://mobile.twitter.com/someone/status/1", "X"),
        ("https://www.instagram.com/p/abc/", "Instagram"),
        ("https://ministry.example/report.PDF", "PDF"),
        ("https://ministry.example/catch.xlsx?v=2", "Spreadsheet"),
        ("https://www.harbour.example/news", "harbour.example"),
        ("https://www.youtube.com/@bayradio", "YouTube"),
        ("https://www.youtube.com/watch?v=tooshort", "YouTube"),
        ("https://youtube.com.evil.example/watch?v=abcdefghijk", "youtube.com.evil.example"),
        ("https://evilyoutube.com/watch?v=abcdefghijk", "evilyoutube.com"),
        ("https://evil.example/https://www.youtube.com/watch?v=abcdefghijk", "evil.example"),
        ("https://evil.example/?https://youtu.be/abcdefghijk", "evil.example"),
        ("https://on.soundcloud.com/abc", "on.soundcloud.com"),
    ],
)
def test_everything_else_is_a_card_with_a_link(address: str, provider: str) -> None:
    embed = recognise(address)
    assert embed is not None
    assert (embed.provider, embed.frame) == (provider, "")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//youtu.be/abcdefghijk",
        "youtu.be/abcdefghijk",
        "/topics/",
        "mailto:a@b.example",
        "ftp://a.example/x",
        "https://www.youtube.com@evil.example/watch?v=abcdefghijk",
        "https://user@youtu.be/abcdefghijk",
        "https://youtu.be:8443/abcdefghijk",
        "https://youtu.be:x/abcdefghijk",
        "https://localhost/x",
        "https://[::1]/x",
        "https:\\\\youtu.be\\abcdefghijk",
        "https://",
        "",
    ],
)
def test_an_address_nobody_should_be_sent_to_is_refused(address: str) -> None:
    assert recognise(address) is None


def test_a_plain_address_is_made_a_safe_one() -> None:
    assert recognise("http://Harbour.example:80/News") == Embed("https://harbour.example/News", "harbour.example")


def test_a_host_that_the_policy_does_not_frame_becomes_a_card(settings: Any) -> None:
    settings.EMBED_HOSTS = ["https://player.vimeo.com"]
    assert recognise("https://youtu.be/abcdefghijk") == Embed("https://youtu.be/abcdefghijk", "YouTube")
