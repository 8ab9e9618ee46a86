"""Asking for newsletters: confirmed by the mail's button, the same answer for everyone, and no flood of mail."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.my_news import cookies
from accounts.my_news.follows import Follows
from articles.tests.builders import make_topic
from newsletters.actions.subscribe import FROM_HERE, forget_unconfirmed
from newsletters.forms import new_token
from newsletters.models import Consent, Newsletter, Subscriber, Subscription
from newsletters.tests.builders import make_newsletter, make_reader
from newsletters.views.subscribing import AGREED
from press.mail.models import Letter

pytestmark = pytest.mark.django_db
CLEO = "cleo@reader.example"
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def morning() -> Newsletter:
    return make_newsletter()


def ask(client: Client, address: str = CLEO, **fields: Any) -> Any:
    known = {
        "email": address,
        "newsletter": "morning",
        "token": new_token("/politics/ferry/", at=timezone.now() - timedelta(seconds=5)),
    }
    return client.post("/newsletters/subscribe/", known | fields, headers=OURS)


def confirm_path(address: str = CLEO) -> str:
    return f"/newsletters/confirm/{Subscriber.objects.get(address=address).key}/"


def test_an_address_is_subscribed_once_its_mails_button_is_pressed(client: Client, morning: Newsletter) -> None:
    assert "Look into the inbox" in ask(client).text
    letter = Letter.objects.get()
    assert (letter.to, letter.message) == (CLEO, "newsletters/confirm")
    assert confirm_path() in letter.text
    assert confirm_path() in letter.html
    client.get(confirm_path())  # as a scanner does
    assert not Subscription.objects.active(timezone.localdate()).exists()
    answer = client.post(confirm_path(), headers=OURS)
    assert answer["Location"] == f"/newsletters/preferences/{Subscriber.objects.get().key}/?done=confirmed"
    assert Subscription.objects.active(timezone.localdate()).get().newsletter == morning
    asked, confirmed = Consent.objects.order_by("pk")
    assert (asked.verb, confirmed.verb, asked.words[:14]) == ("asked", "confirmed", "By subscribing")


def test_the_page_with_the_box_is_kept_through_one_more_click(client: Client, morning: Newsletter) -> None:
    box = {"email": CLEO, "newsletter": "morning"}
    shown = client.post("/newsletters/subscribe/", box, headers=OURS | {"Referer": "http://testserver/politics/ferry/"})
    with time_machine.travel(timezone.now() + timedelta(seconds=3)):
        ask(client, token=shown.context["token"])
    assert (Subscriber.objects.get().asked_from, Consent.objects.get().page) == ("/politics/ferry/",) * 2


def test_the_button_stands_under_all_that_it_confirms(client: Client, morning: Newsletter) -> None:
    make_newsletter(name="The Week", slug="week")
    ask(client)
    ask(client, newsletter="week")  # within a day, so no second mail names it
    shown = client.get(confirm_path()).text
    assert "The Morning Courier" in shown
    assert "The Week" in shown
    client.post(confirm_path(), headers=OURS)
    assert client.get(confirm_path()).status_code == 302


def test_the_answer_is_the_same_for_a_reader_and_a_stranger(client: Client, morning: Newsletter) -> None:
    make_reader("ada@reader.example", of=morning)
    known, unknown = ask(client, "ada@reader.example"), ask(client, "eve@reader.example")
    assert known.text.replace("ada@", "eve@") == unknown.text
    messages = dict(Letter.objects.values_list("to", "message"))
    assert messages == {"ada@reader.example": "newsletters/standing", "eve@reader.example": "newsletters/confirm"}


def test_what_a_stranger_types_changes_nothing_of_a_reader(client: Client, morning: Newsletter) -> None:
    make_newsletter(name="The Week", slug="week")
    reader = make_reader(of=morning)
    ask(client, newsletter="week")
    assert [row.newsletter for row in reader.subscriber.subscriptions.all()] == [morning]


@pytest.mark.parametrize("wrong", [{"token": ""}, {"token": "forged"}, {"website": "x"}, {"token": None}])
def test_a_click_from_a_cached_page_or_too_quick_takes_one_more(
    client: Client, morning: Newsletter, wrong: dict[str, Any]
) -> None:
    fields = {name: new_token("/") if value is None else value for name, value in wrong.items()}
    answer = ask(client, **fields)
    assert "One more click" in answer.text
    assert f'value="{CLEO}"' in answer.text
    assert not Subscriber.objects.exists()


def test_one_more_click_subscribes(client: Client, morning: Newsletter) -> None:
    shown = ask(client, token="")
    with time_machine.travel(timezone.now() + timedelta(seconds=3)):
        assert "Look into the inbox" in ask(client, token=shown.context["token"]).text
    assert Subscriber.objects.get().address == CLEO


def test_a_flood_mails_an_address_once_a_day(client: Client, morning: Newsletter) -> None:
    for _ in range(5):
        ask(client)
    assert Letter.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        ask(client)
    assert Letter.objects.count() == 2


def test_a_network_asks_twenty_times_an_hour_at_most(client: Client, morning: Newsletter) -> None:
    codes = [ask(client, f"a{number}@reader.example").status_code for number in range(FROM_HERE.most + 1)]
    assert codes == [200] * FROM_HERE.most + [429]
    assert Subscriber.objects.count() == FROM_HERE.most


@pytest.mark.parametrize(
    "typed",
    ["", "cleo", "cleo@", "a" * 310 + "@b.example", "cléo@reader.example", "cleo@reader.example\nBcc: eve@x.example"],
)
def test_what_is_no_address_is_told_and_kept(client: Client, morning: Newsletter, typed: str) -> None:
    answer = ask(client, typed)
    assert answer.status_code == 422
    assert not Subscriber.objects.exists()
    assert not Letter.objects.exists()


def test_a_click_from_another_site_subscribes_nobody(client: Client, morning: Newsletter) -> None:
    answer = client.post("/newsletters/subscribe/", {"email": CLEO}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_who_never_confirms_is_forgotten_after_fourteen_days(client: Client, morning: Newsletter) -> None:
    ask(client)
    make_reader("ada@reader.example", of=morning)
    forget_unconfirmed(timezone.now() + timedelta(days=13))
    assert Subscriber.objects.count() == 2
    path = confirm_path()
    forget_unconfirmed(timezone.now() + timedelta(days=14, minutes=1))
    assert Subscriber.objects.get().address == "ada@reader.example"
    assert client.post(path, headers=OURS).status_code == 404


@pytest.mark.parametrize("page", ["confirm", "preferences", "unsubscribe"])
@pytest.mark.parametrize("key", ["none", "a" * 400, "\u0661"])
def test_a_forged_or_cut_link_leads_nowhere(client: Client, morning: Newsletter, page: str, key: str) -> None:
    make_reader(of=morning)
    assert client.get(f"/newsletters/{page}/{key}/").status_code == 404


def test_wishes_start_from_what_the_browser_follows(client: Client, morning: Newsletter) -> None:
    water = make_topic("Water")
    ask(client)
    client.cookies[cookies.FOLLOWS] = Follows(topics=frozenset({water.pk, 99_999})).as_text()
    client.post(confirm_path(), headers=OURS)
    assert Subscriber.objects.get().wishes == f"t{water.pk}"


def test_without_an_open_newsletter_the_page_is_missing(client: Client) -> None:
    assert client.get("/newsletters/").status_code == 404
    assert ask(client).status_code == 404  # by a page that is older
    assert not Subscriber.objects.exists()


def test_what_stands_beside_the_button_is_what_is_kept_with_the_consent(client: Client, morning: Newsletter) -> None:
    shown = " ".join(strip_tags(client.get("/newsletters/").text).split())
    assert AGREED in shown
    ask(client)
    assert Consent.objects.get().words == AGREED


def test_nobody_is_subscribed_to_what_they_did_not_tick(client: Client, morning: Newsletter) -> None:
    answer = ask(client, newsletter=[])
    assert answer.status_code == 422
    assert "Choose at least one." in answer.text
    assert not Subscriber.objects.exists()


def test_who_confirmed_today_and_asks_again_is_told_how_it_stands(client: Client, morning: Newsletter) -> None:
    ask(client)
    client.post(confirm_path(), headers=OURS)
    ask(client)
    ask(client)
    assert list(Letter.objects.order_by("pk").values_list("message", flat=True)) == [
        "newsletters/confirm",
        "newsletters/standing",
    ]


def test_a_box_that_names_no_newsletter_is_about_the_first(client: Client, morning: Newsletter) -> None:
    make_newsletter(name="The Week", slug="week", position=1)
    answer = client.post("/newsletters/subscribe/", {"email": CLEO}, headers=OURS)
    assert (answer.status_code, "One more click" in answer.text) == (200, True)
    assert 'value="morning" checked' in answer.text
    assert 'value="week" checked' not in answer.text
