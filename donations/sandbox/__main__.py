"""`python -m donations.sandbox`: the sandbox by itself, until Ctrl-C."""

import argparse
import os
import signal
import sys
import threading
import time
import traceback

from donations.sandbox import clock, endpoints
from donations.sandbox.delivery import Postman
from donations.sandbox.errors import Refused
from donations.sandbox.server import Server
from donations.sandbox.store import Store
from donations.sandbox.world import World


def main(arguments: list[str] | None = None) -> int:
    asked = _read(arguments)
    store = Store(asked.store)
    if store.was_thrown_away:
        print("The sandbox's store was of an older kind and was thrown away; it held play money only.", flush=True)
    try:
        server = Server(asked.port)
    except OSError as error:
        print(f"The sandbox cannot have port {asked.port} ({error.strerror}).", file=sys.stderr)
        return 1
    server.postman = Postman(store)
    server.world = World(store, url=server.url, on_event=server.postman.ring)
    try:
        with store.transaction():
            endpoints.plant(server.world, asked.webhook, asked.secret)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    server.postman.start()
    threading.Thread(target=_keep_time, args=(server.world,), daemon=True, name="clock").start()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Asked as often as they like; the loop that is to stop must not wait for itself.
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown, daemon=True).start())
    print(f"The sandbox is at {server.url}/ and posts events to {asked.webhook or 'nobody'}.", flush=True)
    server.serve_forever(poll_interval=0.1)
    server.postman.end()
    server.server_close()
    return 0


def _keep_time(world: World) -> None:
    """Do each second what has fallen due."""
    while True:
        time.sleep(1)
        try:
            with world.store.transaction():
                clock.catch_up(world)
        except Exception:  # noqa: BLE001 - time goes on, whatever one deed of it came to
            traceback.print_exc()


def _read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m donations.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8012, help="The port on loopback; 0 for any that is free.")
    parser.add_argument("--store", default="var/sandbox.sqlite3", help="The file that keeps what happened.")
    parser.add_argument("--webhook", default="", help="Where events are posted; without it they are only listed.")
    secret = os.environ.get("STRIPE_WEBHOOK_SECRET", "")
    parser.add_argument("--secret", default=secret, help="Signs events (default: STRIPE_WEBHOOK_SECRET).")
    asked = parser.parse_args(arguments)
    if asked.webhook and not asked.secret:
        parser.error("--webhook needs a --secret, by which the site knows that events come from here.")
    return asked


if __name__ == "__main__":
    sys.exit(main())
