"""Wishes are one text, the same for the same wishes."""

from hypothesis import given
from hypothesis import strategies as st

from newsletters.wishes import Wishes, read

IDS = st.frozensets(st.integers(1, 10**9), max_size=20)


@given(st.builds(Wishes, IDS, IDS, only=st.booleans()))
def test_wishes_are_read_as_they_were_written(wishes: Wishes) -> None:
    again = read(str(wishes))
    assert (again.topics, again.authors, str(again)) == (wishes.topics, wishes.authors, str(wishes))


def test_who_wants_nothing_in_particular_cannot_want_only_that() -> None:
    assert str(Wishes(only=True)) == ""
