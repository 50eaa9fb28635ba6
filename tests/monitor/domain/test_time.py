from datetime import UTC, datetime

import pytest

from monitor.domain.model.time import DAY, Precision, When, day_of, instant, iso, to_datetime, to_millis

AT = to_millis(datetime(2020, 10, 11, 9, 30, tzinfo=UTC))


def test_an_instant_survives_the_way_to_a_datetime_and_back() -> None:
    assert to_millis(to_datetime(AT)) == AT
    assert iso(AT) == "2020-10-11T09:30:00Z"


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "0999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"])
def test_a_year_has_four_digits(text: str) -> None:
    assert iso(to_millis(datetime.fromisoformat(text))) == text


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without zone"):
        to_millis(datetime(2020, 10, 11))  # noqa: DTZ001


def test_an_interval_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        When(2, 1, Precision.DAY)


def test_a_day_holds_its_instants() -> None:
    day = day_of(AT)
    assert day.end - day.start == DAY
    assert day.start <= AT < day.end
    assert instant(AT) == When(AT, AT, Precision.INSTANT)
