"""Which addresses a link may have. What is embedded is `embeds.py`'s question."""

import re
from html import escape
from urllib.parse import parse_qs, urlsplit

from press.richtext.allowed import guard

LONGEST = 2000
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]+")
_WEB = re.compile(r"https?://", re.IGNORECASE)
# Office mail and Google Docs wrap links in addresses of their own, which tell them who clicks.
_WRAPPERS = (
    (re.compile(r"www\.google\.[a-z.]+"), "/url", "q"),
    (re.compile(r".+\.safelinks\.protection\.outlook\.com"), "/", "url"),
)


def safe_href(address: str) -> str:
    """Return the address as it may be stored (http, https, mailto, or a path of ours), or nothing."""
    address = _BLANKS.sub("", address)
    for _ in range(3):
        address = _unwrapped(address)
    if len(address) > LONGEST or "\\" in address:
        return ""
    if _WEB.match(address):
        scheme, rest = address.split(":", 1)
        address = f"{scheme.lower()}:{rest}"
        allowed = _names_a_host(address)
    elif address[:7].lower() == "mailto:":
        address = "mailto:" + address[7:]
        allowed = "@" in address
    else:
        allowed = address.startswith("/") and not address.startswith("//")
    # The guard parses addresses more strictly than we do, and leaves a link without one.
    return address if allowed and " href=" in guard(f'<a href="{escape(address)}">x</a>') else ""


def _names_a_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _unwrapped(address: str) -> str:
    try:
        parts = urlsplit(address)
        for host, path, name in _WRAPPERS:
            if host.fullmatch(parts.hostname or "") and parts.path == path:
                inner = parse_qs(parts.query).get(name, [""])[0]
                return inner if _WEB.match(inner) else address
    except ValueError:
        return address
    return address
