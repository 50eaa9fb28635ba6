"""When a truce is said to begin, to last and to end, and which of a sentence's dates is the day of the act itself."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from monitor.domain.classify.dates import Dates, date_at, dates_in
from monitor.domain.classify.durations import duration_in
from monitor.domain.classify.hours import Clock, ZoneReader, clock_in
from monitor.domain.classify.inflect import PAST
from monitor.domain.classify.numbers import is_figure
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import Act
from monitor.domain.model.time import DAY, Millis, When, day_of

_UNTIL = frozenset({"until", "till", "through", "up to"})
_FROM = frozenset({"from", "starting", "beginning", "effective"})
_NEW_START = frozenset({*_UNTIL, "to", "for"})  # `put off until Friday`, `postponed to noon on Thursday`
_ENDS_ON = frozenset({"to", "on", "at", "by", "in"})  # behind `will end`; only `to` behind `was shortened`
_FINISH = frozenset({"end", "ends", "finish", "finishes"})
_BY = frozenset({"by", "before"})
_GOVERNS = 12  # units over which `will` or `due to` governs a date
_SAID = 3  # units between a reporting verb and its own date: `said late on Monday`
_SPAN = 6  # units behind `until` or `expire` in which its date stands
_FROM_CLOCK, _BEGIN_CLOCK = 3, 5  # units behind `from`, and behind `begin`, in which an hour without a day stands
_GOVERNED = 4  # units before `begin` that tell what begins, and whether it is to come
_COMMITS = frozenset({Act.ANNOUNCES, Act.PROPOSES, Act.OFFERS_IF, Act.ACCEPTS, Act.ACCEPTS_IF, Act.TAKES_EFFECT})


class Moments(NamedTuple):
    """The day of the act, and the truce's stated start, length (ms) and end."""

    when: When | None = None
    start: When | None = None
    duration: Millis | None = None
    expires: When | None = None

    def with_later(self, other: "Moments") -> "Moments":
        """Give these moments with what only the others tell."""
        return Moments(
            self.when, self.start or other.start, self.duration or other.duration, self.expires or other.expires
        )


class Today(NamedTuple):
    """When the article was published, and its lines, whose places tell by which zone it counts."""

    published: Millis | None
    lines: Sequence[Line]


