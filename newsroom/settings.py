"""Every setting of the site. What differs between machines is read from the environment (or `.env`) by typed readers;
docs/operations.md lists those. An odd value has its reason beside it.
"""

import os
from pathlib import Path

from newsroom import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# Tests name a file of their own, so that a developer's settings do not decide their outcome.
env.read_env_file(Path(os.environ.get("ENV_FILE") or BASE_DIR / ".env"))

# --- Who we are -------------------------------------------------------------------------------------------------------

DEBUG = env.switch("DEBUG", default=False)
SECRET_KEY = env.text(
    "SECRET_KEY", *(["a key for development only, never used outside DEBUG"] if DEBUG else []), needed_for="It signs."
)
SITE_URL = env.site_url("SITE_URL", *(["http://127.0.0.1:8000"] if DEBUG else []))
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]" if DEBUG else "")
if not ALLOWED_HOSTS:
    env.text("ALLOWED_HOSTS", needed_for="It names the hosts this site answers for.")

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

INSTALLED_APPS = [
    "newsroom",
    "newsletters",
    "accounts",
    "articles",
    "donations",
    "press.pages",
    "press.richtext",
    "press.pictures",
    "press.mail",
    "press.masthead",
    "press.work",
    "press.record",
    "press.web",
    "newsroom.apps.DeskConfig",  # django.contrib.admin, with our own site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "taggit",
    "django_prose_editor",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Public pages are answered here and never see what stands below: no session, no cookie, no token.
    "press.web.middleware.PublicPagesMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# --- Pages ------------------------------------------------------------------------------------------------------------

_TEMPLATES = {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [BASE_DIR / "templates"]}
TEMPLATES = [
    {
        **_TEMPLATES,
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "press.masthead.context.masthead",
            ]
        },
    },
    {
        **_TEMPLATES,
        # The public engine: the same words for everyone, so nothing in it knows a user, a message or a token.
        "NAME": "public",
        "OPTIONS": {"context_processors": ["press.masthead.context.masthead"]},
    },
]

LANGUAGE_CODE = "en"
USE_I18N = True
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("he", "עברית")]
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
USE_TZ = True

# --- What is kept -----------------------------------------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_BASE_URL = env.text("MEDIA_BASE_URL", "/media/").rstrip("/") + "/"
_FILES = env.folder("STORAGE_URL", VAR_DIR / "media")
MEDIA_ROOT = _FILES / "public"
MEDIA_URL = MEDIA_BASE_URL
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    # Renditions: public, unsigned, hashed names.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT, "base_url": MEDIA_URL},
    },
    # Originals keep their private metadata, so they have no address.
    "originals": {
        "BACKEND": "press.pictures.storage.OriginalsStorage",
        "OPTIONS": {"location": _FILES / "originals"},
    },
    # Receipts name people and sums, so they have no address either.
    "receipts": {
        "BACKEND": "donations.receipts.storage.ReceiptsStorage",
        "OPTIONS": {"location": _FILES / "receipts"},
    },
    # Outside DEBUG `collectstatic` hashes every name; in DEBUG files are served as they lie in the checkout.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "press.web.static.PaperStaticStorage"
    },
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024  # A story of 2 MB is answered with a sentence, not a 400.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

# --- Work in the background -------------------------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "pictures"]}}

# --- Mail -------------------------------------------------------------------------------------------------------------

# What somebody waits for, and what goes to many at once, leave by two doors: a provider that holds back the one must
# not hold back the other.
_MAIL_FOLDER = VAR_DIR / "mail"
MAILERS = {
    "default": env.mailer("MAIL_URL", _MAIL_FOLDER),
    "bulk": env.mailer("BULK_MAIL_URL", _MAIL_FOLDER, "MAIL_URL"),
}
# What proves that a provider's webhook is the provider's: its own key, or this, as “user:password”.
ANYMAIL = {**env.provings("MAIL_URL", "BULK_MAIL_URL")}
if MAIL_WEBHOOK_SECRET := env.text("MAIL_WEBHOOK_SECRET", ""):
    ANYMAIL["WEBHOOK_SECRET"] = MAIL_WEBHOOK_SECRET
# How fast an edition may leave: mails a second over all workers (0: as fast as it goes), and lines of each worker.
BULK_MAIL_RATE = env.number("BULK_MAIL_RATE", 0, at_most=10_000)
BULK_MAIL_LINES = env.number("BULK_MAIL_LINES", 1, at_least=1, at_most=32)
DEFAULT_FROM_EMAIL = env.address("MAIL_FROM", f"newsroom@{env.host_of(SITE_URL)}")

# --- Giving -----------------------------------------------------------------------------------------------------------

DEFAULT_CURRENCY = env.currency("DEFAULT_CURRENCY", "USD")
STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY", "")
# Without an account of one's own, in DEBUG, gifts go to the sandbox: donations/sandbox/, on this machine.
STRIPE_IS_SANDBOX = DEBUG and not STRIPE_SECRET_KEY
STRIPE_WEBHOOK_SECRET = env.text("STRIPE_WEBHOOK_SECRET", "whsec_sandbox" if STRIPE_IS_SANDBOX else "")
STRIPE_API_BASE = env.site_url(
    "STRIPE_API_BASE", "http://127.0.0.1:8012" if STRIPE_IS_SANDBOX else "https://api.stripe.com"
)

# --- People -----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "accounts.signin.backend.ByMail",  # opens the account, not the desk
    "accounts.signin.backend.ByPasskey",
]
# Who works here shows a password and something else, or a passkey, which is both. DEBUG leaves it to the person.
SECOND_FACTOR_REQUIRED = env.switch("SECOND_FACTOR_REQUIRED", default=not DEBUG)
CSRF_FAILURE_VIEW = "newsroom.errors.stale_form"
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Tags -------------------------------------------------------------------------------------------------------------

TAGGIT_CASE_INSENSITIVE = True  # or "Water" and "water" become two topics

# --- Safety -----------------------------------------------------------------------------------------------------------

# Frames are opened only from the hosts whose embeds the body editor accepts; see press/richtext/embeds.py.
EMBED_HOSTS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com", "https://w.soundcloud.com"]
_MEDIA_HOST = [] if MEDIA_BASE_URL.startswith("/") else ["/".join(MEDIA_BASE_URL.split("/")[:3])]
# The desk. Public pages have a constant policy of their own, in press/web/public.py.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "<CSP_NONCE_SENTINEL>"],
    "style-src": ["'self'", "<CSP_NONCE_SENTINEL>"],
    "img-src": ["'self'", "data:", "blob:", *_MEDIA_HOST],
    "font-src": ["'self'", *_MEDIA_HOST],
    "connect-src": ["'self'"],
    "frame-src": ["'self'", *EMBED_HOSTS],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
_HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = _HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.switch("TRUST_X_FORWARDED_PROTO", default=False) else None
)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes speak plain HTTP from inside
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Django brings a handler of its own, which would print each line twice.
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.tasks": {"level": "WARNING"},
        "stripe": {"level": "WARNING"},  # tells each call
        "fontTools": {"level": "WARNING"},  # tells each table that a receipt does not need
    },
}
