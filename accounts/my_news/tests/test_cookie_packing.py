"""What is followed fits into a cookie, comes back as it was, and cannot be written by anybody else."""

import pytest
from django.core.signing import Signer
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as some

from accounts.my_news.follows import MOST, Follows
from accounts.my_news.packing import Damaged, pack, unpack

IDS = some.frozensets(some.integers(1, 2**40), max_size=60)


@given(topics=IDS, muted=IDS, authors=IDS, visit=some.integers(0, 2**32), before=some.integers(0, 2**32))
def test_what_is_packed_comes_back(
    topics: frozenset[int], muted: frozenset[int], authors: frozenset[int], visit: int, before: int
) -> None:
    follows = Follows(topics, muted, authors, visit=max(visit, before), visit_before=min(visit, before))
    assert Follows.from_text(follows.as_text()) == follows


@given(numbers=some.lists(some.integers(0, 2**40), max_size=60))
def test_order_comes_back_where_it_tells_something(numbers: list[int]) -> None:
    assert unpack(pack(numbers, salt="x", in_order=True), salt="x", in_order=True) == [numbers]


def test_two_hundred_follows_fit_into_two_kilobytes_and_all_into_a_cookie() -> None:
    wide = Follows(topics=frozenset(range(1, 6_000_000, 30_000)), visit=29_000_000, visit_before=28_000_000)
    assert len(wide) == 200
    assert len(wide.as_text()) < 1024
    assert len(Follows(topics=frozenset(range(1, 2**40, 2**40 // MOST))).as_text()) < 4000


@given(cut=some.integers(0, 70))
def test_truncated_text_is_refused(cut: int) -> None:
    whole = Follows(topics=frozenset({1, 500, 70_000})).as_text()
    assert Follows.from_text(whole[: min(cut, len(whole) - 1)]) == Follows()


def test_text_of_another_key_or_another_cookie_is_refused() -> None:
    with override_settings(SECRET_KEY="another"):
        foreign = Follows(topics=frozenset({1})).as_text()
    assert Follows.from_text(foreign) == Follows()
    assert Follows.from_text(pack([1], [], [], [], salt="my-news.saved")) == Follows()


@pytest.mark.parametrize("text", ["", ".", "x", "é", "AQ.x", "x" * 8192])
def test_forged_text_is_refused(text: str) -> None:
    with pytest.raises(Damaged):
        unpack(text, salt="x")


@pytest.mark.parametrize("text", ["", "A", "AA", "AQU", "AQUB", "!!"])
def test_signed_text_of_another_form_is_refused(text: str) -> None:
    assert Follows.from_text(Signer(salt="my-news.follows", sep=".").sign(text)) == Follows()
