"""Days, lengths and figures told in words; the article is of Sunday 11 October 2020."""

import pytest

from monitor.domain.classify.dates import date_in, dates_in
from monitor.domain.classify.durations import duration_in
from monitor.domain.classify.inflect import Form
from monitor.domain.classify.numbers import toll
from monitor.domain.classify.tokens import tokenise
from monitor.domain.classify.units import Unit
from monitor.domain.model.report import Toll
from monitor.domain.model.time import DAY, HOUR, WEEK, Precision, iso, to_datetime

PUBLISHED = 1602432000000  # 2020-10-11T16:00Z
PHRASES = ("last night", "last week", "last month", "last year", "at least", "this morning")
KILLED = 1


def units(text: str) -> list[Unit]:
    """Cut a text into units, with the phrases that the word lists would make one."""
    words = tokenise(text)[0]
    found: list[Unit] = []
    for word, start, end, capital, _ in words:
        mask = KILLED if word in {"killed", "killing"} else 0
        if found and f"{found[-1].word} {word}" in PHRASES:
            found[-1] = Unit(f"{found[-1].word} {word}", 0, Form.NONE, found[-1].start, end)
        else:
            found.append(Unit(word, mask, Form.NONE, start, end, capital))
    return found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Sunday", "2020-10-11"),
        ("on Saturday", "2020-10-10"),
        ("next Monday", "2020-10-12"),
        ("yesterday", "2020-10-10"),
        ("last night", "2020-10-10"),
        ("overnight", "2020-10-11"),
        ("tomorrow", "2020-10-12"),
        ("11 October 2019", "2019-10-11"),
        ("October 9", "2020-10-09"),
        ("in December", "2020-12-01"),
        ("October", "2020-10-01"),
        ("on 3 January", "2020-01-03"),
        ("in November 2019", "2019-11-01"),
        ("in 2018", "2018-01-01"),
        ("three days ago", "2020-10-08"),
        ("many years ago", "2019-10-12"),
    ],
)
def test_a_day_is_found(text: str, day: str) -> None:
    found = date_in(units(text), PUBLISHED)
    assert found is not None
    assert iso(found.start)[:10] == day


@pytest.mark.parametrize(
    "text",
    [
        "31 June 2020",
        "2,000 men",
        "may go",
        "not so long ago",
        "soon",
        "ago",
        "3000 years ago",
        "99999999 decades ago",
        "on \u1369 in the morning",
        f"on {'1' * 5_000}",
    ],
)
def test_no_day_is_made_up(text: str) -> None:
    assert date_in(units(text), PUBLISHED) is None


def test_a_month_around_new_year_takes_the_near_year() -> None:
    january = PUBLISHED + 95 * DAY  # 14 January 2021
    found = date_in(units("on 20 December"), january)
    assert found is not None
    assert to_datetime(found.start).year == 2020
    december = PUBLISHED + 75 * DAY  # 25 December 2020
    ahead = date_in(units("on 5 January"), december)
    assert ahead is not None
    assert to_datetime(ahead.start).year == 2021


def test_without_an_article_date_only_full_dates_count() -> None:
    assert date_in(units("on Monday"), None) is None
    assert date_in(units("October 9"), None) is None
    assert date_in(units("9 October 2020"), None) is not None


def test_spans_have_their_precision() -> None:
    precisions = [
        found.precision
        for text in ("last week", "last month", "last year")
        if (found := date_in(units(text), PUBLISHED))
    ]
    assert precisions == [Precision.WEEK, Precision.MONTH, Precision.YEAR]


def test_since_and_a_months_own_year_are_no_dates_of_their_own() -> None:
    assert dates_in(units("since Monday"), PUBLISHED) == []
    assert [at for at, _ in dates_in(units("in January 2020"), PUBLISHED)] == [1]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a 72-hour truce", 72 * HOUR),
        ("for three days", 3 * DAY),
        ("a week of calm", WEEK),
        ("a week of truce", WEEK),
        ("after a week of meetings", None),
        ("14 breaches in a day", None),
        ("two days into it", None),
        ("a weeklong truce", WEEK),
        ("three days ago", None),
        ("days of calm", None),
        ("a 100-year truce", 36_500 * DAY),
        ("99999999 years of truce", None),
        ("\u1369\u136a days", None),
        (f"{'1' * 5_000} days", None),
        ("some days", None),
        ("no time", None),
    ],
)
def test_durations(text: str, length: int | None) -> None:
    assert duration_in(units(text)) == length


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("three people were killed", Toll(best=3)),
        ("killed 12 soldiers", Toll(best=12)),
        ("killing at least 7", Toll(low=7)),
        ("killed more than 20", Toll(low=20)),
        ("killed up to 30", Toll(high=30)),
        ("dozens were killed", Toll(low=24)),
        ("a soldier was killed", Toll(best=1)),
        ("a bomb killed many", Toll()),
        ("within two days, killed", Toll()),
        ("for 3 days killed 4", Toll(best=4)),
        ("in 2019 killed some", Toll()),
        ("nobody", Toll()),
    ],
)
def test_tolls(text: str, count: Toll) -> None:
    assert toll(units(text), KILLED) == count


@pytest.mark.parametrize("text", ["no truce before Friday", "no truce until Friday"])
def test_a_day_that_is_waited_for_is_not_when_it_was_said(text: str) -> None:
    assert dates_in(units(text), PUBLISHED) == []
    assert len(dates_in(units(text), PUBLISHED, ahead=True)) == 1
