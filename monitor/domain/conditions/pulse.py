"""The changes of a watch's armed activity, and of its actors', derived day by day; the acts themselves are in `deeds`.

A pulse that was taken goes on from two weeks before, as long as nothing older has moved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from monitor.domain.conditions.book import Book
from monitor.domain.conditions.calendar import Calendar
from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.novelty import Novelty, Past, novelties
from monitor.domain.conditions.panel import Publishers
from monitor.domain.conditions.rulings import Struck
from monitor.domain.conditions.shares import Share, like_shares, shares
from monitor.domain.conditions.telling import novelty_told, turn_told
from monitor.domain.conditions.trends import BOUNDED, Course, Days, Turn, go_on, weighty
from monitor.domain.model.condition import Transition, Trend
from monitor.domain.model.time import Millis

KEPT_BACK = 14  # days that reports still come in for

News: TypeAlias = Turn | Novelty


class Calendars:
    """The days that are gone through: the whole watch's, and each actor's share of them."""

    def __init__(self, whole: Calendar, shares: Mapping[str, Share]) -> None:
        self.whole = whole
        self.shares = shares
        self._like: dict[Publishers, Calendars] = {frozenset(): self}

    def like(self, day: int) -> "Calendars":
        """Give the days by the acts that can be compared on a day: of publishers that were read all along."""
        strangers = self.whole.strangers(day)
        if strangers not in self._like:
            whole = self.whole.without(strangers)
            same = whole.total == self.whole.total
            self._like[strangers] = self if same else Calendars(whole, like_shares(self.shares, whole))
        return self._like[strangers]

    def of(self, actor: str | None) -> Days:
        """Give an actor's days, the whole watch's for None."""
        return self.shares[actor] if actor else self.whole


@dataclass(slots=True)
class Walk:
    """How far the days have been gone through, and what was found on the way."""

    course: Course = field(default_factory=Course)
    courses: dict[str, Course] = field(default_factory=dict)  # of the actors
    untold: set[str | None] = field(default_factory=set)  # whose last turn said nothing new; None is the whole watch
    past: Past = field(default_factory=Past)
    found: list[News] = field(default_factory=list)

    def copy(self) -> "Walk":
        """Give a copy that goes on by itself."""
        return Walk(self.course, self.courses.copy(), self.untold.copy(), self.past.copy(), self.found.copy())

    def step(self, day: int, calendars: Calendars, ground: Ground, now: Millis) -> None:
        """Go on by one day: trends by what can be compared, what is new by all that was told."""
        like = calendars.like(day)
        self.course, turn = go_on(self.course, day, like.whole, now)
        if turn:
            known = (share for actor, share in like.shares.items() if self._told(actor, turn.after))
            self._take(turn, adds=not any(share.makes_up(day) for share in known))
        told: list[Share] = []
        for share in like.shares.values():
            self._step(day, share, now, told)
        if calendars.whole.on(day):
            self.found.extend(novelties(self.past, day, calendars.whole, ground))

    def _told(self, actor: str, trend: Trend) -> bool:
        course = self.courses.get(actor)
        return course is not None and course.trend is trend and actor not in self.untold

    def _take(self, turn: Turn, *, adds: bool) -> None:
        """Take a turn that says something new, and the return from it."""
        if turn.after in BOUNDED:
            (self.untold.discard if adds else self.untold.add)(turn.actor)
        if turn.actor not in self.untold:
            self.found.append(turn)

    def _step(self, day: int, share: Share, now: Millis, told: list[Share]) -> None:
        """Go on by one day with an actor; `told` are those of whom a turn is told that day."""
        course = self.courses.get(share.actor, Course())
        if not share.stirs(day, course.trend):
            return
        self.courses[share.actor], turn = go_on(course, day, share, now)
        if turn is None:
            return
        adds = share.adds(day, turn.after, self.course.trend) and not any(share.joins(other, day) for other in told)
        self._take(replace(turn, actor=share.actor), adds=adds)
        if turn.after in BOUNDED and adds:
            told.append(share)


@dataclass(frozen=True, slots=True)
class Mark:
    """A walk up to before a day, and the basis on which it holds."""

    day: int
    basis: tuple[object, ...]
    walk: Walk


@dataclass(frozen=True, slots=True)
class Pulse:
    """What the acts come to: all changes of activity, and the trend now, None while nobody knows what is usual.

    `actors` are those whose own attacks surge or ebb now.
    """

    transitions: tuple[Transition, ...]
    trend: Trend | None
    actors: Mapping[str, Trend]
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
        calendars = Calendars(calendar, shares(calendar))
        walk, start = self._resume(calendar)
        keep = calendar.today - KEPT_BACK
        for day in range(start, calendar.today + 1):
            if day == keep:
                self._mark = Mark(day, calendar.basis(day), walk.copy())
            walk.step(day, calendars, self._ground, now)
        told, trends = self._told(walk, calendars)
        holds = book.ledger.upheld.holds
        found = tuple(replace(made, confirmed=made.confirmed or holds(made)) for made in told)
        trend = trends.pop(None, None)
        actors = {actor: trend for actor, trend in trends.items() if actor and trend in BOUNDED}
        return Pulse(found, trend, actors, waits=_waits(walk, calendars))

    def _told(self, walk: Walk, calendars: Calendars) -> tuple[list[Transition], dict[str | None, Trend | None]]:
        """Give what was found but for what is struck out, and the trends of the actors and, by None, of the watch.

        The trend that a dismissed change led to is the usual.
        """
        told: list[Transition] = []
        dismissed: set[str | None] = set()
        for news in walk.found:
            made = _transition(news, calendars, self._ground)
            gone = any(one.strikes(made) for one in self._struck)
            if isinstance(news, Turn):
                ends = news.actor in dismissed and news.after is Trend.USUAL
                (dismissed.add if gone else dismissed.discard)(news.actor)
                gone = gone or ends
            if not gone:
                told.append(made)
        courses = [(None, walk.course), *walk.courses.items()]
        return told, {of: Trend.USUAL if of in dismissed else course.trend for of, course in courses}

    def _resume(self, calendar: Calendar) -> tuple[Walk, int]:
        mark = self._mark
        if mark and calendar.first <= mark.day <= calendar.today and mark.basis == calendar.basis(mark.day):
            return mark.walk.copy(), mark.day
        return Walk(), calendar.first


def _waits(walk: Walk, calendars: Calendars) -> bool:
    bounded = any(course.trend in BOUNDED for course in (walk.course, *walk.courses.values()))
    return bounded or weighty(calendars.whole, calendars.whole.today)


def _transition(news: News, calendars: Calendars, ground: Ground) -> Transition:
    if isinstance(news, Turn):
        like = calendars.like(news.day)
        return turn_told(news, like.of(news.actor), ground, whole=like is calendars)
    return novelty_told(news, ground)
