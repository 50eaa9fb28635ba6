import pytest

from monitor.domain.model.time import DAY, iso
from monitor.settings.lexicon_dates import period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020-10-10", "2020-10-10T00:00:00Z", "2020-10-11T00:00:00Z"),
        ("2020-12-31", "2020-12-31T00:00:00Z", "2021-01-01T00:00:00Z"),
        ("2020-02", "2020-02-01T00:00:00Z", "2020-03-01T00:00:00Z"),
        ("2020-12", "2020-12-01T00:00:00Z", "2021-01-01T00:00:00Z"),
        ("2016", "2016-01-01T00:00:00Z", "2017-01-01T00:00:00Z"),
    ],
)
def test_a_date_is_as_long_as_it_is_precise(text: str, start: str, end: str) -> None:
    span = period(text)
    assert span is not None
    assert (iso(span[0]), iso(span[1])) == (start, end)


def test_a_leap_day_is_one_day_long() -> None:
    span = period("2020-02-29")
    assert span is not None
    assert span[1] - span[0] == DAY


@pytest.mark.parametrize(
    "text", ["", "soon", "2021-02-29", "2020-13", "0000", "20-10-10", "2020-10-10T00:00", "2020-1-1", " 2020"]
)
def test_anything_else_is_no_date(text: str) -> None:
    assert period(text) is None
