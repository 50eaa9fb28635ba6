"""The journal against the derivation: new changes, reprints out of order, corrections, confirmations, history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.domain.conditions import Reconciliation, reconcile
from monitor.domain.model.condition import ChangedField, ChangeKind, ConditionChange, Derivation
from monitor.domain.model.report import Act, FiledReport, Speaker
from monitor.domain.model.time import HOUR

if TYPE_CHECKING:
    from tests.monitor.domain.conditions.conftest import Scene, Words


class Desk:
    """A journal that is reconciled again and again."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.journal = ()
        self.confirmed = frozenset()

    def work(self, until: str = "12-01", now: int | None = None) -> Reconciliation:
        derivation = self.scene.fold(until)
        filed = {one.id: one for one in self.scene.filed}
        found = reconcile(self.journal, self.confirmed, derivation, filed, now or self.scene.now)
        self.journal += found.changes
        self.confirmed |= set(found.confirmations)
        assert reconcile(self.journal, self.confirmed, derivation, filed, now or self.scene.now) == Reconciliation()
        return found

    def standing(self) -> list[ConditionChange]:
        taken = {}
        for change in self.journal:
            if change.transition.change is ChangeKind.CORRECTED:
                taken[change.transition.reason.split("(")[1].split(")")[0]] = change.transition.after == "taken back"
        return [
            one for one in self.journal if one.transition.change is not ChangeKind.CORRECTED and not taken.get(one.id)
        ]


def announce(border: Scene, at: str = "03-01", origin: str = "a", **more: object) -> FiledReport:
    return border.say(Act.ANNOUNCES, "north", "south", at=at, origin=origin, **more)


def kinds(found: Reconciliation) -> list[ChangeKind]:
    return [change.transition.change for change in found.changes]


def test_new_changes_once(border: Scene) -> None:
    announce(border)
    desk = Desk(border)
    found = desk.work()
    assert kinds(found) == [ChangeKind.ANNOUNCED]
    assert found.changes[0].announced
    assert found.changes[0].detected_at == border.now
    assert desk.work() == Reconciliation()


def test_confirmation_once(border: Scene) -> None:
    announce(border)
    desk = Desk(border)
    (first,) = desk.work("03-02 00:00").changes
    announce(border, at="03-01 14:00", origin="b")
    assert desk.work("03-02 00:00") == Reconciliation((), (first.id,))


def test_a_reprint_that_arrives_out_of_order_is_no_second_change(border: Scene) -> None:
    announce(border, at="03-01 12:00")
    desk = Desk(border)
    desk.work("03-01 20:00")
    announce(border, at="02-29 23:30", origin="b")
    found = desk.work("03-01 20:00")
    assert found.changes == ()
    assert found.confirmations == (desk.journal[0].id,)


def test_the_nearest_of_two_is_the_same(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01 00:30", own=True, effective_now=True)
    for hour, act in ((2, Act.SUSPENDS), (4, Act.RESUMES), (20, Act.SUSPENDS)):
        border.say(act, "north", at=f"03-01 {hour:02}:00", own=True)
    desk = Desk(border)
    desk.work("03-02")
    border.say(Act.ANNOUNCES, "north", at="02-29 23:30", own=True, effective_now=True)
    assert desk.work("03-02").changes == ()


def test_far_or_of_others_is_another(border: Scene) -> None:
    announce(border)
    desk = Desk(border)
    desk.work("03-01 20:00")
    made = desk.journal[0].transition
    far = replace(made, id="other", at=replace(made.at, start=made.at.start + 30 * HOUR, end=made.at.end + 30 * HOUR))
    strangers = replace(made, id="strangers", parties=("east",))
    desk.scene.filed.clear()
    found = reconcile(desk.journal, frozenset(), Derivation("border", (made, far, strangers)), {}, 5)
    assert [change.id for change in found.changes] == ["other", "strangers"]


def test_retraction_is_corrected_once(border: Scene) -> None:
    filed = announce(border)
    desk = Desk(border)
    desk.work("03-01 20:00")
    border.void(filed)
    (correction,) = desk.work("03-01 20:00").changes
    made = correction.transition
    assert (made.change, made.field, made.before, made.after) == (
        ChangeKind.CORRECTED,
        ChangedField.DERIVATION,
        "announced",
        "taken back",
    )
    assert correction.announced
    assert "retracted" in made.reason
    assert desk.journal[0].id in made.reason
    assert desk.work("03-01 20:00") == Reconciliation()


def test_derived_again_it_is_reinstated_and_taken_back_again(border: Scene) -> None:
    filed = announce(border)
    desk = Desk(border)
    desk.work("03-01 20:00")
    told = [("taken back", "announced"), ("reinstated", "taken back"), ("taken back", "reinstated")]
    for number, (after, before) in enumerate(told):
        border.filed[0] = replace(filed, voided=number % 2 == 0)
        (change,) = desk.work("03-01 20:00").changes
        assert (change.transition.after, change.transition.before) == (after, before)
    assert desk.standing() == []


def test_a_late_denial_takes_back_what_the_clock_presumed(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, mediators=("broker",))
    desk = Desk(border)
    assert kinds(desk.work("03-03")) == [ChangeKind.ANNOUNCED, ChangeKind.IN_EFFECT]
    border.say(Act.DENIES_EXISTENCE, "south", at="03-01 18:00", own=True)
    found = desk.work("03-03")
    assert kinds(found) == [ChangeKind.DENIED, ChangeKind.CORRECTED]
    assert "later report" in found.changes[1].transition.reason


def test_muted_reports_announce_nothing(border: Scene) -> None:
    announce(border, muted=True)
    border.say(Act.HOLDS, "north", "south", at="03-02", origin="b")
    desk = Desk(border)
    assert [(one.transition.change, one.announced) for one in desk.work("03-02 20:00").changes] == [
        (ChangeKind.ANNOUNCED, False),
        (ChangeKind.IN_EFFECT, True),
        (ChangeKind.HOLDING, True),
    ]


def test_silent_changes_are_corrected_in_silence(border: Scene) -> None:
    filed = announce(border, muted=True)
    desk = Desk(border)
    desk.work("03-01 20:00")
    border.void(filed)
    assert [one.announced for one in desk.work("03-01 20:00").changes] == [False]


def test_what_the_clock_did_before_we_looked_is_history(border: Scene, words: Words) -> None:
    border.say(
        Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, start=words.hour("03-02 06:00"), seen="06-01"
    )
    assert [one.announced for one in Desk(border).work("06-02").changes] == [True, False]


def test_what_the_clock_does_before_our_eyes_is_news(border: Scene, words: Words) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, start=words.hour("03-02 06:00"))
    assert [one.announced for one in Desk(border).work("03-02 08:00").changes] == [True, True]


