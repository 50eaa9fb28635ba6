"""Years before 1000 are written with four digits: strftime would write the year 1 as "1"."""

from alerts.render.payload import _iso
from alerts.render.wording import utc

YEAR_ONE = -62_135_596_800_000


def test_an_early_year_has_four_digits_too() -> None:
    assert utc(YEAR_ONE) == "0001-01-01 00:00 UTC"
    assert _iso(YEAR_ONE) == "0001-01-01T00:00:00Z"


def test_an_ordinary_instant_is_written_to_the_minute_and_to_the_second() -> None:
    assert utc(1_602_406_861_000) == "2020-10-11 09:01 UTC"
    assert _iso(1_602_406_861_500) == "2020-10-11T09:01:01Z"
