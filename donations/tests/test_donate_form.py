"""The donate page: what links fill in, what is refused and kept, and what of it any cache or stranger learns."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from donations.actions.policy import policy, write_policy
from donations.links import new_form_token
from donations.models import Appeal, Gift
from donations.tests.asking import make_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("giving")]


class Fields(HTMLParser):
    """What a page's form holds: the value of each field, and which boxes are ticked."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.ticked: set[tuple[str, str]] = set()
        self._select = self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name = told.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and "selected" in told:
            self.values[self._select] = told["value"]
        elif tag == "textarea":
            self._area = name
            self.values[name] = ""
        elif tag == "input" and told.get("type") in {"radio", "checkbox"}:
            if "checked" in told:
                self.ticked.add((name, told["value"]))
        elif tag == "input":
            self.values[name] = told.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


@pytest.fixture
def appeal() -> Appeal:
    amounts = (("once", 6000, "a day in the field"), ("once", 18_000, ""), ("month", 1500, "the ferry"))
    return make_letter("ferry", is_default=True, amounts=amounts)


def test_the_page_is_private_sets_no_cookie_and_lets_the_form_lead_to_stripe(client: Client, appeal: Appeal) -> None:
    response = client.get("/donate/")

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"
    assert not response.cookies
    policy_said = response["Content-Security-Policy"]
    assert "form-action 'self' https://checkout.stripe.com https://billing.stripe.com;" in policy_said
    assert "script-src 'self';" in policy_said


def test_with_the_sandbox_the_form_may_lead_there_and_nowhere_else(client: Client, giving: Any) -> None:
    giving.STRIPE_API_BASE = "http://127.0.0.1:8012"

    assert "form-action 'self' http://127.0.0.1:8012;" in client.get("/donate/")["Content-Security-Policy"]


def test_nothing_is_ticked_and_no_amount_is_chosen_beforehand(client: Client, appeal: Appeal) -> None:
    form = Fields(client.get("/donate/").text)

    assert form.ticked == {("interval", "once")}
    assert form.values["amount"] == ""
    assert form.values["currency"] == "USD"


def test_a_link_of_an_appeal_fills_the_form_in(client: Client, appeal: Appeal) -> None:
    query = {"amount": "15", "currency": "usd", "interval": "month", "article": "12", "placement": "article-end"}
    form = Fields(client.get("/donate/ferry/", query).text)

    assert {("interval", "month"), ("pick-month", "15")} <= form.ticked
    assert (form.values["article"], form.values["placement"]) == ("12", "article-end")


def test_an_amount_of_no_suggestion_is_typed_for_the_reader(client: Client, appeal: Appeal) -> None:
    form = Fields(client.get("/donate/", {"amount": "77.50"}).text)

    assert form.values["amount"] == "77.50"
    assert ("pick-once", "own") in form.ticked


def test_the_server_says_what_the_fee_comes_to(client: Client, appeal: Appeal) -> None:
    page = client.get("/donate/", {"amount": "60"}).text

    assert "(2.9 % + $0.30)" in page
    assert "<b data-fee>: $2.10</b>" in page


