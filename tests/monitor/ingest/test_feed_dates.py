"""Reading dates: what is missing is never filled in from today."""

from datetime import UTC, datetime

import pytest

from monitor.domain.model.time import DAY, HOUR, Precision, to_millis
from monitor.ingest.feed_dates import believable, read_date
from monitor.ingest.feed_entry import Dated

NOON = to_millis(datetime(2020, 10, 11, 12, 0, tzinfo=UTC))
MIDNIGHT = NOON - 12 * HOUR


@pytest.mark.parametrize(
    "raw",
    [
        "Sun, 11 Oct 2020 12:00:00 GMT",
        "Sun, 11 Oct 2020 15:00:00 +0300",
        "Sunday, 11 October 2020 12:00:00 UT",
        "11 Oct 2020 08:00 EDT",
        "Sun, 11 Oct 2020 12:00:00",
        "2020-10-11T12:00:00Z",
        "2020-10-11T12:00:00.123456789Z",
        "2020-10-11 07:30:00-04:30",
        "2020-10-11T12:00:00",
        "  Sun,  11 Oct\n2020 12:00:00\tGMT ",
    ],
)
def test_instants(raw: str) -> None:
    assert read_date(raw) == Dated(NOON, Precision.INSTANT)


@pytest.mark.parametrize(
    ("raw", "start", "precision"),
    [
        ("Sun, 11 Oct 2020", "2020-10-11", Precision.DAY),
        ("2020-10-11", "2020-10-11", Precision.DAY),
        ("2020-10-11" + " " * 99, "2020-10-11", Precision.DAY),
        ("20201011", "2020-10-11", Precision.DAY),
        ("2020-10", "2020-10-01", Precision.MONTH),
        ("2020", "2020-01-01", Precision.YEAR),
    ],
)
def test_a_date_without_a_time_has_the_precision_it_has(raw: str, start: str, precision: Precision) -> None:
    at = to_millis(datetime.fromisoformat(start).replace(tzinfo=UTC))
    assert read_date(raw) == Dated(at, precision)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "yesterday",
        "3 hours ago",
        "12:30",
        "11",
        "Oct 11",
        "--10-11",
        "Sun, 31 Feb 2020 12:00:00 GMT",
        "2020-13-01T00:00:00Z",
        "11 Foo 2020 12:00:00 GMT",
        "11 Ano 2020 12:00:00 GMT",
        "Sun, 11 Oct 2020 24:00:00 GMT",
        "Sun, 11 Oct 2020 12:00:00 +9900",
        "Sun, 11 Oct 2020 12:60:00 GMT",
        "Sun, 11 Oct 2020 12:00:00 +0060",
        "1" * 100_000,
        "1 " * 100_000,
    ],
)
def test_what_is_no_whole_date_is_unknown(raw: str) -> None:
    assert read_date(raw) is None


def test_a_leap_second_is_the_last_of_its_minute() -> None:
    assert read_date("2016-12-31T23:59:60Z") == read_date("2016-12-31T23:59:59Z")


def test_dates_before_1990_and_far_ahead_are_not_believed() -> None:
    assert believable(Dated(0, Precision.INSTANT), None) is None
    assert believable(read_date("0001-01-01T00:00:00+12:00"), None) is None
    assert believable(Dated(NOON + DAY + 1, Precision.INSTANT), NOON) is None
    assert believable(Dated(NOON + DAY, Precision.INSTANT), NOON) == Dated(NOON + DAY, Precision.INSTANT)
    assert believable(Dated(NOON + 400 * DAY, Precision.DAY), None) == Dated(NOON + 400 * DAY, Precision.DAY)
    assert believable(None, NOON) is None
