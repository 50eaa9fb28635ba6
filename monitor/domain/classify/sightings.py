"""Sightings of armed acts, threats and claims: a rule that fired on a line, with who does it to whom."""

from typing import NamedTuple

from monitor.domain.classify.mood import Mood
from monitor.domain.classify.rules import ArmedRule
from monitor.domain.model.report import PloverEvent, Responsibility

OWN_TIES = frozenset({Responsibility.CLAIMED, Responsibility.DENIED})


class Sighting(NamedTuple):
    """An armed rule that fired on a line, with who does it to whom."""

    rule: ArmedRule
    line: int
    head: int
    end: int
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    mood: Mood
    accuser: str | None = None


def is_threat(sighting: Sighting) -> bool:
    """Tell whether it is said, not done."""
    return sighting.rule.event is PloverEvent.THREATEN
