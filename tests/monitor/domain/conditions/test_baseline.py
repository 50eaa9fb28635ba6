"""What is usual, and how surprising a count is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.conditions.baseline import at_least, at_most, usual
from monitor.domain.conditions.thresholds import T


def test_usual_is_the_mean_without_the_highest_week() -> None:
    assert usual([2, 4, 3, 90, 3]) == pytest.approx(3.0)


def test_nothing_is_usual_before_enough_weeks_were_seen() -> None:
    assert usual([5] * (T.warm_up_weeks - 1)) is None
    assert usual([5] * T.warm_up_weeks) == pytest.approx(5.0)


def test_no_watch_is_usually_quieter_than_the_floor() -> None:
    assert usual([0, 0, 0, 0, 1]) == T.usual_floor


def test_chances_by_hand() -> None:
    # size 3, mean 3: the chance of none is (3 / 6) ** 3, of one 3 * 3 / 6 times that
    assert at_most(0, 3.0) == pytest.approx(0.125)
    assert at_most(1, 3.0) == pytest.approx(0.125 + 0.1875)
    assert at_least(2, 3.0) == pytest.approx(1 - 0.3125)
    assert at_least(0, 3.0) == 1.0


def test_two_weeks_of_silence_surprise_more_than_one() -> None:
    assert at_most(0, 5.0, weeks=2) < at_most(0, 5.0, weeks=1)


@given(st.integers(0, 300), st.floats(0.5, 200))
def test_chances_are_chances_and_grow_with_the_count(count: int, rate: float) -> None:
    assert 0 <= at_most(count, rate) <= at_most(count + 1, rate) <= 1
    assert at_least(count, rate) >= at_least(count + 1, rate) >= 0
