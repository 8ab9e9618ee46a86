"""What `manage.py check --deploy` says of mail."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import mailers

_SETTING = {"bulk": "BULK_MAIL_URL, or MAIL_URL where that is not set"}
FILES = "press.mail.files.FileMailer"


@checks.register(checks.Tags.compatibility)
def mailers_can_be_made(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """A provider whose option is missing or misspelt would be told of at the first mail."""
    found: list[checks.CheckMessage] = []
    for name in settings.MAILERS:
        try:
            mailers[name]
        except ImproperlyConfigured as error:
            words = f"The mailer “{name}” cannot be made. {error}"
            found.append(checks.Error(words, hint=f"Look at {_SETTING.get(name, 'MAIL_URL')}.", id="mail.E001"))
    return found


@checks.register(checks.Tags.security, deploy=True)
def bounces_are_heard(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Who has a provider and proves nothing hears of no bounce and of no complaint."""
    from press.mail.webhooks import providers

    used = {name: mailer["BACKEND"] for name, mailer in settings.MAILERS.items()}
    deaf = [name for name, backend in used.items() if backend.startswith("anymail.") and not providers()]
    if not deaf:
        return []
    return [
        checks.Warning(
            f"What comes back is not heard of (mailers: {', '.join(deaf)}): nothing proves that the provider speaks.",
            hint="Set MAIL_WEBHOOK_SECRET, or the provider's signing key in BULK_MAIL_URL, and give the provider"
            " https://your.site/mail/<provider>/ as the address of its events.",
            id="mail.W002",
        )
    ]


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
