"""A donor comes in by a mailed link: once, in time, in one browser; and nobody learns who gave."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from donations.manage import doors
from donations.models import Donor, DonorLink
from press.mail.models import Letter

pytestmark = pytest.mark.django_db
ASK = "/donate/manage/"


@pytest.fixture
def dov() -> Donor:
    return Donor.objects.create(name="Dov Levi", email="Dov@paper.example")


def mailed_link(address: str = "dov@paper.example") -> str:
    text = Letter.objects.filter(to=address).latest("pk").text
    found = re.search(r"https?://\S+(/donate/manage/\S+/)", text)
    assert found, text
    return found[1]


def come_in(client: Client, address: str = "dov@paper.example") -> str:
    """Ask for a link, open it, press its button; return the page's address."""
    client.post(ASK, {"email": address})
    page = mailed_link(address)
    assert client.post(page).status_code == 302
    return page


def test_link_in_the_mail_opens_the_donors_page(client: Client, dov: Donor) -> None:
    page = come_in(client)
    shown = client.get(page)
    assert "Dov Levi" in shown.text
    assert shown["Cache-Control"].find("no-store") > 0


def test_answer_is_the_same_for_an_address_that_never_gave(client: Client, dov: Donor) -> None:
    known = client.post(ASK, {"email": "dov@paper.example"})
    unknown = client.post(ASK, {"email": "eve@paper.example"})
    assert known.text.replace("dov@", "eve@") == unknown.text
    assert known.status_code == unknown.status_code == 200
    assert "No gift has come from" in Letter.objects.get(to="eve@paper.example").text


def test_opening_the_link_uses_nothing_up(client: Client, dov: Donor) -> None:
    client.post(ASK, {"email": "dov@paper.example"})
    page = mailed_link()
    for _ in range(3):
        scanner = Client().get(page)
        assert "Show my gifts" in scanner.text
        assert "Dov Levi" not in scanner.text
    assert client.post(page).status_code == 302


def test_link_works_once(client: Client, dov: Donor) -> None:
    page = come_in(client)
    for answer in (Client().get(page), Client().post(page)):
        assert answer.status_code == 410
        assert "used already" in answer.text
        assert "Dov Levi" not in answer.text


def test_link_is_good_for_fifteen_minutes(client: Client, dov: Donor) -> None:
    client.post(ASK, {"email": "dov@paper.example"})
    page = mailed_link()
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert client.get(page).status_code == 410
        assert "fifteen minutes" in client.post(page).text


def test_page_closes_after_an_hour_without_use_and_stays_open_with_it(client: Client, dov: Donor) -> None:
    page, began = come_in(client), timezone.now()
    with time_machine.travel(began + timedelta(minutes=50)):
        assert client.get(page).status_code == 200
    with time_machine.travel(began + timedelta(minutes=100)):
        assert client.get(page).status_code == 200
    with time_machine.travel(began + timedelta(minutes=165)):
        assert client.get(page).status_code == 410


def test_clock_that_was_set_back_opens_nothing(client: Client, dov: Donor) -> None:
    page = come_in(client)
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        assert client.get(page).status_code == 410


def test_closing_the_page_closes_it(client: Client, dov: Donor) -> None:
    page = come_in(client)
    client.post(f"{page}leave/")
    assert client.get(page).status_code == 410


@pytest.mark.parametrize("secret", ["nothing", "a" * 300, "%00", "é", "..%2f"])
def test_forged_link_is_of_no_use(client: Client, secret: str) -> None:
    answer = client.get(f"/donate/manage/{secret}/")
    assert answer.status_code in {404, 410}


@pytest.mark.parametrize("typed", ["", "dov", "dov@", "dov@paper.example\nBcc: all@paper.example", "д" * 400])
def test_what_is_no_address_is_told_and_kept(client: Client, typed: str) -> None:
    answer = client.post(ASK, {"email": typed})
    assert answer.status_code == 422
    assert not Letter.objects.exists()


def test_address_is_found_in_any_case(client: Client, dov: Donor) -> None:
    page = come_in(client, "dov@paper.example")
    assert "Dov Levi" in client.get(page).text


def test_erased_donor_is_known_no_more(client: Client, dov: Donor) -> None:
    page = come_in(client)
    Donor.objects.update(erased_at=timezone.now())
    assert client.get(page).status_code == 410


def test_links_asked_for_too_often_are_refused_with_a_sentence(client: Client, dov: Donor) -> None:
    answers = [client.post(ASK, {"email": "dov@paper.example"}) for _ in range(doors.FOR_ADDRESS.most + 1)]
    assert [answer.status_code for answer in answers] == [200] * doors.FOR_ADDRESS.most + [429]
    assert "Wait" in answers[-1].text
    assert "stay good" in answers[-1].text


def test_page_of_one_donor_shows_nothing_to_another(client: Client, dov: Donor) -> None:
    Donor.objects.create(name="Eve", email="eve@paper.example")
    page, other = come_in(client), Client()
    come_in(other, "eve@paper.example")
    assert other.get(page).status_code == 410


def test_links_of_yesterday_are_forgotten(dov: Donor) -> None:
    doors.ask("dov@paper.example", network="203.0.113.0/24")
    doors.forget_old(timezone.now() + timedelta(days=2))
    assert not DonorLink.objects.exists()


def test_asking_costs_the_same_for_everybody(client: Client, dov: Donor, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for address in ("warm@paper.example", "dov@paper.example", "eve@paper.example"):
        with CaptureQueriesContext(connection) as captured:
            client.post(ASK, {"email": address})
        counts.append(len(captured))
    assert counts[1] == counts[2]
