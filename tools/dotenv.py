"""Writes `.env` for a newcomer: DEBUG on, a secret of its own. One that is there is never touched."""

import os
import secrets
from pathlib import Path

ENV = Path(__file__).resolve().parent.parent / ".env"
TEXT = """\
# This machine's settings, made by `make run`; docs/operations.md lists them all. What the environment says wins.
DEBUG=true
SECRET_KEY={secret}
"""


def main() -> None:
    try:
        file = os.open(ENV, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(file, "w", encoding="utf-8") as lines:
        lines.write(TEXT.format(secret=secrets.token_urlsafe(48)))
    print("Wrote .env, with DEBUG on and a fresh SECRET_KEY.")


if __name__ == "__main__":
    main()
