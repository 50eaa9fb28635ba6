"""Every formal row of the table of changes, with the traps around it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from monitor.domain.model.condition import ArrangementKind, ChangedField, ChangeKind, Compliance, Formal, Role, Stance
from monitor.domain.model.report import Act, Factuality, Speaker, TermStatus, TermTiming
from monitor.domain.model.time import DAY, HOUR

if TYPE_CHECKING:
    from tests.monitor.domain.conditions.conftest import Scene, Words


MEDIATOR = {"speaker": Speaker.MEDIATOR}


def agree(border: Scene, at: str = "03-01 12:00", origin: str = "a", **more: object) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at=at, origin=origin, **more)


def commit(border: Scene, at: str = "03-01 12:00", **more: object) -> None:
    border.say(Act.ANNOUNCES, "north", at=at, to=["south"], own=True, mediators=("broker",), **more)
    border.say(Act.ACCEPTS, "south", at=at, to=["north"], own=True, **more)


# offers and announcements


def test_a_proposal_is_proposed_and_never_in_effect(border: Scene) -> None:
    border.say(Act.PROPOSES, "north", at="03-01", to=["south"], own=True)
    assert border.changes() == ["proposed!"]
    assert border.truce().formal is Formal.PROPOSED
    assert border.truce().kind is ArrangementKind.BILATERAL


def test_an_appeal_or_talks_move_nothing(border: Scene) -> None:
    border.say(Act.APPEAL, "north", "south", at="03-01")
    border.say(Act.NEGOTIATES, "north", "south", at="03-01")
    assert border.changes() == []
    assert border.fold().conditions == ()


def test_unmoving_factualities_move_nothing(border: Scene) -> None:
    for factuality in (Factuality.HYPOTHETICAL, Factuality.HISTORICAL, Factuality.FIGURATIVE, Factuality.DENIED):
        agree(border, factuality=factuality)
    border.say(Act.HOLDS, "north", "south", at="03-01", factuality=Factuality.ANNOUNCED)
    assert border.changes() == []


def test_background_never_creates(border: Scene) -> None:
    agree(border, background=True)
    assert border.changes() == []


def test_background_corroborates(border: Scene) -> None:
    agree(border)
    agree(border, at="03-02", origin="b", background=True)
    assert border.changes("03-02 20:00") == ["announced!", "in_effect"]


def test_conditional_offer_stays_proposed_until_met(scene: Scene, words: Words) -> None:
    scene.say(Act.OFFERS_IF, "hawks", at="03-01", to=["state"], own=True, terms=(words.precedent(),))
    assert scene.changes() == ["conditional_offer!"]
    scene.say(Act.TERM_MET, "state", at="03-05", own=True)
    assert scene.changes("03-05 20:00") == ["conditional_offer!", "term_met!", "announced"]
    assert scene.truce("03-05 20:00").terms[0].status is TermStatus.MET


def test_announcement_with_a_precedent_condition_is_an_offer(scene: Scene, words: Words) -> None:
    scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True, terms=(words.precedent(),))
    assert scene.changes() == ["conditional_offer!"]


def test_one_of_two_precedents_met_is_not_enough(scene: Scene, words: Words) -> None:
    scene.say(
        Act.OFFERS_IF,
        "hawks",
        at="03-01",
        to=["state"],
        own=True,
        terms=(words.precedent(), words.precedent("prisoners", "coalition")),
    )
    scene.say(Act.TERM_MET, "state", at="03-05", terms=(words.precedent(status=TermStatus.MET),))
    assert scene.changes() == ["conditional_offer!", "term_met"]


def test_a_further_party_offers_conditionally(scene: Scene, words: Words) -> None:
    scene.say(Act.PROPOSES, "hawks", at="03-01", to=["state"], mediators=("broker",))
    scene.say(Act.ACCEPTS_IF, "state", at="03-02", own=True, terms=(words.precedent("disarm", "hawks"),))
    scene.say(Act.ACCEPTS_IF, "state", at="03-03", own=True)
    assert scene.changes() == ["proposed", "conditional_offer!"]
    assert scene.transition(ChangeKind.CONDITIONAL_OFFER).field is ChangedField.STANCE
    assert words.stances(scene.truce())["state"] is Stance.ACCEPTS_IF


def test_hearsay_is_unconfirmed_until_a_second_origin(border: Scene) -> None:
    agree(border)
    assert border.changes("03-01 20:00") == ["announced"]
    first = border.transition(ChangeKind.ANNOUNCED, "03-01 20:00")
    agree(border, at="03-01 15:00", origin="a")
    assert border.changes("03-01 20:00") == ["announced"]
    agree(border, at="03-01 16:00", origin="b")
    assert border.changes("03-01 20:00") == ["announced!"]
    assert border.transition(ChangeKind.ANNOUNCED, "03-01 20:00").id == first.id


def test_constitutive_word_confirms_hearsay(border: Scene) -> None:
    agree(border)
    border.say(Act.ANNOUNCES, "south", at="03-01 14:00", own=True)
    assert border.changes("03-01 20:00") == ["announced!"]


def test_twenty_reprints_are_one_change(border: Scene) -> None:
    for minute in range(20):
        agree(border, at=f"03-01 12:{minute:02}", origin="wire:Example")
    (only,) = border.fold("03-01 20:00").transitions
    assert (only.change, only.confirmed, len(only.evidence)) == (ChangeKind.ANNOUNCED, False, 12)


def test_mediator_alone_is_unconfirmed(border: Scene) -> None:
    agree(border, mediators=("broker",), speaker_actor="broker", **MEDIATOR)
    assert border.changes("03-10") == ["announced"]
    assert "mediator" in border.transition(ChangeKind.ANNOUNCED, "03-10").reason
    assert border.truce().mediators == ("broker",)


def test_unrecognised_channel_commits_nobody(scene: Scene, words: Words) -> None:
    scene.say(Act.ANNOUNCES, "council", at="03-01", to=["state"], own=True)
    assert scene.changes("03-01 20:00") == ["announced"]
    assert words.stances(scene.truce())["council"] is Stance.SILENT


def test_own_word_commits_only_the_speaker(border: Scene, words: Words) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01", own="north")
    stances = words.stances(border.truce("03-01 20:00"))
    assert (stances["north"], stances["south"]) == (Stance.ACCEPTS, Stance.SILENT)


def test_constitutive_without_a_known_speaker_commits_nobody_of_several(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01", own=True)
    assert border.changes("03-01 20:00") == ["announced"]


def test_speaker_alone_names_itself(scene: Scene) -> None:
    scene.say(Act.ANNOUNCES, at="03-01", to=["state"], own="hawks")
    assert scene.changes("03-01 20:00") == ["announced!"]


def test_word_for_another_commits_nobody(scene: Scene) -> None:
    scene.say(Act.ANNOUNCES, "lodge", at="03-01", to=["state"], own="hawks")
    assert scene.changes("03-01 20:00") == ["announced"]


def test_umbrella_covers_its_members_who_have_not_accepted(scene: Scene, words: Words) -> None:
    scene.say(Act.ANNOUNCES, "council", at="03-01", to=["state"], covered=("militias",), effective_now=True)
    truce = scene.truce("03-01 20:00")
    roles = {party.actor: party.role for party in truce.parties}
    assert roles["hawks"] is Role.COVERED
    assert roles["kites"] is Role.COVERED
    assert words.stances(truce)["hawks"] is Stance.SILENT
    scene.say(Act.DENIES_EXISTENCE, "kites", at="03-02", own=True)
    assert scene.changes("03-02 20:00")[-1] == "denied!"
    after = scene.truce("03-02 20:00")
    assert after.disputed is False
    assert words.stances(after)["kites"] is Stance.DENIES_EXISTENCE


def test_member_speaking_for_the_umbrella_commits_itself(scene: Scene) -> None:
    scene.say(Act.ANNOUNCES, "militias", at="03-01", to=["state"], own="hawks", effective_now=True)
    roles = {party.actor: party.role for party in scene.truce("03-01 20:00").parties}
    assert roles == {"hawks": Role.DECLARER, "militias": Role.COVERED, "state": Role.ADDRESSEE}


def test_army_speaks_for_its_state(scene: Scene) -> None:
    scene.say(Act.ANNOUNCES, "brigade", at="03-01", to=["hawks"], own="brigade")
    assert scene.transition(ChangeKind.ANNOUNCED, "03-01 20:00").parties == ("state", "hawks")


def test_kinds(border: Scene, scene: Scene, words: Words) -> None:
    reciprocal = replace(words.resolutive(), timing=TermTiming.RECIPROCAL)
    scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True, terms=(reciprocal,))
    assert scene.truce("03-01 20:00").kind is ArrangementKind.RECIPROCAL
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True)
    assert border.truce("03-01 20:00").kind is ArrangementKind.UNILATERAL
    border.say(Act.ANNOUNCES, "south", at="03-02", to=["north"], own=True)
    assert border.truce("03-02 20:00").kind is ArrangementKind.RECIPROCAL
    border.say(Act.ACCEPTS, "north", at="03-03", to=["south"], own=True)
    assert border.truce("03-03 20:00").kind is ArrangementKind.BILATERAL


def test_three_sides_are_multilateral(border: Scene) -> None:
    border.watch = replace(border.watch, sides=(*border.watch.sides, ("east",)))
    border.say(Act.ANNOUNCES, "north", "south", "east", at="03-01")
    assert border.truce("03-01 20:00").kind is ArrangementKind.MULTILATERAL
    assert border.transition(ChangeKind.ANNOUNCED, "03-01 20:00").parties == ("north", "south", "east")


def test_a_lone_proposer_who_declares_is_unilateral(border: Scene) -> None:
    border.say(Act.PROPOSES, "north", at="03-01", to=["south"])
    border.say(Act.ANNOUNCES, "north", at="03-02", to=["south"], own=True)
    assert border.truce("03-02 20:00").kind is ArrangementKind.UNILATERAL


# effect


def test_stated_hour_with_every_party_committed(border: Scene, words: Words) -> None:
    commit(border, start=words.hour("03-02 06:00"))
    assert border.changes("03-02 05:59") == ["announced!"]
    assert border.changes("03-02 06:00") == ["announced!", "in_effect!"]
    effect = border.transition(ChangeKind.IN_EFFECT, "03-02 06:00")
    assert effect.evidence == ()
    assert effect.at == words.instant("03-02 06:00")
    assert border.truce("03-02 06:00").compliance is Compliance.UNKNOWN


def test_stated_day_counts_from_its_end(border: Scene, words: Words) -> None:
    commit(border, start=words.day("03-02"))
    assert border.changes("03-02 23:00") == ["announced!"]
    assert border.changes("03-03 00:00") == ["announced!", "in_effect!"]


def test_two_origins_vouch_for_all_parties(border: Scene, words: Words) -> None:
    agree(border, start=words.hour("03-02 06:00"))
    assert border.changes("03-02 08:00") == ["announced"]
    agree(border, at="03-01 13:00", origin="b")
    assert border.changes("03-02 08:00") == ["announced!", "in_effect!"]


def test_one_side_missing_waits_a_day(border: Scene, words: Words) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01 12:00", own="north", start=words.hour("03-02 06:00"))
    assert border.changes("03-03 05:59") == ["announced!"]
    assert border.changes("03-03 06:00") == ["announced!", "in_effect"]
    assert border.truce("03-03 06:00").provisional


def test_unilateral_needs_the_declarer_alone(border: Scene, words: Words) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, start=words.hour("03-02 06:00"))
    border.say(Act.REJECTS, "south", at="03-01 15:00", own=True)
    assert border.changes("03-02 07:00") == ["announced!", "rejected!", "in_effect!"]
    assert words.stances(border.truce("03-02 07:00"))["south"] is Stance.REJECTS


def test_no_hour_a_day_without_denial_is_provisional(border: Scene) -> None:
    commit(border)
    assert border.changes("03-02 11:59") == ["announced!"]
    assert border.changes("03-02 12:00") == ["announced!", "in_effect"]


def test_unvouched_hearsay_never_comes_into_effect_by_the_clock(border: Scene) -> None:
    agree(border)
    assert border.changes() == ["announced"]


def test_denial_blocks_the_clock_until_acceptance(border: Scene, words: Words) -> None:
    agree(border, start=words.hour("03-02 06:00"))
    agree(border, at="03-01 13:00", origin="b")
    border.say(Act.DENIES_EXISTENCE, "south", at="03-01 15:00", own=True, factuality=Factuality.DENIED)
    assert border.changes() == ["announced!", "denied!"]
    denial = border.transition(ChangeKind.DENIED)
    assert (denial.field, denial.before, denial.after) == (ChangedField.DISPUTED, "false", "true")
    border.say(Act.ACCEPTS, "south", at="03-04", own=True)
    assert not border.truce("03-04 13:00").disputed
    assert border.changes("03-04 13:00")[-1] == "in_effect!"


def test_government_announces_and_rebels_deny(scene: Scene) -> None:
    scene.say(Act.ANNOUNCES, "state", "hawks", at="03-01", own="state")
    scene.say(Act.DENIES_EXISTENCE, "hawks", at="03-02 08:00", own=True)
    scene.say(Act.DENIES_EXISTENCE, "hawks", at="03-03", own=True)
    assert scene.changes() == ["announced!", "denied!"]
    assert scene.truce().formal is Formal.ANNOUNCED
    assert scene.truce().disputed


def test_opponents_word_is_no_denial_and_no_rejection(border: Scene) -> None:
    agree(border)
    border.say(Act.DENIES_EXISTENCE, "south", at="03-01 14:00", speaker=Speaker.OPPONENT, speaker_actor="north")
    border.say(Act.REJECTS, "south", at="03-01 15:00", speaker=Speaker.OPPONENT, speaker_actor="north")
    border.say(Act.DENIES_EXISTENCE, at="03-01 15:00", to=["south"])
    assert border.changes() == ["announced"]


def test_addressees_denial_is_its_stance(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True)
    border.say(Act.DENIES_EXISTENCE, "south", at="03-01 13:00", own=True)
    assert border.transition(ChangeKind.DENIED).field is ChangedField.STANCE
    assert not border.truce("03-01 14:00").disputed


def test_report_of_effect(border: Scene) -> None:
    agree(border)
    border.say(Act.TAKES_EFFECT, "north", "south", at="03-02 08:00", origin="b")
    assert border.changes("03-02 09:00") == ["announced!", "in_effect"]
    border.say(Act.HOLDS, "north", "south", at="03-02 10:00", origin="c")
    assert border.changes("03-02 11:00") == ["announced!", "in_effect!", "holding"]


def test_misread_preview_before_the_hour_is_no_effect(border: Scene, words: Words) -> None:
    agree(border, start=words.hour("03-04 06:00"))
    border.say(Act.TAKES_EFFECT, "north", "south", at="03-02 08:00", origin="b")
    assert "in_effect" not in border.changes("03-03")


def test_effect_to_come_is_an_announcement(border: Scene, words: Words) -> None:
    border.say(Act.TAKES_EFFECT, "north", "south", at="03-01", when=words.hour("03-02 06:00"))
    border.say(Act.TAKES_EFFECT, "north", "south", at="03-01 14:00", origin="b", factuality=Factuality.ANNOUNCED)
    assert border.changes("03-01 20:00") == ["announced!"]


def test_have_halted_is_effective_at_once(scene: Scene, words: Words) -> None:
    scene.say(Act.ANNOUNCES, "hawks", at="03-01 15:00", to=["state"], own=True, effective_now=True)
    assert scene.changes("03-01 16:00") == ["announced!", "in_effect!"]
    assert scene.truce("03-01 16:00").dates.effective == words.day("03-01")


def test_have_halted_with_a_day_of_its_own(scene: Scene, words: Words) -> None:
    scene.say(
        Act.ANNOUNCES, "hawks", at="03-02 15:00", to=["state"], own=True, effective_now=True, when=words.day("03-01")
    )
    assert scene.truce("03-02 16:00").dates.effective == words.day("03-01")


def test_effect_heard_first_begins_an_arrangement(border: Scene) -> None:
    border.say(Act.HOLDS, "north", "south", at="03-02 10:00")
    assert border.changes("03-02 11:00") == ["in_effect", "holding"]


def test_day_of_effect_counts_from_its_end_or_the_report(border: Scene, words: Words) -> None:
    border.say(Act.TAKES_EFFECT, "north", "south", at="03-02 10:00", start=words.day("03-02"))
    border.act("north", at="03-02", on=["south"], places=["strait"])
    assert border.changes("03-02 20:00") == ["in_effect"]


# rejections


def test_essential_rejection_before_effect(border: Scene) -> None:
    border.say(Act.PROPOSES, "north", at="03-01", to=["south"])
    border.say(Act.REJECTS, "south", at="03-02")
    assert border.changes() == ["proposed", "rejected"]
    assert border.truce().formal is Formal.NEVER_EFFECTIVE
    border.say(Act.REJECTS, "south", at="03-02 14:00", origin="b")
    assert border.changes() == ["proposed", "rejected!"]


def test_announced_falls_only_by_own_word(border: Scene) -> None:
    agree(border)
    border.say(Act.REJECTS, "south", at="03-02")
    assert border.truce().formal is Formal.ANNOUNCED
    border.say(Act.REJECTS, "south", at="03-02 14:00", own=True)
    assert border.truce().formal is Formal.NEVER_EFFECTIVE


def test_rejection_without_an_offer_is_a_note_once_for_a_while(border: Scene) -> None:
    border.say(Act.REJECTS, "north", at="03-01", origin="a")
    border.say(Act.REJECTS, "north", at="03-03", origin="b")
    assert border.changes() == ["rejected!"]
    note = border.transition(ChangeKind.REJECTED)
    assert (note.arrangement, note.parties, note.field) == (None, ("north", "south"), ChangedField.STANCE)
    border.say(Act.REJECTS, "north", at="05-03", origin="b")
    assert border.changes() == ["rejected!", "rejected"]


def test_opponents_note_is_none(border: Scene) -> None:
    border.say(Act.REJECTS, "north", at="03-01", speaker=Speaker.OPPONENT, speaker_actor="south")
    border.say(Act.REJECTS, at="03-01", to=["south"])
    border.say(Act.TERM_MET, "north", at="03-01")
    assert border.changes() == []


def test_rejection_in_force_is_no_change_of_an_essential_party(border: Scene) -> None:
    commit(border, effective_now=True)
    border.say(Act.REJECTS, "south", at="03-05", own=True)
    assert "rejected!" not in border.changes("03-06")


def test_another_factions_rejection_moves_its_stance(scene: Scene) -> None:
    scene.say(Act.ANNOUNCES, "state", "hawks", at="03-01", effective_now=True)
    scene.say(Act.REJECTS, "lodge", at="03-02", own=True)
    scene.say(Act.REJECTS, "lodge", at="03-03", own=True)
    assert scene.changes("03-04") == ["announced", "in_effect", "rejected!"]
    assert next(party.role for party in scene.truce("03-04").parties if party.actor == "lodge") is Role.SPLINTER


# suspension and ends


@pytest.fixture
def running(border: Scene) -> Scene:
    commit(border, effective_now=True)
    return border


def tail(scene: Scene, until: str) -> list[str]:
    return [change for change in scene.changes(until) if change not in {"announced!", "in_effect!"}]


def test_suspended_and_resumed(running: Scene, words: Words) -> None:
    running.say(Act.SUSPENDS, "north", at="03-05", own=True)
    assert tail(running, "03-06") == ["suspended!"]
    assert words.stances(running.truce("03-06"))["north"] is Stance.SUSPENDS
    running.say(Act.RESUMES, "north", at="03-08", own=True)
    running.say(Act.RESUMES, "north", at="03-08 14:00", own=True)
    assert tail(running, "03-09") == ["suspended!", "resumed!"]
    assert words.stances(running.truce("03-09"))["north"] is Stance.ACCEPTS


def test_opponents_word_suspends_and_ends_nothing(running: Scene) -> None:
    for act in (Act.SUSPENDS, Act.ENDS, Act.WITHDRAWS):
        running.say(act, "north", at="03-05", speaker=Speaker.OPPONENT, speaker_actor="south")
    assert tail(running, "03-06") == []


def test_ended_by_an_essential_party(running: Scene) -> None:
    running.say(Act.ENDS, "south", at="03-05", own=True)
    assert tail(running, "03-06") == ["ended!"]
    assert running.truce().dates.ended is not None


def test_unconfirmed_end_is_undone_by_signs_of_life(running: Scene) -> None:
    running.say(Act.ENDS, "south", at="03-05", origin="a")
    assert tail(running, "03-06") == ["ended"]
    running.say(Act.HOLDS, "north", "south", at="03-06", origin="b")
    assert tail(running, "03-07") == ["ended", "in_effect", "holding"]


def test_confirmed_end_stays(running: Scene) -> None:
    running.say(Act.ENDS, "south", at="03-05", origin="a")
    running.say(Act.ENDS, "south", at="03-05 13:00", origin="b")
    running.say(Act.HOLDS, "north", "south", at="03-06", origin="c")
    assert tail(running, "03-07") == ["ended!"]


def test_withdrawal_of_another_faction(scene: Scene, words: Words) -> None:
    scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True, effective_now=True, covered=("militias",))
    scene.say(Act.SUSPENDS, "kites", at="03-02", own=True)
    scene.say(Act.WITHDRAWS, "kites", at="03-03", own=True)
    scene.say(Act.WITHDRAWS, "kites", at="03-04", own=True)
    assert scene.changes("03-05") == ["announced!", "in_effect!", "withdrawn!", "withdrawn!"]
    assert scene.truce("03-05").formal is Formal.IN_EFFECT
    assert words.stances(scene.truce("03-05"))["kites"] is Stance.WITHDRAWS


def test_it_is_over_says_nobody(running: Scene) -> None:
    running.say(Act.ENDS, at="03-05", speaker_actor=None, to=["south"])
    assert tail(running, "03-05 20:00") == ["broken"]


def test_it_is_over_near_its_end_has_run_out(border: Scene, words: Words) -> None:
    commit(border, effective_now=True, expires=words.hour("03-05 06:00"))
    border.say(Act.ENDS, at="03-05 04:00", to=["south"])
    assert tail(border, "03-06") == ["expired"]


def test_lapsed_then_expired_by_the_clock(border: Scene, words: Words) -> None:
    commit(border, effective_now=True, expires=words.hour("03-05 06:00"))
    assert tail(border, "03-05 06:00") == ["lapsed"]
    assert border.truce("03-05 06:00").provisional
    assert tail(border, "03-07 06:00") == ["lapsed", "expired"]


def test_lapsed_is_reopened(border: Scene, words: Words) -> None:
    commit(border, effective_now=True, expires=words.hour("03-05 06:00"))
    border.say(Act.HOLDS, "north", "south", at="03-06")
    assert tail(border, "03-20") == ["lapsed", "in_effect", "holding"]


def test_an_accusation_takes_back_an_end_that_only_the_clock_set(border: Scene, words: Words) -> None:
    commit(border, effective_now=True, expires=words.hour("03-05 06:00"))
    border.say(Act.ALLEGES_VIOLATION, "north", at="04-05", to=["south"])
    assert tail(border, "04-05 18:00") == ["lapsed", "expired", "in_effect", "violated"]


def test_an_accusation_takes_back_a_lapse_but_no_end(border: Scene, words: Words) -> None:
    commit(border, effective_now=True, expires=words.hour("03-05 06:00"))
    border.say(Act.EXPIRES, "north", "south", at="03-05 03:00")
    border.say(Act.ALLEGES_VIOLATION, "north", at="03-05 05:00", to=["south"])
    assert tail(border, "03-05 06:00") == ["expired"]
    border.say(Act.HOLDS, "north", "south", at="03-05 06:00")
    assert tail(border, "03-05 07:00")[:2] == ["expired", "in_effect"]


def test_lapsed_and_extended_after_all(border: Scene, words: Words) -> None:
    commit(border, effective_now=True, expires=words.hour("03-05 06:00"))
    border.say(Act.EXTENDS, "north", "south", at="03-05 09:00", expires=words.hour("03-09 06:00"))
    assert tail(border, "03-06") == ["lapsed", "extended"]
    assert tail(border, "03-09 06:00") == ["lapsed", "extended", "lapsed"]


def test_lapsed_then_reported_expired(border: Scene, words: Words) -> None:
    commit(border, effective_now=True, expires=words.hour("03-05 06:00"))
    border.say(Act.EXPIRES, "north", "south", at="03-05 09:00")
    border.say(Act.ENDS, "north", at="03-05 10:00")
    assert tail(border, "03-20") == ["lapsed", "expired!"]


def test_lapsed_then_said_to_have_ended_by_hearsay(border: Scene, words: Words) -> None:
    commit(border, effective_now=True, expires=words.hour("03-05 06:00"))
    border.say(Act.ENDS, "north", at="03-05 10:00")
    assert tail(border, "03-20") == ["lapsed", "expired"]


def test_preview_of_expiry_moves_nothing(border: Scene, words: Words) -> None:
    commit(border, effective_now=True, expires=words.hour("03-05 06:00"))
    border.say(Act.EXPIRES, "north", "south", at="03-03 09:00")
    assert tail(border, "03-04") == []


def test_expiry_from_a_duration(border: Scene, words: Words) -> None:
    commit(border, start=words.hour("03-02 06:00"), duration=36 * HOUR)
    assert tail(border, "03-03 18:00") == ["lapsed"]
    assert border.truce("03-02 00:00").dates.expires == words.hour("03-03 18:00")


def test_duration_counts_from_the_effect(border: Scene) -> None:
    commit(border, duration=2 * DAY)
    border.say(Act.TAKES_EFFECT, "north", "south", at="03-02 08:00")
    assert tail(border, "03-04 08:00") == ["in_effect", "lapsed"]


def test_collapse_needs_two_origins_and_a_day(running: Scene) -> None:
    running.say(Act.COLLAPSES, "north", "south", at="03-05 12:00", origin="a")
    assert tail(running, "03-11") == ["broken"]
    running.say(Act.COLLAPSES, "north", "south", at="03-05 18:00", origin="b")
    assert tail(running, "03-06 17:00") == ["broken!"]
    assert tail(running, "03-06 18:00") == ["broken!", "collapsed!"]


def test_collapse_is_averted_by_affirmation(running: Scene) -> None:
    running.say(Act.COLLAPSES, "north", "south", at="03-05 12:00", own="north")
    running.say(Act.HOLDS, "north", "south", at="03-06 10:00", origin="c")
    assert tail(running, "03-08") == ["broken!"]
    assert tail(running, "03-14") == ["broken!", "holding!"]


def test_collapse_after_the_end_moves_nothing(running: Scene) -> None:
    running.say(Act.ENDS, "south", at="03-05", own=True)
    running.say(Act.COLLAPSES, "north", "south", at="03-05 12:00", origin="a")
    running.say(Act.EXPIRES, "north", "south", at="03-05 12:00", origin="a")
    assert tail(running, "03-20") == ["ended!"]
