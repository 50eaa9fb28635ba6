"""The pattern files' rules, compiled; what the keys mean is told at the top of the pattern files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from monitor.domain.classify.grammar import Shape, compile_shape
from monitor.domain.model.report import Act, PloverEvent, Responsibility, SubEvent


@dataclass(frozen=True, slots=True)
class Turns:
    """What a truce rule's act turns into by mood; None where then nothing is reported."""

    negated: Act | None
    planned: Act | None
    future: Act | None
    conditional: Act | None


class Between(StrEnum):
    """Between whom talks have to be that count though no truce is named."""

    FOES = "foes"  # two who fight are named beside them
    ANY = "any"  # whoever talks, in a text on a war
    NOBODY = "nobody"  # talks of other things


class Deed(StrEnum):
    """How far the armed act that a sentence tells says who breaks a truce."""

    FIRST = "first"  # whoever does it breaks it, not whom it hits
    ONLY = "only"  # nobody else can: what somebody calls a breach is another's


@dataclass(frozen=True, slots=True)
class TruceRule:
    """One pattern of a speech act about a truce, or of its effect."""

    id: str
    act: Act
    shapes: tuple[Shape, ...]
    rank: int
    weight: float
    turns: Turns
    party_only: bool
    no_outsider: bool
    by_mediator: bool
    by_deed: Deed | None
    effective: bool
    context: bool
    active: bool
    needs: tuple[int, ...]
    closes: bool
    mention: bool
    own_word: Act | None
    between: Between | None


class Presumed(StrEnum):
    """Where a non-state hand is presumed behind an act though nobody is named."""

    NEVER = "never"
    ALWAYS = "always"  # the means tell it
    AT_WAR = "at war"  # where the main war is with an armed group
    INSURGENCY = "insurgency"  # where no state strikes from afar


@dataclass(frozen=True, slots=True)
class ArmedRule:
    """One pattern of an armed act, a threat, or a word about who did it.

    `tie` is set for claims; `admits` is true where the doer's own word for it is an admission, `joins` where it only
    adds to an act told before, `ongoing` where the words presume that the act goes on.
    """

    id: str
    event: PloverEvent
    sub_event: SubEvent
    shapes: tuple[Shape, ...]
    rank: int
    weapon: str
    tie: Responsibility | None
    presumed: Presumed
    admits: bool
    joins: bool
    ongoing: bool
    actor: str  # where the doer stands: left, right, between, both or by
    target: str


def truce_rules(patterns: Mapping[str, Any], bits: Mapping[str, int]) -> tuple[TruceRule, ...]:
    """Compile the patterns that have an `act`, highest rank first."""
    rules = [_truce_rule(entry, bits) for entry in _entries(patterns) if "act" in entry]
    return tuple(sorted(rules, key=lambda rule: -rule.rank))


def armed_rules(patterns: Mapping[str, Any], bits: Mapping[str, int]) -> tuple[ArmedRule, ...]:
    """Compile the patterns that have an `event`, highest rank first."""
    rules = [_armed_rule(entry, bits) for entry in _entries(patterns) if "event" in entry]
    return tuple(sorted(rules, key=lambda rule: -rule.rank))


def _entries(patterns: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for content in patterns.values():
        yield from content.get("pattern", ())


def _shapes(entry: Mapping[str, Any], bits: Mapping[str, int]) -> tuple[Shape, ...]:
    return tuple(compile_shape(line, bits) for line in entry["match"])


def _truce_rule(entry: Mapping[str, Any], bits: Mapping[str, int]) -> TruceRule:
    act = Act(entry["act"])
    return TruceRule(
        id=entry["id"],
        act=act,
        shapes=_shapes(entry, bits),
        rank=entry.get("rank", 50),
        weight=entry.get("weight", 1.0),
        turns=Turns(
            negated=_turn(entry, "negated", None),
            planned=_turn(entry, "planned", None),
            future=_turn(entry, "future", act),
            conditional=_turn(entry, "conditional", None),
        ),
        party_only=entry.get("agent", "any") == "party",
        by_mediator=entry.get("agent", "any") == "mediator",
        no_outsider=entry.get("agent", "any") == "insider",
        by_deed=Deed(entry["by_deed"]) if "by_deed" in entry else None,
        effective=entry.get("effective", False),
        context=entry.get("context", False),
        active=entry.get("voice") == "active",
        needs=tuple(compile_shape(line, bits).steps[0].mask for line in entry.get("needs", ())),
        closes=entry.get("closes", False),
        mention=entry.get("mention", False),
        own_word=_turn(entry, "told_by_party", None),
        between=Between(entry["between"]) if "between" in entry else None,
    )


def _turn(entry: Mapping[str, Any], key: str, default: Act | None) -> Act | None:
    found = entry.get(key)
    if found is None:
        return default
    return Act(found) if found else None


def _armed_rule(entry: Mapping[str, Any], bits: Mapping[str, int]) -> ArmedRule:
    return ArmedRule(
        id=entry["id"],
        event=PloverEvent(entry["event"]),
        sub_event=SubEvent(entry.get("sub_event", "Attack")),
        shapes=_shapes(entry, bits),
        rank=entry.get("rank", 50),
        weapon=entry.get("weapon", ""),
        tie=Responsibility(entry["tie"]) if "tie" in entry else None,
        presumed=Presumed(entry.get("presumed", "never")),
        admits=entry.get("admits", False),
        joins=entry.get("joins", False),
        ongoing=entry.get("ongoing", False),
        actor=entry.get("actor", "left"),
        target=entry.get("target", "right"),
    )
