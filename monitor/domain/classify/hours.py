"""Hours of the day told in words, and the zone by which they are told; a zone's rules come with the lexicon."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from typing import NamedTuple

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.numbers import is_figure, value
from monitor.domain.classify.units import Line, Unit
from monitor.domain.model.time import DAY, HOUR, MINUTE, Millis, Precision, When, to_datetime

_WORDS = {"midnight": 0, "dawn": 5, "noon": 12, "midday": 12}
_WORLD = frozenset({"gmt", "utc"})
_BEHIND = 6  # units behind an hour in which its zone stands
_MINUTES = 60  # of an hour
_FACE, _DAY = range(1, 13), range(24)  # hours on a clock's face, and of a day


class Clock(NamedTuple):
    """A stated time of the day: its unit, and how long it is after the day's beginning."""

    at: int
    since: Millis


def clock_in(units: Sequence[Unit], start: int = 0) -> Clock | None:
    """Give the first stated time of the day from unit `start` on: `5 a.m.`, `9.45 pm`, `21:30`, `at noon`."""
    for at in range(start, len(units)):
        word = units[at].word
        since = _WORDS[word] * HOUR if word in _WORDS else _told(units, at)
        if since is not None:
            return Clock(at, since)
    return None


def _told(units: Sequence[Unit], at: int) -> Millis | None:
    """Read a figure before `am` or `pm`, or one of a full day's hours with a colon."""
    word = units[at].word
    if word in {"am", "pm"} and at:
        return _of_day(units[at - 1].word.replace(".", ":"), _FACE, later=word == "pm")
    behind = units[at + 1].word if at + 1 < len(units) else ""
    return _of_day(word, _DAY) if ":" in word and behind not in {"am", "pm"} else None


def _of_day(word: str, hours: range, *, later: bool | None = None) -> Millis | None:
    """Read `hh` or `hh:mm`; `later` tells the half of the day where it is told by a clock's face."""
    first, _, rest = word.partition(":")
    hour, minute = value(first), int(rest or 0) if is_figure(rest) or not rest else _MINUTES
    if hour is None or hour not in hours or minute >= _MINUTES:
        return None
    if later is not None:
        hour = hour % _FACE[-1] + _FACE[-1] * later
    return hour * HOUR + minute * MINUTE


class ZoneReader:
    """Finds by which zone an hour is told; made once per lexicon."""

    def __init__(self, cast: Cast) -> None:
        lexicon, self._abroad = cast.lexicon, cast.mediators
        own = {place.id: lexicon.zones.get(place.time_zone or "") for place in lexicon.places}
        self._zones = {place: _first(own[here] for here in chain) for place, chain in cast.within.items()}
        self._homes = {
            actor: home for actor, home in cast.homes.items() if not self._abroad.intersection(cast.links[actor])
        }

    def home(self, lines: Iterable[Line]) -> tzinfo | None:
        """Give the zone of the first place in these lines; where a mediator sits tells nothing of the truce's hour."""
        return _first(self._zones[place] for line in lines for place in self._places(line))

    def _places(self, line: Line) -> Iterator[str]:
        """Give a line's places, and where the actors that it names are at home."""
        near = (unit for unit in line.named if unit.actor not in self._abroad)
        homes = (unit.place or self._homes.get(unit.actor or "") for unit in near)
        return (place for place in homes if place)

    def moment(self, day: When, clock: Clock, units: Sequence[Unit], home: tzinfo | None) -> When:
        """Give the instant of a day's stated hour; `home` is the zone where the words name none."""
        local = day.start + clock.since
        at = local - self._offset(local, clock, units, home)
        return When(at, at, Precision.HOUR)

    def _offset(self, local: Millis, clock: Clock, units: Sequence[Unit], home: tzinfo | None) -> Millis:
        behind = range(clock.at + 1, min(len(units), clock.at + _BEHIND))
        world = next((here for here in behind if units[here].word in _WORLD), None)
        if world is not None:
            return _ahead_of_world(clock, units[world - 1].word)
        named = (unit.place for unit in units[clock.at + 1 : clock.at + 2] if unit.place)
        zone = _first(self._zones[place] for place in named) or home
        away = to_datetime(local).replace(tzinfo=zone).utcoffset() if zone else None
        return round(away.total_seconds()) * 1000 if away else 0


def _ahead_of_world(clock: Clock, world: str) -> Millis:
    """Give how far a local hour is ahead of the world's that stands behind it: `at 4 a.m. (0200 GMT)`."""
    since = _of_day(world if ":" in world else f"{world[:2]}:{world[2:]}", _DAY) if is_figure(world[:1]) else None
    return 0 if since is None else (clock.since - since + DAY // 2) % DAY - DAY // 2


def _first(zones: Iterable[tzinfo | None]) -> tzinfo | None:
    return next((zone for zone in zones if zone is not None), None)
