"""The sandbox for tests: started as the process that it is, and moved by small functions.

The fixture `sandbox` of conftest.py gives one that is emptied after each test.
"""

import json
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from donations.sandbox.delivery import signed

Thing = dict[str, Any]
_ROOT = Path(__file__).resolve().parents[2]


class Sandbox:
    """A sandbox that runs: where it is, the secret that signs its events, and what can be made to happen there."""

    key = "sk_test_sandbox"

    def __init__(self, url: str, secret: str, log: Path | None = None) -> None:
        self.url = url
        self.secret = secret
        self._log = log

    def pay(self, session_id: str, how: str = "card", **more: Any) -> Thing:
        """Pay on the hosted page with card, declined, asks, pays-once, bank or bank-fails.

        `name`, `email`, and for the bank that asks `confirmed` may be given. Returns the outcome (paid, processing,
        declined, asked) and the address that the page leads back to.
        """
        return self.do("pay", session=session_id, how=how, **more)

    def settle(self) -> int:
        """Let every bank debit under way arrive or come back; return how many there were."""
        return int(self.do("settle")["settled"])

    def advance(self, *, days: float = 0, months: int = 0, to: str = "") -> int:
        """Move the clock, by days, by months, or to="renewal"; return the sandbox's time."""
        return int(self.do("advance", days=days, months=months, to=to)["now"])

    def refund(self, charge: str, amount: int | None = None) -> Thing:
        return self.do("refund", charge=charge, **({"amount": amount} if amount else {}))

    def fail_refund(self, refund: str) -> Thing:
        """Let a refund come back, days after it had succeeded."""
        return self.do("fail_refund", refund=refund)

    def dispute(self, charge: str) -> Thing:
        return self.do("dispute", charge=charge)

    def close_dispute(self, dispute: str, *, won: bool) -> Thing:
        return self.do("close_dispute", dispute=dispute, won=won)

    def card_fails(self, subscription: str) -> None:
        """Have every card of the subscription's customer decline from now on."""
        self.do("card_fails", subscription=subscription)

    def card_works(self, subscription: str) -> None:
        self.do("card_fails", subscription=subscription, works=True)

    def change_card(self, portal_session: str, how: str = "card") -> Thing:
        """Change the card on the billing portal's page."""
        return self.do("change_card", session=portal_session, how=how)

    def payout(self) -> Thing:
        return self.do("payout")

    def faults(self, **given: Any) -> Thing:
        """Set some of the faults that faults.py lists."""
        return self.do("faults", **given)

    def events(self, kind: str = "") -> list[Thing]:
        """Return what was told so far, the oldest first; with `kind` those of one type."""
        told: list[Thing] = self.ask("events")
        return [event for event in told if kind in {"", event["type"]}]

    def signed(self, event: Thing) -> tuple[str, str]:
        """Return an event as it would be posted now: the body, and the Stripe-Signature header."""
        return signed({name: value for name, value in event.items() if name != "deliveries"}, self.secret)

    def each(self, kind: str) -> list[Thing]:
        """Return every object of a kind, the newest first, with what the sandbox keeps to itself."""
        found: list[Thing] = self.ask(kind)
        return found

    def post_to(self, url: str) -> None:
        """Have events posted to this address of this machine from now on; "" for nowhere."""
        self.do("webhook", url=url, secret=self.secret)

    def wait_until_quiet(self, seconds: float = 20) -> None:
        """Wait until no event is left to post."""
        end = time.monotonic() + seconds
        while (left := self.ask("state")["deliveries"]["pending"]) and time.monotonic() < end:
            time.sleep(0.05)
        if left:
            raise TimeoutError(f"{left} events are still to be posted.")

    def deliver(self, seconds: float = 20) -> None:
        """Post at once what waits for its next try, and wait until it is done."""
        self.do("deliver")
        self.wait_until_quiet(seconds)

    def reset(self) -> None:
        """Forget all that happened. Where events are posted stays."""
        self.do("reset")

    def log(self) -> str:
        """Return what the process printed so far."""
        return self._log.read_text() if self._log else ""

    def do(self, deed: str, **given: Any) -> Thing:
        """Have one of control.py's deeds done."""
        done: Thing = self._call(f"/sandbox/{deed}", json.dumps(given).encode())
        return done

    def ask(self, what: str) -> Any:
        return self._call(f"/sandbox/{what}", None)

    def _call(self, path: str, body: bytes | None) -> Any:
        request = urllib.request.Request(self.url + path, body, {"Content-Type": "application/json"})  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310 - to this machine
                return json.load(response)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"The sandbox refuses {path}: {error.read().decode()}") from None


@contextmanager
def running(*, webhook: str = "", store: Path | None = None, port: int = 0) -> Iterator[Sandbox]:
    """Start a sandbox on a free port of loopback, with a store of its own, and end it at the end."""
    secret = f"whsec_{secrets.token_hex(16)}"
    with tempfile.TemporaryDirectory(prefix="sandbox-") as folder:
        command = [sys.executable, "-m", "donations.sandbox", "--port", str(port), "--secret", secret]
        command += ["--store", str(store or Path(folder) / "sandbox.sqlite3"), "--webhook", webhook]
        log = Path(folder) / "log"
        with log.open("w") as out:
            process = subprocess.Popen(command, cwd=_ROOT, stdout=out, stderr=subprocess.STDOUT)  # noqa: S603
        try:
            yield Sandbox(_address(process, log), secret, log)
        finally:
            process.terminate()
            process.wait(20)


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    """Wait until the sandbox says where it is."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        for line in log.read_text().splitlines():
            if line.startswith("The sandbox is at "):
                return line.split()[4].rstrip("/")
        time.sleep(0.02)
    raise RuntimeError(f"The sandbox did not start:\n{log.read_text()}")
