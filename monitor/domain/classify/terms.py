"""Conditions of a truce: what must happen, who must do it, by when, and what is threatened otherwise."""

from collections.abc import Sequence
from typing import NamedTuple

from monitor.domain.classify.dates import date_in
from monitor.domain.classify.normalise import Folded
from monitor.domain.classify.roles import Roles
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import DeadlineKind, Term, TermTiming
from monitor.domain.model.time import Millis, When

_LOOK_AHEAD = 4  # lines after the truce's own in which its terms are told
_RECIPROCAL = frozenset({"as long as", "so long as"})
_NO_DEADLINE = frozenset({"deadline", "timeframe", "time frame", "time limit"})
_RULERS = frozenset({"government", "the government", "authorities", "the authorities", "the state"})
_BY = frozenset({"by", "before", "until"})
_SPAN = 5  # units behind `by` in which its date stands
_NEVER = frozenset({"no", "not", "without", "any", "didnt", "never", "nor", "no deadline"})


class Clause(NamedTuple):
    """A condition's units within a line."""

    line: Line
    start: int
    end: int


class TermReader:
    """Reads terms; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary, roles: Roles) -> None:
        self._condition, self._must = vocabulary.mask("truce_condition"), vocabulary.mask("must")
        self._wall, self._actor = vocabulary.mask("wall"), vocabulary.mask("actor")
        self._threat = vocabulary.mask("threaten")
        self._doers = roles.doers

    def read(
        self,
        folded: Folded,
        lines: Sequence[Line],
        number: int,
        published: Millis | None,
        ruler: str | None,
        *,
        settled: bool,
    ) -> tuple[Term, ...]:
        """Give the truce's condition, if it has one; `settled` says that the truce already holds.

        `ruler` is the state that `the government` means.
        """
        near = [line for line in lines[number : number + 1 + _LOOK_AHEAD] if line.paragraph or number == 0]
        clause = self._clause(lines[number]) or next(filter(None, map(self._demand, near[1:])), None)
        if clause is None:
            return ()
        sign = clause.line.units[clause.start - 1].word if clause.start else ""
        kind, at = self._deadline(near, published)
        due = self._due(clause, published) if kind is DeadlineKind.UNKNOWN else None
        kind, at = (DeadlineKind.DATE, due) if due else (kind, at)
        timing = (
            TermTiming.RECIPROCAL if sign in _RECIPROCAL else TermTiming.RESOLUTIVE if settled else TermTiming.PRECEDENT
        )
        units = clause.line.units
        return (
            Term(
                text=folded.text[units[clause.start].start : units[clause.end - 1].end],
                timing=timing,
                obligor=self._obligor(clause, ruler),
                deadline=kind,
                deadline_at=at,
                consequence=self._consequence(folded, near),
            ),
        )

    def _clause(self, line: Line) -> Clause | None:
        """Find `if ...`, `in return for ...` in the truce's own line."""
        units = line.units
        for at, unit in enumerate(units):
            if unit.mask & self._condition and at + 1 < len(units):
                end = next((here for here in range(at + 1, len(units)) if self._closes(units, here, at)), len(units))
                return Clause(line, at + 1, end) if end > at + 1 else None
        return None

    def _closes(self, units: Sequence[Unit], here: int, start: int) -> bool:
        return bool(units[here].mask & self._wall) or (units[here].word == "," and (start == 0 or here > start + 2))

    def _demand(self, line: Line) -> Clause | None:
        """Find `the government must ...` in a line that follows."""
        units = line.units
        for at, unit in enumerate(units):
            if unit.mask & self._must and at + 1 < len(units) and self._doers.subject(units, at):
                end = next((here for here in range(at + 1, len(units)) if units[here].mask & self._wall), len(units))
                first = next((here for here in range(max(0, at - 8), at) if units[here].mask & self._actor), at)
                return Clause(line, first, end) if end > at + 1 else None
        return None

    def _obligor(self, clause: Clause, ruler: str | None) -> str | None:
        units = clause.line.units[clause.start : clause.end]
        named = next((unit.actor for unit in units if unit.actor), None)
        return named or (ruler if any(unit.word in _RULERS for unit in units) else None)

    def _due(self, clause: Clause, published: Millis | None) -> When | None:
        """Give the day by which the condition itself is to be met: `if it names a date by Friday`."""
        units = clause.line.units[: clause.end]
        bounds = (at for at in range(clause.start, clause.end - 1) if units[at].word in _BY)
        return next(filter(None, (date_in(units[: at + _SPAN], published, at, ahead=True) for at in bounds)), None)

    def _deadline(self, lines: Sequence[Line], published: Millis | None) -> tuple[DeadlineKind, When | None]:
        for line in lines:
            units = line.units
            for at, unit in enumerate(units):
                if unit.word in _NO_DEADLINE or unit.word == "no deadline":
                    if any(other.word in _NEVER for other in units[max(0, at - 6) : at + 1]):
                        return DeadlineKind.NONE_STATED, None
                    found = date_in(units, published, at, ahead=True)
                    return (DeadlineKind.DATE, found) if found else (DeadlineKind.UNKNOWN, None)
        return DeadlineKind.UNKNOWN, None

    def _consequence(self, folded: Folded, lines: Sequence[Line]) -> str:
        """Give the line that threatens: it holds a threat and a condition, or says otherwise."""
        for line in lines[1:]:
            if line.mask & self._threat and line.mask & self._condition:
                return folded.text[line.start : line.end]
        return ""
