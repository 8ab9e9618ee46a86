"""A donor changes, pauses, resumes and ends a standing gift, and gives another card, without asking anybody."""

import pytest
from django.test import Client

from donations.manage.tests.test_coming_in import come_in
from donations.models import Charge, Donor, Gift, GivingEntry, Plan, Receipt
from donations.sandbox.testing import Sandbox
from donations.tests.builders import bring, give

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(sandbox: Sandbox) -> Plan:
    """Dov gives $60 a month; the first has come."""
    give(sandbox, interval=Gift.Interval.MONTH)
    bring(sandbox)
    return Plan.objects.get()


@pytest.fixture
def own_page(client: Client, plan: Plan) -> str:
    return come_in(client)


def change(client: Client, own_page: str, plan: Plan, verb: str, **data: str) -> None:
    answer = client.post(f"{own_page}plans/{plan.pk}/{verb}/", data)
    assert answer.status_code == 302, answer.text
    plan.refresh_from_db()


def test_another_sum_is_taken_from_the_next_time_on(
    client: Client, own_page: str, plan: Plan, sandbox: Sandbox
) -> None:
    change(client, own_page, plan, "amount", amount="25.50")
    assert plan.amount == 2550
    assert Charge.objects.count() == 1
    sandbox.advance(to="renewal")
    bring(sandbox)
    assert sorted(Charge.objects.values_list("amount", flat=True)) == [2550, 6000]
    entry = GivingEntry.objects.get()
    assert (entry.verb, entry.made_by, entry.note) == ("another sum", "the donor", "from $60.00 to $25.50")


@pytest.mark.parametrize("typed", ["", "1e3", "0.10", "25,50", "-5"])
def test_sum_that_cannot_be_read_changes_nothing_and_is_kept(
    client: Client, own_page: str, plan: Plan, typed: str
) -> None:
    answer = client.post(f"{own_page}plans/{plan.pk}/amount/", {"amount": typed})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    plan.refresh_from_db()
    assert plan.amount == 6000
    assert not GivingEntry.objects.exists()


def test_paused_gift_takes_nothing_until_it_is_resumed(
    client: Client, own_page: str, plan: Plan, sandbox: Sandbox
) -> None:
    change(client, own_page, plan, "pause")
    assert plan.paused
    assert "Paused" in client.get(own_page).text
    sandbox.advance(to="renewal")
    bring(sandbox)
    assert Charge.objects.count() == 1
    change(client, own_page, plan, "resume")
    assert not plan.paused
    sandbox.advance(to="renewal")
    bring(sandbox)
    assert Charge.objects.count() == 2


def test_ended_gift_takes_nothing_any_more(client: Client, own_page: str, plan: Plan, sandbox: Sandbox) -> None:
    change(client, own_page, plan, "cancel")
    assert (plan.status, plan.cancel_reason) == ("canceled", Plan.CancelReason.DONOR)
    assert plan.ended_at
    sandbox.advance(months=2)
    bring(sandbox)
    plan.refresh_from_db()
    assert Charge.objects.count() == 1
    assert plan.cancel_reason == Plan.CancelReason.DONOR
    assert "Ended on" in client.get(own_page).text


def test_ending_twice_is_ending_once(client: Client, own_page: str, plan: Plan) -> None:
    change(client, own_page, plan, "cancel")
    change(client, own_page, plan, "cancel")
    assert GivingEntry.objects.count() == 1
    assert client.post(f"{own_page}plans/{plan.pk}/pause/").status_code == 422


@pytest.mark.parametrize("verb", ["pause", "cancel"])
def test_nothing_changes_while_stripe_cannot_be_reached(
    client: Client, own_page: str, plan: Plan, sandbox: Sandbox, verb: str
) -> None:
    sandbox.faults(fail=20)
    answer = client.post(f"{own_page}plans/{plan.pk}/{verb}/")
    assert answer.status_code == 422
    assert "Nothing was changed" in answer.text
    plan.refresh_from_db()
    assert (plan.paused, plan.ended_at, plan.cancel_reason) == (False, None, "")


def test_new_card_is_charged_by_the_plan_itself(client: Client, own_page: str, plan: Plan, sandbox: Sandbox) -> None:
    sandbox.card_fails(plan.subscription_id)
    sandbox.advance(to="renewal")
    bring(sandbox)
    plan.refresh_from_db()
    assert plan.status == "past_due"
    assert "The last payment failed" in client.get(own_page).text
    answer = client.post(f"{own_page}card/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(sandbox.url)
    (session,) = sandbox.each("billing_portal.session")
    sandbox.change_card(session["id"])
    assert client.get(f"{own_page}card/given/")["Location"].endswith("?done=card")
    plan.refresh_from_db()
    card = sandbox.each("customer")[0]["invoice_settings"]["default_payment_method"]
    assert plan.payment_method_id == card
    assert client.get(f"{own_page}card/given/")["Location"].endswith("?done=same-card")


def test_page_lets_the_browser_follow_to_the_page_for_cards(client: Client, own_page: str, sandbox: Sandbox) -> None:
    policy = client.get(own_page)["Content-Security-Policy"]
    form_action = next(part for part in policy.split(";") if part.strip().startswith("form-action"))
    assert sandbox.url in form_action


def test_receipt_and_statement_are_the_donors_alone(client: Client, own_page: str, plan: Plan) -> None:
    receipt = Receipt.objects.get()
    paper = client.get(f"{own_page}receipts/{receipt.pk}/")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    year = client.get(f"{own_page}years/{receipt.given_on.year}/")
    assert year.content.startswith(b"%PDF")
    assert client.get(f"{own_page}years/1999/").status_code == 404
    Donor.objects.create(email="eve@paper.example")
    other = Client()
    others = come_in(other, "eve@paper.example")
    assert other.get(f"{others}receipts/{receipt.pk}/").status_code == 404
    assert other.post(f"{others}plans/{plan.pk}/cancel/").status_code == 404


def test_without_an_open_page_nothing_is_done(client: Client, own_page: str, plan: Plan) -> None:
    stranger = Client()
    for address in ("amount", "cancel", "pause"):
        answer = stranger.post(f"{own_page}plans/{plan.pk}/{address}/", {"amount": "5"})
        assert answer.status_code == 302
    plan.refresh_from_db()
    assert (plan.amount, plan.paused, plan.ended_at) == (6000, False, None)


def test_unknown_verb_is_missing(client: Client, own_page: str, plan: Plan) -> None:
    assert client.post(f"{own_page}plans/{plan.pk}/double/").status_code == 404
