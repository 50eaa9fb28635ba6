"""One actor's own acts among a watch's days: its surge can hide in a war that goes on as usual.

Of an actor only that is told which the watch's own trend does not say already.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from monitor.domain.conditions.calendar import WEEK_DAYS, Calendar
from monitor.domain.conditions.deeds import Deed
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.trends import BOUNDED, SPAN
from monitor.domain.model.condition import Trend


class Share:
    """An actor's own acts, to be looked at as the calendar of a whole watch is."""

    def __init__(self, actor: str, calendar: Calendar, days: Sequence[int]) -> None:
        """`days` are those of its acts, oldest first, a day as often as it has acts."""
        self.actor = actor
        self._calendar = calendar
        self._days = days

    @property
    def today(self) -> int:
        """Give the last day."""
        return self._calendar.today

    @property
    def truces(self) -> tuple[tuple[int, int], ...]:
        """Give the days under a truce."""
        return self._calendar.truces

    def on(self, day: int) -> Sequence[Deed]:
        """Give its acts of a day."""
        return [deed for deed in self._calendar.on(day) if self.actor in deed.actors]

    def count(self, first: int, last: int) -> int:
        """Count its acts of the days first to last."""
        return bisect_right(self._days, last) - bisect_left(self._days, first)

    def seen(self, first: int, last: int) -> bool:
        """Tell whether these days were covered."""
        return self._calendar.seen(first, last)

    def weeks(self, day: int) -> list[int]:
        """Count its acts of each week that says what is usual on a day."""
        return [self.count(*span) for span in self._calendar.usual_spans(day)]

    def stirs(self, day: int, trend: Trend | None) -> bool:
        """Tell, at little cost, whether its trend can turn on a day: with most actors it cannot."""
        if trend in BOUNDED or self.count(day - WEEK_DAYS + 1, day) >= T.surge_floor:
            return True
        reach = SPAN + (T.frozen_days if self.truces else 0)
        return self.count(day - reach, day) * T.lull_weeks >= T.lull_floor

    def adds(self, day: int, trend: Trend, whole: Trend | None) -> bool:
        """Tell whether its trend says more than the watch's: not where nearly all acts are its own."""
        acts = self._calendar.count(day - SPAN + 1, day)
        return trend is not whole and self.count(day - SPAN + 1, day) <= T.share_most * acts

    def makes_up(self, day: int) -> bool:
        """Tell whether nearly all acts of the watch's last week are its own: that week's trend is known then."""
        week = day - WEEK_DAYS + 1, day
        return self.count(*week) > T.share_most * self._calendar.count(*week)

    def joins(self, other: "Share", day: int) -> bool:
        """Tell whether most acts of its last week are another's too: what both do together is told once."""
        mine, theirs = self.week(day), other.week(day)
        return len(mine & theirs) * 2 > len(mine)

    def week(self, day: int) -> frozenset[int]:
        """Give the numbers of its acts in the week that a day ends."""
        return frozenset(deed.number for one in range(day - WEEK_DAYS + 1, day + 1) for deed in self.on(one))


def shares(calendar: Calendar) -> Mapping[str, Share]:
    """Give the share of each actor that has acts enough for a trend."""
    days = _days(calendar)
    enough = min(T.surge_floor, int(T.lull_floor))
    return {actor: Share(actor, calendar, days[actor]) for actor in sorted(days) if len(days[actor]) >= enough}


def like_shares(known: Iterable[str], calendar: Calendar) -> Mapping[str, Share]:
    """Give the shares of the same actors among other days."""
    days = _days(calendar)
    return {actor: Share(actor, calendar, days[actor]) for actor in known}


def _days(calendar: Calendar) -> dict[str, list[int]]:
    """Give the days of each actor's acts, oldest first, a day as often as it has acts."""
    days: dict[str, list[int]] = defaultdict(list)
    for day, acts in enumerate(calendar.acts, calendar.first):
        for deed in acts:
            for actor in deed.actors:
                days[actor].append(day)
    return days
