"""What an address becomes when it is placed in a story: a frame of a known player, shown on click, or a link card.

Hosts are compared whole, never by pattern. Nothing here asks the network.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from django.conf import settings

from press.richtext.links import safe_href

_YOUTUBE_HOSTS = {f"{name}youtube.com" for name in ("", "www.", "m.", "music.")} | {
    "www.youtube-nocookie.com",
    "youtu.be",
}
_VIMEO_HOSTS = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
_SOUNDCLOUD_HOSTS = {"soundcloud.com", "www.soundcloud.com", "m.soundcloud.com"}
_NAMES = {
    "x.com": "X",
    "www.x.com": "X",
    "twitter.com": "X",
    "www.twitter.com": "X",
    "mobile.twitter.com": "X",
    "instagram.com": "Instagram",
    "www.instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "www.facebook.com": "Facebook",
    "www.tiktok.com": "TikTok",
    "bsky.app": "Bluesky",
    "t.me": "Telegram",
}
_DOCUMENTS = {
    ".pdf": "PDF",
    **dict.fromkeys((".doc", ".docx", ".odt"), "Document"),
    **dict.fromkeys((".csv", ".ods", ".xls", ".xlsx"), "Spreadsheet"),
}
_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_HOST = re.compile(r"(?!-)[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Embed:
    """An address as it may stand in a story. Without a frame it is shown as a link card."""

    url: str
    provider: str
    frame: str = ""


def recognise(address: str) -> Embed | None:
    """Return what the address becomes, or None when it is no web address that we would send a reader to.

    http becomes https; an address with a user name or an unusual port is refused.
    """
    address = safe_href(address)
    if not address.startswith(("https://", "http://")):
        return None
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    try:
        port = parts.port
    except ValueError:
        return None
    if port not in {None, 443 if parts.scheme == "https" else 80} or not _HOST.fullmatch(host):
        return None
    url = parts._replace(scheme="https", netloc=host).geturl()
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    for hosts, provider, frame_of in _PLAYERS:
        if host in hosts:
            frame = frame_of(host, parts.path, query)
            is_known = frame.startswith(tuple(f"{known}/" for known in settings.EMBED_HOSTS))
            return Embed(url, provider, frame if is_known else "")
    ending = re.search(r"\.[a-z]{3,4}$", parts.path.lower())
    document = _DOCUMENTS.get(ending[0]) if ending else None
    return Embed(url, _NAMES.get(host) or document or host.removeprefix("www."))


def _youtube(host: str, path: str, query: dict[str, str]) -> str:
    words = path.strip("/").split("/")
    if host == "youtu.be":
        video = words[0]
    elif words[0] == "watch":
        video = query.get("v", "")
    else:
        video = words[1] if words[0] in {"shorts", "embed", "live", "v"} and len(words) > 1 else ""
    if not _VIDEO_ID.fullmatch(video):
        return ""
    start = _seconds(query.get("t") or query.get("start") or "")
    return f"https://www.youtube-nocookie.com/embed/{video}" + (f"?start={start}" if start else "")


def _seconds(moment: str) -> int:
    """Return “90”, “90s” or “1h2m3s” in seconds, at most a day."""
    match = re.fullmatch(r"(?:([0-9]{1,2})h)?(?:([0-9]{1,3})m)?(?:([0-9]{1,5})s?)?", moment)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _vimeo(host: str, path: str, query: dict[str, str]) -> str:
    match = re.fullmatch(
        r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?([0-9]{5,12})(?:/([0-9a-f]{6,40}))?/?", path, re.ASCII
    )
    if not match:
        return ""
    # An unlisted video is shown only with its second word.
    unlisted = match[2] or (query.get("h", "") if host == "player.vimeo.com" else "")
    known = {"h": unlisted} if re.fullmatch(r"[0-9a-f]{6,40}", unlisted) else {}
    return f"https://player.vimeo.com/video/{match[1]}?{urlencode({**known, 'dnt': 1})}"


def _soundcloud(_host: str, path: str, _query: dict[str, str]) -> str:
    if not re.fullmatch(r"/[\w-]+/(?:sets/)?[\w-]+(?:/s-[\w]+)?/?", path, re.ASCII):
        return ""
    return f"https://w.soundcloud.com/player/?url={quote('https://soundcloud.com' + path.rstrip('/'), safe='')}"


_PLAYERS: tuple[tuple[set[str], str, Callable[[str, str, dict[str, str]], str]], ...] = (
    (_YOUTUBE_HOSTS, "YouTube", _youtube),
    (_VIMEO_HOSTS, "Vimeo", _vimeo),
    (_SOUNDCLOUD_HOSTS, "SoundCloud", _soundcloud),
)