def test_muted_clock_changes_are_news_only_when_fresh(border: Scene, words: Words) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, start=words.hour("03-02 06:00"), muted=True)
    fresh = Desk(border).work("03-02 08:00", now=words.ms("03-02 08:00"))
    assert [one.announced for one in fresh.changes] == [False, True]
    stale = Desk(border).work("03-02 08:00", now=words.ms("03-09 08:00"))
    assert [one.announced for one in stale.changes] == [False, False]


def test_unknown_reports_do_not_stop_it(border: Scene) -> None:
    announce(border)
    border.act("north", at="03-01", on=["south"], places=["strait"])
    derivation = border.fold("03-01 20:00")
    found = reconcile((), frozenset(), derivation, {}, border.now)
    assert [one.announced for one in found.changes] == [True, False], "an old attack is no news"
    gone = reconcile(found.changes, frozenset(), Derivation("border"), {}, border.now)
    assert "later report" in gone.changes[0].transition.reason


def fight(scene: Scene, *days: str) -> None:
    for at in days:
        for town in ("alba", "borg", "coral"):
            scene.act("hawks", at=at, on=["state"], places=[town])


def test_a_lull_is_news_while_it_is_fresh(scene: Scene, words: Words) -> None:
    fight(scene, *(f"{month:02}-{number:02}" for month in (1, 2) for number in range(1, 29)))
    fresh = Desk(scene).work("03-12", now=words.ms("03-12"))
    assert [one.announced for one in fresh.changes if one.transition.change is ChangeKind.LULL] == [True]
    stale = Desk(scene).work("03-12", now=words.ms("03-19"))
    assert [one.announced for one in stale.changes if one.transition.change is ChangeKind.LULL] == [False]


def test_a_surge_that_began_earlier_than_was_known_is_the_same(scene: Scene) -> None:
    scene.act("hawks", at="01-01", on=["state"])
    fight(scene, "05-10", "05-11", "05-12")
    desk = Desk(scene)
    assert ChangeKind.SURGE in kinds(desk.work("05-13"))
    fight(scene, "05-08")
    assert ChangeKind.SURGE not in kinds(desk.work("05-13"))
    (surge,) = [one.transition for one in scene.journal("05-13") if one.transition.change is ChangeKind.SURGE]
    assert surge.id not in {one.id for one in desk.journal}, "it is derived for an earlier day now"


# Properties: the order of arrival is nothing

