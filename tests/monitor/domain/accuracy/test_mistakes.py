"""Which mistakes there are, in which order, and which sentence stands behind each."""

from collections.abc import Callable

from monitor.domain.accuracy import Gold, Judged, worst
from monitor.domain.model.report import Label, Report

Judge = Callable[..., Judged]
NONE, ENDED = Gold(Label.NONE), Gold(Label.ENDED)


def test_what_is_right_or_not_asked_is_no_mistake(judge: Judge) -> None:
    acceptable = Gold(Label.NONE, frozenset({Label.ENDED}), militia_activity=False, relevant=False)
    assert worst([judge(acceptable, "ended"), judge(Gold(), "ended", relevant=True)], 9) == ()


def test_the_surest_assertion_is_the_worst(
    judge: Judge, truce: Callable[..., Report], event: Callable[..., Report]
) -> None:
    quiet = Gold(militia_activity=False, relevant=False)
    shot = event(0.9)
    rows = [
        judge(quiet, row_id="seen", relevant=True, militia_activity=True, reports=(shot,)),
        judge(ENDED, row_id="overlooked", confidence=0.9),
        judge(NONE, "ended", "doubtful", confidence=0.4, reports=(truce("ends", 0.4),)),
        judge(NONE, "ended", "sure", confidence=0.8, reports=(truce("ends", 0.8),)),
        judge(Gold(relevant=True), row_id="missed"),
    ]
    order = [(wrong.article.id, wrong.asked.value, wrong.gold, wrong.given) for wrong in worst(rows, 9)]
    assert order == [
        ("sure", "ceasefire_change", "none", "ended"),
        ("doubtful", "ceasefire_change", "none", "ended"),
        ("overlooked", "ceasefire_change", "ended", "none"),
        ("seen", "militia_activity", "no", "yes"),
        ("seen", "relevant", "no", "yes"),
        ("missed", "relevant", "yes", "no"),
    ]
    assert [wrong.article.id for wrong in worst(rows, 1)] == ["sure"]
    assert worst(rows, 0) == ()


def test_the_sentence_is_the_one_that_the_label_was_taken_from(judge: Judge, truce: Callable[..., Report]) -> None:
    ends, sure, extends = truce("ends", 0.6), truce("ends", 0.9), truce("extends", 0.95)
    (wrong,) = worst([judge(NONE, "ended", confidence=0.6, reports=(extends, sure, ends))], 1)
    assert (wrong.evidence, wrong.confidence) == (ends.evidence, 0.6)
    (wrong,) = worst([judge(NONE, "ended", confidence=0.1, reports=(extends, ends, sure))], 1)
    assert wrong.evidence == sure.evidence


def test_without_its_own_sentence_the_nearest_one_stands(
    judge: Judge, truce: Callable[..., Report], event: Callable[..., Report]
) -> None:
    extends = truce("extends", 0.3)
    (wrong,) = worst([judge(NONE, "ended", reports=(event(0.9), extends))], 1)
    assert wrong.evidence == extends.evidence
    (wrong,) = worst([judge(NONE, "ended", reports=(event(0.9),))], 1)
    assert wrong.evidence is None


def test_an_answer_without_a_sentence_is_told_as_such(judge: Judge) -> None:
    (wrong,) = worst([judge(Gold(relevant=False), relevant=True)], 1)
    assert (wrong.evidence, wrong.confidence) == (None, 0.0)
