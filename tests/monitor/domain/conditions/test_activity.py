"""The level of armed activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.domain.conditions.thresholds import T
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.report import Act
from monitor.domain.model.time import DAY

if TYPE_CHECKING:
    from tests.monitor.domain.conditions.conftest import Scene, Words


def fight(scene: Scene, *days: int, each: int = 1) -> None:
    for day in days:
        for number in range(each):
            scene.act("hawks", at=f"03-{day:02}", on=["state"], places=[("alba", "borg", "coral", "strait")[number]])


def test_no_act_no_condition(scene: Scene) -> None:
    scene.say(Act.HOLDS, "hawks", "state", at="03-01")
    assert scene.activity() is None


def test_levels_by_absolute_floors(scene: Scene, words: Words) -> None:
    fight(scene, 1, 2)
    assert scene.activity("03-02 20:00").status == "low"
    fight(scene, 3, 4, 5, 6, 7)
    medium = scene.activity("03-07 20:00")
    assert (medium.status, medium.since) == ("medium", words.ms("03-07 00:00"))
    fight(scene, 8, 9, 10, 11, 12, 13, 14, each=4)
    assert scene.activity("03-14 20:00").status == "high"
    assert scene.activity("03-14 20:00").since == words.ms("03-14 00:00")


def test_one_act_told_often_counts_once(scene: Scene) -> None:
    for minute in range(40):
        scene.act("hawks", at=f"03-01 12:{minute:02}", on=["state"], places=["alba" if minute % 2 else "alba-zone"])
    condition = scene.activity("03-01 20:00")
    assert condition.status == "low"
    assert condition.evidence == ("r000",)


def test_undated_report_next_morning_is_yesterdays_act(scene: Scene) -> None:
    scene.act("hawks", at="03-01 20:00", on=["state"], day=False)
    scene.act("hawks", at="03-02 06:00", on=["state"], day=False)
    scene.act("hawks", at="03-02 21:00", on=["state"], day=False)
    assert len(scene.activity("03-03").evidence) == 2
    scene.act("kites", at="03-03 06:00", on=["state"], day=False)
    scene.act("hawks", at="03-03 06:00", on=["coalition"], day=False)
    scene.act("hawks", at="03-03 06:00", on=["state"], day=False, places=["coral"])
    scene.act("hawks", at="03-03 06:00", on=["state"], day=False, places=[])
    assert len(scene.activity("03-04").evidence) == 5


def test_no_calm_is_claimed_unseen(scene: Scene, words: Words) -> None:
    fight(scene, 1)
    assert scene.activity("04-01").status == "none"
    scene.coverage = Coverage(((0, words.ms("03-30")),))
    assert scene.activity("04-01").status == "unknown"


def test_since_reaches_back_no_farther_than_memory(scene: Scene, words: Words) -> None:
    fight(scene, 1)
    assert scene.activity("12-01").since == words.ms("12-01 00:00") - T.activity_memory_days * DAY
