"""Finds compiled patterns in a line.

Rules are looked up by how they begin; each (step, unit) is tried once at most, so the cost grows with the line only.
"""

from collections.abc import Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from monitor.domain.classify.grammar import Shape, Step
from monitor.domain.classify.reading import Line, Unit


class HasShapes(Protocol):
    """Any rule: it has one or more shapes."""

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Give the rule's compiled lines."""
        ...


R = TypeVar("R", bound=HasShapes)


class _Entry(NamedTuple):
    """A rule's number and shape; `must` and `either` are what a line must hold: all bits, and one of each mask."""

    order: int
    shape: Shape
    must: int
    either: tuple[int, ...]


class Match(NamedTuple, Generic[R]):
    """A rule found in a line: the unit of each step of one of its shapes (-1 for a missing optional one)."""

    order: int
    rule: R
    shape: Shape
    span: tuple[int, ...]


class RuleIndex(Generic[R]):
    """Rules in order of preference, looked up by the class or word that opens them."""

    def __init__(self, rules: Sequence[R]) -> None:
        self._rules = tuple(rules)
        self._by_word: dict[str, list[_Entry]] = {}
        self._by_class: list[tuple[int, _Entry]] = []
        self._by_mask: dict[int, tuple[_Entry, ...]] = {0: ()}
        for order, rule in enumerate(rules):
            for shape in rule.shapes:
                opening, entry = shape.steps[0], _entry(order, shape)
                for word in opening.words:
                    self._by_word.setdefault(word, []).append(entry)
                if opening.mask:
                    self._by_class.append((opening.mask, entry))

    def find(self, line: Line) -> list[Match[R]]:
        """Give every match in a line, by the rules' order, then by place."""
        found: list[Match[R]] = []
        dead: dict[int, set[tuple[int, int]]] = {}
        whole = line.mask
        for at, unit in enumerate(line.units):
            for order, shape, must, either in (*self._opened_by(unit.mask), *self._by_word.get(unit.word, ())):
                if whole & must != must or (either and not all(whole & mask for mask in either)):
                    continue
                if _fits(shape.steps[0], unit, at, len(line.units)):
                    tried = dead.setdefault(id(shape), set())
                    rest = _follow(line.units, at + 1, shape.steps, 1, tried)
                    if rest is not None:
                        found.append(Match(order, self._rules[order], shape, (at, *rest)))
        found.sort(key=lambda match: match.order)
        return found

    def _opened_by(self, mask: int) -> tuple[_Entry, ...]:
        """Give the shapes that a unit of these classes can open; few class sets occur, so they are kept."""
        known = self._by_mask.get(mask)
        if known is None:
            known = self._by_mask[mask] = tuple(entry for opening, entry in self._by_class if opening & mask)
        return known


def _entry(order: int, shape: Shape) -> _Entry:
    must = sum({mask for mask in shape.needed if mask.bit_count() == 1})
    return _Entry(order, shape, must, tuple(mask for mask in shape.needed if mask.bit_count() > 1))


def _follow(
    units: Sequence[Unit], at: int, steps: tuple[Step, ...], number: int, dead: set[tuple[int, int]]
) -> tuple[int, ...] | None:
    """Match the steps from `number` on, beginning at unit `at`."""
    if number == len(steps):
        return ()
    if (number, at) in dead:
        return None
    step = steps[number]
    for here in range(at, min(at + step.gap + 1, len(units))):
        unit = units[here]
        if _fits(step, unit, here, len(units)):
            rest = _follow(units, here + 1, steps, number + 1, dead)
            if rest is not None:
                return (here, *rest)
        if unit.mask & step.barred:
            break
    if step.optional:
        rest = _follow(units, at, steps, number + 1, dead)
        if rest is not None:
            return (-1, *rest)
    dead.add((number, at))
    return None


def _fits(step: Step, unit: Unit, at: int, count: int) -> bool:
    if unit.mask & step.mask and not (step.forms and not unit.form & step.forms):
        return not (step.first and at) and not (step.last and at != count - 1)
    return unit.word in step.words and not (step.first and at) and not (step.last and at != count - 1)
