"""Tells news from history: dates long past, and a wire story's background paragraphs."""

import re
from collections.abc import Iterator, Sequence

from monitor.domain.classify.dates import Dates, date_at
from monitor.domain.classify.inflect import FINITE
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.time import DAY, Millis, to_datetime

_OLD = 10 * DAY  # older than this is no news
_OPENING = 4  # units within which a date opens its sentence
_CLAUSE = 12  # units from `when` to the predicate of its clause
_OWNERS = frozenset({"the", "its", "their", "his", "'s"})
_WHO = 3  # units from `who` to the predicate of its clause
_OF_NAME = frozenset({"the", "'s", "a"})  # within `the Hamas attack`
_ON = frozenset({"over", "before", "about", "since"})  # before an attack that is only spoken of
_WHOSE = frozenset({"who", "that", "how"})  # what opens a clause about an act of old
_FOR = _WHOSE | {"for", "over", "of", "about", "after", "behind", "accused", "with", "on", "to"}
_MADE = 2  # units from `signed` to the date behind it
_NAMED = 5  # units between an event's noun and the date or year that is part of its name
_KEPT = 6  # units before a truce in which a verb stands that is about keeping it
_AGREED = 4  # units before it in which somebody agrees
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
NEWS = 2  # paragraphs of the text that tell the news itself


