"""A coding for a reader: marks in the text, and what each says."""

from dataclasses import replace

import pytest

from monitor.cli.marked import marked, read_out, said
from monitor.domain.model.article import Article
from monitor.domain.model.report import (
    CeasefireReport,
    Claim,
    Coding,
    EventReport,
    Evidence,
    Factuality,
    Label,
    PloverEvent,
    Responsibility,
    SubEvent,
    Uncertain,
)


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


def test_a_coded_article_is_read_out(coding: Coding, report: CeasefireReport) -> None:
    article = Article("a", "", report.evidence.sentence)
    moved = replace(report, evidence=replace(report.evidence, start=2, end=2 + len(report.evidence.sentence)))
    lines = list(read_out(article, replace(coding, reports=(moved,)), str))
    assert lines == [
        f"[[1: {report.evidence.sentence}]]",
        "",
        "relevant: yes   militia activity: no",
        "ceasefire change: announced   confidence: 0.91",
        "parties: Kataib Hezbollah",
        "[1] announces: kataib-hezbollah to united-states; their own word; term (resolutive): as long as talks go on "
        "(occurred; rule announce.halts; 0.91)",
    ]


def test_a_guess_is_told_as_one(coding: Coding) -> None:
    guess = replace(coding, reports=(), parties=(), uncertain=Uncertain(Label.ENDED, 0.4))
    lines = list(read_out(Article("a", "T", "x"), guess, str))
    assert lines[-1] == "uncertain: perhaps ended (0.40), no sentence proves it"


def test_an_event_is_told_with_its_claims() -> None:
    event = EventReport(
        PloverEvent.ASSAULT,
        SubEvent.ATTACK,
        (),
        ("us-forces",),
        Factuality.HISTORICAL,
        Evidence("s", 0, 1, "attack.hit", background=True),
        responsibility=(Claim("ashab-al-kahf", Responsibility.CLAIMED),),
    )
    assert said(event, str) == (
        "Attack: nobody named against us-forces; claimed ashab-al-kahf (historical, background; rule attack.hit; 0.50)"
    )


def test_a_report_of_nobody_to_nobody_is_short(report: CeasefireReport) -> None:
    bare = replace(report, parties=(), counterparts=(), constitutive=False, terms=())
    assert said(bare, str) == "announces: nobody named (occurred; rule announce.halts; 0.91)"
