"""The books are written once, a movement is booked once, and a day's total is the sum of its entries."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from donations.actions.book import Movement, book, totals_that_differ, write_totals_anew
from donations.models import DayTotal, LedgerEntry
from donations.tests.builders import make_appeal, make_gift

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def movement(number: int = 1, gross: int = 1000, fee: int = 59, kind: str = "charge") -> Movement:
    return Movement(f"txn_{number}", kind, f"ch_{number}", "USD", gross, fee, gross - fee, NOON)


def _raw(statement: str) -> Callable[[], object]:
    def execute() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return execute


@pytest.mark.parametrize(
    "change",
    [
        lambda: LedgerEntry.objects.update(gross=1),
        lambda: LedgerEntry.objects.all().delete(),
        lambda: LedgerEntry.objects.bulk_update([LedgerEntry.objects.get()], ["kind"]),
        _raw("UPDATE donations_ledgerentry SET kind = 'forged'"),
        _raw("DELETE FROM donations_ledgerentry"),
    ],
)
def test_nobody_changes_or_removes_an_entry(change: Callable[[], object]) -> None:
    book([movement()], gift=None, livemode=True, at=NOON)
    before = list(LedgerEntry.objects.values())
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        change()
    assert list(LedgerEntry.objects.values()) == before


def test_movement_is_booked_once() -> None:
    gift = make_gift(appeal=make_appeal())
    assert len(book([movement(), movement(2)], gift=gift, livemode=False, at=NOON)) == 2
    assert book([movement(), movement(2)], gift=None, livemode=False, at=NOON) == []
    assert DayTotal.objects.get().entries == 2


def test_test_mode_never_touches_the_totals_of_live_gifts() -> None:
    book([movement(1)], gift=None, livemode=True, at=NOON)
    book([movement(2)], gift=None, livemode=False, at=NOON)
    assert dict(DayTotal.objects.values_list("livemode", "gross")) == {True: 1000, False: 1000}


@given(
    st.lists(
        st.tuples(st.integers(1, 12), st.integers(-5000, 5000), st.sampled_from(["charge", "refund", "stripe_fee"])),
        max_size=25,
    )
)
@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_totals_are_the_sum_of_the_entries_whatever_is_booked(moves: list[tuple[int, int, str]]) -> None:
    with transaction.atomic():
        for number, gross, kind in moves:
            book([movement(number, gross, 0, kind)], gift=None, livemode=True, at=NOON)
        assert totals_that_differ() == []
        before = sorted(DayTotal.objects.values_list("kind", "entries", "gross", "fee", "net"))
        write_totals_anew()
        assert sorted(DayTotal.objects.values_list("kind", "entries", "gross", "fee", "net")) == before
        transaction.set_rollback(True)
