"""The embedded mailer: each message is one `.eml` file, so that nothing leaves a newcomer's machine."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FileMailer(BaseEmailBackend):
    """Writes each message aside and renames it, so that whoever looks finds whole ones only."""

    # The file is named by the Message-ID, so what is written twice is there once.
    is_repeatable = True

    def __init__(self, *, folder: Path, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.folder = Path(folder)

    def open(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.open()
        for mail in email_messages:
            message = mail.message()
            name = hashlib.blake2b(str(message["Message-ID"]).encode(), digest_size=12).hexdigest()
            aside = self.folder / f".{name}.{os.getpid()}"
            aside.write_bytes(message.as_bytes())
            aside.rename(self.folder / f"{name}.eml")
        return len(email_messages)
