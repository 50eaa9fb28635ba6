"""`backfill jsonl` from the command line; what a load does is tested with `backfill`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from monitor.backfill.load import BackfillCount
from monitor.cli.backfill import summary

Tell = Callable[..., Any]  # gives code, out and err

TRUCE = "Kataib Hezbollah said on Sunday that it has halted all attacks on US forces in Iraq."


def test_a_load_is_told_on_stderr_and_a_second_changes_nothing(tell: Tell, config: Path, tmp_path: Path) -> None:
    rows, db = tmp_path / "rows.jsonl", tmp_path / "history.db"
    rows.write_text(json.dumps({"id": "a", "date": "2020-10-11", "text": TRUCE}) + "\n", encoding="utf-8")
    first = tell("backfill", "jsonl", rows, "--db", db, "--config", config)
    assert (first.code, first.out) == (0, "")
    assert "1 rows: 1 new, 0 edited, 0 known; 1 relevant" in first.err
    before = tell("changes", "--db", db, "-f", "jsonl").out
    assert json.loads(before.splitlines()[0])["evidence"][0]["item_id"] == "a"
    second = tell("backfill", "jsonl", rows, "--db", db, "--config", config)
    assert "1 rows: 0 new, 0 edited, 1 known" in second.err
    assert tell("changes", "--db", db, "-f", "jsonl").out == before


def test_bad_lines_are_told_and_cost_1(tell: Tell, config: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("{}\n", encoding="utf-8")
    told = tell("backfill", "jsonl", rows, "--config", config)
    assert told.code == 1
    assert f"{rows}: line 1: no `id`" in told.err


def test_a_missing_file_is_told(tell: Tell, config: Path, tmp_path: Path) -> None:
    told = tell("backfill", "jsonl", tmp_path / "gone.jsonl", "--config", config)
    assert (told.code, told.err) == (
        1,
        f"{tmp_path / 'gone.jsonl'}: no such file; name a file of JSON rows, one a line\n",
    )


def test_the_summary_names_unreadable_lines_only_where_there_are_some() -> None:
    assert summary(BackfillCount(rows=3, new=1, edited=1, known=1, relevant=2, reports=4)) == (
        "3 rows: 1 new, 1 edited, 1 known; 2 relevant, 4 reports"
    )
    assert summary(BackfillCount(bad_lines=2)).endswith("; 2 lines could not be read")