class HistoryReader:
    """Marks lines; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._past, self._truce = vocabulary.mask("past_time"), vocabulary.mask("truce")
        self._signed, self._kept = vocabulary.mask("signatures"), vocabulary.mask("kept_anew")
        self._agree = vocabulary.mask("agree")
        self._present = vocabulary.mask("now_word")
        self._clause = vocabulary.mask("wall", "clausal")
        self._known, self._attack = vocabulary.mask("foreknown"), vocabulary.mask("attack_noun")
        self._hurt = vocabulary.mask("killed_word", "injured_word")
        self._ends = vocabulary.mask("wall", "be")
        self._court, self._remembrance = vocabulary.mask("court"), vocabulary.mask("remembrance")

    def old(self, line: Line, dates: Dates, published: Millis | None, head: int | None = None) -> bool:
        """Tell whether a line of these dates speaks of a time long past; with `head`, whether that predicate does."""
        found = dates
        if head is not None:
            found = [(at, when) for at, when in dates if self._governs(line.units, at, head)]
        if not found or published is None:
            return bool(line.mask & self._past) and head is None
        return all(when.end < published - _OLD for _, when in found)

    def looks_back(self, line: Line, published: Millis | None, head: int) -> bool:
        """Tell whether a predicate is told of a date long past: `since May 2018, when they agreed`."""
        opened = next((at for at in range(head - 1, max(0, head - _CLAUSE), -1) if line.units[at].word == "when"), None)
        if opened is None or published is None:
            return False
        dates = (date_at(line.units, at, published, ahead=False) for at in range(max(0, opened - 4), opened))
        return any(when is not None and when.end < published - _OLD for when in dates)

    def of_old(self, line: Line, published: Millis | None, truce: int) -> bool:
        """Tell whether a truce bears the number of a year long past: `the 2002 truce`, `the 2003 El Nogal bombing`."""
        if published is None:
            return False
        named = max(0, truce - 2)
        while named > 0 and truce - named < _NAMED and line.units[named].capital:
            named -= 1
        beside = (*range(named, truce), *range(truce + 1, min(len(line.units), truce + _NAMED)))
        years = [int(line.units[at].word) for at in beside if _is_year(line.units, at)]
        return bool(years) and max(years) < to_datetime(published).year - 1

    def kept_anew(self, units: Sequence[Unit], truce: int) -> bool:
        """Tell whether it is agreed to keep an old truce: `they agree to fully implement the 2003 truce`."""
        kept = (at for at in range(max(0, truce - _KEPT), truce) if units[at].mask & self._kept)
        return any(unit.mask & self._agree for at in kept for unit in units[max(0, at - _AGREED) : at])

    def from_court(self, line: Line) -> bool:
        """Tell whether a line is news of a trial."""
        return bool(line.mask & self._court)

    def before_court(self, line: Line, head: int, *, tie: bool) -> bool:
        """Tell whether an act is only what somebody is tried or remembered for: `jailed for shelling a town`.

        What a clause of its own tells, it tells anew, but for one with `who`; `tie` is a word about who did it.
        """
        if not line.mask & (self._court | self._remembrance):
            return False
        units = line.units
        court = [at for at, unit in enumerate(units) if unit.mask & self._court]
        if any(at > head for at in court) and any(unit.word == "who" for unit in units[max(0, head - _WHO) : head]):
            return True  # `the gunman who killed nine is sentenced`
        told = bool(units[head].form & FINITE) and not tie
        before = max((at for at in court if at < head), default=None)
        if before is None and not told:
            before = max((at for at, unit in enumerate(units[:head]) if unit.mask & self._remembrance), default=None)
        if before is None:
            return False
        between = units[before + 1 : head]
        linked = any(unit.word in (_WHOSE if told else _FOR) for unit in between)
        return linked and not any(unit.mask & self._ends for unit in between) and not self._begins_anew(between)

    def named_in_passing(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether an attack is only spoken of by its doer's name: `warned of the Hamas attack`, `row over it`."""
        at = head - 1
        while at > 0 and (units[at].actor or units[at].word in _OF_NAME):
            at -= 1
        named = at < head - 1 and units[head].mask & self._attack
        if not named or any(unit.mask & self._hurt for unit in units):
            return False
        return units[at].word in _ON or (units[at].word == "of" and bool(units[at - 1].mask & self._known))

    def _begins_anew(self, between: Sequence[Unit]) -> bool:
        """Tell whether somebody is named behind a comma: `a year after the trial, rebels' attacks`."""
        comma = next((at for at in range(len(between) - 1, -1, -1) if between[at].word == ","), len(between))
        return any(unit.actor for unit in between[comma:])

    def _governs(self, units: Sequence[Unit], at: int, head: int) -> bool:
        """Tell whether a date is the predicate's own: not in another clause, not an event's name (the 1991 truce)."""
        if any(unit.mask & self._truce for unit in units[at + 1 : at + 3]):
            return False
        if in_name(units, at, head):
            return True
        if at and (units[at - 1].word in _OWNERS or self._of_truce(units, at)):
            return False
        between = units[min(at, head) + 1 : max(at, head)]
        made = between if at > head else units[max(0, at - _MADE) : at]  # `the truce signed last December is dead`
        if any(unit.mask & self._signed for unit in made):
            return False
        return at < _OPENING or not any(unit.word == "," or unit.mask & self._clause for unit in between)

    def _of_truce(self, units: Sequence[Unit], at: int) -> bool:
        return at > 1 and units[at - 1].word == "of" and bool(units[at - 2].mask & self._truce)

    def background(self, lines: Sequence[Line], dates: Sequence[Dates], published: Millis | None) -> frozenset[int]:
        """Give the numbers of the lines in background paragraphs: behind the news, with a date long past.

        `dates` are those of each line.
        """
        texts = sorted({line.paragraph for line in lines if line.paragraph})
        late = set(texts[NEWS:])
        dated = zip(lines, dates, strict=True)
        old = {line.paragraph for line, own in dated if line.paragraph in late and self.old(line, own, published)}
        told = {number for number, line in enumerate(lines) if line.paragraph in old}
        return frozenset(told.union(self._passages(lines, dates, published)))

    def _passages(self, lines: Sequence[Line], dates: Sequence[Dates], published: Millis | None) -> Iterator[int]:
        """Give a paragraph's lines from one that opens with a date long past to the next that is of the present."""
        paragraph = -1
        for number, line in enumerate(lines[1:], 1):
            found = dates[number]
            if found and any(published is None or when.end >= published - _OLD for _, when in found):
                paragraph = -1
            elif found and found[0][0] < _OPENING:
                paragraph = line.paragraph
            elif line.mask & self._present:
                paragraph = -1
            if line.paragraph == paragraph:
                yield number


def in_name(units: Sequence[Unit], at: int, head: int) -> bool:
    """Tell whether a date is part of an event's name: `the October 7 Hamas attacks`."""
    return not units[head].form and at < head <= at + _NAMED


def _is_year(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a unit is a year, and no `since 2021`."""
    return bool(_YEAR.fullmatch(units[at].word)) and not (at and units[at - 1].word == "since")
