"""Limits in rows, and the networks they go by."""

import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
from django.db import connection
from django.test import RequestFactory
from pytest_django import Settings

from press.web.limits import Limit, TooOften, count, forget_old
from press.web.models import Tally
from press.web.network import network_of

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TWICE = Limit("twice in ten minutes", 2, 600)


@pytest.mark.django_db
def test_limit_counts_each_for_itself_and_opens_again() -> None:
    for _ in range(2):
        count(TWICE, "cleo@paper.example", at=NOON)
    count(TWICE, "dov@paper.example", at=NOON)
    with pytest.raises(TooOften, match=r"Wait 7 minutes\."):
        count(TWICE, "cleo@paper.example", at=NOON + timedelta(seconds=185))
    count(TWICE, "cleo@paper.example", at=NOON + timedelta(minutes=10))


@pytest.mark.django_db
def test_counts_keep_nobodys_address_and_are_forgotten() -> None:
    count(TWICE, "cleo@paper.example", at=NOON)
    assert "cleo" not in str(list(Tally.objects.values()))
    forget_old(NOON + timedelta(days=2))
    assert not Tally.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_limit_holds_for_many_at_once() -> None:
    passed: list[int] = []

    def ask(number: int) -> None:
        try:
            count(Limit("five", 5, 600), "crowd", at=NOON)
            passed.append(number)
        except TooOften:
            pass
        finally:
            connection.close()

    crowd = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len(passed) == 5


@pytest.mark.parametrize(
    ("remote", "forwarded", "network"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "", "203.0.113.9"),
        ("", "", "unknown"),
    ],
)
def test_only_a_trusted_proxy_is_believed(
    rf: RequestFactory,
    settings: Settings,
    remote: str,
    forwarded: str,
    network: str,
) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    assert network_of(rf.get("/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": forwarded})) == network