class MomentReader:
    """Reads moments; made once per lexicon."""

    def __init__(self, vocabulary: Vocabulary, zones: ZoneReader) -> None:
        self._zones = zones
        self._condition = vocabulary.mask("truce_condition")
        self._else = vocabulary.mask("vote_word", "talk", "travel", "talks_word")
        self._will, self._say = vocabulary.mask("will", "modal", "planned"), vocabulary.mask("say")
        self._begin, self._expire = vocabulary.mask("begin"), vocabulary.mask("expire")
        self._truce, self._stop = vocabulary.mask("truce"), vocabulary.mask("clausal", "wall")

    def read(self, units: Sequence[Unit], found: Dates, head: int, act: Act, today: Today) -> Moments:
        """Give the moments of an act whose predicate is `head`; `found` are the sentence's dates."""
        dates = [(at, when) for at, when in found if not self._named(units, at)]
        if act is Act.POSTPONES:
            return self._postponed(units, dates, head, today)
        ends = self._expires(units, head, act, today)
        others = [at for at, _ in dates if (ends is None or at != ends[0]) and not self._of_other(units, at)]
        starts = self._starts(units, act, others, today)
        spent = {at for at, _ in filter(None, (ends, starts if starts and self._ahead(units, starts[0]) else None))}
        open_days = (when for at, when in dates if at not in spent and not self._ahead(units, at))
        return Moments(
            when=next(open_days, None) if act is not Act.EXTENDS else None,
            start=starts[1] if starts else None,
            duration=duration_in(units, longer=act is Act.EXTENDS),
            expires=ends[1] if ends else None,
        )

    def follow(self, units: Sequence[Unit], today: Today) -> Moments:
        """Give the moments in a sentence that goes on to tell of a truce: `It takes effect at 4 a.m. on Wednesday`."""
        return self.read(units, dates_in(units, today.published), 0, Act.ANNOUNCES, today)

    def _postponed(self, units: Sequence[Unit], dates: Dates, head: int, today: Today) -> Moments:
        """Give the day on which a start is put off, and the new start behind `until` or `to`."""
        opened = (at for at in range(head + 1, len(units)) if units[at].word in _NEW_START)
        found = ((at, dates_in(units[: at + _SPAN], today.published, at, ahead=True)) for at in opened)
        start = next(((at, *days[0]) for at, days in found if days), None)
        said = (when for at, when in dates if start is None or at != start[1])
        if start is None:
            return Moments(when=next(said, None))
        clock = clock_in(units[: start[1] + _SPAN], start[0])
        hour = self._zones.moment(start[2], clock, units, self._zones.home(today.lines)) if clock else start[2]
        return Moments(when=next(said, None), start=hour)

    def _named(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a date only names a truce: the 2015 ceasefire, the November 2024 truce."""
        behind = next((unit for unit in units[at + 1 : at + 3] if not is_figure(unit.word)), None)
        return behind is not None and bool(behind.mask & self._truce)

    def _of_other(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a date is that of a vote or of talks, a deadline, or part of the truce's condition."""
        if units[at - 1].word in _BY or self._instead(units, at):
            return True
        before = list(self._back(units, at))
        if any(units[here].mask & self._condition for here in before):
            return True
        governed = next((here for here in before if units[here].mask & self._will), None)
        return governed is not None and any(units[here].mask & self._else for here in before if here > governed)

    def _agreed_to(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a `to` only binds what was agreed, and puts no day ahead: `agreed to a truce on Saturday`."""
        done = at > 0 and units[at - 1].form & PAST
        return units[at].word == "to" and bool(done) and units[at + 1].word in {"a", "an", "the"}

    def _instead(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a date is the one that no longer counts: `on April 30 instead of July 15`."""
        near = [unit.word for unit in units[max(0, at - 3) : at]]
        return "rather" in near or any(word.startswith("instead") for word in near)

    def _ahead(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether the act at this date lies ahead: `will start on Friday`, not `he said on Friday`."""
        for here in self._back(units, at):
            if units[here].mask & self._say and at - here <= _SAID:
                return False
            if self._agreed_to(units, here):
                continue
            if units[here].mask & self._will or units[here].word in _FROM or self._starting(units[here]):
                return True
        return False

    def _back(self, units: Sequence[Unit], at: int) -> Iterator[int]:
        for here in range(at - 1, max(-1, at - _GOVERNS), -1):
            if units[here].word == "," or units[here].mask & self._stop:
                return
            yield here

    def _starting(self, unit: Unit) -> bool:
        """Tell whether it begins now or later: begins, to begin, beginning; not began."""
        return bool(unit.mask & self._begin) and not unit.form & PAST

    def _starts(self, units: Sequence[Unit], act: Act, dates: Sequence[int], today: Today) -> tuple[int, When] | None:
        """Give the date (with its unit) from which the truce holds, with its hour."""
        if act not in _COMMITS:
            return None
        begins = next((at for at, u in enumerate(units) if u.mask & self._begin or u.word in _FROM), None)
        clock = clock_in(units, begins) if begins is not None else None
        for at in dates:
            ahead = self._ahead(units, at)
            if ahead or (begins is not None and at > begins):
                when = date_at(units, at, today.published, ahead=ahead)
                return (at, self._at_hour(when, clock, units, today, ahead=ahead)) if when else None
        return self._coming(units, begins, clock, today) if begins is not None and clock is not None else None

    def _at_hour(self, day: When, clock: Clock | None, units: Sequence[Unit], today: Today, *, ahead: bool) -> When:
        """Give a day's stated hour; a midnight to come that is past as the day's first is its last."""
        if clock is None:
            return day
        at = self._zones.moment(day, clock, units, self._zones.home(today.lines))
        late = ahead and not clock.since and today.published is not None and at.start < today.published
        return _day_later(at) if late else at

    def _coming(self, units: Sequence[Unit], begins: int, clock: Clock, today: Today) -> tuple[int, When] | None:
        """Give the hour that comes next where no day is told: `from midnight`, `will take effect at 4 a.m.`."""
        opener = units[begins]
        near = _FROM_CLOCK if opener.word in _FROM else _BEGIN_CLOCK
        if today.published is None or clock.at - begins > near or not self._opens(units, begins):
            return None
        home = self._zones.home(today.lines)
        days = (day_of(today.published + away * DAY) for away in (-1, 0, 1, 2))
        moments = [self._zones.moment(day, clock, units, home) for day in days]
        return next(((clock.at, when) for when in moments if when.start >= today.published), None)

    def _opens(self, units: Sequence[Unit], begins: int) -> bool:
        """Tell whether a truce begins there, and begins ahead: not `began`, not `talks start`."""
        before = units[max(0, begins - _GOVERNED) : begins]
        if any(unit.mask & self._else for unit in before):
            return False
        return units[begins].word in _FROM or self._starting(units[begins]) or any(u.mask & self._will for u in before)

    def _expires(self, units: Sequence[Unit], head: int, act: Act, today: Today) -> tuple[int, When] | None:
        """Give the date (with its unit) behind `until`, `due to expire` or, of an extension, `to`."""
        opened = next((at for at, unit in enumerate(units) if unit.word in _UNTIL), None)
        if opened is None and act is Act.EXTENDS:
            opened = next((at for at in range(head, len(units)) if units[at].word == "to"), None)
        if opened is None and act is Act.CHANGES_TERMS:
            ending = next((at for at in range(head, len(units)) if self._finishes(units[at])), None)
            first, opens = (head, {"to"}) if ending is None else (ending, _ENDS_ON)
            opened = next((at for at in range(first, len(units)) if units[at].word in opens), None)
        if opened is None:
            endings = (at for at, unit in enumerate(units) if unit.mask & self._expire or self._ends(units, at))
            opened = next((at for at in endings if self._due(units, at)), None)
        if opened is None:
            return None
        clock = clock_in(units[: opened + _SPAN], opened)
        end = opened + _SPAN if clock is None else clock.at + _SPAN
        found = next((dated for dated in dates_in(units, today.published, opened, ahead=True) if dated[0] < end), None)
        return (found[0], self._ending(found[1], clock, units, today)) if found else None

    def _finishes(self, unit: Unit) -> bool:
        return unit.word in _FINISH or bool(unit.mask & self._expire)

    def _ending(self, day: When, clock: Clock | None, units: Sequence[Unit], today: Today) -> When:
        """Give the hour at which it ends; a day's midnight is then its last."""
        if clock is None:
            return day
        at = self._zones.moment(day, clock, units, self._zones.home(today.lines))
        return at if clock.since else _day_later(at)

    def _ends(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether it is told here that the truce itself will end: `the truce will end at 2 a.m. on Monday`."""
        before = units[max(0, at - _GOVERNED) : at]
        if units[at].word != "end" or not before or not before[-1].mask & self._will:
            return False
        return any(unit.mask & self._truce or unit.word == "it" for unit in before)

    def _due(self, units: Sequence[Unit], at: int) -> bool:
        return any(units[here].mask & self._will for here in self._back(units, at))


def _day_later(at: When) -> When:
    return When(at.start + DAY, at.end + DAY, at.precision)