def test_every_currency_that_was_promised_can_be_chosen(client: Client) -> None:
    page = client.get("/donate/").text

    for currency in ("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "ILS", "AED", "JPY", "KWD"):
        assert f'<option value="{currency}"' in page


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({}, "amount", "Write an amount."),
        ({"amount": "1e3"}, "amount", "Write the amount in the digits 0 to 9"),
        ({"amount": "19.999"}, "amount", "US dollars have 2 decimals at most."),
        ({"amount": "٣٫٥"}, "amount", "Write the amount in the digits 0 to 9"),
        ({"amount": "0.10"}, "amount", "The least that can be given by card is $0.50."),
        ({"amount": "500.00", "currency": "jpy"}, "amount", "Japanese yen have no decimals"),
        ({"amount": "25", "pick-once": "60"}, "amount", "You chose 60 and also typed another amount."),
        ({"pick-once": "60", "currency": "EUR"}, "amount", "Type the sum you want to give in euros."),
        ({"amount": "60", "currency": "XXX"}, "currency", "Choose one of the currencies of the list."),
        ({"amount": "60", "interval": "week"}, "interval", "Choose once, monthly or yearly."),
        ({"amount": "60", "email": "dov@"}, "email", "Write an email address such as name@example.org"),
        ({"amount": "60", "tribute": "honour"}, "tribute_name", "Write the name of whom the gift honours."),
        ({"amount": "60", "tribute": "spite"}, "tribute", "Choose in honour or in memory, or neither."),
        ({"amount": "60", "website": "https://spam.example"}, "website", "Leave this field empty"),
        ({"amount": "60", "comment": "x" * 1001}, "comment", "1000"),
        ({"amount": "60", "name": "a\0b"}, "name", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field_and_nothing_is_written(
    client: Client, appeal: Appeal, sent: dict[str, str], field: str, sentence: str
) -> None:
    response = client.post("/donate/", sent)

    assert response.status_code == 422
    assert sentence in response.text.replace("&#x27;", "'")
    assert "Nothing was charged yet." in response.text
    assert not Gift.objects.exists()


def test_everything_that_was_typed_is_kept(client: Client, appeal: Appeal) -> None:
    token = new_form_token()
    sent = {
        "token": token,
        "interval": "month",
        "amount": "1,5",
        "pick-month": "own",
        "currency": "USD",
        "cover": "on",
        "name": 'Dov "the mate" <Ames>',
        "email": "not an address",
        "postal_address": "14 Lantern Row\nPort Sarra",
        "tribute": "memory",
        "tribute_name": "נועה",
        "tribute_tell": "Leila",
        "comment": "Keep at it & thanks",
        "anonymous": "on",
        "wants_mail": "on",
        "article": "12",
        "placement": "front",
    }

    form = Fields(client.post("/donate/", sent).text)

    texts = {name: form.values[name] for name in sent if name in form.values}
    assert texts == {name: value for name, value in sent.items() if name in texts}
    assert {*sent} - {*texts} == {"interval", "pick-month", "cover", "anonymous", "wants_mail"}
    assert {("interval", "month"), ("pick-month", "own"), ("cover", "on"), ("anonymous", "on")} <= form.ticked
    assert ("wants_mail", "on") in form.ticked


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/donate/"},
    ],
)
def test_a_form_of_another_site_starts_nothing(client: Client, headers: dict[str, str]) -> None:
    response = client.post("/donate/", {"amount": "60"}, headers=headers)

    assert response.status_code == 403
    assert not Gift.objects.exists()


def test_while_giving_is_closed_the_page_says_so_and_how_else_to_give(client: Client, appeal: Appeal) -> None:
    rules = policy()
    rules.is_open, rules.closed_message, rules.other_ways = False, "Back on <Monday>.", "Send a cheque."
    write_policy(rules)

    shown, sent = client.get("/donate/ferry/"), client.post("/donate/", {"amount": "60"})

    assert (shown.status_code, sent.status_code) == (200, 503)
    for response in (shown, sent):
        assert "Back on &lt;Monday&gt;." in response.text
        assert "Send a cheque." in response.text
        assert "<form" not in response.text
    assert not Gift.objects.exists()


@pytest.mark.parametrize(
    "address", ["/donate/nobody/", "/donate/thanks/", "/donate/thanks/forged/", "/donate/thanks/a.b/"]
)
def test_an_address_of_nothing_is_missing_and_stays_private(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert "public" not in response["Cache-Control"]


@pytest.mark.parametrize(
    "query", ["amount=٣", "gift=forged", "interval=x&currency=%01", "article=" + "9" * 50, "amount="]
)
def test_odd_links_show_the_plain_form(client: Client, appeal: Appeal, query: str) -> None:
    response = client.get(f"/donate/?{query}")

    assert response.status_code == 200


def test_an_appeal_out_of_season_keeps_its_page(client: Client) -> None:
    from datetime import UTC, datetime

    make_letter("winter", title="Last winter", ends_at=datetime(2020, 1, 1, tzinfo=UTC))

    assert "Last winter" in client.get("/donate/winter/").text


def test_the_sums_are_told_to_the_script_and_to_any_cache(client: Client, appeal: Appeal) -> None:
    response = client.get("/donate/sum/?amount=60&currency=usd")

    assert response.json() == {"sum": "$60", "fee": "$2.10", "total": "$62.10"}
    assert "public" in response["Cache-Control"]
    assert client.get("/donate/sum/?amount=1e3&currency=USD").json() == {}
    assert client.get("/donate/sum/?amount=5&currency=XXX").json() == {}


def test_the_page_asks_two_questions_at_most(client: Client, appeal: Appeal) -> None:
    client.get("/donate/")
    with CaptureQueriesContext(connection) as default:
        client.get("/donate/")
    with CaptureQueriesContext(connection) as named:
        client.get("/donate/ferry/")

    assert (len(default), len(named)) <= (1, 2)


def test_fees_that_push_a_sum_over_the_most_are_refused_beside_it_and_all_is_kept(client: Client) -> None:
    sent = {"token": new_form_token(), "interval": "once", "currency": "USD", "amount": "999999.99", "cover": "on"}
    sent |= {"name": "Dov Ames", "email": "dov@example.org"}
    response = client.post("/donate/", sent)
    form = Fields(response.text)
    assert response.status_code == 422
    assert "With the fees covered this is more than can be given by card at once." in response.text
    assert form.values["amount"] == "999999.99"
    assert ("cover", "on") in form.ticked
    assert not Gift.objects.exists()
