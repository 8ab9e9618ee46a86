"""Webhook endpoints. Events leave for this machine only, whatever address an endpoint names."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

import stripe

from donations.sandbox.errors import Refused
from donations.sandbox.store import Thing
from donations.sandbox.world import World, new_id

PLANTED = "we_sandbox"  # the one that the command line names


def plant(world: World, url: str, secret: str) -> None:
    """Have the command line's endpoint, with its secret; another address or secret than last time replaces it."""
    world.store.remove(PLANTED)
    if url:
        make(world, {"url": url, "enabled_events": ["*"]}, number=PLANTED, secret=secret)


def make(world: World, given: dict[str, Any], *, number: str = "", secret: str = "") -> Thing:
    _require_home(given["url"])
    return world.make(
        "webhook_endpoint",
        "we_",
        api_version=given.get("api_version", stripe.api_version),
        description=given.get("description") or None,
        enabled_events=given["enabled_events"],
        metadata=given.get("metadata") or {},
        secret=secret or new_id("whsec_"),
        status="enabled",
        url=given["url"],
        **({"id": number} if number else {}),
    )


def update(world: World, endpoint: Thing, given: dict[str, Any]) -> Thing:
    changes: dict[str, Any] = {
        name: given[name] for name in ("url", "enabled_events", "description", "metadata") if name in given
    }
    if "url" in changes:
        _require_home(changes["url"])
    if "disabled" in given:
        changes["status"] = "disabled" if given["disabled"] else "enabled"
    world.change(endpoint, **changes)
    return without_secret(endpoint)


def remove(world: World, endpoint: Thing, _given: dict[str, Any]) -> Thing:
    world.store.remove(endpoint["id"])
    return {"id": endpoint["id"], "object": "webhook_endpoint", "deleted": True}


def without_secret(endpoint: Thing) -> Thing:
    """Return an endpoint as it is told after it was made: the secret is told once."""
    return {name: value for name, value in endpoint.items() if name != "secret"}


def _require_home(url: str) -> None:
    host = urlsplit(url).hostname or ""
    try:
        home = ipaddress.ip_address(host).is_loopback
    except ValueError:
        home = host == "localhost"
    if not home or urlsplit(url).scheme != "http":
        raise Refused(
            "The sandbox posts events to this machine only (http://127.0.0.1:…).", code="url_invalid", param="url"
        )
