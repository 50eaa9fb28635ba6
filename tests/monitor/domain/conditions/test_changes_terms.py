"""The rows on dates and terms: extended, postponed, terms_changed, term_met, term_unmet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from monitor.domain.model.condition import ChangedField, ChangeKind
from monitor.domain.model.report import Act, DeadlineKind, Speaker, TermStatus
from monitor.domain.model.time import DAY, HOUR

if TYPE_CHECKING:
    from tests.monitor.domain.conditions.conftest import Scene, Words


UNNAMED = {"speaker": Speaker.UNNAMED}


@pytest.fixture
def truce(border: Scene, words: Words) -> Scene:
    border.say(
        Act.ANNOUNCES,
        "north",
        "south",
        at="03-01",
        own="north",
        effective_now=True,
        expires=words.hour("03-05 06:00"),
    )
    return border


def tail(scene: Scene, until: str) -> list[str]:
    return [change for change in scene.changes(until) if change not in {"announced!", "in_effect!"}]


def test_extended_by_a_duration(truce: Scene) -> None:
    truce.say(Act.EXTENDS, "north", "south", at="03-04", own="north", duration=2 * DAY)
    change = truce.transition(ChangeKind.EXTENDED, "03-06")
    assert (change.before, change.after) == ("2020-03-05T06:00:00Z", "2020-03-07T06:00:00Z")
    assert change.field is ChangedField.DATE
    assert tail(truce, "03-07 06:00") == ["extended!", "lapsed"]


def test_extension_told_again_moves_nothing(truce: Scene) -> None:
    for hour in range(10, 20):
        truce.say(Act.EXTENDS, "north", "south", at=f"03-04 {hour}:00", duration=2 * DAY, origin="a")
    assert tail(truce, "03-05 12:00") == ["extended"]
    truce.say(
        Act.EXTENDS, "north", "south", at="03-05 23:30", duration=2 * DAY, origin="b"
    )  # 36 h later, not near the end
    assert tail(truce, "03-06") == ["extended!"]


def test_second_extension_near_the_end(truce: Scene) -> None:
    truce.say(Act.EXTENDS, "north", "south", at="03-04 12:00", duration=2 * DAY)
    truce.say(Act.EXTENDS, "north", "south", at="03-06 12:00", duration=DAY)
    assert tail(truce, "03-08 05:00") == ["extended", "extended"]


def test_later_explicit_end_is_another_extension(truce: Scene, words: Words) -> None:
    truce.say(Act.EXTENDS, "north", "south", at="03-04 12:00", expires=words.hour("03-20 06:00"))
    truce.say(Act.EXTENDS, "north", "south", at="03-08 12:00", expires=words.hour("03-20 08:00"))
    truce.say(Act.EXTENDS, "north", "south", at="03-09 12:00", expires=words.hour("03-25 06:00"))
    assert tail(truce, "03-10") == ["extended!", "extended"]


def test_no_extension_to_an_earlier_end(truce: Scene, words: Words) -> None:
    truce.say(Act.EXTENDS, "north", "south", at="03-04 12:00", expires=words.hour("03-04 06:00"))
    assert tail(truce, "03-05 00:00") == []


def test_extension_without_a_date_forgets_the_end(truce: Scene) -> None:
    truce.say(Act.EXTENDS, "north", "south", at="03-04 12:00")
    truce.say(Act.EXTENDS, "north", "south", at="03-08 12:00")
    assert tail(truce, "05-01") == ["extended", "extended"]
    assert truce.truce("05-01").dates.expires is None


def test_extension_at_the_other_sides_request_is_one_extension(truce: Scene) -> None:
    truce.say(Act.EXTENDS, "south", at="03-04 12:00", to=["north"], own=True, duration=DAY)
    assert tail(truce, "03-05 00:00") == ["extended!"]
    assert truce.transition(ChangeKind.EXTENDED, "03-05 00:00").actor == "south"


def test_extension_implies_effect(border: Scene) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01")
    border.say(Act.EXTENDS, "north", "south", at="03-04", origin="b")
    assert border.changes("03-05") == ["announced!", "in_effect", "extended"]


def test_extension_heard_first_presumes_a_truce(border: Scene) -> None:
    border.say(Act.EXTENDS, "north", "south", at="03-04")
    assert border.changes("03-05") == ["extended"]


def test_anonymous_extension_needs_two_origins(truce: Scene) -> None:
    truce.say(Act.EXTENDS, "north", "south", at="03-04 12:00", duration=DAY, origin="a", **UNNAMED)
    truce.say(Act.EXTENDS, "north", "south", at="03-04 12:30", duration=DAY, origin="a", **UNNAMED)
    assert tail(truce, "03-04 20:00") == []
    truce.say(Act.EXTENDS, "north", "south", at="03-04 13:00", duration=DAY, origin="b", **UNNAMED)
    assert tail(truce, "03-04 20:00") == ["extended!"]


def test_anonymous_words_on_everything_else(border: Scene, words: Words) -> None:
    border.say(
        Act.ANNOUNCES,
        "north",
        "south",
        at="03-01",
        own="north",
        start=words.hour("03-09 06:00"),
        terms=(words.resolutive(),),
    )
    border.say(Act.POSTPONES, "north", "south", at="03-02", start=words.hour("03-10 06:00"), **UNNAMED)
    border.say(Act.CHANGES_TERMS, "north", "south", at="03-02", terms=(words.precedent(),), **UNNAMED)
    border.say(Act.TERM_MET, "north", "south", at="03-02", **UNNAMED)
    assert border.changes("03-03") == ["announced!"]


def test_postponed(border: Scene, words: Words) -> None:
    border.say(
        Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, start=words.hour("03-02 06:00"), duration=4 * DAY
    )
    border.say(Act.POSTPONES, "north", "south", at="03-01 20:00", start=words.hour("03-03 05:00"))
    assert border.changes("03-03 04:00") == ["announced!", "postponed"]
    assert border.changes("03-03 05:00")[-1] == "in_effect!"
    assert border.truce("03-02").dates.expires == words.hour("03-07 05:00")


def test_postponed_to_no_known_date_waits(border: Scene, words: Words) -> None:
    border.say(
        Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, start=words.hour("03-02 06:00"), duration=4 * DAY
    )
    border.say(Act.POSTPONES, "north", "south", at="03-01 20:00")
    border.say(Act.POSTPONES, "north", "south", at="03-01 22:00", origin="b")
    assert border.changes("03-20") == ["announced!", "postponed!"]
    assert border.transition(ChangeKind.POSTPONED).after == "unknown"
    assert border.truce("03-20").dates.expires is None


def test_later_hour_in_an_announcement_is_a_postponement(border: Scene, words: Words) -> None:
    for start, at in (("03-02 06:00", "03-01 10:00"), ("03-02 07:00", "03-01 11:00"), ("03-03 05:00", "03-01 20:00")):
        border.say(Act.ANNOUNCES, "north", at=at, to=["south"], own=True, start=words.hour(start))
    assert border.changes("03-02 12:00") == ["announced!", "postponed!"]


def test_earlier_hour_postpones_nothing(border: Scene, words: Words) -> None:
    border.say(Act.ANNOUNCES, "north", at="03-01", to=["south"], own=True, start=words.hour("03-05 06:00"))
    border.say(Act.POSTPONES, "north", at="03-01 20:00", to=["south"], start=words.hour("03-04 05:00"))
    assert border.changes("03-03") == ["announced!"]


def test_terms_changed(truce: Scene, words: Words) -> None:
    truce.say(Act.CHANGES_TERMS, "north", at="03-02", own=True, terms=(words.resolutive("opening of roads"),))
    truce.say(Act.CHANGES_TERMS, "north", at="03-02 14:00", own=True, terms=(words.resolutive("opening of roads"),))
    change = truce.transition(ChangeKind.TERMS_CHANGED, "03-03")
    assert (change.before, change.after) == ("none", "opening of roads")
    assert tail(truce, "03-03") == ["terms_changed!"]


def test_told_again_a_term_fills_in_what_was_unknown(truce: Scene, words: Words) -> None:
    vague = replace(words.resolutive(obligor=None), deadline=DeadlineKind.UNKNOWN)
    truce.say(Act.CHANGES_TERMS, "north", at="03-02", own=True, terms=(vague,))
    clear = replace(words.resolutive(), deadline=DeadlineKind.DATE, deadline_at=words.day("04-01"), consequence="war")
    truce.say(Act.CHANGES_TERMS, "north", at="03-03", own=True, terms=(clear,))
    (term,) = truce.truce("03-04").terms
    assert (term.obligor, term.deadline_at, term.consequence) == ("neighbour", words.day("04-01"), "war")


def test_term_unmet_marks_the_obligors_term(truce: Scene, words: Words) -> None:
    truce.say(
        Act.CHANGES_TERMS,
        "north",
        at="03-02",
        own=True,
        terms=(words.resolutive(), words.resolutive("fuel", "south"), words.precedent("plan", "neighbour")),
    )
    truce.say(Act.TERM_UNMET, "north", at="03-03", terms=(words.resolutive(obligor="south"),), own=True)
    truce.say(Act.TERM_UNMET, "north", at="03-03", terms=(words.resolutive(obligor="south"),), own=True)
    assert tail(truce, "03-04") == ["terms_changed!", "term_unmet!"]
    assert [term.status for term in truce.truce("03-04").terms] == [
        TermStatus.PENDING,
        TermStatus.UNMET,
        TermStatus.PENDING,
    ]


def test_term_unmet_of_nobody_in_particular(truce: Scene, words: Words) -> None:
    truce.say(Act.CHANGES_TERMS, "north", at="03-02", own=True, terms=(words.precedent(),))
    truce.say(Act.TERM_UNMET, at="03-03", to=["south"])
    assert tail(truce, "03-04") == ["terms_changed!", "term_unmet"]
    assert truce.transition(ChangeKind.TERM_UNMET, "03-04").reason == "The condition “withdrawal plan” is unmet."


def test_precedent_met_without_an_offer_announces_nothing(border: Scene, words: Words) -> None:
    border.say(Act.PROPOSES, "north", at="03-01", to=["south"], terms=(words.resolutive(),))
    border.say(Act.TERM_MET, "south", at="03-02")
    assert border.changes() == ["proposed", "term_met"]


def test_two_figures_keep_the_first(border: Scene, words: Words) -> None:
    border.say(Act.ANNOUNCES, "north", "south", at="03-01 12:00", duration=48 * HOUR, start=words.hour("03-02 06:00"))
    border.say(Act.ANNOUNCES, "north", "south", at="03-01 13:00", duration=96 * HOUR, origin="b")
    assert border.truce("03-01 20:00").dates.expires == words.hour("03-04 06:00")


def test_what_was_agreed_replaces_what_was_proposed(border: Scene, words: Words) -> None:
    border.say(
        Act.PROPOSES,
        "north",
        at="03-01",
        to=["south"],
        duration=48 * HOUR,
        start=words.hour("03-02 06:00"),
        expires=words.hour("03-04 06:00"),
    )
    border.say(
        Act.ANNOUNCES, "north", "south", at="03-02", start=words.hour("03-03 06:00"), expires=words.hour("03-09 06:00")
    )
    assert border.truce("03-02 20:00").dates.expires == words.hour("03-09 06:00")
