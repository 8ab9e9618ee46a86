"""Sending the readers of an address on by hand, and why it cannot be done."""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from articles.actions.history import require
from articles.models import Redirect
from articles.redirects import LONGEST, as_kept, found_at
from press.record.people import Person

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]")  # U+FFFD stands for bytes that are no text
# Steps between slashes, none of them empty or of dots alone.
_STEPS = re.compile(r"/(?:(?!\.\.?(?:/|$))[^/\\]+(?:/|$))*")
_BEGIN = {
    "path": "Write the address from its first slash on, as in /old/address/.",
    "to": "Readers are sent on within the paper only. Write an address of ours from its first slash on, as in /about/.",
}


class CannotRedirect(ValueError):
    """The redirect cannot be saved like this; `field` is the one to correct: “path” or “to”."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def write_redirect(redirect: Redirect, *, by: Person) -> Redirect:
    """Save a redirect, which leads straight to where a reader ends; those that led to its own address lead there too.

    Raises PermissionDenied, CannotRedirect.
    """
    require(by, "change_redirect" if redirect.pk else "add_redirect")
    with transaction.atomic():
        redirect.path, redirect.to = checked(redirect.path, redirect.to, of=redirect)
        redirect.save()
        Redirect.objects.filter(to=redirect.path).update(to=redirect.to)
    return redirect


def leave_redirect(path: str, *, to: str) -> None:
    """Send the readers of an address on because what stood there moved: nobody is asked, and nothing stands in the way.

    Readers find something at the new address, so no redirect leads away from it any more.
    """
    with transaction.atomic():
        _keep_others_waiting()
        Redirect.objects.filter(path=as_kept(to)).delete()
        Redirect.objects.filter(to=as_kept(path)).update(to=as_kept(to))
        Redirect.objects.update_or_create(path=as_kept(path), defaults={"to": as_kept(to)})


def checked(path: str, to: str, *, of: Redirect) -> tuple[str, str]:
    """Return both addresses as they would be kept for the redirect `of`. Raises CannotRedirect.

    In a transaction nobody else changes redirects until it ends.
    """
    path, to = tidied(path, field="path"), tidied(to, field="to")
    with transaction.atomic():
        _keep_others_waiting()
        others = Redirect.objects.exclude(pk=of.pk)
        if others.filter(path=path).exists():
            raise CannotRedirect("path", f"{path} is sent on already. Change that redirect instead.")
        _refuse_what_answers(path)
        return path, _end_of(to, path=path, others=others)


def tidied(typed: str, *, field: str) -> str:
    """Return an address of ours as redirects keep it: decoded, without the site's name. Raises CannotRedirect."""
    path = unquote(typed.strip().removeprefix(settings.SITE_URL))
    if not path.startswith("/") or path.startswith("//"):
        raise CannotRedirect(field, _BEGIN[field])
    if _CONTROL.search(path):
        raise CannotRedirect(field, "The address has signs that cannot be read. Type it instead of pasting it.")
    if "?" in path or "#" in path:
        raise CannotRedirect(field, "Leave out “?” or “#” and what follows: readers keep what they bring of it.")
    if not _STEPS.fullmatch(path):
        raise CannotRedirect(field, "The address has an empty step, a step of dots or a backslash. Write it without.")
    path = as_kept(path)
    if len(path) > LONGEST:
        raise CannotRedirect(field, f"The address has more than {LONGEST} characters. No address of a page is so long.")
    return path


def _keep_others_waiting() -> None:
    """Let one editor at a time change redirects: two halves of a circle, saved at once, would each look sound.

    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Redirect._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")  # noqa: SLF001 - Django's documented introspection


def _refuse_what_answers(path: str) -> None:
    status, location = found_at(path)
    if status == 301:
        raise CannotRedirect("path", f"{path} leads to {unquote(location)} by itself: what stood there moved.")
    if status != 404:
        raise CannotRedirect(
            "path", f"Readers find something at {path} today, so nobody would be sent on. Take that away first."
        )


def _end_of(to: str, *, path: str, others: QuerySet[Redirect]) -> str:
    """Return where readers end who are sent on to `to`: behind other redirects, and behind what moved by itself."""
    way = [path]
    _go_on(way, to)
    while onward := _onward(way[-1], others):
        _go_on(way, onward)
    end = way[-1]
    # A page may stand where readers were sent on from by hand before. When it goes, they are again.
    while onward := _by_hand(way[-1], others):
        _go_on(way, onward)
    return end


def _go_on(way: list[str], to: str) -> None:
    way.append(to)
    if to in way[:-1]:
        raise CannotRedirect("to", f"Readers would go in a circle: {' → '.join(way)}. Choose another address.")


def _onward(address: str, others: QuerySet[Redirect]) -> str:
    status, location = found_at(address)
    if status == 301:
        return as_kept(unquote(urlsplit(location).path))
    return _by_hand(address, others) if status == 404 else ""


def _by_hand(address: str, others: QuerySet[Redirect]) -> str:
    return others.filter(path=address).values_list("to", flat=True).first() or ""
