"""Clicking as a reader of our own pages does."""

from typing import Any

from django.test import Client

from accounts.my_news.follows import Follows

OURS = {"sec-fetch-site": "same-origin"}


def click(client: Client, what: str, *, headers: dict[str, str] | None = None, **form: Any) -> Any:
    """Post the form to `/my-news/<what>/` from a page of ours, or with these headers instead."""
    return client.post(f"/my-news/{what}/", form, headers=OURS if headers is None else headers)


def followed(client: Client) -> Follows:
    """Return what the device's cookie says."""
    morsel = client.cookies.get("follows")
    return Follows.from_text(morsel.value if morsel else "")


def state(client: Client) -> dict[str, list[int]]:
    """Return what the icons of things to follow are filled in from."""
    told = client.get("/my-news/state.json").json()
    return {kind: told[kind] for kind in ("topics", "authors")}
