"""Stripe's API: who asks, what for, whether it was answered before; then the route's handler, whole or not at all."""

import hashlib
import json
import re
import sys
import time
import traceback
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

import stripe

from donations.sandbox import expanding, faults
from donations.sandbox.checking import check
from donations.sandbox.errors import Refused
from donations.sandbox.forms import decode
from donations.sandbox.routes import find
from donations.sandbox.world import World, new_id

_KEY = re.compile(r"(sk|rk)_test_\w+")
_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(\.[a-z]+)?")
_LONGEST_KEY = 255
_CARD_DECLINED, _SERVER_ERROR = 402, 500


@dataclass
class Answer:
    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)
    late_by: float = 0.0


def respond(world: World, method: str, path: str, text: str, headers: Message) -> Answer:
    """Answer a request whose parameters are `text`, form-encoded."""
    request = new_id("req_")
    told = {"Request-Id": request, "Stripe-Version": headers.get("Stripe-Version") or stripe.api_version}
    try:
        with world.store.transaction():
            _require_key(headers)
            answer = _answer(world, method, path, text, headers, request)
    except Refused as refused:
        answer = Answer(refused.status, {"error": refused.error})
    if key := headers.get("Idempotency-Key"):
        told["Idempotency-Key"] = key
    answer.headers = told | answer.headers
    return answer


def _answer(world: World, method: str, path: str, text: str, headers: Message, request: str) -> Answer:
    key = headers.get("Idempotency-Key", "") if method == "POST" else ""
    if len(key) > _LONGEST_KEY:
        raise Refused(f"Idempotency keys must be at most {_LONGEST_KEY} characters.", kind="idempotency_error")
    fingerprint = hashlib.sha256(f"{method} {path} {json.dumps(decode(text), sort_keys=True)}".encode()).hexdigest()
    if key and (known := _known(world, key, fingerprint)):
        return known
    if faults.take(world.store, "fail"):
        wanted = faults.now(world.store)
        if wanted["fail_after"]:
            _do(world, method, path, text, key, request)
        answer = _failure(int(wanted["fail_status"]))
    else:
        answer = _do(world, method, path, text, key, request)
    if faults.take(world.store, "hang"):
        answer.late_by = float(faults.now(world.store)["hang_seconds"])
    if key and (answer.status < 300 or answer.status == _CARD_DECLINED or answer.status >= _SERVER_ERROR):
        world.store.execute(
            "INSERT INTO answer (key, fingerprint, status, body, request) VALUES (?, ?, ?, ?, ?)",
            *(key, fingerprint, answer.status, json.dumps(answer.body), request),
        )
    return answer


def _do(world: World, method: str, path: str, text: str, key: str, request: str) -> Answer:
    """Do what is asked for. What a refusal leaves half done is undone; a declined card stays declined."""
    route, numbers = find(method, path)
    given = check(route.params, decode(text))
    wanted = given.pop("expand", [])
    world.store.execute("SAVEPOINT request")
    world.request = {"id": request, "idempotency_key": key or None} if method != "GET" else None
    try:
        made = route.handler(world, given, *numbers)
        answer = Answer(200, expanding.answer(world, made, wanted))
    except Refused as refused:
        if refused.status != _CARD_DECLINED:
            world.store.execute("ROLLBACK TO request")
        answer = Answer(refused.status, {"error": refused.error})
    except Exception:  # noqa: BLE001 - the sandbox's own mistake; the one who asked gets what Stripe's mistakes give
        world.store.execute("ROLLBACK TO request")
        traceback.print_exc(file=sys.stderr)
        answer = _failure(500)
        answer.body["error"]["message"] = "The sandbox itself failed; its log says how."
    finally:
        world.request = None
        world.store.execute("RELEASE request")
    return answer


def _known(world: World, key: str, fingerprint: str) -> Answer | None:
    """Return what this key was answered with before; other parameters under the same key are an error."""
    rows = world.store.execute("SELECT fingerprint, status, body, request FROM answer WHERE key = ?", key)
    if not rows:
        return None
    before, status, body, request = rows[0]
    if before != fingerprint:
        raise Refused(
            "Keys for idempotent requests can only be used with the same parameters they were first used with. Try "
            f"using a key other than '{key}' if you meant to execute a different request.",
            kind="idempotency_error",
        )
    return Answer(status, json.loads(body), {"Idempotent-Replayed": "true", "Original-Request": request})


def _require_key(headers: Message) -> None:
    scheme, _, key = headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not key:
        raise Refused(
            "You did not provide an API key. You need to provide your API key in the Authorization header, using "
            "Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
            status=401,
        )
    if not _KEY.fullmatch(key):
        raise Refused(f"Invalid API Key provided: {key[:8]}****. The sandbox takes test keys only.", status=401)
    version = headers.get("Stripe-Version")
    if version and not _VERSION.fullmatch(version):
        raise Refused(f"Invalid Stripe API version: {version}.")


def _failure(status: int) -> Answer:
    if status == 429:
        message = "Request rate limit exceeded. Learn more at https://stripe.com/docs/rate-limits."
        error = {"type": "invalid_request_error", "code": "rate_limit", "message": message}
    else:
        error = {"type": "api_error", "message": "An unknown error occurred."}
    return Answer(status, {"error": error})


def wait(answer: Answer) -> None:
    """Let the caller hang, if that was asked for."""
    if answer.late_by:
        time.sleep(answer.late_by)
