"""The shell of every page, its words for sums and moments, and the mark that a form of ours carries."""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import urlsplit

from donations.sandbox.currencies import places
from donations.sandbox.world import World

_SIGNS = {"usd": "$", "eur": "€", "gbp": "£", "jpy": "¥", "ils": "₪", "cad": "CA$", "aud": "A$"}


def page(title: str, body: str, *, classname: str = "") -> str:
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{text(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/sandbox.css">
</head>
<body class="{classname}">
<header><strong>Sandbox: nothing is charged.</strong> This machine plays Stripe. <a href="/">Its desk</a></header>
{body}
</body>
</html>
"""


def text(value: Any) -> str:
    return escape(str(value))


def money(amount: int, currency: str) -> str:
    decimals = places(currency)
    size = f"{abs(amount) / 10**decimals:,.{decimals}f}"
    sign = _SIGNS.get(currency, f"{currency.upper()} ")
    return f"{'−' if amount < 0 else ''}{sign}{size}"


def moment(stamp: int) -> str:
    return f"{datetime.fromtimestamp(stamp, UTC):%-d %b %Y, %H:%M} UTC"


def token(world: World, purpose: str) -> str:
    """Return the mark of our own form; a page elsewhere cannot read it, so it cannot post in our name."""
    secret = world.store.note("secret")
    if not secret:
        secret = secrets.token_hex(32)
        world.store.write_down("secret", secret)
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def token_field(world: World, purpose: str) -> str:
    return f'<input type="hidden" name="token" value="{token(world, purpose)}">'


def policy(*targets: str | None) -> str:
    """Return the pages' CSP: no script at all; forms lead to us and, by our answer, to where the session came from."""
    origins = {f"{parts.scheme}://{parts.netloc}" for target in targets if target and (parts := urlsplit(target))}
    return (
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self' {' '.join(sorted(origins))}"
    ).strip()
