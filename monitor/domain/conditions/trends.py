"""Surge, lull, and the return to the usual: a week against a watch's or an actor's own past, day after day.

Up and down have different thresholds and a least duration, so that no watch flaps. A lull is told only of days that
were seen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from monitor.domain.conditions.baseline import at_least, at_most, usual
from monitor.domain.conditions.calendar import WEEK_DAYS
from monitor.domain.conditions.deeds import Deed
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import ChangeKind, Trend
from monitor.domain.model.time import DAY, Millis

LULL_DAYS = T.lull_weeks * WEEK_DAYS
SPAN = (T.usual_weeks + 1) * WEEK_DAYS  # days that a trend is taken from: its own week, and those that are usual
BOUNDED = frozenset({Trend.SURGE, Trend.LULL})  # trends that end


class Days(Protocol):
    """What is asked of the days in a row: a watch's calendar, or an actor's share of it."""

    @property
    def today(self) -> int:
        """Give the last day."""
        ...

    @property
    def truces(self) -> Sequence[tuple[int, int]]:
        """Give the days under a truce."""
        ...

    def on(self, day: int) -> Sequence[Deed]:
        """Give the acts of a day."""
        ...

    def count(self, first: int, last: int) -> int:
        """Count the acts of the days first to last."""
        ...

    def seen(self, first: int, last: int) -> bool:
        """Tell whether these days were covered."""
        ...

    def weeks(self, day: int) -> Sequence[int]:
        """Count the acts of each week that says what is usual on a day."""
        ...


@dataclass(frozen=True, slots=True)
class Course:
    """A trend after a day, None while nobody knows what is usual.

    `since` is the day on which it began, `rate` what was usual a week then.
    """

    trend: Trend | None = None
    since: int = 0
    rate: float = 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of trend on a day: attacks in the last week (or of a lull, its weeks), and how many are usual a week.

    `actor` is whose attacks they are, None for all of a watch.
    """

    day: int
    before: Trend
    after: Trend
    acts: int
    rate: float
    actor: str | None = None

    @property
    def change(self) -> ChangeKind:
        """Give the change that it is."""
        return ChangeKind(self.after.value)


@dataclass(frozen=True, slots=True)
class Look:
    """A day as it is looked at: the attacks of the week that it ends, and how many are usual; `over` is a past day."""

    day: int
    over: bool
    week: int
    rate: float
    days: Days

    def seen(self, weeks: int) -> bool:
        """Tell whether the weeks that it ends were seen."""
        return self.days.seen(self.day - weeks * WEEK_DAYS + 1, self.day)


def go_on(course: Course, day: int, days: Days, now: Millis) -> tuple[Course, Turn | None]:
    """Give the trend after one more day, and the change where it is one; `now` tells whether the day is over."""
    week = days.count(day - WEEK_DAYS + 1, day)
    if course.trend is Trend.USUAL and week < T.surge_floor and not weighty(days, day):
        return course, None
    rate = usual(days.weeks(day))
    if rate is None:  # in the end nobody knows any more either whether a surge goes on
        known = course.trend not in BOUNDED or day - course.since < SPAN
        return course if known else Course(), None
    before = course.trend or Trend.USUAL
    look = Look(day, (day + 1) * DAY <= now, week, rate, days)
    for after, acts in _turns(course, look):
        return Course(after, day, rate), Turn(day, before, after, acts, rate)
    return (course if course.trend else Course(before, day)), None


def is_surge(acts: int, rate: float) -> bool:
    """Tell whether so many acts in a week are a surge where so many are usual."""
    return acts >= T.surge_floor and at_least(acts, rate) <= T.surge_chance


def weighty(days: Days, day: int) -> bool:
    """Tell, at little cost, whether silence can say anything on a day: most watches have too few attacks."""
    return bool(days.truces) or days.count(day - SPAN, day) * T.lull_weeks >= T.lull_floor


def _turns(course: Course, look: Look) -> Iterator[tuple[Trend, int]]:
    """Give what the trend turns to, with the acts that say so.

    Nothing is called usual that was not seen, and a silence that goes on is not what is usual by and by: a lull ends by
    what was usual when it began.
    """
    week, rate, lasted = look.week, look.rate, look.day - course.since >= T.trend_dwell_days
    if course.trend is not Trend.SURGE and is_surge(week, rate):
        yield Trend.SURGE, week
    if course.trend is Trend.SURGE and lasted and look.over and at_least(week, rate) > T.surge_over and look.seen(1):
        yield Trend.USUAL, week
    if course.trend is Trend.LULL and lasted and at_most(week, course.rate) > T.lull_over:
        yield Trend.USUAL, week
    if course.trend is not Trend.LULL and look.over and rate * T.lull_weeks >= T.lull_floor and look.seen(T.lull_weeks):
        acts = look.days.count(look.day - LULL_DAYS + 1, look.day)
        if at_most(acts, rate, T.lull_weeks) <= T.lull_chance:
            yield Trend.LULL, acts
