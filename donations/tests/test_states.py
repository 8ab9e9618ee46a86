"""What became of a gift is a matter of its facts alone."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donations.models import Charge, Checkout, Dispute, Gift, Refund
from donations.states import Facts, outcome

State = Gift.State
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def charge(pk: int = 1, status: str = "succeeded", amount: int = 1000, minutes: int = 0) -> Charge:
    return Charge(
        pk=pk, charge_id=f"ch_{pk}", status=status, amount=amount, created_at=NOON + timedelta(minutes=minutes)
    )


def refund(amount: int, status: str = "succeeded", of: int = 1) -> Refund:
    return Refund(charge_id=of, amount=amount, status=status)


def session(status: str) -> Checkout:
    return Checkout(status=status)


def dispute(status: str) -> Dispute:
    return Dispute(charge_id=1, status=status)


def state(promised: int = 1000, **facts: Sequence[object]) -> str:
    return outcome(Facts(promised=promised, **facts)).state  # type: ignore[arg-type]


CASES = [
    ({}, State.CREATED),
    ({"checkouts": [session("")]}, State.OPEN),
    ({"checkouts": [session("open")]}, State.OPEN),
    ({"checkouts": [session("expired")]}, State.EXPIRED),
    ({"checkouts": [session("expired"), session("open")]}, State.OPEN),
    ({"checkouts": [session("complete")]}, State.PROCESSING),
    ({"checkouts": [session("complete")], "charges": [charge(status="pending")]}, State.PROCESSING),
    ({"checkouts": [session("complete")], "charges": [charge(status="failed")]}, State.FAILED),
    ({"checkouts": [session("open")], "charges": [charge(status="failed")]}, State.OPEN),
    ({"checkouts": [session("complete"), session("open")], "charges": [charge(status="failed")]}, State.OPEN),
    ({"charges": [charge()]}, State.RECEIVED),
    ({"charges": [charge(1, "failed"), charge(2)]}, State.RECEIVED),
    ({"charges": [charge()], "refunds": [refund(1)]}, State.PARTLY_REFUNDED),
    ({"charges": [charge()], "refunds": [refund(333), refund(333), refund(334)]}, State.REFUNDED),
    ({"charges": [charge()], "refunds": [refund(1000, "failed")]}, State.RECEIVED),
    ({"charges": [charge()], "refunds": [refund(1000, "canceled")]}, State.RECEIVED),
    ({"charges": [charge()], "refunds": [refund(1000, "pending")]}, State.REFUNDED),
    ({"charges": [charge(1), charge(2)], "refunds": [refund(1000, of=2)]}, State.PARTLY_REFUNDED),
    ({"charges": [charge(1, "failed")], "refunds": [refund(1000)]}, State.FAILED),
]


@pytest.mark.parametrize(("facts", "expected"), CASES)
def test_state_follows_from_the_facts(facts: dict[str, Any], expected: State) -> None:
    assert state(**facts) == expected


charges = st.lists(
    st.builds(
        charge,
        pk=st.integers(1, 4),
        status=st.sampled_from(["succeeded", "pending", "failed"]),
        amount=st.integers(1, 10_000),
        minutes=st.integers(0, 5),
    ),
    max_size=4,
    unique_by=lambda one: one.pk,
)
refunds = st.lists(
    st.builds(
        refund,
        amount=st.integers(1, 10_000),
        status=st.sampled_from(["succeeded", "pending", "failed", "canceled", "requires_action"]),
        of=st.integers(1, 4),
    ),
    max_size=5,
)
sessions = st.lists(st.builds(session, st.sampled_from(["", "open", "complete", "expired"])), max_size=3)
disputes = st.lists(st.builds(dispute, st.sampled_from(["needs_response", "won", "lost", "prevented"])), max_size=3)


@given(charges, refunds, sessions, disputes, st.randoms(use_true_random=False))
def test_order_of_the_facts_cannot_matter(
    some: list[Charge], back: list[Refund], visits: list[Checkout], contested: list[Dispute], chance: object
) -> None:
    def told() -> Facts:
        return Facts(promised=1000, charges=some, refunds=back, checkouts=visits, disputes=contested)

    before = outcome(told())
    for facts in (some, back, visits, contested):
        chance.shuffle(facts)  # type: ignore[attr-defined]
    assert outcome(told()) == before


@given(charges, refunds)
def test_no_more_goes_back_than_came(some: list[Charge], back: list[Refund]) -> None:
    found = outcome(Facts(promised=1000, charges=some, refunds=back))
    assert 0 <= found.returned <= found.received
    came = any(one.status == "succeeded" for one in some)
    assert (found.received_at is not None) == came
    assert (found.state in {State.RECEIVED, State.PARTLY_REFUNDED, State.REFUNDED}) == came
    assert (found.state == State.REFUNDED) == (came and found.returned == found.received)


@given(charges, refunds, sessions)
def test_money_that_has_come_is_not_forgotten_for_any_session(
    some: list[Charge], back: list[Refund], visits: list[Checkout]
) -> None:
    with_sessions = outcome(Facts(promised=1000, charges=some, refunds=back, checkouts=visits))
    if with_sessions.received:
        assert with_sessions == outcome(Facts(promised=1000, charges=some, refunds=back))


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], ""),
        (["needs_response"], "open"),
        (["warning_needs_response"], "open"),
        (["won"], "won"),
        (["lost"], "lost"),
        (["won", "lost"], "lost"),
        (["lost", "under_review"], "open"),
        (["prevented"], ""),
        (["warning_closed"], ""),
    ],
)
def test_dispute_is_a_flag(statuses: list[str], expected: str) -> None:
    found = outcome(Facts(promised=1000, charges=[charge()], disputes=[dispute(status) for status in statuses]))
    assert (found.dispute, found.state) == (expected, State.RECEIVED)


def test_what_somebody_should_look_at_is_said() -> None:
    assert outcome(Facts(promised=900, charges=[charge()])).flagged == "Stripe charged another sum than was promised."
    twice = [charge(1, minutes=5), charge(2, minutes=1)]
    assert outcome(Facts(promised=1000, charges=twice)).flagged == "Paid more than once: ch_1 came later."
    assert outcome(Facts(promised=1000, charges=twice, refunds=[refund(1000)])).flagged == ""
    suspect = charge()
    suspect.is_suspect = True
    assert "fraud" in outcome(Facts(promised=1000, charges=[suspect])).flagged
