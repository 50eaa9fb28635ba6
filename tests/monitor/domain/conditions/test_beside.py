"""What stands beside a change: dissent, what moved nothing and why, and what would change it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from monitor.domain.conditions.ahead import ways_on
from monitor.domain.conditions.beside import dissenting, passed_over
from monitor.domain.conditions.ground import Ground
from monitor.domain.model.condition import ChangeKind, Transition
from monitor.domain.model.report import Act, Factuality, FiledReport, Speaker

if TYPE_CHECKING:
    from tests.monitor.domain.conditions.conftest import Scene, Words


def announced(border: Scene) -> Transition:
    border.say(Act.ANNOUNCES, "north", at="03-01 12:00", to=["south"], own=True, origin="a")
    return border.transition(ChangeKind.ANNOUNCED, "03-01 13:00")


def dissent(scene: Scene, made: Transition) -> list[tuple[str, str]]:
    found = dissenting(made, scene.filed, Ground(scene.watch, scene.lexicon))
    return [(one.filed.id, one.why) for one in found]


def idle(scene: Scene, made: Transition, filed: list[FiledReport] | None = None) -> list[str]:
    ground = Ground(scene.watch, scene.lexicon)
    return [one.why for one in passed_over(made, filed or scene.filed, ground, set(made.evidence))]


def test_a_rejection_is_dissent(border: Scene) -> None:
    made = announced(border)
    no = border.say(Act.REJECTS, "south", at="03-01 18:00", own=True)
    border.say(Act.ACCEPTS, "south", at="03-01 19:00", own=True)
    assert dissent(border, made) == [(no.id, "it says rejects")]


def test_what_is_said_long_after_or_before_is_none(border: Scene) -> None:
    made = announced(border)
    border.say(Act.REJECTS, "south", at="02-29 11:00", own=True)
    border.say(Act.REJECTS, "south", at="03-03 13:00", own=True)
    assert dissent(border, made) == []


def test_a_denial_of_the_act_is_dissent(scene: Scene) -> None:
    scene.say(Act.HOLDS, "hawks", "state", at="03-01", own="hawks")
    scene.act("hawks", at="03-03", on=["state"], origin="a")
    other = scene.act(at="03-03 20:00", on=["state"], denied=["hawks"], origin="b")
    scene.act("hawks", at="03-03 21:00", on=["coalition"], origin="c")
    calm = scene.say(Act.HOLDS, "hawks", "state", at="03-03 22:00", origin="d")
    made = scene.transition(ChangeKind.VIOLATED, "03-03 13:00")
    assert dissent(scene, made) == [(other.id, "denied by Hawks"), (calm.id, "it says holds")]
    assert dissent(scene, replace(made, change=ChangeKind.SURGE)) == []


def test_why_reports_moved_nothing(border: Scene) -> None:
    made = announced(border)
    border.say(Act.APPEAL, "north", "south", at="03-01 13:00")
    border.say(Act.ANNOUNCES, "north", at="03-01 14:00", factuality=Factuality.HYPOTHETICAL)
    border.say(Act.ANNOUNCES, "north", at="03-01 15:00", background=True)
    border.act("north", at="03-01 16:00", on=["south"], background=True)
    border.say(Act.ALLEGES_VIOLATION, "south", at="03-01 17:00", speaker=Speaker.OPPONENT)
    border.say(Act.ANNOUNCES, "north", "south", at="03-01 18:00", origin="a")
    border.say(Act.ANNOUNCES, "north", at="03-01 19:00", voided=True)
    undated = replace(border.filed[-1], voided=False, published=None, muted=True)
    assert idle(border, made, [*border.filed, undated]) == [
        "an appeal moves nothing",
        "it tells of what is hypothetical, or at no time that can be placed",
        "a threat or a background paragraph bears out and moves nothing",
        "a background paragraph moves nothing",
        "a side's word about the other proves nothing",
        "no rule that it could move by was open: told already, out of scope, or of another arrangement",
        "its publisher retracted it",
        "history without a date has no place in the order",
    ]


@pytest.mark.parametrize(
    ("change", "until", "way"),
    [
        (ChangeKind.ANNOUNCED, "03-01 13:00", "in effect: the stated hour passes"),
        (ChangeKind.IN_EFFECT, "03-03", "lapsed: its stated end passes"),
        (ChangeKind.VIOLATED, "03-05", "holding: 3 clean days"),
    ],
)
def test_ways_on(scene: Scene, words: Words, change: ChangeKind, until: str, way: str) -> None:
    scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True, start=words.hour("03-02 06:00"))
    scene.act("hawks", at="03-04", on=["state"])
    found = list(ways_on(scene.transition(change, until)))
    assert any(line.startswith(way) for line in found)
    by_clock = change is ChangeKind.IN_EFFECT
    assert found[-1].startswith("taken back") is not by_clock, "no publisher can take back what the clock did"
    assert found[0].startswith("confirmed") is (change is ChangeKind.VIOLATED)


def test_a_stance_has_no_ways_of_its_own(border: Scene) -> None:
    border.say(Act.REJECTS, "north", at="03-01", own=True)
    assert len(list(ways_on(border.transition(ChangeKind.REJECTED)))) == 1
