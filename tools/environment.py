"""The environment of tests and checks: what a developer has set for the site, in the shell or in `.env`, stays out."""

import os
import secrets

# docs/operations.md lists them; each may also come as NAME_FILE.
SETTINGS = (
    *("SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "SITE_URL", "TIME_ZONE", "DEFAULT_CURRENCY", "TRUSTED_PROXIES"),
    *("TRUST_X_FORWARDED_PROTO", "DATABASE_URL", "CACHE_URL", "STORAGE_URL", "MEDIA_BASE_URL", "SEARCH_URL"),
    *(
        "MAIL_URL",
        "BULK_MAIL_URL",
        "MAIL_FROM",
        "STRIPE_SECRET_KEY",
        "STRIPE_WEBHOOK_SECRET",
        "STRIPE_API_BASE",
        "PORT",
    ),
)


def only(**settings: str) -> dict[str, str]:
    """Return this process's environment with these settings of the site and no others."""
    ours = {name for setting in SETTINGS for name in (setting, f"{setting}_FILE")}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "ENV_FILE": os.devnull, **settings}


def development(**settings: str) -> dict[str, str]:
    """Return the environment of a newcomer's site, without anyone's `.env`."""
    return only(DEBUG="true", SECRET_KEY=secrets.token_urlsafe(48), **settings)


def production(**settings: str) -> dict[str, str]:
    """Return the environment of a site as readers meet it."""
    return only(
        SECRET_KEY=secrets.token_urlsafe(75),
        SITE_URL="https://paper.example",
        ALLOWED_HOSTS="paper.example",
        MAIL_URL="smtps://paper:secret@mail.example",
        STRIPE_SECRET_KEY="rk_live_example",  # noqa: S106 - opens nothing
        STRIPE_WEBHOOK_SECRET="whsec_example",  # noqa: S106
        **settings,
    )
