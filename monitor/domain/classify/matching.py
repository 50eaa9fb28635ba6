"""Finds compiled patterns in a line.

Rules are looked up by how they begin, and tried only where all that they still need stands behind. Each (step, unit) is
tried once at most, so the cost grows with the line only.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from monitor.domain.classify.grammar import Shape, Step
from monitor.domain.classify.units import Line, Unit


class HasShapes(Protocol):
    """Any rule: it has one or more shapes."""

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Give the rule's compiled lines."""
        ...


_PREFERENCE = itemgetter(0, 1)
_EVERYWHERE = frozenset(
    {"the", "a", "an", "of", "in", "on", "to", "for", "from", "and", "its", "is", "by", "that", "at"}
)
R = TypeVar("R", bound=HasShapes)


# A rule's number and shape, and the needs that have to be met behind its opening, each a bit; and what a word or a set
# of classes is good for: the needs it leaves unmet, and the entries it opens. Plain tuples, for the innermost loop.
_Entry: TypeAlias = tuple[int, Shape, int]
_Known: TypeAlias = tuple[int, tuple[_Entry, ...]]
_Opening: TypeAlias = tuple[int, int, Shape]  # a rule's number, the unit that can open it, its shape


class Match(NamedTuple, Generic[R]):
    """A rule found in a line: the unit of each step of one of its shapes (-1 for a missing optional one)."""

    rule: R
    shape: Shape
    span: tuple[int, ...]


class RuleIndex(Generic[R]):
    """Rules in order of preference, looked up by the class or word that opens them."""

    def __init__(self, rules: Sequence[R]) -> None:
        self._rules = tuple(rules)
        self._needs: dict[tuple[int, frozenset[str]], int] = {}
        self._entries = tuple(self._entry(order, shape) for order, rule in enumerate(rules) for shape in rule.shapes)
        openings = (shape.steps[0].words for _, shape, _ in self._entries)
        words = frozenset[str]().union(*openings, *(words for _, words in self._needs))
        self._all_needs = (1 << len(self._needs)) - 1
        self._by_word = {word: self._known_word(word) for word in words}
        self._classes = _union(step.mask for _, shape, _ in self._entries for step in shape.steps)
        self._by_mask: dict[int, _Known] = {}

    def _entry(self, order: int, shape: Shape) -> _Entry:
        """Give each different thing that a step asks for a bit of its own.

        What may be missing, or stands in every other sentence, is not asked for.
        """
        must = 0
        for step in shape.steps[1:]:
            if not step.optional and step.words.isdisjoint(_EVERYWHERE):
                must |= self._needs.setdefault((step.mask, step.words), 1 << len(self._needs))
        return order, shape, must

    def find(self, line: Line, taken: Container[int] = ()) -> Iterator[Match[R]]:
        """Give the matches in a line, by the rules' order, then by place.

        None opens at a unit of `taken`, which may grow from match to match.
        """
        openings = self._openings(line.units)
        return self._followed(line.units, sorted(openings, key=_PREFERENCE), taken) if openings else iter(())

    def _followed(
        self, units: Sequence[Unit], openings: Sequence[_Opening], taken: Container[int]
    ) -> Iterator[Match[R]]:
        dead: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
        for order, at, shape in openings:
            if at not in taken:
                rest = _follow(units, at + 1, shape.steps, 1, dead[id(shape)])
                if rest is not None:
                    yield Match(self._rules[order], shape, (at, *rest))

    def _openings(self, units: Sequence[Unit]) -> list[_Opening]:
        """Give rule number, unit and shape of what can begin, from the back, so that what stands behind is known."""
        found: list[_Opening] = []
        classes, by_mask, by_word = self._classes, self._by_mask, self._by_word
        at, unmet = len(units), self._all_needs
        for unit in reversed(units):
            at -= 1
            mask, worded = unit.mask & classes, by_word.get(unit.word)
            if worded is None and not mask:
                continue
            leaves, opens = by_mask.get(mask) or self._known_mask(mask)
            if worded is not None:
                leaves, opens = leaves & worded[0], (*opens, *worded[1])
            for order, shape, must in opens:
                if not must & unmet and _fits(shape.steps[0], unit, at, len(units)):
                    found.append((order, at, shape))
            unmet &= leaves
        return found

    def _known_word(self, word: str) -> _Known:
        leaves = sum(bit for (_, words), bit in self._needs.items() if word not in words)
        return leaves, tuple(entry for entry in self._entries if word in entry[1].steps[0].words)

    def _known_mask(self, mask: int) -> _Known:
        """Tell what a unit of these classes is good for; few class sets occur, so they are kept."""
        leaves = sum(bit for (wanted, _), bit in self._needs.items() if not wanted & mask)
        known = leaves, tuple(entry for entry in self._entries if entry[1].steps[0].mask & mask)
        self._by_mask[mask] = known
        return known


def _union(masks: Iterable[int]) -> int:
    together = 0
    for mask in masks:
        together |= mask
    return together


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
    classed = unit.mask & step.mask and (not step.forms or unit.form & step.forms)
    if not classed and unit.word not in step.words:
        return False
    return not (step.first and at) and not (step.last and at != count - 1)
