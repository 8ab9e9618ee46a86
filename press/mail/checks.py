"""What `manage.py check --deploy` says of mail."""

from typing import Any

from django.conf import settings
from django.core import checks

FILES = "press.mail.files.FileMailer"


@checks.register(checks.Tags.security, deploy=True)
def mail_leaves(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Mail that is written into a folder reaches nobody."""
    kept = [name for name, mailer in settings.MAILERS.items() if mailer["BACKEND"] == FILES]
    if not kept:
        return []
    return [
        checks.Warning(
            f"Mail is only written into a folder (mailers: {', '.join(kept)}), so nobody can sign in by mail.",
            hint="Set MAIL_URL, such as smtps://user:password@mail.example.org.",
            id="mail.W001",
        )
    ]
