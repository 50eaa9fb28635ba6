"""Whom it meets: counterparts, those between whom it is, victims, and those who only stand by."""

from collections.abc import Sequence

from monitor.domain.classify.groups import GroupReader
from monitor.domain.classify.role_words import (
    AGAINST,
    AWAY,
    GROUP,
    LEFT_OUT,
    OWNERS,
    SITES,
    TOWARD,
    USED,
    WHERE,
    stands_behind,
)
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary

_FACED = 8  # units behind `against` or `between` within which a side stands: `troops and Iran-aligned rebels`


class FacedReader:
    """Finds whom a predicate faces; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary, groups: GroupReader) -> None:
        self._groups = groups
        self._actor, self._posts = vocabulary.mask("actor"), vocabulary.mask("outpost")
        self._wall, self._stop = vocabulary.mask("wall"), vocabulary.mask("subordinate")
        self._truce, self._broker = vocabulary.mask("truce"), vocabulary.mask("broker")
        self._exclude = vocabulary.mask("exclusion")

    def victims(self, units: Sequence[Unit], head: int, end: int) -> tuple[str, ...]:
        """Give the actors who are hit: the first group right of the head, not behind `by`, `from` or a new clause."""
        for at in range(self._behind_doer(units, head, end), min(len(units), end + 8)):
            unit = units[at]
            if unit.mask & (self._wall | self._stop) or (unit.word in AWAY and units[at - 1].word not in USED):
                return ()
            if unit.mask & self._actor and self._groups.speaks(units, at):
                return ()
            if unit.mask & self._actor and (self._outpost(units, at) or not stands_behind(units, at, WHERE)):
                return self._groups.group(units, at)
        return ()

    def toward(self, units: Sequence[Unit], start: int, end: int) -> tuple[str, ...]:
        """Give the actors behind with, between, against, on... within [start, end)."""
        for at in range(max(0, start), min(end, len(units))):
            if units[at].word in TOWARD:
                found = self._groups.first_group(units, at + 1, 6)
                if found:
                    return found
        return ()

    def against(self, units: Sequence[Unit], start: int, end: int) -> tuple[str, ...]:
        """Give the actors whom one fights: behind with, against or between, but not those of a truce between them."""
        for at in range(max(1, start), min(end, len(units))):
            if units[at].word in AGAINST and not units[at - 1].mask & self._truce:
                found = self._groups.first_group(units, at + 1, _FACED)
                if found:
                    return found
        return ()

    def between(self, units: Sequence[Unit], at: int, *, of_truces: bool = True) -> tuple[str, ...]:
        """Give the sides named by `between A and B` in the line, the nearest to unit `at` first choice."""
        places = sorted(
            [
                here
                for here, unit in enumerate(units)
                if unit.word == "between" and (of_truces or not units[here - 1].mask & self._truce)
            ],
            key=lambda here: abs(here - at),
        )
        pairs = (self._pair(units, here + 1) for here in places)
        return next((pair for pair in pairs if len(pair) > 1), ())

    def named_behind_by(self, units: Sequence[Unit], noun: int) -> tuple[str, ...]:
        """Give the actors behind a noun's own `by`: whose offer it is, who declared the truce that is broken."""
        for at in range(noun + 1, min(len(units), noun + OWNERS)):
            if units[at].word == "by" and not units[at - 1].mask & self._broker:
                return self._groups.first_group(units, at + 1, 5)
        return ()

    def brokers(self, line: Line) -> tuple[str, ...]:
        """Give the actors behind `brokered by`, or before `as host`: they stand between the parties."""
        units = line.units
        for at in range(1, len(units)) if line.mask & self._broker else ():
            if units[at].word == "by" and units[at - 1].mask & self._broker:
                return self._groups.first_group(units, at + 1, 5)
            if units[at].mask & self._broker and units[at - 1].word == "as" and at > 1:
                return self._groups.group(units, at - 2) if units[at - 2].mask & self._actor else ()
        return ()

    def left_out(self, line: Line) -> tuple[str, ...]:
        """Give those whom a truce leaves out: `a ceasefire excluding X`, `does not apply to groups such as X`."""
        for at, unit in enumerate(line.units) if line.mask & self._exclude else ():
            if unit.mask & self._exclude and not any(u.mask & self._truce for u in line.units[at : at + LEFT_OUT]):
                return self._groups.first_group(line.units, at + 1, LEFT_OUT)
        return ()

    def _pair(self, units: Sequence[Unit], start: int) -> tuple[str, ...]:
        """Give the actors up to the one behind `and`: what follows is no side of it."""
        found: list[str] = []
        joined = False
        for at, unit in enumerate(units[start : start + GROUP], start):
            joined = joined or unit.word == "and"
            abroad = at > start + 1 and unit.place and stands_behind(units, at, WHERE)
            if unit.actor and unit.mask & self._actor and not abroad:
                found.append(unit.actor)
                if joined:
                    break
        return tuple(dict.fromkeys(found))

    def _behind_doer(self, units: Sequence[Unit], head: int, end: int) -> int:
        """Give where those who are hit can stand: behind the verb where the head is doers `of` a group."""
        if not self._groups.men_of(units, head):
            return head + 1
        return next((at + 1 for at in range(head + 1, end + 1) if units[at].form), head + 1)

    def _outpost(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether it is an actor's own outpost or troops: `near the Russian base`, `near the US embassy`."""
        behind = at + 1 < len(units) and bool(units[at + 1].mask & self._posts)
        return behind or not SITES.isdisjoint(units[at].word.split())
