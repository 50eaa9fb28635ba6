"""What receivers answer is recorded clean, and their wishes are read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.channels.answers import DETAIL_LIMIT, recorded, retry_after
from alerts.redaction import Redactor

NOW = 1_602_500_000_000
NINE = round(datetime(2020, 10, 12, 9, tzinfo=UTC).timestamp() * 1_000)


def test_an_answer_is_one_short_inert_line() -> None:
    assert recorded("550\r\n no\x1b[2J \u202esuch user") == "550 no such user"
    assert len(recorded("x" * 10_000)) == DETAIL_LIMIT


def test_a_secret_is_hidden_even_where_the_cut_would_halve_it() -> None:
    secret = "canary-77aa-secret"
    for before in range(DETAIL_LIMIT - 20, DETAIL_LIMIT + 1):
        shown = recorded("x" * before + " " + secret, Redactor((secret,)))
        assert "canary" not in shown


@pytest.mark.parametrize(
    ("header", "at"),
    [
        ("120", NOW + 120_000),
        (" 0 ", NOW),
        ("Mon, 12 Oct 2020 09:00:00 GMT", NINE),
        ("Mon, 12 Oct 2020 11:00:00 +0200", NINE),
        ("Mon, 12 Oct 2020 09:00:00", NINE),
        ("Mon, 12 Oct 2020 09:00:00 -0000", NINE),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("١٢٠", None),
        ("Mon, 99 Foo 2020 09:00:00 GMT", None),
        ("Mon, 12 Oct 2020 09:00:00 +9999999999", None),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(header: str, at: int | None) -> None:
    assert retry_after(header, NOW) == at


@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d{1,9} [A-Z][a-z]{2} \d{1,9} \d\d:\d\d(:\d\d)? [+-]?\d{0,12}"))
def test_no_retry_after_raises(header: str) -> None:
    at = retry_after(header, NOW)
    assert at is None or isinstance(at, int)
