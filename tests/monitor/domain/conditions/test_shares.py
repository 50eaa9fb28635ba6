"""Surges and lulls of single actors, which a whole war can hide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.domain.conditions import reconcile
from monitor.domain.conditions.rulings import Struck
from monitor.domain.model.condition import ChangedField, ChangeKind, ConditionKind, Trend
from monitor.domain.model.time import DAY, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.domain.model.condition import Transition
    from tests.monitor.domain.conditions.conftest import Scene

TOWNS = ("alba", "borg", "coral", "strait")
TRENDS = {ChangeKind.SURGE, ChangeKind.LULL, ChangeKind.USUAL}
FIRST = 18_262  # 2020-01-01, in days since 1970


def day(number: int) -> str:
    """Name a day of the first months of 2020 by its number from 0."""
    for month, days in enumerate((31, 29, 31, 30), 1):
        if number < days:
            return f"{month:02}-{number + 1:02}"
        number -= days
    raise ValueError(number)


def war(scene: Scene, days: Sequence[int]) -> None:
    """Have the kites attack all the time, thrice a day."""
    for number in days:
        for town in TOWNS[:3]:
            scene.act("kites", at=day(number), on=["coalition"], places=[town])


def raids(scene: Scene, days: Sequence[int], each: int = 1, by: str = "hawks") -> None:
    for number in days:
        for town in TOWNS[:each]:
            scene.act(by, at=day(number), on=["state"], places=[town])


def turns(scene: Scene, until: int) -> list[Transition]:
    found = scene.fold(f"{day(until)} 23:00").transitions
    return [made for made in found if made.kind is ConditionKind.ACTIVITY and made.change in TRENDS]


def told(scene: Scene, until: int) -> list[str]:
    return [f"{made.actor} {made.change} {made.at.start // DAY - FIRST}" for made in turns(scene, until)]


def hidden_surge(scene: Scene) -> None:
    war(scene, range(90))
    raids(scene, range(0, 70, 7))
    raids(scene, range(71, 74), each=3)


def test_a_surge_that_the_whole_war_hides(scene: Scene) -> None:
    hidden_surge(scene)
    assert told(scene, 74) == ["hawks surge 73"]
    assert told(scene, 89) == ["hawks surge 73", "hawks usual 80"]
    (surge,) = turns(scene, 74)
    assert (surge.field, surge.parties, surge.before, surge.after) == (
        ChangedField.TREND, ("hawks",), "usual", "surge"
    )  # fmt: skip
    assert surge.reason.startswith("Attacks of Hawks in 7 days: 9; usual are 1.0")
    reports = {one.id: one.report for one in scene.filed}
    assert all("hawks" in reports[one].actors for one in surge.evidence)
    acting = {one.actor: (one.level, one.trend) for one in scene.activity(f"{day(74)} 23:00").actors}
    assert acting == {"kites": ("medium", None), "hawks": ("medium", Trend.SURGE)}


def test_an_actor_that_falls_silent_in_a_war(scene: Scene) -> None:
    war(scene, range(100))
    raids(scene, range(70))
    assert told(scene, 99) == ["hawks lull 82"]
    acting = {one.actor: (one.level, one.trend) for one in scene.activity(f"{day(99)} 23:00").actors}
    assert acting["hawks"] == ("none", Trend.LULL)


def test_nothing_is_told_twice_where_the_war_is_one_actors(scene: Scene) -> None:
    raids(scene, range(0, 70, 5))
    raids(scene, range(71, 74), each=3)
    assert told(scene, 90) == ["None surge 73", "None usual 80"]


def test_nothing_is_told_twice_where_the_whole_war_surges(scene: Scene) -> None:
    raids(scene, range(0, 70, 5))
    raids(scene, range(2, 70, 5), by="kites")
    for number in range(71, 74):
        raids(scene, [number], each=3)
        raids(scene, [number], each=3, by="kites")
    assert told(scene, 90) == ["None surge 73", "None usual 80"]


def test_each_of_two_actors_has_its_own_surge(scene: Scene) -> None:
    hidden_surge(scene)
    raids(scene, range(0, 70, 7), by="lodge")
    raids(scene, range(72, 75), each=3, by="lodge")
    assert told(scene, 76) == ["hawks surge 73", "lodge surge 74"]


def test_a_dismissed_surge_of_one_actor_leaves_the_others(scene: Scene) -> None:
    hidden_surge(scene)
    raids(scene, range(0, 70, 7), by="lodge")
    raids(scene, range(72, 75), each=3, by="lodge")
    hawks, lodge = turns(scene, 76)
    struck = Struck(ChangeKind.SURGE, frozenset({hawks.id}), day_of((FIRST + 74) * DAY), "hawks")
    assert struck.strikes(hawks)
    assert not struck.strikes(lodge)


def test_the_journal_takes_no_actor_for_another(scene: Scene) -> None:
    hidden_surge(scene)
    journal = scene.journal(f"{day(74)} 23:00")
    raids(scene, range(0, 70, 7), by="lodge")
    raids(scene, range(72, 75), each=3, by="lodge")
    derived = scene.fold(f"{day(76)} 23:00")
    fresh = reconcile(journal, frozenset(), derived, {one.id: one for one in scene.filed}, scene.now).changes
    assert [change.transition.actor for change in fresh if change.transition.change is ChangeKind.SURGE] == ["lodge"]


def test_a_campaign_that_the_watch_follows_is_told_once(scene: Scene) -> None:
    raids(scene, range(0, 70, 5))
    raids(scene, range(2, 70, 5), by="kites")
    raids(scene, range(71, 76), each=3)
    assert told(scene, 90) == ["hawks surge 73", "hawks usual 81"]


def test_what_two_do_together_is_told_once(scene: Scene) -> None:
    war(scene, range(90))
    for number in (*range(0, 70, 7), *(day for day in range(71, 74) for _ in range(3))):
        town = TOWNS[len(scene.filed) % 3]
        scene.act("hawks", "lodge", at=day(number), on=["state"], places=[town])
    assert [change.split()[1:] for change in told(scene, 89)] == [["surge", "73"], ["usual", "80"]]
