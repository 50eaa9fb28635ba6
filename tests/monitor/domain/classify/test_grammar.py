"""The pattern language: what is read, and what is refused."""

import pytest

from monitor.domain.classify.grammar import PatternMistake, compile_shape
from monitor.domain.classify.inflect import Form, verb_forms

BITS = {"wall": 1, "truce": 2, "agree": 4, "subordinate": 8}


def test_a_line_compiles_to_steps() -> None:
    shape = compile_shape("=^@agree:past+part !@truce ..4 the? ...2 @truce|pause$", BITS)
    first, article, last = shape.steps
    assert (first.mask, first.forms, first.first, first.head) == (4, Form.PAST | Form.PARTICIPLE, True, True)
    assert (article.words, article.gap, article.optional, article.barred) == (frozenset({"the"}), 4, True, 2 | 1 | 8)
    assert (last.gap, last.barred, last.last, last.words) == (2, 0, True, frozenset({"pause"}))
    assert shape.head == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("@none", "no class 'none'"),
        ("@agree:perfect", "no verb form 'perfect'"),
        ("@agree:past|@truce", "wants different verb forms"),
        ("a|", "empty choice"),
        ("", "needs a step"),
        ("@truce ..3", "needs a step"),
        ("=@truce =@agree", "only one step"),
        ("the? @truce", "cannot be optional"),
    ],
)
def test_mistakes_are_named(line: str, reason: str) -> None:
    with pytest.raises(PatternMistake, match=reason):
        compile_shape(line, BITS)


@pytest.mark.parametrize(
    ("lemma", "words"),
    [
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("ratify", {"ratify", "ratifies", "ratified", "ratifying"}),
        ("reach", {"reach", "reaches", "reached", "reaching"}),
        ("die", {"die", "dies", "died", "dying"}),
        ("declare", {"declare", "declares", "declared", "declaring"}),
        ("break", {"break", "breaks", "broke", "broken", "breaking"}),
    ],
)
def test_verbs_have_their_forms(lemma: str, words: set[str]) -> None:
    assert set(verb_forms(lemma, {"break": ("broke", "broken")})) == words
