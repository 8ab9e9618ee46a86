"""Addresses that no page has and no database takes: control characters, NUL in a query, a forged Host."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    ["/%00/", "/politics/%00/", "/politics/a%00", "/topics/%00/", "/authors/%00/", "/admin/%00/", "/%0a/", "/%C2%85/"],
)
def test_a_control_character_in_an_address_is_a_missing_page(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "s-maxage" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/?x=%00", "/topics/?before=a%00b", "/admin/articles/article/?kind__exact=%00", "/nowhere?%00"]
)
def test_nul_in_a_query_is_a_bad_request_on_every_page(client: Client, ben: Any, address: str) -> None:
    client.force_login(ben)
    assert client.get(address).status_code == 400


def test_a_percent_sign_before_two_noughts_is_no_nul(client: Client) -> None:
    assert client.get("/robots.txt?x=%2500").status_code == 200


@pytest.mark.parametrize("address", ["/robots.txt", "/about", "/nowhere/at/all/", "/%00/", "/admin/"])
def test_a_forged_host_is_refused_before_anything_is_answered(address: str) -> None:
    answer = Client(headers={"host": "evil.example"}).get(address)
    assert answer.status_code == 400
    assert "evil.example" not in str(answer.headers)
