"""A change in plain words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.domain.conditions import Fold, Vigil, explain_beside, explain_change, sight_changes
from monitor.domain.conditions.beside import surroundings
from monitor.domain.conditions.explaining import THRESHOLDS
from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.hand import Case, Status, Word, noting, setting
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import ChangedField, ChangeKind, ConditionChange
from monitor.domain.model.coverage import Coverage, Sight, SourceSight
from monitor.domain.model.report import Act, FiledReport
from monitor.domain.model.ruling import Withdrawal
from monitor.domain.model.time import DAY, HOUR

if TYPE_CHECKING:
    from tests.monitor.domain.conditions.conftest import Scene, Words


def lines(
    scene: Scene, change: ChangeKind, filed: dict[str, FiledReport] | None = None, **more: object
) -> tuple[str, ...]:
    found = next(one for one in scene.journal() if one.transition.change is change)
    known = {one.id: one for one in scene.filed} if filed is None else filed
    return explain_change(replace(found, **more), known, scene.lexicon)


def test_a_word(scene: Scene) -> None:
    scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True, origin="speaker:x")
    text = lines(scene, ChangeKind.ANNOUNCED)
    assert text[0] == "announced: formal from none to announced, at 2020-03-01T12:00:00Z (instant)."
    assert text[1] == "A truce is announced: Hawks says so itself."
    assert text[2:5] == ("Whose word or act: Hawks.", "Parties: Hawks, State.", "Rule: announced.constitutive.")
    assert text[5:7] == ("Confirmed, on 1 independent origin.", "Journalled at 2020-12-30T00:00:00Z, announced.")
    assert text[7] == "Evidence: “Sentence 0.”"
    assert text[8] == (
        "  Example Post https://example.org/0, 2020-03-01T12:00:00Z, origin speaker:x;"
        " read as announces (announced) of Hawks, own word, by rule rule."
    )


def test_an_act(scene: Scene) -> None:
    scene.say(Act.HOLDS, "hawks", "state", at="03-01", own="hawks")
    scene.act(at="03-03", on=["state"])
    text = lines(scene, ChangeKind.VIOLATED, announced=False)
    assert any(line.startswith("Thresholds: at most one a day") for line in text)
    assert "Unconfirmed, on 1 independent origin." in text
    assert text[-1].endswith("read as Attack (occurred) by nobody named on State, by rule rule.")
    assert any(line.endswith("not announced.") for line in text)


def test_the_clock(border: Scene, words: Words) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, start=words.hour("03-02 06:00"))
    text = lines(border, ChangeKind.IN_EFFECT)
    assert text[-1] == "Evidence: none; the clock alone moved it."
    assert not any(line.startswith("Whose word") for line in text)


def test_retracted_undated_and_lost_proof(border: Scene) -> None:
    border.say(Act.HOLDS, at="03-01", own="north", voided=False)
    filed = replace(border.filed[0], published=None, voided=True, publisher="", url="")
    text = lines(border, ChangeKind.HOLDING, {filed.id: filed})
    assert text[-1].startswith("  item0, unknown date, origin publisher:0; read as holds (occurred) of nobody named")
    assert text[-1].endswith("RETRACTED by its publisher.")
    assert lines(border, ChangeKind.HOLDING, {})[-1] == "Evidence: report r000, no longer stored."


def test_a_note_names_its_parties(border: Scene) -> None:
    border.say(Act.REJECTS, "north", at="03-01")
    found = lines(border, ChangeKind.REJECTED)
    assert "Parties: North, South." in found
    bare = next(one for one in border.journal())
    without = replace(bare, transition=replace(bare.transition, parties=(), actor=None))
    assert not any(line.startswith("Parties") for line in explain_change(without, {}, border.lexicon))


def test_a_silent_source_is_explained_by_its_record(scene: Scene) -> None:
    lost = SourceSight(1, "https://a.example/f", "A", HOUR, seen=False, seen_until=0, polled_at=9 * DAY, ok_at=0)
    failing = replace(lost, error="a.example answered 500", failures=8.0)
    well = replace(lost, id=2, seen=True)
    (made,) = sight_changes(Sight(9 * DAY, (failing, well), Coverage(((0, 9 * DAY),))), (), Vigil(0, 9 * DAY))
    text = explain_change(ConditionChange(made, 9 * DAY, announced=False), {}, scene.lexicon)
    assert text[:3] == (
        "silent: sight from heard to silent, since 1970-01-01T00:00:00Z.",
        "No good poll since 1970-01-01T00:00:00Z: a.example answered 500.",
        "Source: A.",
    )
    assert text[3] == "Rule: silent.failing."
    assert text[-2:] == (
        "Journalled at 1970-01-10T00:00:00Z, not announced.",
        "Evidence: the records of the sources, as `trucewatch sources list` shows them.",
    )
    assert {"blind.share", "sighted.share", "silent.pause", "silent.failing", "heard"} <= THRESHOLDS.keys()


def test_an_analysts_word_is_evidence_of_its_own_grade(scene: Scene, words: Words) -> None:
    scene.say(Act.ANNOUNCES, "hawks", at="03-01", to=["state"], own=True, effective_now=True)
    going = Fold(scene.watch, scene.lexicon)
    going.file(scene.filed)
    case = Case(scene.watch.id, going, (), (), scene.coverage)
    word = Word("Mary", "the communique of 4 March", words.ms("03-05"))
    ended = Status(ChangedField.FORMAL, "ended", words.instant("03-04"))
    ruling = setting(case, scene.truce().id, ended, word)
    going.rule([ruling])
    assert going.rulings == (ruling,)
    made = next(one for one in going.derive(scene.coverage, scene.now).transitions if one.change is ChangeKind.ENDED)
    gone = replace(ruling, withdrawn=Withdrawal(words.ms("03-06"), "Joe", "a forgery"))
    note = noting(case, ruling.subject, word)
    text = explain_change(ConditionChange(made, scene.now, True), {}, scene.lexicon, (gone, note))
    assert "The analyst Mary sets it: the communique of 4 March." in text
    assert "Confirmed, by an analyst." in text
    assert "Evidence of grade analyst: “the communique of 4 March”" in text
    assert f"  Mary, 2020-03-05T12:00:00Z, ruling {ruling.id}." in text
    assert text[-2:] == (
        (
            f"Ruling {ruling.id}: set formal ended, by Mary at 2020-03-05T12:00:00Z: the communique of 4 March."
            " WITHDRAWN by Joe at 2020-03-06T12:00:00Z: a forgery."
        ),
        f"Ruling {note.id}: note, by Mary at 2020-03-05T12:00:00Z: the communique of 4 March.",
    )


def test_what_stands_beside_a_change(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01 12:00", to=["south"], own=True)
    border.say(Act.REJECTS, "south", at="03-01 18:00", own=True)
    made = border.transition(ChangeKind.ANNOUNCED, "03-01 13:00")
    for minute in range(T.proof_kept + 2):
        border.say(Act.APPEAL, "south", at=f"03-01 20:{minute:02}")
    ground = Ground(border.watch, border.lexicon)
    told = explain_beside(made, surroundings(made, border.filed, ground, made.evidence))
    assert told[:3] == (
        "Dissent: “Sentence 1.”",
        "  Example Post, 2020-03-01T18:00:00Z; it says rejects.",
        "Moved nothing: “Sentence 2.”",
    )
    assert "Moved nothing: and 2 reports more." in told
    assert told[-1].startswith("What would change it: taken back")
