import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.model.time import DAY, HOUR, SECOND
from monitor.ingest.fetch_headers import http_date, max_age, retry_after, validator

NOON = 1_602_417_600_000  # Sun, 11 Oct 2020 12:00:00 GMT
DATE = "Sun, 11 Oct 2020 12:00:00 GMT"
LATER = "Sun, 11 Oct 2020 13:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, None),
        ({"retry-after": "120"}, 120 * SECOND),
        ({"retry-after": " 120 "}, 120 * SECOND),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "9999999999"}, DAY),
        ({"retry-after": "99999999999999"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": LATER}, HOUR),
        ({"retry-after": DATE}, 0),
        ({"retry-after": "Sun, 11 Oct 2020 11:00:00 GMT"}, 0),
        ({"retry-after": "Mon, 11 Oct 2060 11:00:00 GMT"}, DAY),
        ({"retry-after": LATER, "date": "Sun, 11 Oct 2020 12:30:00 GMT"}, HOUR // 2),
        ({"retry-after": LATER, "date": "yesterday"}, HOUR),
    ],
)
def test_how_long_a_publisher_asks_us_to_wait(headers: dict[str, str], wait: int | None) -> None:
    assert retry_after(headers, NOON) == wait


def test_a_date_needs_a_start() -> None:
    assert retry_after({"retry-after": LATER}, None) is None
    assert retry_after({"retry-after": LATER, "date": DATE}, None) == HOUR


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({}, None),
        ({"cache-control": "public, max-age=600"}, 600 * SECOND),
        ({"cache-control": 'Max-Age="600"'}, 600 * SECOND),
        ({"cache-control": "s-maxage=600"}, None),
        ({"cache-control": "max-age=600", "age": "100"}, 500 * SECOND),
        ({"cache-control": "max-age=600", "age": "700"}, 0),
        ({"cache-control": "max-age=600", "age": "old"}, 600 * SECOND),
        ({"cache-control": "no-cache, max-age=600"}, 0),
        ({"cache-control": "no-store"}, 0),
        ({"cache-control": "max-age=x"}, None),
        ({"cache-control": "max-age=60", "expires": LATER}, 60 * SECOND),
        ({"expires": LATER}, HOUR),
        ({"expires": "0"}, None),
        ({"expires": "Sun, 11 Oct 2020 11:00:00 GMT"}, 0),
    ],
)
def test_how_long_an_answer_is_fresh(headers: dict[str, str], fresh: int | None) -> None:
    assert max_age(headers, NOON) == fresh


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (b'W/"abc"', 'W/"abc"'),
        (b"unquoted--gzip", "unquoted--gzip"),
        ('"é"'.encode(), '"é"'),
        (b'"\xe9"', ""),
        (b"", ""),
        (None, ""),
        (b"a\x01b", ""),
        (b"x" * 1_001, ""),
    ],
)
def test_a_validator_is_kept_as_sent_or_not_at_all(raw: bytes | None, kept: str) -> None:
    assert validator(raw) == kept


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (DATE, NOON),
        ("Sunday, 11-Oct-20 12:00:00 GMT", NOON),
        ("Sun Oct 11 12:00:00 2020", NOON),
        ("Sun, 11 Oct 2020 14:00:00 +0200", NOON),
        ("", None),
        ("Sun, 99 Oct 2020 12:00:00 GMT", None),
        ("11 Oct 99999999999999999999 12:00:00 GMT", None),
        ("Sun, 11 Oct 2020 12:00:00 +99999999", None),
    ],
)
def test_dates_of_each_form(text: str, at: int | None) -> None:
    assert http_date(text) == at


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_in_a_header_raises(one: str, other: str) -> None:
    headers = {"retry-after": one, "cache-control": other, "expires": one, "date": other, "age": one}
    wait, fresh = retry_after(headers, NOON), max_age(headers, NOON)
    assert wait is None or 0 <= wait <= DAY
    assert fresh is None or fresh >= 0
