"""A judged row from a few words: what a person says, what we say."""

from collections.abc import Callable

import pytest

from monitor.domain.accuracy import Gold, Judged
from monitor.domain.model.article import Article
from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Coding,
    EventReport,
    Evidence,
    Factuality,
    Label,
    PloverEvent,
    Report,
    SubEvent,
)

Judge = Callable[..., Judged]


@pytest.fixture
def judge() -> Judge:
    def made(gold: Gold, given: str = "none", row_id: str = "a", **ours: object) -> Judged:
        coding: dict[str, object] = {
            "relevant": False,
            "militia_activity": False,
            "parties": (),
            "confidence": 0.5,
            "reports": (),
            **ours,
        }
        article = Article(row_id, "Upriver", "The guns are silent.")
        return Judged(article, gold, Coding(ceasefire_change=Label(given), **coding))  # type: ignore[arg-type]

    return made


@pytest.fixture
def truce() -> Callable[[str, float], Report]:
    def made(act: str, confidence: float) -> Report:
        said = Evidence(f"They say so: {act}.", 0, 10, f"rule.{act}")
        return CeasefireReport(Act(act), (), (), Factuality.OCCURRED, said, confidence=confidence)

    return made


@pytest.fixture
def event() -> Callable[[float], Report]:
    def made(confidence: float) -> Report:
        said = Evidence("A mine went off.", 0, 10, f"rule.{confidence}")
        kind = next(iter(PloverEvent)), next(iter(SubEvent))
        return EventReport(*kind, (), (), Factuality.OCCURRED, said, confidence=confidence)

    return made
