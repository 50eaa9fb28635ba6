import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.backfill.rows import BadRow, read_date, read_row
from monitor.domain.model.time import HOUR, Precision, iso


def row(**fields: object) -> bytes:
    return json.dumps({"id": "a", **fields}).encode()


def test_a_whole_row_is_read() -> None:
    read = read_row(
        row(
            title="A &amp; B",
            text="<p>First.</p><p>Second.</p>",
            date="2020-10-11T09:00:00+03:00",
            url="https://example.org/a",
            lang="en",
            publisher="Courier",
            revision_of="b",
            retracts="c",
        )
    )
    assert read.article.published is not None
    assert iso(read.article.published) == "2020-10-11T06:00:00Z"
    assert "First." in read.article.text
    assert "<p>" not in read.article.text
    assert (read.revision_of, read.retracts, read.article.publisher) == ("b", "c", "Courier")


def test_a_bare_row_has_no_date_and_never_now() -> None:
    read = read_row(row(text="Something."))
    assert read.article.published is None
    assert read.article.precision is Precision.UNKNOWN
    assert read.article.title == ""
    assert read.revision_of is None


def test_a_title_will_do_without_a_text_and_a_retraction_without_both() -> None:
    assert read_row(row(title="Truce holds")).article.text == ""
    assert read_row(row(retracts="b")).retracts == "b"


def test_a_number_will_do_as_an_id() -> None:
    assert read_row(b'{"id": 7, "text": "x"}').article.id == "7"


def test_other_text_or_another_date_is_another_content() -> None:
    hashes = {read_row(row(text=text, date=date)).content_hash for text in ("x", "y") for date in (None, "2020-10-11")}
    assert len(hashes) == 4


@pytest.mark.parametrize(
    ("text", "at", "precision"),
    [
        ("2020", "2020-01-01T00:00:00Z", Precision.YEAR),
        ("2020-10", "2020-10-01T00:00:00Z", Precision.MONTH),
        ("2020-10-11", "2020-10-11T00:00:00Z", Precision.DAY),
        (" 2020-10-11 09:30:00+00:00 ", "2020-10-11T09:30:00Z", Precision.INSTANT),
        ("20201011T093000Z", "2020-10-11T09:30:00Z", Precision.INSTANT),
        ("2020-10-11T09:30", "2020-10-11T09:30:00Z", Precision.INSTANT),
        ("2020-10-11T23:30:00-05:00", "2020-10-12T04:30:00Z", Precision.INSTANT),
    ],
)
def test_dates_in_any_iso_form(text: str, at: str, precision: Precision) -> None:
    published, found = read_date(text)
    assert published is not None
    assert (iso(published), found) == (at, precision)


@pytest.mark.parametrize("text", ["0001-01-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "1899"])
def test_a_date_that_no_news_can_have_is_none(text: str) -> None:
    assert read_date(text) == (None, Precision.UNKNOWN)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 200_000, "not JSON"),
        (b"[1]", "not an object"),
        (b"{}", "no `id`"),
        (b'{"id": ""}', "no `id`"),
        (b'{"id": ["a"]}', "no `id`"),
        (b'{"id": true, "text": "x"}', "no `id`"),
        (b'{"id": "a"}', "no `text`"),
        (b'{"id": "a", "title": " ", "text": "<p></p>"}', "no `text`"),
        (b'{"id": "a", "text": 5}', "`text` must be a text or null"),
    ],
)
def test_a_wrong_row_is_told_apart(line: bytes, why: str) -> None:
    with pytest.raises(BadRow, match=why):
        read_row(line)


@pytest.mark.parametrize("text", ["yesterday", "-123", "2020-13-45", "[2014-08-1"])
def test_a_date_that_is_none_leaves_the_row_undated_and_says_so(text: str) -> None:
    read = read_row(row(text="Something.", date=text))
    assert (read.article.published, read.article.precision) == (None, Precision.UNKNOWN)
    assert read.flaw == f"`date` is no ISO 8601 time: {text!r}; the row is taken as undated"


@given(st.binary(max_size=200))
def test_no_line_does_worse_than_a_bad_row(line: bytes) -> None:
    try:
        told = read_row(line).article.id
    except BadRow as error:
        told = str(error)
    assert told


def test_a_zone_is_an_offset_in_time() -> None:
    near, _ = read_date("2020-10-11T00:00:00Z")
    far, _ = read_date("2020-10-11T00:00:00+03:00")
    assert near is not None
    assert far is not None
    assert near - far == 3 * HOUR
