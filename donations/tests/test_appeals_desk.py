"""Appeals and the rules of giving at the desk: who may, how sums are typed, and the preview."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from donations.models import Appeal, Policy
from donations.tests.asking import make_letter
from press.roles import EDITOR, PUBLISHER, REPORTER, wanted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("giving")]

LIST = "/admin/donations/appeal/"
# Page of the desk: who sees it.
PAGES = {
    LIST: "ben pia",
    LIST + "add/": "pia",
    LIST + "preview/": "ben pia",
    "/admin/donations/policy/": "pia",
}


@pytest.mark.parametrize("name", ["ada", "ben", "pia", "cleo"])
@pytest.mark.parametrize("path", PAGES)
def test_each_page_opens_for_whom_it_is(
    client: Client, ada: Any, ben: Any, pia: Any, cleo: Any, path: str, name: str
) -> None:
    client.force_login({"ada": ada, "ben": ben, "pia": pia, "cleo": cleo}[name])

    response = client.get(path, follow=True)

    may = name in PAGES[path].split()
    assert (response.status_code == 200 and b'id="login-form"' not in response.content) is may


def test_the_money_is_the_publishers() -> None:
    def mine(role: str) -> set[str]:
        return {codename for label, codename in wanted(role) if label == "donations"}

    assert mine(REPORTER) == set()
    assert mine(EDITOR) == {"view_appeal", "view_suggestion"}
    assert {"change_appeal", "change_policy", "delete_suggestion", "view_gift"} <= mine(PUBLISHER)
    assert not {"change_gift", "delete_gift", "add_gift", "change_donor", "change_plan"} & mine(PUBLISHER)


def typed(*, amounts: list[dict[str, Any]] | None = None, **fields: Any) -> dict[str, Any]:
    """Return what the form sends."""
    known = {
        "title": "Keep the lights on",
        "slug": "lights",
        "message": "<p>The lamp is lit by readers.</p>",
        "currency": "usd",
        "position": "0",
        "on_front_page": "on",
    }
    rows = amounts or []
    sent = known | fields | {"suggestions-TOTAL_FORMS": len(rows), "suggestions-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        sent |= {f"suggestions-{number}-{name}": value for name, value in row.items()}
        sent["suggestions-INITIAL_FORMS"] += "id" in row
    return sent


def test_a_publisher_types_sums_as_sums(client: Client, pia: Any) -> None:
    client.force_login(pia)
    rows = [{"interval": "once", "amount": "60", "impact": "a day at sea"}, {"interval": "month", "amount": "15.50"}]

    response = client.post(LIST + "add/", typed(goal="50000", amounts=rows))

    assert response.status_code == 302, response.context and response.context["errors"]
    appeal = Appeal.objects.get()
    assert (appeal.currency, appeal.goal) == ("USD", 5_000_000)
    assert set(appeal.suggestions.values_list("interval", "amount")) == {("once", 6000), ("month", 1550)}
    assert "a day at sea" in appeal.rendered["letter"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"amounts": [{"interval": "once", "amount": "1e3"}]}, "Write the amount in the digits 0 to 9"),
        ({"amounts": [{"interval": "once", "amount": "19.999"}]}, "US dollars have 2 decimals at most."),
        ({"goal": "-1"}, "Write the amount in the digits 0 to 9"),
        ({"currency": "XYZ"}, "Write the three letters of a currency that Stripe charges, such as USD."),
        ({"slug": "thanks"}, "/donate/thanks/ is an address the site itself uses."),
        (
            {"is_default": "on", "starts_at_0": "2026-12-01", "starts_at_1": "00:00"},
            "The appeal of the whole year has no season",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_the_field(
    client: Client, pia: Any, fields: dict[str, Any], sentence: str
) -> None:
    client.force_login(pia)

    response = client.post(LIST + "add/", typed(**fields))

    assert response.status_code == 200
    assert sentence in response.text
    assert not Appeal.objects.exists()


def test_another_currency_makes_other_sums_of_the_same_figures(client: Client, pia: Any) -> None:
    appeal = make_letter(amounts=(("once", 6000, ""),))
    client.force_login(pia)
    row = {"id": appeal.suggestions.get().pk, "appeal": appeal.pk, "interval": "once", "amount": "60"}

    response = client.post(f"{LIST}{appeal.pk}/change/", typed(currency="JPY", amounts=[row]))

    assert response.status_code == 302
    assert appeal.suggestions.get().amount == 60


def test_an_editor_looks_and_changes_nothing(client: Client, ben: Any) -> None:
    appeal = make_letter()
    client.force_login(ben)

    assert client.get(f"{LIST}{appeal.pk}/change/").status_code == 200
    assert client.post(f"{LIST}{appeal.pk}/change/", typed()).status_code == 403


def test_the_preview_shows_each_place_at_any_date_and_is_stored_nowhere(client: Client, ben: Any) -> None:
    make_letter("default", title="All year", is_default=True)
    make_letter(
        "holidays",
        title="The long nights",
        starts_at=datetime(2030, 12, 1, tzinfo=UTC),
        ends_at=datetime(2031, 1, 2, tzinfo=UTC),
        in_banner=True,
    )
    client.force_login(ben)

    then = client.get(LIST + "preview/?at=2030-12-24T18:00")
    now = client.get(LIST + "preview/")

    assert "no-store" in then["Cache-Control"]
    assert then.text.count("The long nights") >= 3
    assert "All year" not in then.text
    assert "All year" in now.text
    assert "The long nights" not in now.text


def test_the_preview_of_one_appeal_shows_it_out_of_season(client: Client, ben: Any) -> None:
    over = make_letter(title="Last winter", ends_at=datetime(2020, 1, 1, tzinfo=UTC))
    client.force_login(ben)

    assert "Last winter" in client.get(f"{LIST}preview/?appeal={over.pk}").text
    assert client.get(f"{LIST}preview/?appeal=999").status_code == 404


@pytest.mark.parametrize("at", ["yesterday", "0000-00-00", "9999-12-31T23:59", "\x01"])
def test_the_preview_answers_odd_moments(client: Client, ben: Any, at: str) -> None:
    client.force_login(ben)

    assert client.get(LIST + "preview/", {"at": at}).status_code == 200


def test_the_switch_turns_giving_off_at_once(client: Client, pia: Any) -> None:
    make_letter(is_default=True)
    client.force_login(pia)
    assert 'href="/donate/"' in client.get("/topics/").text
    rules = {"fee_basis_points": 290, "fee_fixed": '{"USD": 30}', "no_goods_sentence": "None.", "keep_years": 7}

    client.get("/admin/donations/policy/", follow=True)
    response = client.post("/admin/donations/policy/1/change/", rules | {"closed_message": "Back on Monday."})

    assert response.status_code == 302
    assert not Policy.objects.get().is_open
    assert "/donate/" not in client.get("/topics/").text


@pytest.mark.parametrize("fees", ['{"USD": 0.3}', '{"usd": 30}', "[30]", '{"USD": -1}', '{"USD": true}'])
def test_fees_that_are_no_fees_are_refused(client: Client, pia: Any, fees: str) -> None:
    client.force_login(pia)
    client.get("/admin/donations/policy/", follow=True)
    rules = {"fee_basis_points": 290, "no_goods_sentence": "None.", "keep_years": 7, "is_open": "on"}

    response = client.post("/admin/donations/policy/1/change/", rules | {"fee_fixed": fees})

    assert "whole minor units" in response.text
