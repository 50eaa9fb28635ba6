"""Deadlines by the clock: drawn near, passed, moved; of a truce's end and of its conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.domain.model.condition import ChangedField, ChangeKind
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.report import Act, DeadlineKind, TermStatus
from monitor.domain.model.time import DAY, HOUR

if TYPE_CHECKING:
    from tests.monitor.domain.conditions.conftest import Scene, Words


def halt(scene: Scene, words: Words, due: str = "03-10 12:00") -> None:
    term = words.resolutive(deadline=DeadlineKind.DATE, deadline_at=words.hour(due))
    scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True, effective_now=True, terms=(term,))


def told(scene: Scene, until: str) -> list[str]:
    return [one for one in scene.changes(until, deadlines=True) if one.startswith("deadline")]


def test_a_condition_falls_due(scene: Scene, words: Words) -> None:
    halt(scene, words)
    assert told(scene, "03-09 11:00") == []
    assert told(scene, "03-09 13:00") == ["deadline_near!"]
    near = scene.transition(ChangeKind.DEADLINE_NEAR)
    assert (near.at.start, near.field, near.before, near.after) == (
        words.ms("03-09 12:00"),
        ChangedField.TERM,
        "ahead",
        "near",
    )
    assert near.reason == (
        "The condition “timetable for withdrawal” is due at 2020-03-10T12:00:00Z; nothing newer was said of it."
    )
    assert near.actor == "neighbour"
    assert told(scene, "03-20") == ["deadline_near!", "deadline_passed!"]
    passed = scene.transition(ChangeKind.DEADLINE_PASSED, "03-20")
    assert passed.at.start == words.ms("03-10 12:00")
    assert scene.truce("03-20").terms[0].status is TermStatus.PENDING, "the clock knows nothing of what was done"


def test_a_condition_that_is_met_in_time_passes_no_deadline(scene: Scene, words: Words) -> None:
    halt(scene, words)
    scene.say(Act.TERM_MET, "neighbour", at="03-09 15:00", own=True)
    scene.say(Act.TERM_MET, "hawks", at="03-09 15:00", own=True)
    assert told(scene, "03-20") == ["deadline_near!"]


def test_the_end_of_a_truce_draws_near_and_lapses(scene: Scene, words: Words) -> None:
    scene.say(
        Act.ANNOUNCES,
        "hawks",
        at="03-01 12:00",
        to=["state"],
        own=True,
        start=words.hour("03-01 12:00"),
        duration=7 * DAY,
    )
    assert scene.changes("03-09", deadlines=True) == ["announced!", "in_effect!", "deadline_near!", "lapsed"]
    near = scene.transition(ChangeKind.DEADLINE_NEAR, "03-09")
    assert near.field is ChangedField.DATE
    assert near.reason.startswith("It runs out at 2020-03-08T12:00:00Z;")
    assert near.actor is None


def test_a_moved_deadline_is_told_anew(scene: Scene, words: Words) -> None:
    scene.say(
        Act.ANNOUNCES,
        "hawks",
        at="03-01 12:00",
        to=["state"],
        own=True,
        start=words.hour("03-01 12:00"),
        duration=7 * DAY,
    )
    scene.say(Act.EXTENDS, "hawks", at="03-07 20:00", to=["state"], own=True, duration=5 * DAY)
    assert told(scene, "03-08") == ["deadline_near!"]
    assert told(scene, "03-20") == ["deadline_near!", "deadline_near!"]


def test_a_short_truce_is_near_its_end_from_the_start(scene: Scene, words: Words) -> None:
    scene.say(
        Act.ANNOUNCES,
        "hawks",
        at="03-01 12:00",
        to=["state"],
        own=True,
        start=words.hour("03-01 12:00"),
        duration=47 * HOUR,
    )
    assert told(scene, "03-20") == []


def test_a_deadline_that_nobody_watched_has_passed(scene: Scene, words: Words) -> None:
    halt(scene, words)
    scene.coverage = Coverage(((0, words.ms("03-08 12:00")), (words.ms("03-12 12:00"), words.ms("04-12"))))
    assert told(scene, "03-11") == []
    assert told(scene, "03-20") == ["deadline_passed!"]
    assert scene.transition(ChangeKind.DEADLINE_PASSED, "03-20").at.start == words.ms("03-12 12:00")


def test_what_is_over_has_no_deadlines(scene: Scene, words: Words) -> None:
    halt(scene, words)
    scene.say(Act.ENDS, "hawks", at="03-03", to=["state"], own=True)
    assert told(scene, "03-20") == []


def test_a_day_is_told_as_a_day(scene: Scene, words: Words) -> None:
    scene.say(
        Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True, effective_now=True, expires=words.day("03-09")
    )
    near = scene.transition(ChangeKind.DEADLINE_NEAR, "03-20")
    assert near.at.start == words.ms("03-09 00:00")
    assert near.reason == "It runs out on 2020-03-09; nothing newer was said of it."
