"""What is told of a truce right behind its announcement: `It takes effect at 4 a.m. on Wednesday`; and `at once`."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from monitor.domain.classify.dates import opens_date
from monitor.domain.classify.inflect import FINITE, PARTICIPLE, PAST, PRESENT
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary

_REACH = 2  # sentences behind an announcement that can tell its hours
_OPENING = 3  # units within which such a sentence names the truce
_VERB = 5  # units behind it within which it says what the truce will do
_AT_ONCE = frozenset({"immediately", "instantly"})
_EFFECTIVE = frozenset({"effective", "starting", "beginning"})
_NOT_YET = frozenset({"after", "following", "once", "upon", "when", "if", "before", "on"})
_ADJECTIVES = 4  # units before a truce in which it is called immediate
_WHEN = frozenset({"at", "on", "from", "in", "after", "immediately", "tomorrow", "tonight", "next", "later", "as", ","})
_BEHIND_PARTICIPLES = frozenset({"by", "on", "in", "at", "between", "with", "last", "earlier", ","})
_WERE = frozenset({"was", "were"})
_RUNS = frozenset({"run", "runs", "last", "lasts", "end", "ends"})


class FollowReader:
    """Reads such sentences; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._truce, self._begin, self._expire = (vocabulary.mask(name) for name in ("truce", "begin", "expire"))
        self._will, self._planned = vocabulary.mask("will"), vocabulary.mask("planned")
        self._negator = vocabulary.mask("negator")

    def behind(self, lines: Sequence[Line], number: int) -> Iterator[Line]:
        """Give the sentences behind an announcement that go on to tell when its truce begins and ends."""
        for line in lines[number + 1 : number + 1 + _REACH] if lines[number].paragraph else ():
            if self._goes_on(line.units):
                yield line

    def _goes_on(self, units: Sequence[Unit]) -> bool:
        """Tell whether a sentence opens with the truce and says what it does from now on: begins, runs, ends."""
        opener = next((at for at, unit in enumerate(units[:_OPENING]) if self._names(at, unit)), None)
        if opener is None:
            return False
        return any(self._tells(units, at) for at in range(opener + 1, min(len(units), opener + _VERB)))

    def _names(self, at: int, unit: Unit) -> bool:
        return bool(unit.mask & self._truce) or (at == 0 and unit.word in {"it", "this"})

    def _tells(self, units: Sequence[Unit], at: int) -> bool:
        unit = units[at]
        ahead = any(before.mask & (self._will | self._planned) for before in units[max(0, at - 2) : at])
        if unit.mask & (self._begin | self._expire):
            if not self._bare(units, at):
                return False
            return ahead or bool(unit.form & PRESENT and not unit.form & PAST)
        return unit.word in _RUNS and (ahead or unit.word.endswith("s"))

    def _bare(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a verb has no object: `It begins on Friday`, and not `It will begin burying its dead`."""
        behind = units[at + 1] if at + 1 < len(units) else None
        return behind is None or behind.word in _WHEN or opens_date(behind.word) or not behind.word.isalpha()

    def at_once(self, units: Sequence[Unit], truce: int) -> bool:
        """Tell whether a truce holds from the moment at which it is told: `an immediate ceasefire`."""
        return self._immediate(units, truce) or any(
            self._effective(units, at) and self._in_clause(units, truce, at) for at in range(1, len(units))
        )

    def _in_clause(self, units: Sequence[Unit], truce: int, at: int) -> bool:
        """Tell whether the truce itself takes effect there: no other verb stands between, and no negation."""
        verb = at - 1 if units[at - 1].mask & self._begin else at
        between = units[truce + 1 : verb] if truce < verb else units[at + 1 : truce]
        if any(unit.mask & self._negator for unit in units[max(0, at - _VERB) : at]):
            return False
        return truce > at or not any(_acts(one, other) for one, other in pairwise((*between, units[verb])))

    def _effective(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether it says here that something takes effect at once: `effective immediately`."""
        word, before = units[at].word, units[at - 1]
        behind = units[at + 1].word if at + 1 < len(units) else ""
        if word == "immediate":
            return before.word == "with" and behind == "effect"
        begins = before.mask & self._begin or before.word in _EFFECTIVE
        return word in _AT_ONCE and bool(begins) and behind not in _NOT_YET

    def _immediate(self, units: Sequence[Unit], truce: int) -> bool:
        """Tell whether the truce is called immediate: `a full and immediate ceasefire`."""
        for at in range(truce - 1, max(-1, truce - _ADJECTIVES), -1):
            if units[at].word == "immediate":
                return True
            if units[at].form & FINITE or units[at].actor or units[at].word in {"a", "the", "of", "on", "for", "to"}:
                return False
        return False


def _acts(unit: Unit, behind: Unit) -> bool:
    """Tell whether a word is a verb of its own, and not a participle: `closed its airspace`, but not `brokered by`."""
    if unit.word in _WERE:
        return True
    if not unit.form & FINITE:
        return False
    return not unit.form & PARTICIPLE or behind.word not in _BEHIND_PARTICIPLES
