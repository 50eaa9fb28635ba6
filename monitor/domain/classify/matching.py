"""Finds a compiled pattern in a line; each (step, unit) is tried once at most, so the cost grows with the line only."""

from collections.abc import Iterator, Sequence

from monitor.domain.classify.grammar import Shape, Step
from monitor.domain.classify.reading import Line, Unit


def find(shape: Shape, line: Line) -> Iterator[tuple[int, ...]]:
    """Give each match's unit numbers, one for each step (-1 for a missing optional one)."""
    for mask in shape.needed:
        if not line.mask & mask:
            return
    units, steps = line.units, shape.steps
    opening = steps[0]
    dead: set[tuple[int, int]] = set()
    for at, unit in enumerate(units):
        if _fits(opening, unit, at, len(units)):
            rest = _follow(units, at + 1, steps, 1, dead)
            if rest is not None:
                yield (at, *rest)


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
    if unit.mask & step.mask:
        if step.forms and unit.form and not unit.form & step.forms:
            return False
    elif unit.word not in step.words:
        return False
    return not (step.first and at) and not (step.last and at != count - 1)
