"""A coding for a reader: marks in the text, and what each says."""

from dataclasses import replace

import pytest

from monitor.cli.marked import marked, read_out
from monitor.domain.classify.ruled_out import Reason, RuledOut
from monitor.domain.model.article import Article
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.report import Act, CeasefireReport, Coding


@pytest.mark.parametrize(
    ("spans", "text"),
    [
        ([], "one two three"),
        ([(4, 7)], "one [[1: two]] three"),
        ([(4, 7), (4, 7)], "one [[1,2: two]] three"),
        ([(0, 13), (4, 7)], "[[1: one [[2: two]] three]]"),
        ([(0, 3), (4, 13)], "[[1: one]] [[2: two three]]"),
        ([(4, 99), (7, 7), (-1, 3)], "one two three"),
        ([(0, 3), (3, 7)], "[[1: one]][[2:  two]] three"),
    ],
)
def test_spans_are_marked_by_number(spans: list[tuple[int, int]], text: str) -> None:
    assert marked("one two three", spans) == text


@pytest.mark.parametrize(("title", "start"), [("", 2), ("Quiet", 7)])
def test_a_coded_article_is_read_out(coding: Coding, report: CeasefireReport, title: str, start: int) -> None:
    sentence = report.evidence.sentence
    moved = replace(report, evidence=replace(report.evidence, start=start, end=start + len(sentence)))
    lines = list(read_out(Article("a", title, sentence), replace(coding, reports=(moved,)), Lexicon((), ())))
    assert lines[0].endswith(f"[[1: {sentence}]]")
    assert lines[0].startswith(title)
    assert lines[1] == ""
    assert lines[2].startswith("a: announced")
    assert lines[2].endswith("(confidence 0.91)")
    assert lines[3].startswith("[1] kataib-hezbollah: announces")
    assert lines[3].endswith("(rule announce.halts)")


def test_what_was_ruled_out_stands_below(coding: Coding, report: CeasefireReport) -> None:
    long = replace(report.evidence, sentence="word " * 60)
    out = (RuledOut(Act.TAKES_EFFECT, Reason.NEGATED, report.evidence), RuledOut(Act.ENDS, Reason.PENDING, long))
    lines = list(read_out(Article("a", "", "x"), replace(coding, reports=()), Lexicon((), ()), out))
    assert lines[3:5] == ["", "ruled out:"]
    assert lines[5] == f"- takes effect (rule announce.halts): it is negated: {report.evidence.sentence}"
    assert lines[6].endswith("word word…")
