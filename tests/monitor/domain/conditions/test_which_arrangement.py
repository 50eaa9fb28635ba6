"""Which arrangement a report is about: parties, umbrellas, places, time, renewal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.domain.model.condition import ChangeKind, Formal, Role
from monitor.domain.model.report import Act, Speaker
from monitor.domain.model.time import DAY

if TYPE_CHECKING:
    from tests.monitor.domain.conditions.conftest import Scene, Words


def halt(scene: Scene, who: str = "hawks", at: str = "03-01", **more: object) -> None:
    scene.say(Act.ANNOUNCES, who, at=at, to=["state"], own=True, effective_now=True, **more)


def test_umbrella_and_member_share_one(scene: Scene, words: Words) -> None:
    scene.say(Act.OFFERS_IF, "council", at="03-01", to=["state"], terms=(words.precedent(),))
    halt(scene, at="03-02")
    assert len(scene.truces("03-03")) == 1


def test_two_factions_have_two_truces(scene: Scene) -> None:
    halt(scene, "hawks")
    halt(scene, "lodge", at="03-02")
    assert [one.formal for one in scene.truces("03-03")] == [Formal.IN_EFFECT, Formal.IN_EFFECT]
    scene.say(Act.ENDS, "lodge", at="03-04", own=True)
    assert [one.formal for one in scene.truces("03-05")] == [Formal.IN_EFFECT, Formal.ENDED]


def test_two_towns_have_two_truces(scene: Scene) -> None:
    halt(scene, places=("alba",))
    halt(scene, at="03-02", places=("coral",))
    scene.say(Act.ENDS, "hawks", at="03-05", own=True, places=("coral",))
    assert [one.formal for one in scene.truces("03-06")] == [Formal.IN_EFFECT, Formal.ENDED]
    assert [one.scope.places for one in scene.truces("03-06")] == [("alba",), ("coral",)]


def test_who_complains_of_a_breach_need_not_have_made_the_truce(scene: Scene) -> None:
    scene.say(Act.TAKES_EFFECT, "hawks", "state", at="03-01")
    scene.say(Act.ALLEGES_VIOLATION, "hawks", at="03-04", to=["coalition"])
    assert scene.changes("03-05") == ["in_effect!", "violated"]
    assert len(scene.truces("03-05")) == 1
    scene.filed.pop()
    scene.say(Act.ALLEGES_VIOLATION, "hawks", at="03-12", to=["coalition"])
    assert len(scene.truces("03-13")) == 2, "by then it is another's"


def test_where_a_party_quits_is_not_where_the_truce_was(scene: Scene) -> None:
    halt(scene, places=("alba",))
    scene.say(Act.ENDS, "hawks", at="03-05", own=True, places=("coral",))
    assert [one.formal for one in scene.truces("03-06")] == [Formal.ENDED]


def test_later_nationwide_truce_is_not_the_towns(scene: Scene) -> None:
    halt(scene, places=("alba",))
    halt(scene, at="03-01 15:00")
    assert len(scene.truces("03-02")) == 1
    halt(scene, at="03-09")
    assert len(scene.truces("03-10")) == 2


def test_many_places_or_the_whole_country_are_no_limit(scene: Scene) -> None:
    halt(scene, places=("alba", "borg", "coral", "alba-zone"))
    halt(scene, "lodge", places=("land", "alba"))
    assert [one.scope.places for one in scene.truces("03-06")] == [("land",), ("land",)]


def test_general_names_are_about_the_known_truce(scene: Scene) -> None:
    halt(scene)
    scene.say(Act.HOLDS, "militias", "state", at="03-03")
    scene.say(Act.HOLDS, "gunmen", "state", at="03-04")
    truce = scene.truce("03-05")
    assert {party.actor for party in truce.parties} == {"hawks", "state"}


def test_strangers_on_one_side_are_another_truce(scene: Scene) -> None:
    halt(scene)
    scene.say(Act.HOLDS, "lodge", "state", at="03-03")
    assert len(scene.truces("03-05")) == 2


def test_the_other_sides_word_soon_after_is_about_the_same(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", own=True)
    border.say(Act.ANNOUNCES, "south", at="03-02", own=True)
    assert len(border.truces("03-03")) == 1
    border.say(Act.ANNOUNCES, "north", at="06-01", own=True)


def test_the_other_sides_word_long_after_is_not(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", own=True)
    border.say(Act.ANNOUNCES, "south", at="04-20", own=True)
    assert len(border.truces("04-21")) == 2


def test_other_sides_proposal_before_effect_is_its_own(border: Scene, words: Words) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", own=True, start=words.hour("03-20 06:00"))
    border.say(Act.PROPOSES, "south", at="03-02", own=True)
    assert len(border.truces("03-03")) == 2


def test_renewed_after_its_end(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01", own="north", effective_now=True)
    border.say(Act.ENDS, "north", at="03-05", own=True)
    border.say(Act.ANNOUNCES, "north", "south", at="03-09", own="north")
    old, new = border.truces("03-10 00:00")
    assert (old.formal, new.formal, new.successor_of) == (Formal.ENDED, Formal.ANNOUNCED, old.id)


def test_a_truce_that_is_over_and_restored_is_another(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, effective_now=True)
    border.say(Act.ENDS, "north", at="03-05", own=True)
    border.say(Act.RESUMES, "north", at="03-09", origin="x")
    assert [one.formal for one in border.truces("03-12")] == [Formal.ENDED], "nobody's own word restores nothing"
    border.say(Act.RESUMES, "north", at="03-20", own=True)
    old, new = border.truces("03-20 20:00")
    assert (old.formal, new.formal, new.successor_of) == (Formal.ENDED, Formal.ANNOUNCED, old.id)


def test_both_sides_agree_long_after_one_halted_alone(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, effective_now=True)
    border.say(Act.ANNOUNCES, "north", "south", at="03-03", origin="x")
    assert len(border.truces("03-04")) == 1
    border.filed.pop()
    border.say(Act.ANNOUNCES, "north", "south", at="03-09", own="north")
    old, new = border.truces("03-09 20:00")
    assert (old.formal, new.formal) == (Formal.SUPERSEDED, Formal.ANNOUNCED)


def test_the_truce_that_ends_now_is_meant_where_nobody_is_named(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01", own="north", effective_now=True, duration=20 * DAY)
    border.say(Act.EXTENDS, at="03-12", speaker=Speaker.MEDIATOR, duration=3 * DAY)
    assert "extended" not in border.changes("03-13"), "its end is far"
    border.filed.pop()
    border.say(Act.EXTENDS, at="03-19", speaker=Speaker.MEDIATOR, duration=3 * DAY)
    assert border.changes("03-19 20:00") == ["announced!", "in_effect!", "extended"]


def test_who_ends_a_truce_that_nobody_told_of_ends_his_own(border: Scene) -> None:
    border.say(Act.ENDS, "north", at="03-05", own=True)
    assert border.changes("03-06") == ["ended!"]


def test_the_end_told_again_is_no_new_truce(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01", own="north", effective_now=True)
    border.say(Act.ENDS, "north", at="03-05", own=True)
    border.say(Act.ENDS, "north", at="04-05", origin="x")
    border.say(Act.EXTENDS, "north", "south", at="03-25", origin="x")
    border.say(Act.HOLDS, "north", "south", at="03-06", origin="x")
    assert len(border.truces()) == 1


def test_an_end_long_after_an_end_is_of_another(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="01-01", own="north", effective_now=True)
    border.say(Act.ENDS, "north", at="01-05", own=True)
    border.say(Act.COLLAPSES, "north", "south", at="06-05")
    border.say(Act.NEGOTIATES, "north", "south", at="06-05")
    assert len(border.truces()) == 2


def test_effect_long_after_an_end_is_of_a_new_one(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="01-01", own="north", effective_now=True)
    border.say(Act.ENDS, "north", at="01-05", own=True)
    border.say(Act.TAKES_EFFECT, "north", "south", at="01-09")
    assert len(border.truces()) == 2


def test_broken_and_announced_anew_is_superseded(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01", own="north", effective_now=True)
    border.say(Act.COLLAPSES, "north", "south", at="03-05", origin="a")
    border.say(Act.ANNOUNCES, "north", "south", at="03-05 20:00")  # one word alone that it broke down settles nothing
    assert len(border.truces("03-06 00:00")) == 1
    border.say(Act.COLLAPSES, "north", "south", at="03-06 20:00", origin="b")
    border.say(Act.ANNOUNCES, "north", "south", at="03-07")
    assert border.changes("03-08")[-2:] == ["superseded", "announced"]
    old, new = border.truces("03-08")
    assert (old.formal, new.successor_of) == (Formal.SUPERSEDED, old.id)


def test_strained_and_announced_anew(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01", own="north", effective_now=True)
    border.say(Act.ALLEGES_VIOLATION, "north", "south", at="03-07")
    border.say(Act.ANNOUNCES, "north", "south", at="03-08")  # may be a retelling
    assert len(border.truces("03-09")) == 1
    border.say(Act.ANNOUNCES, "north", "south", at="03-08 15:00", own="south")
    assert len(border.truces("03-09")) == 2


def test_holding_and_told_again(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01", own="north", effective_now=True)
    border.say(Act.ANNOUNCES, "north", "south", at="03-20", own="north")
    assert len(border.truces("03-21")) == 1


def test_new_start_is_a_new_truce(border: Scene, words: Words) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01", own="north", effective_now=True)
    border.say(Act.ANNOUNCES, "north", "south", at="03-20", start=words.hour("03-21 06:00"))
    assert len(border.truces("03-22")) == 2


def test_lapsed_and_announced_anew(border: Scene, words: Words) -> None:
    border.say(
        Act.ANNOUNCES,
        "north",
        at="03-01",
        to=["south"],
        own=True,
        effective_now=True,
        expires=words.hour("03-05 06:00"),
    )
    border.say(Act.ANNOUNCES, "north", at="03-06 20:00", to=["south"], own=True)
    assert [one.formal for one in border.truces("03-07")] == [Formal.SUPERSEDED, Formal.ANNOUNCED]


def test_announced_long_ago_and_again(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01")
    border.say(Act.ANNOUNCES, "north", "south", at="04-15")
    assert [one.formal for one in border.truces("04-16")] == [Formal.SUPERSEDED, Formal.ANNOUNCED]


def test_offers_and_announcements_rest_in_time(border: Scene) -> None:
    border.say(Act.PROPOSES, "north", "south", at="01-01")
    border.say(Act.PROPOSES, "north", "south", at="02-15")
    border.say(Act.ANNOUNCES, "north", "south", at="02-16")
    border.say(Act.ANNOUNCES, "north", "south", at="06-16")
    assert [one.formal for one in border.truces()] == [Formal.PROPOSED, Formal.ANNOUNCED, Formal.ANNOUNCED]


def test_ended_ones_rest_in_time(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="01-01", own="north", effective_now=True)
    border.say(Act.ENDS, "north", at="01-05", own=True)
    border.say(Act.ANNOUNCES, "north", "south", at="12-05", own="north")
    assert border.truces()[1].successor_of is None


def test_nobody_named_begins_nothing(border: Scene) -> None:
    border.say(Act.ANNOUNCES, at="03-01", mediators=("broker",))
    border.say(Act.ANNOUNCES, "broker", at="03-01")
    assert border.truces() == []


def test_umbrella_by_dates(scene: Scene) -> None:
    scene.watch = scene.watch.__class__("w", "W", (("front", "guests"), ("state",)), ("land",))
    scene.say(Act.ANNOUNCES, "front", at="03-01", to=["state"], own=True, effective_now=True)
    assert {party.actor for party in scene.truce("03-02").parties} == {"front", "state"}  # the guests have left it


def test_same_day_same_parties_twice(scene: Scene) -> None:
    halt(scene, at="03-01 08:00")
    scene.say(Act.ENDS, "hawks", at="03-01 10:00", own=True)
    halt(scene, at="03-01 12:00")
    first, second = scene.truces("03-02")
    assert second.id == f"{first.id}-2"


def test_change_of_one_kind_twice_a_day_has_two_ids(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01 01:00", own=True, effective_now=True)
    for hour in (2, 4, 6, 8):
        act = Act.SUSPENDS if hour % 4 else Act.RESUMES
        border.say(act, "north", at=f"03-01 0{hour}:00", own=True)
    ids = [one.id for one in border.fold("03-01 10:00").transitions]
    assert len(set(ids)) == len(ids) == 6


def test_splinter_proclaims_and_the_opponent_is_heard_on_it(scene: Scene) -> None:
    halt(scene)
    scene.say(Act.ACCEPTS, "state", at="03-02", own=True)
    scene.say(Act.ALLEGES_VIOLATION, "hawks", at="03-03", speaker=Speaker.OPPONENT, speaker_actor="state")
    assert scene.transition(ChangeKind.VIOLATED, "03-04").confirmed is False


def test_a_report_that_names_nobody_is_about_what_is_spoken_of(scene: Scene) -> None:
    halt(scene)
    scene.say(Act.HOLDS, at="03-03", places=("alba",))
    assert scene.changes("03-04")[-1] == "holding"
    scene.say(Act.COLLAPSES, at="03-30", places=("alba",))
    scene.say(Act.PROPOSES, at="03-30", places=("alba",))
    assert scene.changes("03-31")[-1] == "holding"


def test_a_second_proposal_is_the_same(border: Scene) -> None:
    border.say(Act.PROPOSES, "north", at="03-01", to=["south"], origin="a")
    border.say(Act.PROPOSES, "north", at="03-02", to=["south"], origin="b")
    assert border.changes() == ["proposed!"]


def test_one_who_is_covered_and_leaves_is_covered_still(scene: Scene) -> None:
    halt(scene, covered=("militias",))
    scene.say(Act.WITHDRAWS, "kites", at="03-03", own=True)
    roles = {party.actor: party.role for party in scene.truce("03-04").parties}
    assert roles["kites"] is Role.COVERED


def test_that_a_truce_holds_with_nobody_knows_whom_opens_none(scene: Scene) -> None:
    scene.say(Act.HOLDS, "state", "gunmen", at="03-01")
    assert scene.changes("03-02") == []
    scene.say(Act.HOLDS, "state", "hawks", at="03-03")
    assert "in_effect" in scene.changes("03-04")
