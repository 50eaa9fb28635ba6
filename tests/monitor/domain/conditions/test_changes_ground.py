"""The rows on what happens on the ground: holding, violated, broken; scope and blindness."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from monitor.domain.model.condition import ChangeKind, Compliance, Formal
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.lexicon import Actor, ActorKind
from monitor.domain.model.report import Act, Factuality, PloverEvent, Speaker
from monitor.domain.model.time import Precision

if TYPE_CHECKING:
    from tests.monitor.domain.conditions.conftest import Scene, Words


@pytest.fixture
def halted(scene: Scene) -> Scene:
    scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True, effective_now=True, covered=("militias",))
    return scene


@pytest.fixture
def line(border: Scene) -> Scene:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01", own="north", effective_now=True)
    return border


def tail(scene: Scene, until: str = "03-20") -> list[str]:
    return [change for change in scene.changes(until) if change not in {"announced!", "in_effect!"}]


def test_first_violation_strains(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"], origin="a")
    assert tail(halted, "03-06") == ["violated"]
    change = halted.transition(ChangeKind.VIOLATED, "03-06")
    assert (change.after, change.rule, change.actor) == ("strained", "violated.attributed", "hawks")


def test_two_neutral_origins_confirm_without_a_second_change(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"], origin="a")
    first = halted.transition(ChangeKind.VIOLATED, "03-06")
    halted.act("hawks", at="03-05 14:00", on=["state"], origin="b")
    assert tail(halted, "03-06") == ["violated!"]
    assert halted.transition(ChangeKind.VIOLATED, "03-06").id == first.id


def test_one_origin_twice_confirms_nothing(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"], origin="a")
    halted.act("hawks", at="03-05 14:00", on=["state"], origin="a")
    assert tail(halted, "03-06") == ["violated"]


def test_the_victims_word_is_not_neutral(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"], origin="a", speaker=Speaker.OPPONENT, speaker_actor="state")
    halted.act("hawks", at="03-05", on=["state"], origin="b", speaker_actor="army", speaker=Speaker.OFFICIAL)
    halted.act("hawks", at="03-05", on=["state"], origin="c")
    assert tail(halted, "03-06") == ["violated"]


def test_a_monitor_confirms(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"], speaker=Speaker.MONITOR)
    assert tail(halted, "03-06") == ["violated!"]


def test_admission_confirms(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"], speaker=Speaker.PARTY, speaker_actor="hawks")
    assert tail(halted, "03-06") == ["violated!"]


def test_a_claim_turns_an_incident_into_a_confirmed_violation(halted: Scene) -> None:
    halted.act(at="03-05", on=["coalition"], origin="a")
    assert tail(halted, "03-06") == ["violated"]
    halted.act("cave", at="03-05 18:00", on=["coalition"], origin="b", claimed=["cave"], denied=["hawks"])
    assert tail(halted, "03-06") == ["violated!"]
    assert halted.truce("03-06").violations == ("r002",)


def test_incidents_strain_and_never_break(halted: Scene) -> None:
    for day in range(5, 15):
        for origin in "ab":
            halted.act(at=f"03-{day:02}", on=["state"], origin=origin, places=["alba" if day % 2 else "borg"])
    assert "broken!" not in tail(halted)
    assert all(not change.endswith("!") for change in tail(halted, "03-15"))


def test_suspicion_and_general_names_are_incidents(halted: Scene) -> None:
    halted.act("gunmen", at="03-05", on=["state"])
    assert halted.transition(ChangeKind.VIOLATED, "03-06").rule == "violated.incident"


def test_an_addressee_cannot_violate_a_unilateral_truce(halted: Scene) -> None:
    halted.act("state", at="03-05", on=["hawks"], claimed=["state"])
    assert tail(halted, "03-20") == []


def test_both_can_violate_a_bilateral_truce(line: Scene) -> None:
    line.act("south", at="03-05", on=["north"], places=["strait"], claimed=["south"])
    assert tail(line, "03-06") == ["violated!"]


def test_a_clash_of_both_is_a_violation(line: Scene) -> None:
    line.act("south", "north", at="03-05", on=["north", "south"], places=["strait"])
    assert tail(line, "03-06") == ["violated"]


def test_a_strangers_act_is_none(halted: Scene) -> None:
    halted.act("neighbour", at="03-05", on=["state"])
    assert tail(halted, "03-06") == []
    halted.act("offshoot", at="03-07", on=["state"])  # split off from a side: an incident that nobody is tied to
    assert tail(halted, "03-08") == ["violated"]


def test_members_of_no_umbrella_are_not_bound(scene: Scene) -> None:
    scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True, effective_now=True)
    scene.act("lodge", at="03-05", on=["state"])
    scene.act("kites", at="03-05", on=["state"])
    assert tail(scene, "03-20") == []


def test_one_who_left_violates_nothing(halted: Scene) -> None:
    halted.say(Act.WITHDRAWS, "kites", at="03-03", own=True)
    halted.act("kites", at="03-05", on=["state"])
    assert tail(halted, "03-20") == ["withdrawn!"]


def test_an_act_on_ones_own_side_is_none(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["kites"])
    assert tail(halted) == []


def test_an_act_without_target_counts_in_its_place(halted: Scene) -> None:
    halted.act("hawks", at="03-05", places=["coral"])
    assert tail(halted, "03-06") == ["violated"]


def test_an_act_without_target_and_place_is_none(halted: Scene) -> None:
    halted.act("hawks", at="03-05", places=[])
    halted.act(at="03-06")
    assert tail(halted) == []


def test_an_act_abroad_is_none(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"], places=["abroad"])
    assert tail(halted) == []


def test_truce_in_one_town_only(scene: Scene) -> None:
    scene.say(Act.ANNOUNCES, "hawks", "state", at="03-01", effective_now=True, places=("alba",), own="hawks")
    scene.act("hawks", at="03-05", on=["state"], places=["coral"])
    scene.act("hawks", at="03-05", on=["state"], places=[])
    assert tail(scene) == []
    scene.act("hawks", at="03-06", on=["state"], places=["alba-zone"])
    assert tail(scene, "03-07") == ["violated"]


def test_before_the_effect_nothing_is_violated(border: Scene, words: Words) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, start=words.hour("03-03 06:00"))
    border.act("north", at="03-02", on=["south"], places=["strait"])
    border.act("north", at="03-03", on=["south"], places=["strait"])  # on the very day, hour unknown
    border.act(
        "north", at="03-03 08:00", on=["south"], places=["strait"], day=False, killed=1
    )  # told within the hours of grace
    assert border.changes("03-03 12:00") == ["announced!", "in_effect!"]
    border.act("north", at="03-04 18:00", on=["south"], places=["strait"], day=False, killed=1)
    assert border.changes("03-04 20:00") == ["announced!", "in_effect!", "violated"]


def test_an_act_of_the_day_told_before_the_halt_is_weighed_then(scene: Scene) -> None:
    scene.act(at="03-01 09:00", on=["state"])
    scene.act("hawks", at="02-25 09:00", on=["state"])
    scene.say(Act.ANNOUNCES, "hawks", at="03-01 15:00", to=["state"], own=True, effective_now=True)
    assert scene.changes("03-02") == ["announced!", "in_effect!", "violated"]


def test_background_and_unreal_acts_move_nothing(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"], background=True)
    halted.act("hawks", at="03-05", on=["state"], factuality=Factuality.HYPOTHETICAL)
    halted.act("hawks", at="03-05", on=["state"], event=PloverEvent.MOBILIZE)
    assert tail(halted) == []


def test_threats_are_on_record_only(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"], event=PloverEvent.THREATEN, factuality=Factuality.THREATENED)
    halted.act("lodge", at="03-05", on=["state"], event=PloverEvent.THREATEN)
    halted.say(Act.ENDS, "hawks", at="03-06", own=True, factuality=Factuality.THREATENED)
    assert tail(halted) == []
    assert halted.truce("03-20").threats == ("r001", "r003")


def test_at_most_one_violation_a_day(halted: Scene) -> None:
    halted.act("hawks", at="03-05 08:00", on=["state"], places=["alba"], claimed=["hawks"])
    halted.act("kites", at="03-05 09:00", on=["state"], places=["coral"])
    assert tail(halted, "03-05 20:00") == ["violated!"]


def test_strained_again_needs_something_new(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"])
    halted.act("hawks", at="03-06", on=["state"])
    assert tail(halted, "03-07") == ["violated"]
    halted.act("hawks", at="03-07", on=["state"], killed=12)
    halted.act("kites", at="03-08", on=["state"])
    halted.act("kites", at="03-09", on=["state"], claimed=["kites"])
    halted.act("kites", at="03-10", on=["state"])
    assert tail(halted, "03-11") == ["violated", "violated", "violated", "violated!"]


def test_strained_again_after_the_dwell(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"])
    halted.act("hawks", at="03-07", on=["state"])
    halted.act("hawks", at="03-09", on=["state"])
    assert tail(halted, "03-10") == ["violated", "violated"]


def test_broken_on_three_days_of_five(halted: Scene) -> None:
    for day in (5, 7, 9):
        halted.act("hawks", at=f"03-{day:02}", on=["state"], claimed=["hawks"])
    assert tail(halted, "03-10") == ["violated!", "violated!", "broken!"]
    assert halted.truce("03-10").compliance is Compliance.BROKEN
    halted.act("hawks", at="03-10", on=["state"], claimed=["hawks"])
    assert tail(halted, "03-11") == ["violated!", "violated!", "broken!"]


def test_three_days_too_far_apart_break_nothing(halted: Scene) -> None:
    for day in (5, 8, 11):
        halted.act("hawks", at=f"03-{day:02}", on=["state"], claimed=["hawks"])
    assert "broken!" not in tail(halted, "03-12")


def test_broken_in_two_districts(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"], claimed=["hawks"], places=["alba-zone", "alba", "upper"])
    assert "broken!" not in tail(halted, "03-06")
    halted.act("hawks", at="03-06", on=["state"], claimed=["hawks"], places=["borg"])
    assert tail(halted, "03-07")[-1] == "broken!"


def test_two_wires_on_one_shell_do_not_break(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"], origin="a")
    halted.act("hawks", at="03-05 13:00", on=["state"], origin="b")
    assert tail(halted, "03-06") == ["violated!"]


def test_broken_above_half_the_rate_before(scene: Scene) -> None:
    for day in range(20, 28):
        scene.act("hawks", at=f"02-{day}", on=["state"])
    scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True, effective_now=True)
    for number, target in enumerate(("state", "coalition", "north")):
        scene.act(
            "hawks", at="03-02", on=[target, "state"] if number == 2 else [target], claimed=["hawks"], places=["upper"]
        )
    assert "broken!" not in scene.changes("03-03")
    scene.act("hawks", at="03-03", on=["state"], claimed=["hawks"], places=["upper"])
    assert scene.changes("03-04")[-1] == "broken!"


def test_allegations(line: Scene) -> None:
    line.say(Act.ALLEGES_VIOLATION, "south", at="03-05", speaker=Speaker.OPPONENT, speaker_actor="north", origin="a")
    line.say(Act.ALLEGES_VIOLATION, "north", at="03-05", speaker=Speaker.OPPONENT, speaker_actor="south", origin="b")
    assert tail(line, "03-06") == ["violated"]
    assert line.transition(ChangeKind.VIOLATED, "03-06").actor == "north"


def test_a_monitors_finding_is_confirmed(line: Scene) -> None:
    line.say(Act.ALLEGES_VIOLATION, "south", at="03-05", speaker=Speaker.OPPONENT, speaker_actor="north")
    line.say(Act.ALLEGES_VIOLATION, "south", at="03-05 18:00", speaker=Speaker.MONITOR)
    assert tail(line, "03-06") == ["violated!"]


def test_a_monitors_finding_on_another_day_is_new(line: Scene) -> None:
    line.say(Act.ALLEGES_VIOLATION, "south", at="03-05", speaker=Speaker.OPPONENT, speaker_actor="north")
    line.say(Act.ALLEGES_VIOLATION, at="03-06 18:00", to=["south"], speaker=Speaker.MONITOR)
    assert tail(line, "03-07") == ["violated", "violated!"]


def test_two_neutral_media_confirm_an_allegation(line: Scene) -> None:
    line.say(Act.ALLEGES_VIOLATION, "south", at="03-05", origin="a")
    line.say(Act.ALLEGES_VIOLATION, "south", at="03-05 14:00", origin="b")
    assert tail(line, "03-06") == ["violated!"]


def test_allegation_before_effect_is_ignored(border: Scene, words: Words) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, start=words.hour("03-05 06:00"))
    border.say(Act.ALLEGES_VIOLATION, "south", at="03-02", to=["north"])
    assert border.changes("03-04") == ["announced!"]
    border.say(Act.TAKES_EFFECT, "north", at="03-05 08:00", to=["south"], start=words.hour("03-05 07:00"))
    border.say(Act.ALLEGES_VIOLATION, "south", at="03-05 06:30", to=["north"])
    assert border.changes("03-05 12:00") == ["announced!", "in_effect!", "violated"]


def test_allegation_implies_effect(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01 00:00")
    border.say(Act.ALLEGES_VIOLATION, "south", "north", at="03-01 06:00")
    assert border.changes("03-01 12:00") == ["announced"]
    border.say(Act.ALLEGES_VIOLATION, "south", "north", at="03-01 18:00", speaker=Speaker.OPPONENT)
    assert border.changes("03-01 20:00") == ["announced", "in_effect", "violated"]


def test_allegation_implies_nothing_of_a_disputed_truce(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01 00:00")
    border.say(Act.DENIES_EXISTENCE, "south", at="03-01 06:00", own=True)
    border.say(Act.ALLEGES_VIOLATION, "south", "north", at="03-02 18:00")
    assert border.changes("03-03") == ["announced", "denied!"]


def test_allegation_heard_first_presumes_a_truce(border: Scene) -> None:
    border.filed.clear()
    border.say(Act.ALLEGES_VIOLATION, "south", "north", at="03-02 18:00")
    assert border.changes("03-03") == ["violated"]


def test_holding_after_three_clean_days(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"])
    assert tail(halted, "03-08 23:59") == ["violated"]
    assert tail(halted, "03-09 00:00") == ["violated", "holding!"]


def test_holding_after_seven_clean_days_from_broken_where_somebody_still_speaks_of_it(halted: Scene) -> None:
    halted.say(Act.COLLAPSES, "hawks", at="03-05 12:00", to=["state"], origin="a")
    assert tail(halted, "03-12 12:00") == ["broken"]
    halted.say(Act.HOLDS, "hawks", at="03-05 20:00", to=["state"])
    assert tail(halted, "03-12 11:00") == ["broken"]
    assert tail(halted, "03-12 12:00") == ["broken", "holding!"]


def test_a_truce_that_nobody_named_before_has_two_sides_where_both_are_named(scene: Scene) -> None:
    scene.say(Act.ALLEGES_VIOLATION, "hawks", at="03-01", to=["state"], own="state", speaker=Speaker.OPPONENT)
    scene.say(Act.ENDS, "state", at="03-02", own=True)
    assert tail(scene, "03-03")[-1] == "ended!"


def test_a_stranger_who_is_hit_is_not_protected(halted: Scene) -> None:
    halted.act("hawks", at="03-05 12:00", on=["neighbour"], places=["alba"])
    assert tail(halted, "03-06") == []


def test_report_of_holding_waits_for_the_dwell(halted: Scene) -> None:
    halted.act("hawks", at="03-05 12:00", on=["state"], day=False)
    halted.say(Act.HOLDS, "hawks", at="03-05 20:00", to=["state"])
    assert tail(halted, "03-06") == ["violated"]
    halted.say(Act.HOLDS, "hawks", at="03-06 20:00", to=["state"])
    halted.say(Act.HOLDS, "hawks", at="03-06 22:00", to=["state"], origin="b")
    assert tail(halted, "03-07") == ["violated", "holding!"]


def test_the_clock_is_blind_without_coverage(halted: Scene, words: Words) -> None:
    halted.coverage = Coverage(((0, words.ms("03-06")),))
    halted.act("hawks", at="03-05", on=["state"])
    assert tail(halted, "04-20") == ["violated"]
    halted.coverage = Coverage(((0, words.ms("03-06")), (words.ms("04-01"), words.ms("04-20"))))
    change = next(one for one in halted.fold("04-20").transitions if one.change is ChangeKind.HOLDING)
    assert change.at == words.instant("04-04")


def test_a_blind_clock_lapses_nothing(border: Scene, words: Words) -> None:
    border.say(
        Act.ANNOUNCES,
        "north",
        at="03-01",
        to=["south"],
        own=True,
        effective_now=True,
        expires=words.hour("03-05 06:00"),
    )
    border.coverage = Coverage(((0, words.ms("03-04")), (words.ms("03-07 00:00"), words.ms("04-20"))))
    assert border.changes("03-06") == ["announced!", "in_effect!"]
    lapse = border.transition(ChangeKind.LAPSED)
    assert lapse.at == words.instant("03-07 00:00")


def test_next_due(border: Scene, words: Words) -> None:
    assert border.fold("03-01").next_due is None
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, start=words.hour("03-05 06:00"))
    assert border.fold("03-02").next_due == words.ms("03-05 06:00")
    border.coverage = Coverage(((0, words.ms("03-02")),))
    assert border.fold("03-06").next_due == words.ms("03-06") + 10 * 60_000
    border.coverage = Coverage()
    assert border.fold("03-02").next_due == words.ms("03-05 06:00")
    border.act("south", at="03-01", on=["north"])
    assert border.fold("12-01").next_due is None or border.fold("12-01").next_due > words.ms("12-01")


def test_lapsed_is_observed_on(border: Scene, words: Words) -> None:
    border.say(
        Act.ANNOUNCES,
        "north",
        at="03-01",
        to=["south"],
        own=True,
        effective_now=True,
        expires=words.hour("03-05 06:00"),
    )
    border.act("north", at="03-06", on=["south"], places=["strait"])
    assert tail(border, "03-06 20:00") == ["lapsed", "violated"]
    assert border.truce("03-06 20:00").formal is Formal.LAPSED


def test_a_bomb_against_nobody_knows_whom_is_no_incident_of_a_truce_of_one_side(halted: Scene) -> None:
    halted.act(at="03-04", on=["nobody-known"])
    assert tail(halted, "03-05") == []
    halted.act(at="03-05", on=["state"])
    assert tail(halted, "03-06") == ["violated"]


def test_a_bomb_at_soldiers_of_another_country_is_no_incident(halted: Scene) -> None:
    homes = {"hawks": "aa", "state": "aa", "guards": "bb"}
    guards = Actor("guards", "Guards", ActorKind.GENERIC, country="bb")
    actors = (*halted.lexicon.actors, guards)
    halted.lexicon = replace(
        halted.lexicon,
        actors=tuple(replace(actor, country=homes.get(actor.id, actor.country)) for actor in actors),
        places=tuple(replace(place, country="bb" if place.id == "coral" else "aa") for place in halted.lexicon.places),
    )
    halted.watch = replace(halted.watch, sides=(halted.watch.sides[0], (*halted.watch.sides[1], "guards")))
    halted.act(at="03-04", on=["guards"], places=["coral"])
    assert tail(halted, "03-05") == []
    halted.act(at="03-06", on=["state"], places=["coral"])
    assert tail(halted, "03-07") == ["violated"], "a party that is named is hit wherever it is"
    halted.filed.pop()
    halted.act(at="03-06", on=["guards"], places=["alba"])
    assert tail(halted, "03-07") == ["violated"], "and so are soldiers at home"


def test_a_broken_truce_that_nobody_speaks_of_lapses(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, effective_now=True)
    border.say(Act.TAKES_EFFECT, "north", "south", at="03-01 15:00")
    for day in range(2, 25):
        border.act("south", at=f"03-{day:02}", on=["north"], places=["strait"], claimed=["south"])
    assert "broken!" in tail(border, "03-10")
    assert "lapsed" not in tail(border, "03-10")
    assert "lapsed" in tail(border, "03-24")
    assert border.truce("03-24").provisional


def test_an_unconfirmed_act_means_nothing_to_a_truce_out_of_mind(halted: Scene) -> None:
    halted.act(at="05-05", on=["state"])
    halted.act("hawks", at="05-06", on=["state"])
    assert tail(halted, "05-07") == []
    halted.act("hawks", at="05-08", on=["state"], claimed=["hawks"])
    assert tail(halted, "05-09") == ["violated!"]


def test_no_act_means_anything_to_a_truce_at_rest(halted: Scene) -> None:
    halted.act("hawks", at="11-20", on=["state"], claimed=["hawks"])
    assert halted.changes() == ["announced!", "in_effect!"]


def test_hearsay_of_effect_is_no_truce_that_acts_violate(border: Scene) -> None:
    border.say(Act.TAKES_EFFECT, "north", "south", at="03-01", origin="a")
    border.act("north", at="03-03", on=["south"], places=["strait"])
    assert border.changes("03-03 20:00") == ["in_effect"]
    border.say(Act.HOLDS, "north", "south", at="03-04", origin="b")
    assert border.changes("03-04 20:00") == ["in_effect!", "holding", "violated"]


def test_talk_of_fighting_is_no_act(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"], places=["land"], day=False)
    assert tail(halted, "03-06") == []


def test_a_truce_that_flaps_must_stay_clean_longer(halted: Scene) -> None:
    halted.act("hawks", at="03-05", on=["state"])
    halted.act("hawks", at="03-10", on=["state"])
    assert tail(halted, "03-17") == ["violated", "holding!", "violated"]
    assert tail(halted, "03-18 00:00")[-1] == "holding!"


def test_the_like_of_it_is_told_ever_less(halted: Scene) -> None:
    for day in range(5, 16):
        halted.act("hawks", at=f"03-{day:02}", on=["state"])
    assert tail(halted, "03-16") == ["violated", "violated", "violated"]


def test_a_time_too_wide_moves_nothing(border: Scene, words: Words) -> None:
    year = replace(words.day("01-01"), precision=Precision.YEAR)
    border.say(Act.TAKES_EFFECT, "north", "south", at="03-01", when=year)
    border.act("north", at="03-03", on=["south"], when=year)
    assert border.fold().conditions == ()


@pytest.fixture
def heard(scene: Scene) -> Scene:
    """Give a halt that two origins report, whose effect is only presumed."""
    for origin in ("a", "b"):
        scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], speaker_actor=None, origin=origin)
    for day in (5, 7, 9):
        scene.act("hawks", at=f"03-{day:02}", on=["state"], claimed=["hawks"])
    return scene


def test_what_was_only_presumed_and_is_broken_wears_out(heard: Scene) -> None:
    assert heard.truce("03-10").compliance is Compliance.BROKEN
    assert heard.changes("03-11")[-1] == "broken!"
    assert heard.changes("03-13")[-1] == "lapsed"
    assert heard.transition(ChangeKind.LAPSED, "03-13").rule == "lapsed.broken"
    assert heard.changes("03-20")[-1] == "expired"


def test_a_word_of_it_keeps_it_and_a_later_one_opens_it_again(heard: Scene) -> None:
    heard.say(Act.ALLEGES_VIOLATION, "hawks", at="03-11", speaker=Speaker.OPPONENT, speaker_actor="state", origin="c")
    assert heard.changes("03-13")[-1] == "broken!"
    heard.say(Act.HOLDS, "hawks", at="03-15", to=["state"], origin="d")
    assert "in_effect" in heard.changes("03-16")[-2:]


def test_a_partys_own_word_does_not_wear_out(halted: Scene) -> None:
    for day in (5, 7, 9):
        halted.act("hawks", at=f"03-{day:02}", on=["state"], claimed=["hawks"])
    assert "lapsed" not in tail(halted, "03-15")


def test_talks_after_a_long_silence_are_about_the_next_truce(halted: Scene) -> None:
    halted.say(Act.NEGOTIATES, "hawks", at="08-01", to=["state"])
    halted.say(Act.ANNOUNCES, "hawks", at="08-02", to=["state"], own=True, effective_now=True)
    assert halted.changes("08-03")[-3:] == ["superseded!", "announced!", "in_effect!"]
