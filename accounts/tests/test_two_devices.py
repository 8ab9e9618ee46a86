"""A reader follows without an account, signs in, and has the union on every device."""

import json

import pytest
from django.test import Client

from accounts.models import User
from accounts.tests.mailbox import sign_in
from articles.tests.builders import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_leaves_at_once")]
ADDRESS = "cleo@paper.example"


@pytest.fixture(autouse=True)
def paper() -> None:
    make_article("Ferry Sails Again", topics=["Water", "Ports"])


def follow(client: Client, topic: str) -> None:
    answer = client.post("/my-news/follow/", {"topic": topic, "next": "/"}, headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 303


def test_both_devices_have_what_either_followed(client: Client) -> None:
    other = Client()
    follow(client, "water")
    follow(other, "ports")
    assert sign_in(client, ADDRESS) == "/accounts/?done=brought"
    sign_in(other, ADDRESS)
    assert {str(row.topic) for row in User.objects.get(email=ADDRESS).follows.all()} == {"Water", "Ports"}
    for device in (client, other):
        assert "is in your account now" in device.get("/accounts/?done=brought").text
        page = device.get("/my-news/").text
        assert "Ferry Sails Again" in page
        assert (device.cookies["follows"].value, device.cookies["personal"].value) == ("", "1")


def test_what_was_left_meanwhile_does_not_come_back(client: Client) -> None:
    follow(client, "water")
    sign_in(client, ADDRESS)
    User.objects.get(email=ADDRESS).follows.all().delete()
    client.post("/accounts/sign-out/")
    assert sign_in(client, ADDRESS) == "/accounts/"
    assert not User.objects.get(email=ADDRESS).follows.exists()


def test_data_to_download_has_what_is_followed(client: Client) -> None:
    follow(client, "water")
    sign_in(client, ADDRESS)
    data = json.loads(client.get("/accounts/data/").content)
    assert [(row["name"], row["muted"]) for row in data["follows"]] == [("Water", False)]
    assert data["saved"] == []
