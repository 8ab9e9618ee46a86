"""Reads what was mailed, and signs people in with it."""

import re
from urllib.parse import urlsplit

from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


def code_in_mail(number: int = -1) -> str:
    found = re.search(r"^\s+(\d{6})$", str(mail.outbox[number].body), re.MULTILINE)
    assert found
    return found[1]


def link_in_mail(number: int = -1) -> str:
    found = re.search(r"https?://\S+/accounts/\S+", str(mail.outbox[number].body))
    assert found
    return urlsplit(found[0]).path


def ask(client: Client, address: str, **other: str) -> HttpResponse:
    """Ask for a code; mail leaves within the request, as no worker beats."""
    return client.post(reverse("accounts:sign_in"), {"email": address, **other})  # type: ignore[return-value]


def type_code(client: Client, code: str, **other: str) -> HttpResponse:
    return client.post(reverse("accounts:sign_in_code"), {"code": code, **other})  # type: ignore[return-value]


def sign_in(client: Client, address: str) -> str:
    """Sign in by the code in the mail, and return where one is sent on to."""
    ask(client, address)
    answer = type_code(client, code_in_mail())
    assert answer.status_code == 302
    return answer["Location"]


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("accounts:account")).status_code == 200
