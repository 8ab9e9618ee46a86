"""SMTP, told apart by the one moment that counts: whether the mail itself had begun to go over the line."""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend


class _Marking:
    """Notes when the mail itself is sent, so that a line that broke before it leaves nothing uncertain."""

    has_begun = False

    def mail(self, *args: Any, **kwargs: Any) -> Any:
        self.has_begun = False
        return super().mail(*args, **kwargs)  # type: ignore[misc] # smtplib.SMTP comes after it

    def data(self, *args: Any, **kwargs: Any) -> Any:
        self.has_begun = True
        return super().data(*args, **kwargs)  # type: ignore[misc] # smtplib.SMTP comes after it


class _Line(_Marking, smtplib.SMTP):
    pass


class _SecretLine(_Marking, smtplib.SMTP_SSL):
    pass


class SmtpMailer(EmailBackend):
    """Django's own, which also knows whether the mail that failed may have been taken."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SecretLine if self.use_ssl else _Line

    @property
    def may_have_gone(self) -> bool:
        """Whether the last mail had begun to go over the line."""
        return bool(getattr(self.connection, "has_begun", False))

    @property
    def is_open(self) -> bool:
        """Whether the line still stands: smtplib drops its socket when the server hangs up."""
        return self.connection is not None and getattr(self.connection, "sock", None) is not None
