"""Whether one source has fallen silent, by its own rhythm."""

import pytest

from monitor.domain.conditions.silence import Silence, lasting, silence
from monitor.domain.model.coverage import SourceSight
from monitor.domain.model.time import DAY, HOUR, MINUTE, Millis

NOW = 1_602_403_200_000


def judge(*, returns: int = 0, watched: Millis = 0, back: Millis = 0, **more: object) -> Silence | None:
    values = {"interval": 15 * MINUTE, "polled_at": NOW, "ok_at": NOW, "item_at": NOW, **more}
    source = SourceSight(1, "https://a.example/f", "A", seen=True, seen_until=NOW, **values)
    return silence(source, NOW, watched=watched, back=back, returns=returns)


@pytest.mark.parametrize(
    ("pause", "quiet", "silent"),
    [
        (HOUR, 23 * HOUR, False),  # never sooner than a day
        (HOUR, 25 * HOUR, True),
        (10 * HOUR, 29 * HOUR, False),  # three times its usual pause
        (10 * HOUR, 31 * HOUR, True),
        (None, 90 * DAY, False),  # too little is known of it
    ],
)
def test_three_times_its_usual_pause_without_anything_new(pause: Millis | None, quiet: Millis, *, silent: bool) -> None:
    found = judge(pause=pause, item_at=NOW - quiet)
    assert (found is not None) == silent
    assert found is None or (found.since, found.rule) == (NOW - quiet, "silent.pause")


def test_it_says_what_is_usual() -> None:
    found = judge(pause=2 * HOUR, item_at=NOW - 4 * DAY)
    assert found is not None
    assert (
        found.reason == "Nothing new since 2020-10-07T08:00:00Z, though it can be read; its usual pauses are 2 hours."
    )


def test_the_time_in_which_nobody_polled_does_not_count() -> None:
    assert judge(pause=HOUR, ok_at=NOW - 9 * DAY, item_at=NOW - 9 * DAY) is None
    assert judge(pause=HOUR, ok_at=None, item_at=None) is None
    assert judge(pause=HOUR, item_at=None) is None


@pytest.mark.parametrize(
    ("more", "silent"),
    [
        ({}, True),
        ({"ok_at": NOW - 23 * HOUR}, False),
        ({"interval": 12 * HOUR}, False),  # not yet three of its intervals
        ({"failures": 3.5}, False),  # not yet tried often enough
        ({"ok_at": None}, False),  # never read: nothing is lost
        ({"polled_at": NOW - 2, "watched": NOW - 1}, False),  # the last failure is from before a restart
        ({"back": NOW - 2 * HOUR}, False),  # all sources were lost until two hours ago
        ({"returns": 1}, False),  # came back lately: twice as long
    ],
)
def test_a_source_that_fails_for_longer_than_its_rhythm_allows(more: dict[str, object], *, silent: bool) -> None:
    found = judge(**{"error": "a.example answered 500", "failures": 5.0, "ok_at": NOW - 30 * HOUR, **more})
    assert (found is not None) == silent
    assert found is None or found.reason == "No good poll since 2020-10-10T02:00:00Z: a.example answered 500."


@pytest.mark.parametrize(("span", "words"), [(MINUTE, "under an hour"), (50 * HOUR, "50 hours"), (4 * DAY, "4 days")])
def test_spans_in_words(span: Millis, words: str) -> None:
    assert lasting(span) == words
