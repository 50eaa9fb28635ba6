"""The story of October and November 2020, with invented names: offer, truce, incident, violation, withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.domain.model.condition import (
    ArrangementKind,
    ChangeKind,
    Compliance,
    Formal,
    Stance,
)
from monitor.domain.model.report import (
    Act,
    DeadlineKind,
    Factuality,
    PloverEvent,
    TermStatus,
)

if TYPE_CHECKING:
    from tests.monitor.domain.conditions.conftest import Scene, Words


def tell(scene: Scene, words: Words) -> None:
    scene.say(Act.OFFERS_IF, "council", at="10-10 10:00", to=["state"], terms=(words.precedent(),))
    scene.say(
        Act.ANNOUNCES,
        "hawks",
        at="10-11 09:00",
        to=["state"],
        own=True,
        covered=("militias",),
        effective_now=True,
        terms=(words.resolutive(consequence="all weapons"),),
        origin="speaker:mohi",
        speaker_name="Mohi",
    )
    scene.act(
        "hawks",
        at="10-11 09:00",
        day=False,
        on=["state"],
        event=PloverEvent.THREATEN,
        factuality=Factuality.THREATENED,
        places=(),
    )
    scene.act(at="10-11 17:00", day=False, on=["coalition"])
    scene.say(
        Act.ANNOUNCES,
        "hawks",
        at="10-11 18:00",
        to=["state"],
        own=True,
        covered=("militias",),
        effective_now=True,
        origin="speaker:mohi",
    )
    scene.act("hawks", at="10-12", on=["state"], background=True)
    scene.act("hawks", at="10-12 13:00", on=["state"], factuality=Factuality.HISTORICAL)
    scene.act("cave", at="11-17 20:00", on=["state"], places=["alba-zone", "alba"], claimed=["cave"], denied=["hawks"])
    scene.say(
        Act.ENDS,
        "kites",
        at="11-19 15:00",
        own=True,
        origin="speaker:khazali",
        terms=(words.resolutive(obligor=None, status=TermStatus.UNMET),),
    )


def test_changes_come_in_order(scene: Scene, words: Words) -> None:
    tell(scene, words)
    assert scene.changes("11-20") == [
        "conditional_offer",
        "announced!",
        "in_effect!",
        "violated",
        "holding!",
        "violated!",
        "withdrawn!",
        "term_unmet!",
    ]


def test_state_at_the_end(scene: Scene, words: Words) -> None:
    tell(scene, words)
    truce = scene.truce("11-20")
    assert (truce.kind, truce.formal, truce.compliance) == (
        ArrangementKind.UNILATERAL,
        Formal.IN_EFFECT,
        Compliance.STRAINED,
    )
    stances = words.stances(truce)
    assert stances["hawks"] is Stance.ACCEPTS
    assert stances["kites"] is Stance.WITHDRAWS
    assert stances["council"] is Stance.OFFERS
    assert truce.dates.expires is None
    (_precedent, resolutive) = truce.terms
    assert resolutive.deadline is DeadlineKind.NONE_STATED
    assert resolutive.status is TermStatus.UNMET
    assert truce.threats == ("r002",)
    assert truce.incidents == ("r003",)
    assert truce.violations == ("r007",)
    assert "r005" not in truce.violations


def test_incident_strains_and_is_not_tied_to_anybody(scene: Scene, words: Words) -> None:
    tell(scene, words)
    first = next(one for one in scene.fold("10-12").transitions if one.change is ChangeKind.VIOLATED)
    assert first.rule == "violated.incident"
    assert not first.confirmed
    assert first.actor is None
    assert (first.before, first.after) == ("unknown", "strained")
