"""The rows that other programs rely on."""

from dataclasses import replace

from monitor.cli.rows import change_row, coding_row, condition_row, evidence_rows, plain, report_row
from monitor.domain.model.condition import Acting, Condition, ConditionChange, ConditionKind, Trend
from monitor.domain.model.report import (
    CeasefireReport,
    Coding,
    EventReport,
    Evidence,
    Factuality,
    FiledReport,
    Label,
    PloverEvent,
    SubEvent,
    Toll,
    Uncertain,
)
from monitor.domain.model.time import DAY, Precision, When


def test_a_change_without_actor_or_stored_evidence_is_still_a_row(change: ConditionChange) -> None:
    bare = replace(change, transition=replace(change.transition, actor=None))
    row = change_row(bare, {}, str.upper)
    assert (row["actor"], row["evidence"]) == (None, [])
    assert row["parties"] == ["KATAIB-HEZBOLLAH", "UNITED-STATES"]


def test_evidence_of_an_unknown_date_says_so(filed: FiledReport) -> None:
    (row,) = evidence_rows(("r1", "r2"), {"r1": replace(filed, published=None)})
    assert row["published_at"] is None


def test_a_condition_without_arrangement_has_empty_parts() -> None:
    row = condition_row(Condition("w", ConditionKind.ACTIVITY, "high", 0, 0.5), {}, str)
    assert row == {
        "watch": "w",
        "kind": "activity",
        "status": "high",
        "compliance": None,
        "trend": None,
        "actors": [],
        "since": "1970-01-01T00:00:00Z",
        "confidence": 0.5,
        "parties": [],
        "terms": [],
        "dates": {},
        "evidence": [],
    }


def test_each_actor_of_an_activity_has_its_level_and_trend() -> None:
    actors = (Acting("hawks", "medium", Trend.SURGE), Acting("kites", "low"))
    row = condition_row(Condition("w", ConditionKind.ACTIVITY, "high", 0, 0.5, actors=actors), {}, str.upper)
    assert row["actors"] == [
        {"actor": "HAWKS", "level": "medium", "trend": "surge"},
        {"actor": "KITES", "level": "low", "trend": None},
    ]


def test_a_condition_without_evidence_shows_its_arrangements(condition: Condition, filed: FiledReport) -> None:
    row = condition_row(replace(condition, evidence=()), {"r1": filed}, str)
    assert [evidence["item_id"] for evidence in row["evidence"]] == ["item-1"]


def test_a_coding_has_the_contracts_keys_and_a_guess_only_where_there_is_one(coding: Coding) -> None:
    row = coding_row("7", coding)
    assert set(row) >= {"id", "relevant", "militia_activity", "ceasefire_change", "parties", "confidence", "reports"}
    assert "uncertain" not in row
    guess = coding_row("7", replace(coding, uncertain=Uncertain(Label.ENDED, 0.4321)))
    assert guess["uncertain"] == {"label": "ended", "score": 0.432}


def test_a_text_that_was_not_read_has_no_confidence(coding: Coding) -> None:
    assert coding_row("7", replace(coding, lang="unsupported", confidence=1.0))["confidence"] == 0.0


def test_a_duration_says_its_unit(report: CeasefireReport) -> None:
    row = report_row(replace(report, duration=DAY))
    assert (row["duration_ms"], "duration" in row) == (DAY, False)


def test_an_event_report_keeps_all_its_fields() -> None:
    event = EventReport(
        PloverEvent.ASSAULT, SubEvent.ATTACK, (), ("us-forces",), Factuality.OCCURRED, Evidence("s", 0, 1, "r"),
        killed=Toll(1, 2, None),
    )  # fmt: skip
    row = report_row(event)
    assert (row["type"], row["sub_event"], row["targets"]) == ("event", "Attack", ["us-forces"])
    assert row["killed"] == {"low": 1, "best": 2, "high": None}


def test_an_interval_becomes_start_end_precision() -> None:
    assert plain(When(0, DAY, Precision.DAY)) == {
        "start": "1970-01-01T00:00:00Z",
        "end": "1970-01-02T00:00:00Z",
        "precision": "day",
    }
