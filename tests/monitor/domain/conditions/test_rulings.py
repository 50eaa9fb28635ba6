"""What an analyst's rulings do to a watch: set, confirm, dismiss, note, and back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from monitor.domain.conditions import Fold, reconcile
from monitor.domain.conditions.hand import (
    Case,
    Status,
    Word,
    allowed,
    confirming,
    dismissing,
    dismissing_all,
    noting,
    setting,
)
from monitor.domain.model.condition import ChangedField, ChangeKind, ConditionChange, ConditionKind
from monitor.domain.model.report import Act, Speaker
from monitor.domain.model.ruling import Verb, Withdrawal
from monitor.domain.model.time import DAY, HOUR, instant
from monitor.errors import RulingRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.domain.model.condition import Arrangement, Derivation, Transition
    from monitor.domain.model.ruling import Ruling
    from tests.monitor.domain.conditions.conftest import Scene, Words


@dataclass
class Office:
    """An analyst at work on a scene: everything is journalled as it is derived, and ruled on at noon of a day."""

    scene: Scene
    words: Words
    journal: list[ConditionChange] = field(default_factory=list)
    confirmed: frozenset[str] = frozenset()
    rulings: list[Ruling] = field(default_factory=list)

    def derive(self, until: str) -> Derivation:
        fold = Fold(self.scene.watch, self.scene.lexicon)
        fold.rule(self.rulings)
        fold.file(self.scene.filed)
        return fold.derive(self.scene.coverage, self.words.ms(until))

    def settle(self, until: str) -> list[str]:
        """Journal what is new by then and give it, confirmations with a question mark before."""
        filed = {one.id: one for one in self.scene.filed}
        now = self.words.ms(until)
        found = reconcile(self.journal, self.confirmed, self.derive(until), filed, now, rulings=self.rulings)
        self.journal += found.changes
        self.confirmed |= frozenset(found.confirmations)
        kinds = {one.id: one.transition.change for one in self.journal}
        told = [f"{one.transition.change}{'!' if one.transition.confirmed else ''}" for one in found.changes]
        return told + [f"?{kinds[name]}" for name in found.confirmations]

    def case(self) -> Case:
        fold = Fold(self.scene.watch, self.scene.lexicon)
        fold.file(self.scene.filed)
        return Case(self.scene.watch.id, fold, self.rulings, self.journal, self.scene.coverage)

    def word(self, at: str, why: str = "I was there") -> Word:
        return Word("Mary", why, self.words.ms(at))

    def change(self, kind: ChangeKind) -> ConditionChange:
        return next(one for one in self.journal if one.transition.change is kind)

    def truce(self, until: str) -> Arrangement:
        (found,) = [one.arrangement for one in self.derive(until).conditions if one.arrangement]
        return found

    def set(self, value: str, at: str, *, name: str = "", ruled: str = "", compliance: bool = False) -> Ruling:
        about = ChangedField.COMPLIANCE if compliance else ChangedField.FORMAL
        status = Status(about, value, instant(self.words.ms(at)))
        ruled = ruled or at
        ruling = setting(self.case(), name or self.truce(ruled).id, status, self.word(ruled))
        self.rulings.append(ruling)
        return ruling

    def withdraw(self, ruling: Ruling, at: str) -> None:
        gone = replace(ruling, withdrawn=Withdrawal(self.words.ms(at), "Joe", "a mix-up."))
        self.rulings[self.rulings.index(ruling)] = gone


@pytest.fixture
def office(scene: Scene, words: Words) -> Office:
    """Hawks have halted their attacks since 1 March, by their own word."""
    scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True, effective_now=True)
    made = Office(scene, words)
    made.settle("03-02")
    return made


def analyst(derivation: Derivation) -> list[Transition]:
    return [one for one in derivation.transitions if one.rule == "analyst.set"]


def test_a_status_is_set_and_told_with_name_and_reason(office: Office) -> None:
    ruling = office.set("ended", "03-05")
    (made,) = analyst(office.derive("03-06"))
    assert (made.change, made.before, made.after, made.confirmed) == ("ended", "in_effect", "ended", True)
    assert (made.reason, made.evidence) == ("The analyst Mary sets it: I was there.", (ruling.id,))
    assert office.settle("03-06") == ["ended!"]
    assert office.change(ChangeKind.ENDED).announced
    assert office.settle("03-06") == []
    assert office.truce("03-06").dates.ended == instant(office.words.ms("03-05"))


def test_reports_move_on_what_was_set(office: Office) -> None:
    office.set("suspended", "03-05")
    office.scene.say(Act.RESUMES, "hawks", at="03-07", to=["state"], own=True)
    assert [one.change for one in office.derive("03-08").transitions][-2:] == ["suspended", "resumed"]
    assert office.truce("03-08").formal == "in_effect"


def test_an_end_that_an_analyst_set_is_not_undone_by_talk(office: Office) -> None:
    office.set("ended", "03-05")
    office.scene.say(Act.HOLDS, "hawks", "state", at="03-06", to=["state"])
    assert office.truce("03-08").formal == "ended"


def test_a_set_of_the_past_is_news_only_if_it_is_not_old(office: Office) -> None:
    office.set("ended", "03-05", ruled="03-10")
    office.settle("03-10")
    assert office.change(ChangeKind.ENDED).transition.reported_at == office.words.ms("03-10")
    assert office.change(ChangeKind.ENDED).announced
    office.withdraw(office.rulings[0], "03-11")
    office.set("expired", "03-05", ruled="04-10")
    office.settle("04-10")
    assert not office.change(ChangeKind.EXPIRED).announced


@pytest.mark.parametrize(
    ("value", "change"),
    [
        ("proposed", "proposed"),
        ("announced", "announced"),
        ("suspended", "suspended"),
        ("ended", "ended"),
        ("collapsed", "collapsed"),
        ("expired", "expired"),
        ("never_effective", "rejected"),
    ],
)
def test_every_formal_status_can_be_set_and_left_again(office: Office, value: str, change: str) -> None:
    office.set(value, "03-05")
    assert analyst(office.derive("03-05"))[-1].change == change
    assert office.truce("03-05").formal == value
    office.set("in_effect", "03-05 20:00")
    back = "resumed" if value == "suspended" else "in_effect"
    assert analyst(office.derive("03-06"))[-1].change == back
    after = office.truce("03-09")
    assert (after.formal, after.dates.ended) == ("in_effect", None)


def test_an_announcement_that_was_set_takes_effect_as_ever(border: Scene, words: Words) -> None:
    border.say(Act.PROPOSES, "north", at="03-01", to=["south"], origin="x")
    office = Office(border, words)
    office.set("announced", "03-02")
    (effect,) = [one for one in office.derive("03-05").transitions if one.change is ChangeKind.IN_EFFECT]
    assert (effect.rule, effect.at.start) == ("in_effect.presumed", words.ms("03-03"))
    assert office.truce("03-05").dates.declared == instant(words.ms("03-02"))


def test_effect_that_is_set_makes_acts_count(border: Scene, words: Words) -> None:
    border.say(Act.PROPOSES, "north", at="03-01", to=["south"], origin="x")
    border.act("north", at="03-04", on=["south"], places=["strait"])
    office = Office(border, words)
    assert "violated" not in [one.change for one in office.derive("03-05").transitions]
    office.set("in_effect", "03-02", ruled="03-05")
    assert "violated" in [one.change for one in office.derive("03-05").transitions]


def test_a_deadline_that_has_passed_does_not_end_what_is_set_anew(border: Scene, words: Words) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, start=words.hour("03-02"),
               expires=words.hour("03-04"))  # fmt: skip
    border.say(Act.ACCEPTS, "south", at="03-01 13:00", to=["north"], own=True)
    office = Office(border, words)
    assert office.truce("03-05").formal == "lapsed"
    office.set("in_effect", "03-05")
    after = office.truce("03-20")
    assert (after.formal, after.dates.expires) == ("in_effect", None)
    office.set("announced", "03-20 13:00")
    assert office.truce("03-20 14:00").formal == "announced"  # its old hour does not bring it into effect at once


def test_what_happened_while_it_was_over_does_not_weigh_on_what_is_set_anew(office: Office) -> None:
    office.set("broken", "03-04", compliance=True)
    office.set("ended", "03-05")
    office.scene.act("hawks", at="03-06", on=["state"], claimed=["hawks"])
    office.set("in_effect", "03-08")
    truce = [one.after for one in office.derive("03-20").transitions if one.kind is ConditionKind.CEASEFIRE]
    assert truce[-1] == "in_effect"
    assert office.truce("03-20").compliance == "unknown"
    office.scene.act("hawks", at="03-10", on=["state"], claimed=["hawks"])
    assert office.truce("03-11").compliance == "strained"


@pytest.mark.parametrize(("value", "change"), [("holding", "holding"), ("strained", "violated"), ("broken", "broken")])
def test_compliance_can_be_set(office: Office, value: str, change: str) -> None:
    office.set(value, "03-05", compliance=True)
    (made,) = analyst(office.derive("03-05 13:00"))
    assert (made.change, made.field, made.after) == (change, "compliance", value)
    assert office.truce("03-05 13:00").compliance == value


def test_strained_again_from_broken_and_then_clean(office: Office) -> None:
    office.set("broken", "03-05", compliance=True)
    office.set("strained", "03-06", compliance=True)
    office.set("holding", "03-07", compliance=True)
    assert [one.after for one in analyst(office.derive("03-08"))] == ["broken", "strained", "holding"]


def test_what_is_set_to_strained_holds_again_after_clean_days(office: Office) -> None:
    office.set("strained", "03-05", compliance=True)
    holding = office.derive("03-12").transitions[-1]
    assert (holding.rule, holding.at.start) == ("holding.clean_days", office.words.ms("03-08"))


@pytest.mark.parametrize(
    ("value", "at", "why"),
    [
        ("in_effect", "03-05", "was in_effect already at 2020-03-05T12:00:00Z; to back that change"),
        ("ended", "03-09", "2020-03-09T12:00:00Z lies ahead; say what is"),
        ("ended", "02-01", "had not begun by 2020-02-01T12:00:00Z; give a later --at"),
    ],
)
def test_a_set_that_would_move_nothing_is_refused(office: Office, value: str, at: str, why: str) -> None:
    with pytest.raises(RulingRefused, match=why):
        office.set(value, at, ruled="03-06")


def test_what_an_arrangement_is_on_the_ground_already_is_refused(office: Office) -> None:
    office.set("broken", "03-04", compliance=True)
    with pytest.raises(RulingRefused, match="was broken already"):
        office.set("broken", "03-05", compliance=True)


def test_compliance_of_what_is_over_is_refused(office: Office) -> None:
    office.set("ended", "03-04")
    with pytest.raises(RulingRefused, match=r"was ended at .* set --formal first"):
        office.set("broken", "03-05", compliance=True)


def test_an_arrangement_that_nobody_knows_cannot_be_set(office: Office) -> None:
    with pytest.raises(RulingRefused, match="none had not begun"):
        office.set("ended", "03-05", name="none")


def test_a_set_finds_its_arrangement_though_a_late_report_gave_it_another_id(office: Office) -> None:
    ruling = office.set("ended", "03-05")
    office.settle("03-06")
    office.scene.say(Act.ANNOUNCES, "hawks", at="02-28", to=["state"], own=True, effective_now=True)
    assert office.truce("03-06").id != ruling.subject
    assert [one.evidence for one in analyst(office.derive("03-06"))] == [(ruling.id,)]


def test_a_set_whose_arrangement_is_no_more_moves_nothing(office: Office) -> None:
    office.set("ended", "03-05")
    office.settle("03-06")
    office.scene.void(office.scene.filed[0])
    assert office.derive("03-06").transitions == ()
    assert [one[:9] for one in office.settle("03-06")] == ["corrected"] * 3


def test_what_was_set_can_be_taken_back(office: Office) -> None:
    ruling = office.set("ended", "03-05")
    office.settle("03-06")
    office.withdraw(ruling, "03-07")
    assert office.settle("03-07") == ["corrected!"]
    assert office.journal[-1].transition.reason.endswith(
        "is taken back: the analyst Joe withdrew the ruling: a mix-up."
    )
    assert office.truce("03-07").formal == "in_effect"


def test_a_change_is_confirmed_by_hand(scene: Scene, words: Words) -> None:
    scene.say(Act.ANNOUNCES, "hawks", "state", at="03-01")
    office = Office(scene, words)
    assert office.settle("03-01 13:00") == ["announced"]
    office.rulings.append(confirming(office.case(), office.change(ChangeKind.ANNOUNCED), office.word("03-01 14:00")))
    assert office.settle("03-01 14:00") == ["?announced"]
    assert office.settle("03-05") == ["in_effect"]  # it is vouched for now, so that its effect is presumed
    with pytest.raises(RulingRefused, match="is confirmed already"):
        confirming(office.case(), office.change(ChangeKind.ANNOUNCED), office.word("03-05"))


def test_an_end_that_is_confirmed_is_not_undone_by_talk(office: Office) -> None:
    office.scene.say(Act.ENDS, "hawks", at="03-04", to=["state"], origin="x")
    office.scene.say(Act.HOLDS, "hawks", "state", at="03-05", origin="y")
    assert office.truce("03-06").formal == "in_effect"
    office.settle("03-06")
    office.rulings.append(confirming(office.case(), office.change(ChangeKind.ENDED), office.word("03-06")))
    assert office.truce("03-06").formal == "ended"
    assert "?ended" in office.settle("03-06")


def test_what_was_confirmed_stays_so_when_an_earlier_report_comes_late(office: Office) -> None:
    office.scene.say(Act.ENDS, "hawks", at="03-04", to=["state"], origin="x")
    office.settle("03-04")
    office.rulings.append(confirming(office.case(), office.change(ChangeKind.ENDED), office.word("03-04 13:00")))
    assert office.settle("03-04 13:00") == ["?ended"]
    office.scene.say(Act.ENDS, "hawks", at="03-03 13:00", to=["state"], origin="x")
    made = office.derive("03-05").transitions[-1]
    assert (made.at.start, made.confirmed) == (office.words.ms("03-03 13:00"), True)
    assert office.settle("03-05") == []


def test_a_violation_and_a_presumed_effect_are_confirmed(scene: Scene, words: Words) -> None:
    scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True)
    scene.act("hawks", at="03-04", on=["state"])
    office = Office(scene, words)
    office.settle("03-05")
    assert office.truce("03-05").provisional
    office.rulings.append(confirming(office.case(), office.change(ChangeKind.IN_EFFECT), office.word("03-05")))
    assert not office.truce("03-05").provisional
    assert office.settle("03-05") == ["?in_effect"]
    office.rulings.append(confirming(office.case(), office.change(ChangeKind.VIOLATED), office.word("03-05")))
    assert office.settle("03-05") == ["?violated"]


def test_a_confirmation_that_is_withdrawn_counts_no_more(office: Office) -> None:
    office.scene.say(Act.ENDS, "hawks", at="03-04", to=["state"], origin="x")
    office.settle("03-04")
    ruling = confirming(office.case(), office.change(ChangeKind.ENDED), office.word("03-04 13:00"))
    office.rulings.append(ruling)
    assert office.derive("03-05").transitions[-1].confirmed
    office.withdraw(ruling, "03-05")
    assert not office.derive("03-05").transitions[-1].confirmed


def test_a_dismissed_change_is_taken_back_with_all_that_followed(office: Office) -> None:
    for number in range(30):  # more than a change keeps as its proof
        office.scene.say(Act.ENDS, "hawks", at="03-04", to=["state"], origin=f"o{number}")
    assert office.settle("03-05") == ["ended!"]
    office.rulings.append(dismissing(office.case(), office.change(ChangeKind.ENDED), office.word("03-05", "satire.")))
    assert office.settle("03-05") == ["corrected!"]
    assert office.journal[-1].transition.reason.endswith(
        "is taken back: the analyst Mary dismissed its report: satire."
    )
    assert (office.truce("03-05").formal, len(office.rulings[0].acts_on)) == ("in_effect", 30)
    with pytest.raises(RulingRefused, match="has been taken back already"):
        dismissing(office.case(), office.change(ChangeKind.ENDED), office.word("03-06"))
    with pytest.raises(RulingRefused, match="is a correction"):
        dismissing(office.case(), office.journal[-1], office.word("03-06"))
    office.withdraw(office.rulings[0], "03-06")
    assert office.settle("03-06") == ["corrected!"]
    assert (office.journal[-1].transition.after, office.truce("03-06").formal) == ("reinstated", "ended")


def test_what_a_dismissal_moves_beside_it_is_told_as_such(office: Office) -> None:
    office.scene.say(Act.SUSPENDS, "hawks", at="03-04", to=["state"], own=True)
    office.scene.say(Act.RESUMES, "hawks", at="03-05", to=["state"], own=True)
    office.settle("03-06")
    office.rulings.append(dismissing(office.case(), office.change(ChangeKind.SUSPENDED), office.word("03-06")))
    assert office.settle("03-06") == ["corrected!", "corrected!"]
    reasons = [one.transition.reason.partition(": ")[2] for one in office.journal[-2:]]
    assert "a later report, or an analyst's ruling, alters the past." in reasons


def test_a_dismissed_report_that_is_retracted_too_leaves_nothing(office: Office) -> None:
    gone = office.scene.say(Act.ENDS, "hawks", at="03-04", to=["state"], own=True)
    office.settle("03-05")
    office.rulings.append(dismissing(office.case(), office.change(ChangeKind.ENDED), office.word("03-05")))
    going = Fold(office.scene.watch, office.scene.lexicon)
    going.rule(office.rulings)
    going.file(office.scene.filed)
    before = going.derive(office.scene.coverage, office.words.ms("03-06"))
    going.file([replace(gone, voided=True)])
    assert going.derive(office.scene.coverage, office.words.ms("03-06")) == before


def test_what_the_clock_alone_did_is_not_dismissed_but_set(scene: Scene, words: Words) -> None:
    scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True)
    scene.say(Act.HOLDS, "hawks", at="03-03", to=["state"], origin="x")  # bears it out, and is not its cause
    office = Office(scene, words)
    office.settle("03-04")
    with pytest.raises(
        RulingRefused, match="the clock alone made it; say how it stands with `trucewatch conditions set"
    ):
        dismissing(office.case(), office.change(ChangeKind.IN_EFFECT), office.word("03-04"))


def test_what_an_analyst_set_is_not_dismissed_but_withdrawn(office: Office) -> None:
    ruling = office.set("ended", "03-05")
    office.settle("03-06")
    with pytest.raises(RulingRefused, match=rf"was set by an analyst; .*conditions undo {ruling.id}"):
        dismissing(office.case(), office.change(ChangeKind.ENDED), office.word("03-06"))


def test_a_dismissed_arrangement_is_gone_and_its_acts_are_not(office: Office) -> None:
    office.scene.act("hawks", at="03-04", on=["state"])
    name = office.truce("03-05").id
    office.settle("03-05")
    office.rulings.append(dismissing_all(office.case(), name, office.word("03-05")))
    (level,) = office.derive("03-05").conditions
    assert (level.kind, level.status) == ("activity", "low")
    assert set(office.settle("03-05")) == {"corrected!"}
    with pytest.raises(RulingRefused, match="stands no more"):
        dismissing_all(office.case(), name, office.word("03-06"))


def test_a_note_moves_nothing(office: Office) -> None:
    before = office.derive("03-05")
    office.rulings.append(noting(office.case(), office.truce("03-05").id, office.word("03-05", "look again")))
    assert office.derive("03-05") == before
    assert (office.rulings[0].verb, office.rulings[0].why) == (Verb.NOTE, "look again")


def test_rulings_as_they_were_on_record(office: Office) -> None:
    ruling = office.set("ended", "03-05")
    office.withdraw(ruling, "03-07")
    (gone,) = office.rulings
    known: Callable[[str], Ruling | None] = lambda text: gone.known_at(office.words.ms(text))  # noqa: E731
    assert known("03-04") is None
    assert known("03-06") == ruling
    assert known("03-08") == gone


def test_what_can_be_set() -> None:
    assert "lapsed" not in allowed(ChangedField.FORMAL)
    assert allowed(ChangedField.COMPLIANCE) == ("holding", "strained", "broken")


def test_two_rulings_of_the_same_content_are_one_and_others_are_others(office: Office) -> None:
    name = office.truce("03-05").id
    one, same = (noting(office.case(), name, office.word("03-05")) for _ in range(2))
    later = noting(office.case(), name, Word("Mary", "I was there", office.words.ms("03-05") + HOUR))
    assert one == same
    assert later.id != one.id


def test_a_rejection_without_an_offer_is_ruled_on_too(border: Scene, words: Words) -> None:
    border.say(Act.REJECTS, "north", at="03-01", to=["south"])
    office = Office(border, words)
    office.settle("03-01 13:00")
    ruling = confirming(office.case(), office.change(ChangeKind.REJECTED), office.word("03-02"))
    office.rulings.append(ruling)
    assert ruling.arrangement is None
    assert office.settle("03-02") == ["?rejected"]


def test_a_monitors_word_after_a_confirmation_changes_nothing(office: Office) -> None:
    office.scene.say(Act.ALLEGES_VIOLATION, "hawks", at="03-04", origin="x")
    office.settle("03-04")
    office.rulings.append(confirming(office.case(), office.change(ChangeKind.VIOLATED), office.word("03-04 13:00")))
    assert office.settle("03-04 13:00") == ["?violated"]
    office.scene.say(Act.ALLEGES_VIOLATION, "hawks", at="03-04 15:00", speaker=Speaker.MONITOR, origin="m")
    assert office.settle("03-04 16:00") == []
    assert office.words.ms("03-05") - office.words.ms("03-04") == DAY


def test_an_attack_that_an_analyst_confirms_is_confirmed(office: Office) -> None:
    office.scene.filed.clear()
    office.scene.act("hawks", at="03-04", on=["state"])
    office.settle("03-05")
    (first,) = [one for one in office.journal if one.transition.change is ChangeKind.FIRST_ATTACK]
    assert not first.transition.confirmed
    office.rulings.append(confirming(office.case(), first, office.word("03-05")))
    assert [one.confirmed for one in office.derive("03-06").transitions] == [True]


def test_a_dismissed_change_of_activity_leaves_its_attacks(office: Office) -> None:
    office.scene.act("hawks", at="03-04", on=["state"], killed=40)
    office.settle("03-05")
    deadly = next(one for one in office.journal if one.transition.change is ChangeKind.MASS_CASUALTY)
    office.rulings.append(dismissing(office.case(), deadly, office.word("03-05", "a parser's mistake")))
    assert set(office.settle("03-05")) == {"corrected!"}
    assert office.journal[-1].transition.reason.endswith("the analyst Mary dismissed it: a parser's mistake.")
    assert office.truce("03-05").compliance == "strained", "the attack itself still counts"
    office.withdraw(office.rulings[-1], "03-06")
    assert set(office.settle("03-06")) == {"corrected!"}


def test_a_dismissed_surge_stays_so_where_its_day_moves(office: Office) -> None:
    scene = office.scene
    scene.filed.clear()
    scene.act("hawks", at="01-01", on=["state"])
    for at in ("05-10", "05-11", "05-12"):
        for town in ("alba", "borg", "coral"):
            scene.act("hawks", at=at, on=["state"], places=[town])
    office.settle("05-13")
    surge = next(one for one in office.journal if one.transition.change is ChangeKind.SURGE)
    office.rulings.append(dismissing(office.case(), surge, office.word("05-13")))
    assert "corrected!" in office.settle("05-13")
    scene.act("kites", at="05-10", on=["coalition"], places=["borg"])
    kinds = [made.change for made in office.derive("06-30").transitions]
    assert ChangeKind.SURGE not in kinds
    assert ChangeKind.USUAL not in kinds
    level = next(one for one in office.derive("05-13").conditions if one.kind is ConditionKind.ACTIVITY)
    assert level.trend == "usual"
