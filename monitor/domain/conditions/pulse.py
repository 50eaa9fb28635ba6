"""The changes of a watch's armed activity, derived day by day from its acts; the acts themselves are in `deeds`.

A pulse that was taken goes on from two weeks before, as long as nothing older has moved.
"""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from monitor.domain.conditions.book import Book
from monitor.domain.conditions.calendar import Calendar
from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.novelty import Novelty, Past, novelties
from monitor.domain.conditions.rulings import Struck
from monitor.domain.conditions.telling import novelty_told, turn_told
from monitor.domain.conditions.trends import Course, Turn, go_on, weighty
from monitor.domain.model.condition import Transition, Trend
from monitor.domain.model.time import Millis

KEPT_BACK = 14  # days that reports still come in for

News: TypeAlias = Turn | Novelty


@dataclass(slots=True)
class Walk:
    """How far the days have been gone through, and what was found on the way."""

    course: Course = field(default_factory=Course)
    past: Past = field(default_factory=Past)
    found: list[News] = field(default_factory=list)

    def copy(self) -> "Walk":
        """Give a copy that goes on by itself."""
        return Walk(self.course, self.past.copy(), self.found.copy())

    def step(self, day: int, calendar: Calendar, ground: Ground, now: Millis) -> None:
        """Go on by one day."""
        self.course, turn = go_on(self.course, day, calendar, now)
        if turn:
            self.found.append(turn)
        if calendar.on(day):
            self.found.extend(novelties(self.past, day, calendar, ground))


@dataclass(frozen=True, slots=True)
class Mark:
    """A walk up to before a day, and the basis on which it holds."""

    day: int
    basis: tuple[object, ...]
    walk: Walk


@dataclass(frozen=True, slots=True)
class Pulse:
    """What the acts come to: all changes of activity, and the trend now, None while nobody knows what is usual."""

    transitions: tuple[Transition, ...]
    trend: Trend | None
    waits: bool  # whether the mere passing of a day could change it


class Pulsing:
    """Takes one watch's pulse again and again; `struck` are the changes that analysts dismissed."""

    def __init__(self, ground: Ground, struck: tuple[Struck, ...] = ()) -> None:
        self._ground = ground
        self._struck = struck
        self._mark: Mark | None = None

    def take(self, book: Book, now: Millis) -> Pulse:
        """Give the pulse as of now."""
        calendar = Calendar(book, now)
        walk, start = self._resume(calendar)
        keep = calendar.today - KEPT_BACK
        for day in range(start, calendar.today + 1):
            if day == keep:
                self._mark = Mark(day, calendar.basis(day), walk.copy())
            walk.step(day, calendar, self._ground, now)
        told, trend = self._told(walk, calendar)
        holds = book.ledger.upheld.holds
        found = tuple(replace(made, confirmed=made.confirmed or holds(made)) for made in told)
        return Pulse(found, trend, waits=_waits(walk.course, calendar))

    def _told(self, walk: Walk, calendar: Calendar) -> tuple[list[Transition], Trend | None]:
        """Give what was found but for what is struck out; the trend that a dismissed change led to is the usual."""
        told: list[Transition] = []
        trend, dismissed = walk.course.trend, False
        for news in walk.found:
            made = _transition(news, calendar, self._ground)
            gone = any(one.strikes(made) for one in self._struck)
            if isinstance(news, Turn):
                ends, dismissed = dismissed and news.after is Trend.USUAL, gone
                gone = gone or ends
            if not gone:
                told.append(made)
        return told, Trend.USUAL if dismissed else trend

    def _resume(self, calendar: Calendar) -> tuple[Walk, int]:
        mark = self._mark
        if mark and calendar.first <= mark.day <= calendar.today and mark.basis == calendar.basis(mark.day):
            return mark.walk.copy(), mark.day
        return Walk(), calendar.first


def _waits(course: Course, calendar: Calendar) -> bool:
    return course.trend in {Trend.SURGE, Trend.LULL} or weighty(calendar, calendar.today)


def _transition(news: News, calendar: Calendar, ground: Ground) -> Transition:
    return turn_told(news, calendar, ground) if isinstance(news, Turn) else novelty_told(news, ground)
