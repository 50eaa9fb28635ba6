"""Dates told in words, resolved against the article's own date; all in UTC, no clock is read."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from monitor.domain.classify.durations import COUNTED, MONTH_LENGTH, UNITS
from monitor.domain.classify.numbers import is_figure, value
from monitor.domain.classify.units import Line, Unit
from monitor.domain.model.time import (
    DAY,
    WEEK,
    Millis,
    Precision,
    When,
    day_of,
    tellable,
    to_datetime,
    to_millis,
)

_WEEKDAYS = {
    name: n for n, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_MONTHS = {
    name: n
    for n, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
_MONTHS |= {name[:3]: n for name, n in _MONTHS.items()} | {"sept": 9}
_AWAY = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this evening": 0,
    "overnight": 0,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
}
DATE_WORDS = frozenset({*_MONTHS, *_WEEKDAYS, *_AWAY, "weekend", "ago", *(f"last {unit}" for unit in UNITS)})
_LAST_DAY = 31
_TERM = frozenset({"by", "until", "till"})
_WITHIN = frozenset({"mid", "early", "late", "the", "end", "start", "of"})  # beside a month: `by the end of May`
_CLOCKS = frozenset({"gmt", "utc", "hours"})  # behind an hour in four figures: `1900 GMT`
_SINCE = 24  # units over which `since` governs a date: `since a ceasefire between the two sides began on Sunday`

Dates: TypeAlias = Sequence[tuple[int, When]]  # a sentence's dates, each with its unit


def date_in(units: Sequence[Unit], published: Millis | None, start: int = 0, *, ahead: bool = False) -> When | None:
    """Give the first date from unit `start` on; `ahead` reads a bare weekday as the next one, not the last."""
    return next((when for _, when in dates_in(units, published, start, ahead=ahead)), None)


def dates_in(
    units: Sequence[Unit], published: Millis | None, start: int = 0, *, ahead: bool = False
) -> list[tuple[int, When]]:
    """Give all dates from unit `start` on with their units, but those that only say since when something lasts."""
    days = [at for at, unit in enumerate(units) if at >= start and opens_date(unit.word)]
    return _dates_at(days, units, published, ahead=ahead)


def dates_of(line: Line, published: Millis | None) -> Dates:
    """Give all dates of a line as `dates_in` would, looking only where it says that one can begin."""
    return _dates_at(line.days, line.units, published, ahead=False) if line.days else ()


def opens_date(word: str) -> bool:
    """Tell whether a date can begin at this word, or be told by it."""
    return word in DATE_WORDS or is_figure(word)


def _dates_at(
    days: Sequence[int], units: Sequence[Unit], published: Millis | None, *, ahead: bool
) -> list[tuple[int, When]]:
    found: list[tuple[int, When]] = []
    for at in days:
        when = date_at(units, at, published, ahead=ahead)
        if (
            when is not None
            and not _since(units, at)
            and not _on_anniversary(units, at)
            and not _of_month(units, at)
            and (ahead or not _to_come(units, at))
        ):
            found.append((at, when))
    return found


def _on_anniversary(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a day is only that of an anniversary: `two years ago on Saturday`, `ten years ago this week`."""
    before = [unit.word for unit in units[max(0, at - 3) : at]]
    if "ago" not in before:
        return False
    return all(word in {"on", "this", "to", "the", "late", "last"} for word in before[before.index("ago") + 1 :])