MOVES = (
    lambda scene, at: scene.say(Act.ANNOUNCES, "hawks", at=at, to=["state"], own=True, effective_now=True, origin="h"),
    lambda scene, at: scene.say(Act.ANNOUNCES, "hawks", "state", at=at, origin="a"),
    lambda scene, at: scene.say(Act.OFFERS_IF, "council", at=at, to=["state"], origin="b"),
    lambda scene, at: scene.say(Act.ACCEPTS, "state", at=at, own=True, origin="s"),
    lambda scene, at: scene.say(Act.REJECTS, "state", at=at, origin="c"),
    lambda scene, at: scene.say(Act.DENIES_EXISTENCE, "kites", at=at, own=True, origin="k"),
    lambda scene, at: scene.say(Act.TAKES_EFFECT, "hawks", "state", at=at, origin="c"),
    lambda scene, at: scene.say(Act.HOLDS, "militias", "state", at=at, origin="d"),
    lambda scene, at: scene.say(Act.EXTENDS, "hawks", "state", at=at, origin="d", duration=24 * HOUR),
    lambda scene, at: scene.say(Act.SUSPENDS, "hawks", at=at, own=True, origin="h"),
    lambda scene, at: scene.say(Act.COLLAPSES, "hawks", "state", at=at, origin="e"),
    lambda scene, at: scene.say(Act.ENDS, "hawks", at=at, origin="e"),
    lambda scene, at: scene.say(Act.WITHDRAWS, "kites", at=at, own=True, origin="k"),
    lambda scene, at: scene.say(Act.ALLEGES_VIOLATION, "hawks", at=at, speaker=Speaker.OPPONENT, speaker_actor="state"),
    lambda scene, at: scene.act("hawks", at=at, on=["state"], claimed=["hawks"]),
    lambda scene, at: scene.act(at=at, on=["coalition"], places=["borg"], origin="a"),
    lambda scene, at: scene.act("kites", at=at, on=["state"], places=["coral"], origin="b", day=False),
)
STORY = st.lists(
    st.tuples(st.integers(0, len(MOVES) - 1), st.integers(1, 28), st.integers(0, 23)), min_size=1, max_size=14
)
PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(scene: Scene, story: list[tuple[int, int, int]]) -> list[FiledReport]:
    scene.filed.clear()
    for move, day, hour in story:
        MOVES[move](scene, f"03-{day:02} {hour:02}:30")
    return list(scene.filed)


@PATIENT
@given(story=STORY, data=st.data())
def test_any_arrival_order_with_duplicates_derives_the_same(
    scene: Scene, story: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    filed = write(scene, story)
    arrived = data.draw(st.permutations(filed + data.draw(st.lists(st.sampled_from(filed), max_size=4))))
    assert scene.fold(reports=arrived) == scene.fold(reports=filed)


@PATIENT
@given(story=STORY, data=st.data())
def test_incremental_comes_to_what_one_refold_gives(
    scene: Scene, story: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    filed = write(scene, story)
    arrived = data.draw(st.permutations(filed))
    desk = Desk(scene)
    for number in range(1, len(arrived) + 1):
        scene.filed = arrived[:number]
        desk.work()
    whole = scene.fold().transitions
    standing = desk.standing()
    assert len(standing) == len(whole)
    assert sorted((one.transition.change, one.transition.after) for one in standing) == sorted(
        (one.change, one.after) for one in whole
    )


@PATIENT
@given(story=STORY, data=st.data())
def test_voiding_is_as_if_never_told(scene: Scene, story: list[tuple[int, int, int]], data: st.DataObject) -> None:
    filed = write(scene, story)
    gone = data.draw(st.sampled_from(filed))
    voided = [replace(one, voided=one is gone) for one in filed]
    assert scene.fold(reports=voided) == scene.fold(reports=[one for one in filed if one is not gone])


@PATIENT
@given(story=STORY)
def test_ids_are_unique_and_fields_chain(scene: Scene, story: list[tuple[int, int, int]]) -> None:
    write(scene, story)
    made = scene.fold().transitions
    assert len({one.id for one in made}) == len(made)
    chains = {}
    for one in made:
        if one.field in {ChangedField.FORMAL, ChangedField.COMPLIANCE}:
            key = (one.arrangement, one.field)
            assert one.change is ChangeKind.VIOLATED or one.before != one.after
            chains.setdefault(key, []).append(one)


def test_first_sight_of_a_duplicate_counts(scene: Scene) -> None:
    filed = scene.say(Act.REJECTS, "hawks", at="03-01")
    late = replace(filed, first_seen=filed.first_seen + HOUR, item_id="other")
    assert scene.fold(reports=[late, filed]) == scene.fold(reports=[filed])
    assert scene.fold(reports=[replace(late, voided=True), filed]).transitions == ()


def test_unknown_publication_is_when_first_seen(scene: Scene) -> None:
    filed = replace(scene.say(Act.REJECTS, "hawks", at="03-01"), published=None)
    (made,) = scene.fold(reports=[filed]).transitions
    assert made.reported_at == filed.first_seen


def test_changes_are_frozen_values(scene: Scene) -> None:
    scene.say(Act.REJECTS, "hawks", at="03-01")
    (change,) = scene.journal()
    assert isinstance(change, ConditionChange)
    assert hash(change)


def test_what_a_report_tells_of_long_ago_is_history(border: Scene, words: Words) -> None:
    announce(border, at="06-01", when=words.day("03-01"))
    assert [one.announced for one in Desk(border).work("06-01 20:00").changes] == [False]
