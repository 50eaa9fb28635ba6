"""When a copy comes back, and when it is given up."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.model import Delivery, OutboxRow, Outcome
from alerts.policy import next_attempt, orphaned, pause_until
from alerts.policy.retry import DAY, DELAYS, HOUR, MINUTE, SECOND

NOW = 1_602_417_720_000
RETRY = Delivery(Outcome.RETRY)


@pytest.mark.parametrize("outcome", [Outcome.SENT, Outcome.DEAD])
def test_what_is_over_does_not_come_back(outcome: Outcome) -> None:
    assert next_attempt(1, NOW, Delivery(outcome)) is None


@pytest.mark.parametrize(("attempts", "delay"), list(enumerate(DELAYS))[1:])
def test_the_schedule_with_at_most_a_fifth_of_jitter(attempts: int, delay: int) -> None:
    due = next_attempt(attempts, NOW, RETRY, "some copy")
    assert due is not None
    assert NOW + delay <= due < NOW + delay * 1.2


def test_the_tenth_failure_is_the_last() -> None:
    assert next_attempt(len(DELAYS) - 1, NOW, RETRY) is not None
    assert next_attempt(len(DELAYS), NOW, RETRY) is None
    assert next_attempt(len(DELAYS), NOW, Delivery(Outcome.RETRY, retry_at=NOW + MINUTE)) is None


def test_a_server_that_is_down_for_six_hours_loses_nothing() -> None:
    assert sum(DELAYS) > 3 * DAY
    assert sum(DELAYS[:6]) > 6 * HOUR


def test_jitter_is_the_same_for_the_same_copy_and_spreads_others() -> None:
    dues = [next_attempt(4, NOW, RETRY, f"copy {number}") for number in range(50)]
    assert dues == [next_attempt(4, NOW, RETRY, f"copy {number}") for number in range(50)]
    assert len(set(dues)) == 50


@pytest.mark.parametrize(
    ("wish", "due"),
    [(NOW + HOUR, NOW + HOUR), (NOW + 9 * DAY, NOW + DAY), (NOW + 5 * DAY, NOW + DAY)],
)
def test_a_receivers_wish_is_granted_up_to_a_day(wish: int, due: int) -> None:
    assert next_attempt(1, NOW, Delivery(Outcome.RETRY, retry_at=wish)) == due


@pytest.mark.parametrize("wish", [NOW - DAY, NOW, NOW + SECOND])
def test_a_wish_never_brings_an_attempt_forward(wish: int) -> None:
    assert next_attempt(1, NOW, Delivery(Outcome.RETRY, retry_at=wish)) == next_attempt(1, NOW, RETRY)


@given(st.integers(0, 20), st.none() | st.integers(-(10**18), 10**18), st.text(max_size=5))
def test_the_next_attempt_is_always_later_and_within_reach(attempts: int, wish: int | None, key: str) -> None:
    due = next_attempt(attempts, NOW, Delivery(Outcome.RETRY, retry_at=wish), key)
    assert due is None or NOW + 5 * SECOND <= due <= NOW + 1.2 * DAY


@pytest.mark.parametrize(
    ("delivery", "rest"),
    [
        (Delivery(Outcome.RETRY), 15 * MINUTE),
        (Delivery(Outcome.DEAD), DAY),
        (Delivery(Outcome.RETRY, retry_at=NOW + HOUR), HOUR),
        (Delivery(Outcome.RETRY, retry_at=NOW + 9 * DAY), DAY),
        (Delivery(Outcome.RETRY, retry_at=NOW - HOUR), 0),
    ],
)
def test_how_long_a_channel_rests(delivery: Delivery, rest: int) -> None:
    assert pause_until(NOW, delivery) == NOW + rest


def test_an_orphan_is_given_up_and_says_why(make_row: Callable[..., OutboxRow]) -> None:
    delivery = orphaned(make_row("pager", "+1"))
    assert delivery.outcome is Outcome.DEAD
    assert '"pager"' in delivery.detail
    assert "not configured any more" in delivery.detail
