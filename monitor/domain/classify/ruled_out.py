"""What spoke for an act about a truce and was ruled out, with the reason; only a reader asks for it, no change does."""

from enum import StrEnum
from typing import NamedTuple

from monitor.domain.classify.mood import Mood
from monitor.domain.model.report import Act, Evidence


class Reason(StrEnum):
    """Why a rule that fired is not reported."""

    OUTRANKED = "a stronger rule reads the same words"
    LACKING = "the sentence lacks a word that the rule needs"
    PASSIVE = "it is told of another's act"
    UNREAL = "it is denied, asked about or told as false"
    CONDITION = "it is only a condition"
    PENDING = "it is still awaited"
    BYGONE = "it only dates the news"
    NEGATED = "it is negated"
    PLANNED = "it is only planned or possible"
    BORROWED = "it is a truce of trade, sport or history"
    DESCRIBED = "it only describes the truce, or what others halt"
    FIGURATIVE = "the text is of no armed conflict"
    OTHER_PAUSE = "it is a pause of other things than arms"
    NO_PARTY = "no party to the conflict does it"


class Passed(NamedTuple):
    """A rule that fired on a line and was passed over."""

    rule: str
    act: Act
    line: int
    reason: Reason


class RuledOut(NamedTuple):
    """The same with its sentence."""

    act: Act
    reason: Reason
    evidence: Evidence


def why_nothing(mood: Mood) -> Reason:
    """Give why a mood leaves nothing to report."""
    reasons = {
        Reason.UNREAL: mood.unreal,
        Reason.CONDITION: mood.supposed,
        Reason.PENDING: mood.pending,
        Reason.BYGONE: mood.bygone,
        Reason.NEGATED: mood.negated,
    }
    return next((reason for reason, holds in reasons.items() if holds), Reason.PLANNED)
