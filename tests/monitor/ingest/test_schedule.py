import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.model.time import DAY, HOUR, MINUTE, WEEK
from monitor.ingest.schedule import (
    BACKOFF_CAP,
    FAILURES_CAP,
    FRESH_CAP,
    GONE_PAUSE,
    HARD,
    JITTER_CAP,
    SOFT,
    TEMPORARY,
    Asked,
    count_failures,
    next_poll,
)

NOW = 1_602_417_600_000
URL = "https://a.example/feed"
INTERVAL = 10 * MINUTE


def wait(failures: float = 0.0, asked: Asked = Asked(), interval: int = INTERVAL) -> int:  # noqa: B008 - frozen
    return next_poll(NOW, interval, failures, asked, seed=URL) - NOW


def is_about(found: int, wanted: int) -> bool:
    return wanted <= found <= wanted + min(wanted // 10, JITTER_CAP)


@pytest.mark.parametrize(
    ("failures", "wanted"),
    [(0.0, INTERVAL), (1.0, 2 * INTERVAL), (2.0, 4 * INTERVAL), (3.5, round(INTERVAL * 2**3.5)), (16.0, BACKOFF_CAP)],
)
def test_the_wait_doubles_with_each_whole_failure_up_to_a_cap(failures: float, wanted: int) -> None:
    assert is_about(wait(failures), wanted)


def test_a_long_interval_is_not_shortened_by_the_cap() -> None:
    assert is_about(wait(9.0, interval=2 * DAY), 2 * DAY)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (Asked(max_age=MINUTE), INTERVAL),
        (Asked(max_age=30 * MINUTE), 30 * MINUTE),
        (Asked(ttl=30 * MINUTE, max_age=20 * MINUTE), 30 * MINUTE),
        (Asked(max_age=WEEK), FRESH_CAP),
        (Asked(ttl=WEEK), FRESH_CAP),
        (Asked(retry_after=3 * HOUR), 3 * HOUR),
        (Asked(retry_after=WEEK), DAY),
        (Asked(retry_after=0), INTERVAL),
        (Asked(gone=True), GONE_PAUSE),
    ],
)
def test_what_a_publisher_asks_for_is_given_within_caps(asked: Asked, wanted: int) -> None:
    assert is_about(wait(asked=asked), wanted)


@given(
    st.integers(min_value=0, max_value=10**13),
    st.integers(min_value=1, max_value=WEEK),
    st.floats(min_value=0, max_value=1_000),
    st.builds(
        Asked,
        retry_after=st.none() | st.integers(min_value=0, max_value=10**15),
        max_age=st.none() | st.integers(min_value=0, max_value=10**15),
        ttl=st.none() | st.integers(min_value=0, max_value=10**15),
        gone=st.booleans(),
    ),
    st.text(max_size=20),
)
def test_a_source_is_never_asked_early_and_never_given_up(
    now: int, interval: int, failures: float, asked: Asked, seed: str
) -> None:
    at = next_poll(now, interval, failures, asked, seed=seed)
    assert now + interval <= at <= now + max(interval, GONE_PAUSE) + JITTER_CAP
    assert at == next_poll(now, interval, failures, asked, seed=seed)


def test_sources_of_one_interval_spread() -> None:
    times = {next_poll(NOW, INTERVAL, 0.0, seed=f"https://{n}.example/") for n in range(100)}
    assert len(times) > 90


def test_failures_add_up_by_weight_and_a_good_poll_clears_them() -> None:
    failures = 0.0
    for weight in (HARD, SOFT, TEMPORARY):
        failures = count_failures(failures, weight)
    assert failures == 1.75
    assert count_failures(FAILURES_CAP, HARD) == FAILURES_CAP
    assert count_failures(failures, None) == 0.0
