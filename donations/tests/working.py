"""What a browser does with a form that asks for work."""

import hashlib
import re
from typing import Any

from django.test import Client


def asked(answer: Any) -> dict[str, str]:
    """Return what a page asks of its sender: salt, digest, most, and the form's token and word."""
    found = dict(re.findall(r'data-(salt|digest|most)="([^"]+)"', answer.text))
    fields = dict(re.findall(r'name="(token|work)" value="([^"]+)"', answer.text))
    return {**found, **fields}


def number_of(challenge: dict[str, str]) -> str:
    """Try every number, as static/js/work.js does."""
    salt, digest = challenge["salt"], challenge["digest"]
    tries = range(int(challenge["most"]) + 1)
    return str(next(one for one in tries if hashlib.sha256(f"{salt}{one}".encode()).hexdigest() == digest))


def working(client: Client, answer: Any, address: str = "/donate/") -> Any:
    """Send a form again with its work done, if its answer asks for some; else return the answer."""
    if "data-work" not in answer.text:
        return answer
    challenge = asked(answer)
    known = {"amount": "60", "currency": "USD", "interval": "once", "name": "Dov Ames"}
    shown = {"token": challenge["token"], "work": challenge["work"], "work_number": number_of(challenge)}
    return client.post(address, known | shown)
