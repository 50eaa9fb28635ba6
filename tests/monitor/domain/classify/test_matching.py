"""Patterns in a line: their order, what is tried at all, and what is taken already."""

from dataclasses import dataclass

from monitor.domain.classify.grammar import Shape, compile_shape
from monitor.domain.classify.matching import RuleIndex
from monitor.domain.classify.units import Line, Unit

BITS = {"wall": 1, "army": 2, "halt": 4, "fire": 8}


@dataclass(frozen=True, slots=True)
class Rule:
    shapes: tuple[Shape, ...]


def index(*lines: str) -> RuleIndex[Rule]:
    return RuleIndex([Rule((compile_shape(line, BITS),)) for line in lines])


def line(text: str) -> Line:
    units = tuple(Unit(word, BITS.get(word, 0), 0, 0, 0) for word in text.split())
    mask = 0
    for unit in units:
        mask |= unit.mask
    return Line(units, mask, 1, 0, 0, (), ())


def spans(rules: RuleIndex[Rule], text: str, taken: frozenset[int] = frozenset()) -> list[tuple[int, ...]]:
    return [match.span for match in rules.find(line(text), taken)]


def test_rules_come_in_their_order_and_then_by_place() -> None:
    rules = index("@halt @fire", "@army ..3 @fire")
    assert spans(rules, "army halt fire army fire") == [(1, 2), (0, 2), (3, 4)]


def test_a_pattern_needs_all_that_follows_its_opening() -> None:
    rules = index("truce soon? ..2 @army|guard ends")
    assert spans(rules, "truce army ends") == [(0, -1, 1, 2)]
    assert spans(rules, "truce the guard ends") == [(0, -1, 2, 3)]
    assert spans(rules, "guard ends truce army") == []


def test_a_dead_end_is_walked_into_once() -> None:
    rules = index("@army ..2 @halt ..1 @fire")
    assert spans(rules, "army army halt the same old fire") == []


def test_a_word_that_is_taken_opens_nothing() -> None:
    rules = index("@army ..3 @fire")
    assert spans(rules, "army fire army fire", frozenset({0})) == [(2, 3)]