def _of_month(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a year only belongs to the month before it."""
    return _is_year(units[at]) and any(unit.word in _MONTHS for unit in units[max(0, at - 3) : at])


def _since(units: Sequence[Unit], at: int) -> bool:
    for here in range(at - 1, max(-1, at - _SINCE), -1):
        if units[here].word == "since":
            return True
        if units[here].word in {",", '"', "when"}:
            return False
    return False


def _to_come(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a day is only the end of a wait, and not when it happened: `no pause before Friday`."""
    return at > 0 and units[at - 1].word in {"before", "until", "till"}


def date_at(units: Sequence[Unit], at: int, published: Millis | None, *, ahead: bool) -> When | None:
    """Give the date that stands at one unit; one of no tellable time is none: `3,000 years ago`."""
    when = _read(units, at, published, ahead=ahead)
    return when if when is not None and tellable(when.start) else None


def _read(units: Sequence[Unit], at: int, published: Millis | None, *, ahead: bool) -> When | None:
    unit = units[at]
    if unit.word in _MONTHS and unit.capital:
        return _month_date(units, at, published, ahead=ahead)
    if _is_year(unit) and (at + 1 == len(units) or units[at + 1].word not in _CLOCKS):
        return _span(int(unit.word), 1, 1, years=1)
    if published is None or unit.word not in DATE_WORDS:
        return None
    return _near_date(units, at, day_of(published), ahead=ahead)


def _is_year(unit: Unit) -> bool:
    """Tell a year from a count: 2,000 has a comma in the text."""
    word = unit.word
    return is_figure(word) and len(word) == unit.end - unit.start == 4 and 1900 <= int(word) <= 2100  # noqa: PLR2004


def _near_date(units: Sequence[Unit], at: int, today: When, *, ahead: bool) -> When | None:
    """Read a day by its name, or by its distance from the article's."""
    word = units[at].word
    if word in _WEEKDAYS:
        month = _dated_day(units, at)
        if month is not None:
            return _month_date(units, month, today.start, ahead=ahead)
        return _weekday(today, _WEEKDAYS[word], ahead=ahead or (at > 0 and units[at - 1].word == "next"))
    if word in _AWAY:
        return _moved(today, _AWAY[word])
    if word == "weekend":
        saturday = _weekday(today, _WEEKDAYS["saturday"], ahead=ahead)
        return When(saturday.start, saturday.end + DAY, Precision.WEEK)
    return _past_span(units, at, today)


def _dated_day(units: Sequence[Unit], at: int) -> int | None:
    """Give the unit of the month by which a weekday is told once more: `on Monday, March 31`, `Friday, 15 June`."""
    if at + 2 >= len(units) or units[at + 1].word != ",":
        return None
    near = [here for here in range(at + 2, min(len(units), at + 4)) if units[here].word in _MONTHS]
    told = [here for here in near if here == at + 2 or is_figure(units[here - 1].word)]
    return next((here for here in told if units[here].capital), None)


def _weekday(today: When, weekday: int, *, ahead: bool) -> When:
    away = (to_datetime(today.start).weekday() - weekday) % 7
    return _moved(today, (7 - away) % 7 if ahead else -away)


def _moved(day: When, days: int) -> When:
    return When(day.start + days * DAY, day.end + days * DAY, Precision.DAY)


def _past_span(units: Sequence[Unit], at: int, today: When) -> When | None:
    """Read `last week`, `last year`, `three months ago`."""
    word = units[at].word
    if word.startswith("last "):
        length = UNITS[word[5:]]
        precision = {WEEK: Precision.WEEK, MONTH_LENGTH: Precision.MONTH}.get(length, Precision.YEAR)
        return When(today.start - 2 * length, today.start - length // 7, precision)
    if word == "ago" and at > 1:
        length, number = COUNTED.get(units[at - 1].word, 0), value(units[at - 2].word) or 1
        if length:
            return day_of(today.start - number * length)
    return None


def _month_date(units: Sequence[Unit], at: int, published: Millis | None, *, ahead: bool) -> When | None:
    """Read `11 October 2020`, `October 11`, `in October`; without a year the nearest or, `ahead`, the next one."""
    month = _MONTHS[units[at].word]
    words = [unit.word for unit in units[at + 1 : at + 4]]
    day = _day_number(words[0]) if words else None
    if day is None and at:
        day = _day_number(units[at - 1].word)
    year = next((int(unit.word) for unit in units[at + 1 : at + 4] if _is_year(unit)), None)
    if year is None and published is not None:
        year = _near_year(month, published, ahead=ahead or _due(units, at))
    if year is None:
        return None
    if day is None:
        return _span(year, month, 1, months=1)
    return _span(year, month, day)


def _due(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a day without a year ends a term: `to halt attacks by mid-December`."""
    while at > 1 and (units[at - 1].word in _WITHIN or _day_number(units[at - 1].word)):
        at -= 1
    return at > 1 and units[at - 1].word in _TERM


def _day_number(word: str) -> int | None:
    return int(word) if is_figure(word) and 1 <= int(word) <= _LAST_DAY else None


def _near_year(month: int, published: Millis, *, ahead: bool) -> int:
    """Take the year that brings the month nearest before the article, allowing two months ahead; or the next."""
    at = to_datetime(published)
    if ahead:
        return at.year + (month < at.month)
    away = (month - at.month) % 12
    return at.year + (1 if away <= 2 and month < at.month else 0) - (1 if away > 2 and month > at.month else 0)  # noqa: PLR2004


def _span(year: int, month: int, day: int, *, months: int = 0, years: int = 0) -> When | None:
    try:
        start = datetime(year, month, day, tzinfo=UTC)
    except ValueError:  # the 31st of a short month
        return None
    if years:
        return When(to_millis(start), to_millis(start.replace(year=year + years)), Precision.YEAR)
    if months:
        follow = (start + timedelta(days=32)).replace(day=1)
        return When(to_millis(start), to_millis(follow), Precision.MONTH)
    return When(to_millis(start), to_millis(start) + DAY, Precision.DAY)
