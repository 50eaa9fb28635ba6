"""What spoke for an act about a truce and was ruled out, each with its reason."""

import pytest

from monitor.domain.classify.coder import Coder
from monitor.domain.classify.ruled_out import Reason, RuledOut
from monitor.domain.model.article import Article
from monitor.domain.model.report import Act


def ruled_out(coder: Coder, text: str, title: str = "") -> tuple[RuledOut, ...]:
    return coder.ruled_out(Article("a", title, text))


@pytest.mark.parametrize(
    ("text", "act", "reason"),
    [
        ("Hamas denied that it broke the truce with Israel.", Act.ALLEGES_VIOLATION, Reason.UNREAL),
        ("If the truce collapses, Israel and Hamas will fight on.", Act.COLLAPSES, Reason.CONDITION),
        ("Israel will fight on after the truce with Hamas ends.", Act.ENDS, Reason.PENDING),
        ("Israel and Hamas met two months after they agreed to a ceasefire.", Act.ANNOUNCES, Reason.BYGONE),
        ("The ceasefire of Israel and Hamas did not collapse.", Act.COLLAPSES, Reason.NEGATED),
        ("The truce of Israel and Hamas could collapse.", Act.COLLAPSES, Reason.PLANNED),
        ("A trade truce between China and the US took effect on Monday.", Act.TAKES_EFFECT, Reason.BORROWED),
        ("Israel and Hamas met about the extended ceasefire.", Act.EXTENDS, Reason.DESCRIBED),
        ("The mayor rejected any ceasefire in Gaza.", Act.REJECTS, Reason.NO_PARTY),
        ("Doubts remain despite a truce over parking.", Act.ALLEGES_VIOLATION, Reason.LACKING),
        (
            "The rapper and the band fought over an album, a song and a film. They agreed on a truce.",
            Act.ANNOUNCES,
            Reason.FIGURATIVE,
        ),
        ("The banks agreed on a long pause.", Act.ANNOUNCES, Reason.OTHER_PAUSE),
        ("Hamas fighters were halted in their attacks.", Act.ANNOUNCES, Reason.PASSIVE),
        ("Hamas rejected an extension of the ceasefire with Israel.", Act.EXTENDS, Reason.OUTRANKED),
    ],
)
def test_a_reason_is_told(coder: Coder, text: str, act: Act, reason: Reason) -> None:
    found = {(one.act, one.reason) for one in ruled_out(coder, text)}
    assert (act, reason) in found


def test_it_is_told_with_its_sentence_in_the_texts_order(coder: Coder) -> None:
    first, second = "Hamas denied that it broke the truce with Israel.", "If the truce collapses, the war goes on."
    found = ruled_out(coder, f"{first} {second}", title="Gaza truce holds")
    assert [one.evidence.sentence for one in found] == [first, second]
    assert found[0].evidence.rule == "violate.breaks"


def test_what_is_reported_is_not_ruled_out_in_the_same_sentence(coder: Coder) -> None:
    acts = [one.act for one in ruled_out(coder, "Israel and Hamas agreed on a ceasefire.")]
    assert Act.ANNOUNCES not in acts


@pytest.mark.parametrize(
    "text", ["", "...", "Israel y Hamas acordaron un alto el fuego en la Franja de Gaza este lunes."]
)
def test_nothing_is_ruled_out_of_what_is_not_read(coder: Coder, text: str) -> None:
    assert ruled_out(coder, text) == ()


def test_a_weaker_rule_for_what_is_reported_is_not_told(coder: Coder) -> None:
    found = ruled_out(coder, "Qatar said that Israel and Hamas made progress in talks on a truce.")
    assert Act.NEGOTIATES not in {one.act for one in found}
