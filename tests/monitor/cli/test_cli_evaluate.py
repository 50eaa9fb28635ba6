"""`evaluate`: labelled rows in, figures and the worst errors out; what is no labelled row is told with its cure."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from monitor.cli.main import app

Tell = Callable[..., Any]  # gives code, out and err

HALTED = "Kataib Hezbollah said on Sunday that it has halted all attacks on US forces in Iraq."
RAIN = "Rain is expected on the coast."
QUIET = {"ceasefire_change": "none", "militia_activity": False, "relevant": False}
TRUCE = {"ceasefire_change": "announced", "also_acceptable": ["in_effect"], "parties": ["Kataib Hezbollah"]}


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write(
        tmp_path / "rows.jsonl",
        {"id": "halt", "date": "2020-10-11", "text": HALTED, "gold": {**TRUCE, "relevant": True}},
        "",
        {"id": 2, "text": RAIN, "gold": QUIET},
        {"id": "wrong\x1b[2J", "title": "Quiet", "text": HALTED, "gold": QUIET},
    )


def test_the_figures_come_as_a_row(tell: Tell, rows: Path) -> None:
    told = tell("evaluate", rows, "--format", "json")
    assert (told.code, told.err) == (0, "")
    (row,) = json.loads(told.out)
    assert row["rows"] == 3
    assert row["label_lenient"] == {"share": 0.667, "hits": 2, "of": 3}
    assert row["parties_found"] == {"share": 1.0, "hits": 1, "of": 1}
    assert (row["change"]["precision"], row["change"]["recall"], row["change"]["f1"]) == (0.5, 1.0, 0.667)
    assert row["militia_activity"] == {
        "precision": None, "recall": None, "f1": None, "false_alarm_rate": 0.0,
        "found": 0, "false_alarms": 0, "missed": 0, "silent": 2,
    }  # fmt: skip
    assert row["recall_per_label"]["none"] == {"share": 0.5, "hits": 1, "of": 2}
    assert [(pair["label"], pair["times"]) for pair in row["confusion"]] == [("none", 1)]
    label, relevant = row["errors"]
    assert (label["id"], label["asked"], label["gold"]) == ("wrong\x1b[2J", "ceasefire_change", "none")
    assert (label["sentence"], label["text"], label["title"]) == (HALTED, HALTED, "Quiet")
    assert label["rule"]
    assert (relevant["asked"], relevant["gold"], relevant["given"]) == ("relevant", "no", "yes")


def test_the_figures_come_as_tables_with_the_errors_below(tell: Tell, rows: Path) -> None:
    told = tell("evaluate", rows)
    assert (told.code, told.err) == (0, "")
    head, _, errors = told.out.partition("\n[1] ")
    assert head.startswith("3 labelled rows\n")
    assert "parties_found             1.000  1     1" in head
    assert "militia_activity  -" in head
    assert errors.startswith("wrong: ceasefire change is none, given ")
    assert f": {HALTED}\n    Quiet\n    {HALTED}\n" in errors
    assert "\x1b" not in told.out


def test_as_many_errors_as_are_wanted(tell: Tell, rows: Path) -> None:
    assert "[1]" not in tell("evaluate", rows, "--errors", 0).out
    assert "[2]" not in tell("evaluate", rows, "--errors", 1).out


def test_where_all_is_right_there_is_no_confusion(tell: Tell, tmp_path: Path) -> None:
    rows = write(tmp_path / "r", {"id": 1, "text": RAIN, "gold": QUIET})
    assert "times" not in tell("evaluate", rows).out


def test_an_overlooked_change_has_no_rule(tell: Tell, tmp_path: Path) -> None:
    rows = write(tmp_path / "r", {"id": 1, "text": RAIN, "gold": TRUCE})
    assert "[1] 1: ceasefire change is announced, given none\n    no rule fired\n" in tell("evaluate", rows).out
    (row,) = json.loads(tell("evaluate", rows, "-f", "json").out)
    assert (row["errors"][0]["rule"], row["errors"][0]["sentence"]) == (None, None)


def test_labels_are_joined_by_id(tell: Tell, rows: Path, tmp_path: Path) -> None:
    labels = write(
        tmp_path / "labels.jsonl",
        {"id": "2", "gold": {"ceasefire_change": "ended"}, "labelled_at": "2026-01-01T00:00:00Z"},
        {"id": "stranger", "gold": QUIET},
    )
    told = tell("evaluate", rows, "--labels", labels, "-f", "jsonl")
    row = json.loads(told.out)
    assert (told.code, row["rows"], row["label_strict"]["hits"]) == (0, 1, 0)
    assert (row["relevant"]["recall"], list(row["recall_per_label"])) == (None, ["ended"])
    assert told.err.splitlines() == [
        f"2 of 3 rows have no label in {labels} and count for no figure",
        f"1 labels of {labels} are for no row of {rows} and count for no figure",
    ]


def test_rows_come_through_stdin_too_and_unreadable_dates_are_told() -> None:
    row = json.dumps({"id": "a", "text": RAIN, "date": "yesterday", "gold": QUIET})
    result = CliRunner().invoke(app, ["evaluate", "-", "-f", "jsonl"], input=row)
    assert (result.exit_code, json.loads(result.stdout)["rows"]) == (0, 1)
    assert result.stderr.startswith("a: `date` is no ISO 8601 time")


@pytest.mark.parametrize("labelled", [False, True])
def test_without_any_label_there_is_no_figure(tell: Tell, tmp_path: Path, *, labelled: bool) -> None:
    rows = write(tmp_path / "rows.jsonl", {"id": "a", "text": RAIN})
    where = write(tmp_path / "labels.jsonl") if labelled else rows
    told = tell("evaluate", rows, *(["--labels", where] if labelled else []))
    assert (told.code, told.out) == (2, "")
    assert told.err == f"{where}: no row of {rows} has a label here; make some with trucewatch label\n"


def test_every_line_that_is_no_row_is_told_with_its_cure(tell: Tell, tmp_path: Path) -> None:
    rows = write(
        tmp_path / "rows.jsonl",
        {"id": "a", "text": RAIN, "gold": QUIET},
        "{",
        {"id": "b", "text": RAIN, "gold": {"ceasefire_change": "anounced"}},
        {"id": "a", "text": RAIN},
        {"id": "c"},
    )
    told = tell("evaluate", rows)
    assert (told.code, told.out) == (2, "")
    lines = told.err.splitlines()
    assert [line.split(":")[0] for line in lines] == [f"{rows}, line {number}" for number in (2, 3, 4, 5)]
    assert lines[0].endswith("; correct or remove the line")
    assert "'anounced' is no label; write one of none, " in lines[1]
    assert lines[2].endswith("the id 'a' is that of line 1 too; remove one of them, or give it an id of its own")


def test_of_many_bad_lines_the_first_are_told(tell: Tell, tmp_path: Path) -> None:
    told = tell("evaluate", write(tmp_path / "rows.jsonl", *["[]"] * 25))
    assert len(told.err.splitlines()) == 21
    assert told.err.endswith("5 more lines are like these\n")


@pytest.mark.parametrize(("line", "reason"), [("{}", "no `id`"), ('{"id": "a"}', "`gold` must be an object")])
def test_lines_that_are_no_labels_are_told(tell: Tell, rows: Path, tmp_path: Path, line: str, reason: str) -> None:
    labels = write(tmp_path / "labels.jsonl", line)
    told = tell("evaluate", rows, "--labels", labels)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"{labels}, line 1: {reason}")


def test_a_missing_file_is_told(tell: Tell, tmp_path: Path) -> None:
    told = tell("evaluate", tmp_path / "gone.jsonl")
    assert (told.code, "cannot be read (No such file or directory)" in told.err) == (2, True)
