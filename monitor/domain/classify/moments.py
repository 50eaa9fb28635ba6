"""When a truce is said to begin, to last and to end, and which of a sentence's dates is the day of the act itself."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from monitor.domain.classify.dates import Dates, date_at, dates_in, duration_in
from monitor.domain.classify.hours import ZoneReader, clock_in
from monitor.domain.classify.inflect import PAST
from monitor.domain.classify.numbers import is_figure
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import Act
from monitor.domain.model.time import Millis, When

_UNTIL = frozenset({"until", "till", "through"})
_FROM = frozenset({"from", "starting", "beginning"})
_NEW_START = frozenset({*_UNTIL, "to", "for"})  # `put off until Friday`, `postponed to noon on Thursday`
_ENDS_ON = frozenset({"to", "on", "at", "by", "in"})  # behind the verb of a changed end
_BY = frozenset({"by", "before"})
_GOVERNS = 12  # units over which `will` or `due to` governs a date
_SAID = 3  # units between a reporting verb and its own date: `said late on Monday`
_SPAN = 6  # units behind `until` or `expire` in which its date stands
_COMMITS = frozenset({Act.ANNOUNCES, Act.PROPOSES, Act.OFFERS_IF, Act.ACCEPTS, Act.ACCEPTS_IF, Act.TAKES_EFFECT})


class Moments(NamedTuple):
    """The day of the act, and the truce's stated start, length (ms) and end."""

    when: When | None = None
    start: When | None = None
    duration: Millis | None = None
    expires: When | None = None


class Today(NamedTuple):
    """When the article was published, and its lines, whose places tell by which zone it counts."""

    published: Millis | None
    lines: Iterable[Line]


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
        ends = self._expires(units, head, act, today.published)
        if act is Act.POSTPONES:
            return self._postponed(units, dates, head, today)
        others = [at for at, _ in dates if (ends is None or at != ends[0]) and not self._of_other(units, at)]
        starts = self._starts(units, act, others, today)
        spent = {at for at, _ in filter(None, (ends, starts if starts and self._ahead(units, starts[0]) else None))}
        open_days = (when for at, when in dates if at not in spent and not self._ahead(units, at))
        return Moments(
            when=next(open_days, None) if act is not Act.EXTENDS else None,
            start=starts[1] if starts else None,
            duration=duration_in(units),
            expires=ends[1] if ends else None,
        )

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
        if units[at - 1].word in _BY:
            return True
        before = list(self._back(units, at))
        if any(units[here].mask & self._condition for here in before):
            return True
        governed = next((here for here in before if units[here].mask & self._will), None)
        return governed is not None and any(units[here].mask & self._else for here in before if here > governed)

    def _ahead(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether the act at this date lies ahead: `will start on Friday`, not `he said on Friday`."""
        for here in self._back(units, at):
            if units[here].mask & self._say and at - here <= _SAID:
                return False
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
        for at in dates:
            ahead = self._ahead(units, at)
            if ahead or (begins is not None and at > begins):
                when = date_at(units, at, today.published, ahead=ahead)
                clock = clock_in(units, begins) if begins is not None else None
                if when is not None and clock is not None:
                    when = self._zones.moment(when, clock, units, self._zones.home(today.lines))
                return (at, when) if when else None
        return None

    def _expires(self, units: Sequence[Unit], head: int, act: Act, published: Millis | None) -> tuple[int, When] | None:
        """Give the date (with its unit) behind `until`, `due to expire` or, of an extension, `to`."""
        opened = next((at for at, unit in enumerate(units) if unit.word in _UNTIL), None)
        if opened is None and act is Act.EXTENDS:
            opened = next((at for at in range(head, len(units)) if units[at].word == "to"), None)
        if opened is None and act is Act.CHANGES_TERMS:
            opened = next((at for at in range(head, len(units)) if units[at].word in _ENDS_ON), None)
        if opened is None:
            endings = (at for at, unit in enumerate(units) if unit.mask & self._expire)
            opened = next((at for at in endings if self._due(units, at)), None)
        if opened is None:
            return None
        return next(iter(dates_in(units[: opened + _SPAN], published, opened, ahead=True)), None)

    def _due(self, units: Sequence[Unit], at: int) -> bool:
        return any(units[here].mask & self._will for here in self._back(units, at))
