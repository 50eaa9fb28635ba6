import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.clock import StagedClock, SystemClock, parse_clock
from monitor.domain.model.time import DAY, HOUR, SECOND, to_millis
from monitor.errors import SettingsError

SPEC = "1000.000,0=2020-10-09T08:00:00Z,10=2020-10-10T08:00:00Z,20=2020-10-10T09:00:00Z"


def staged(real: float) -> StagedClock:
    clock = parse_clock(SPEC)
    assert isinstance(clock, StagedClock)
    return StagedClock(clock.start, clock.frames, lambda: real)


def test_the_system_clock_counts_milliseconds_and_looks_ahead() -> None:
    clock = SystemClock()
    now = clock.now()
    assert now > 1_600_000_000 * SECOND
    assert clock.after(60) - now >= 60 * SECOND


def test_a_staged_clock_runs_evenly_between_frames() -> None:
    first = staged(1000).now()
    assert staged(1005).now() - first == DAY // 2
    assert staged(1010).now() - first == DAY
    assert staged(1015).now() - first == DAY + HOUR // 2


def test_a_staged_clock_goes_on_in_real_time_after_its_last_frame() -> None:
    assert staged(1027).now() - staged(1020).now() == 7 * SECOND


def test_a_staged_clock_stands_before_its_start() -> None:
    assert staged(900).now() == staged(1000).now()


def test_after_is_what_the_clock_will_show() -> None:
    assert staged(1003).after(4) == staged(1007).now()


def test_a_restart_goes_on_where_the_story_is() -> None:
    clock = staged(1004)
    again = parse_clock(clock.spec())
    assert isinstance(again, StagedClock)
    assert StagedClock(again.start, again.frames, lambda: 1004.0).now() == clock.now()


@given(st.lists(st.floats(0, 40), min_size=2, max_size=30))
def test_a_staged_clock_never_runs_backwards(moments: list[float]) -> None:
    shown = [staged(1000 + moment).now() for moment in sorted(moments)]
    assert shown == sorted(shown)


@pytest.mark.parametrize(
    "spec",
    [
        "",
        "x,0=2020-10-09",
        "1,0=2020-10-09",
        "1,0=2020-10-10,5=2020-10-09,3=2020-10-11",
        "1,1=2020-10-09,2=2020-10-10",
        "1,0=soon,2=later",
    ],
)
def test_a_spec_that_cannot_be_read_says_how_it_is_written(spec: str) -> None:
    with pytest.raises(SettingsError, match=r"--clock: cannot read .* it is written START"):
        parse_clock(spec)


def test_without_a_spec_it_is_the_system_clock() -> None:
    assert isinstance(parse_clock(None), SystemClock)


def test_spec_instants_may_carry_another_zone() -> None:
    clock = parse_clock("0,0=2020-10-09T11:00:00+03:00,1=2020-10-09T12:00:00+03:00")
    assert isinstance(clock, StagedClock)
    from datetime import UTC, datetime

    assert clock.frames[0][1] == to_millis(datetime(2020, 10, 9, 8, tzinfo=UTC))
