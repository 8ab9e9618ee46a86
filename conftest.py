"""What every test stands on: no network but this machine's, files in a temporary folder, a browser, a cast of people.

Builders of stories and pictures belong to the apps' own tests/builders.py.
"""

import importlib
import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.storage import storages
from django.db import connections
from django.test import Client, TransactionTestCase
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from donations.sandbox.testing import Sandbox
from donations.sandbox.testing import running as running_sandbox
from press.record.triggers import lifted
from press.roles import EDITOR, PUBLISHER, REPORTER
from press.web.remember import forget_all
from tools import browser

# Playwright's loop runs in the tests' own thread, and Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


# A page that is waited for may come late on a busy machine; one that is wrong stays wrong.
expect.set_options(timeout=20_000)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "browser: needs a browser (given by the fixtures it asks for); run once, on SQLite"
    )
    config.addinivalue_line("markers", "once: makes its own database, or needs none; not repeated for each database")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


# --- Sockets ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse to connect to, or to look up, any host but this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _at_home(getattr(socket.socket, name)))
        look_up = socket.getaddrinfo

        def local_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
            _refuse_foreign(host)
            return look_up(host, *args, **kwargs)

        patch.setattr(socket, "getaddrinfo", local_look_up)
        yield


def _at_home(connect: Any) -> Any:
    def local_connect(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            _refuse_foreign(address[0])
        return connect(self, address)

    return local_connect


def _refuse_foreign(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host or "localhost"
    try:
        home = ipaddress.ip_address(name).is_loopback
    except ValueError:
        home = name in {"localhost", socket.gethostname()}
    if not home:
        raise RuntimeError(f"A test wanted to reach {name}; tests speak to this machine only.")


# --- Database and files -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings: None) -> None:
    """Put SQLite's test database into a file: one in memory has no WAL, and its threads share one connection."""
    default = connections["default"]
    if default.vendor == "sqlite":
        default.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _flush_lifts_the_triggers() -> Iterator[None]:
    """Let a transactional test empty the append-only tables when it ends; post_migrate lays their triggers anew."""
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def lift_and_flush(self: Any) -> None:
        for alias in self._databases_names(include_mirrors=False):
            with lifted(alias):
                pass
        flush(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lift_and_flush)
        yield


@pytest.fixture(scope="session", autouse=True)
def _files_in_a_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what tests upload out of the paper's own folders."""
    folder = tmp_path_factory.mktemp("files")
    settings.MEDIA_ROOT = folder / "default"
    settings.STATIC_ROOT = folder / "static"
    settings.STATIC_ROOT.mkdir()  # WhiteNoise warns of one that is missing
    for name in ("default", "originals", "receipts"):
        # Models hold on to the storage itself, so it moves; a new STORAGES setting would reach only who asks later.
        storage: Any = storages[name]
        storage._location = str(folder / name)
        for remembered in ("base_location", "location"):
            storage.__dict__.pop(remembered, None)


@pytest.fixture(scope="session", autouse=True)
def _addresses_of_production(django_test_environment: None) -> None:
    """Read the addresses before a test turns DEBUG on: they are read once, and some stand there in DEBUG only."""
    importlib.import_module(settings.ROOT_URLCONF)


@pytest.fixture(scope="session", autouse=True)
def _password_alone_opens_the_desk(django_test_environment: None) -> None:
    """Let force_login open the desk; what asks for a second factor is tested in accounts/factors/tests/."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture(scope="session", autouse=True)
def _gifts_go_to_stripe(django_test_environment: None) -> None:
    """Give as a site does that readers meet, which no test can reach; who tests giving asks for `sandbox`."""
    settings.STRIPE_API_BASE = "https://api.stripe.com"


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    forget_all()


# --- Giving -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[Sandbox]:
    """The stand-in for Stripe, as the process that it is; tests ask for `sandbox`."""
    with running_sandbox() as process:
        yield process


@pytest.fixture
def sandbox(sandbox_process: Sandbox, settings: Any) -> Sandbox:
    """The stand-in for Stripe, in which nothing has happened yet, and the site's settings that lead to it.

    Events are posted nowhere until the test says where (`post_to`).
    """
    sandbox_process.post_to("")
    sandbox_process.reset()
    settings.STRIPE_API_BASE = sandbox_process.url
    settings.STRIPE_WEBHOOK_SECRET = sandbox_process.secret
    return sandbox_process


# --- Browser ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = browser.find()
    if found is None:
        pytest.fail(browser.HOW_TO_GET_ONE, pytrace=False)
    return {**browser_type_launch_args, "executable_path": found, "args": browser.arguments()}


@pytest.fixture
def desk_page(page: Page, live_server: LiveServer, client: Client, ben: User) -> Page:
    """A browser in which Ben is signed in. For someone else: client.force_login and the same cookie."""
    client.force_login(ben)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return page


# --- The cast ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def ada(db: None) -> User:
    """Ada reports: she writes stories and submits them."""
    return _person("Ada", REPORTER)


@pytest.fixture
def ben(db: None) -> User:
    """Ben edits: all stories, publishing, the front page."""
    return _person("Ben", EDITOR)


@pytest.fixture
def pia(db: None) -> User:
    """Pia publishes the paper: people, settings and, one day, money."""
    return _person("Pia", PUBLISHER)


@pytest.fixture
def cleo(db: None) -> User:
    """Cleo reads. She has an account and no business at the desk."""
    return _person("Cleo")


def _person(name: str, *roles: str) -> User:
    person = User.objects.create_user(f"{name.lower()}@paper.example", name=name, is_staff=bool(roles))
    person.groups.set(Group.objects.filter(name__in=roles))
    assert person.groups.count() == len(roles), "the roles come with post_migrate"
    return person
