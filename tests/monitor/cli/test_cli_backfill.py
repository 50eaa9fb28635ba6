"""`backfill jsonl` from the command line; what a load does is tested with `backfill`."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

from typer.testing import CliRunner

from monitor.backfill.load import BackfillCount
from monitor.cli.backfill import summary
from monitor.cli.main import app

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
    assert told.code == 2
    assert told.err.startswith(f"{tmp_path / 'gone.jsonl'}: cannot be read (No such file or directory); name a file")


def test_a_folder_is_told_as_one(tell: Tell, config: Path, tmp_path: Path) -> None:
    told = tell("backfill", "jsonl", tmp_path, "--config", config)
    assert (told.code, "(Is a directory)" in told.err) == (2, True)


def test_rows_come_through_a_pipe_and_through_stdin_too(tell: Tell, config: Path, tmp_path: Path) -> None:
    row = json.dumps({"id": "a", "date": "2020-10-11", "text": TRUCE}).encode()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(row,))
    writer.start()
    told = tell("backfill", "jsonl", pipe, "--config", config)
    writer.join()
    assert (told.code, told.err) == (0, "1 rows: 1 new, 0 edited, 0 known; 1 relevant, 1 reports\n")
    result = CliRunner().invoke(app, ["backfill", "jsonl", "-", "--config", str(config)], input=row + b"\n{")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("stdin: line 2: not JSON")
    assert "1 rows: 0 new, 0 edited, 1 known" in result.stderr


def test_a_load_that_is_stopped_says_how_to_go_on(config: Path) -> None:
    command = [sys.executable, "-m", "monitor.cli.main", "backfill", "jsonl", "-", "--config", str(config)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as load:
        assert load.stdin is not None
        assert load.stderr is not None
        while not (config.parent / "trucewatch.db").exists():
            assert load.poll() is None
            time.sleep(0.05)
        load.send_signal(signal.SIGINT)
        load.stdin.close()
        told = load.stderr.read()
    assert (load.returncode, told) == (130, "stopped; run it again to finish\n")


def test_the_summary_names_unreadable_lines_only_where_there_are_some() -> None:
    assert summary(BackfillCount(rows=3, new=1, edited=1, known=1, relevant=2, reports=4)) == (
        "3 rows: 1 new, 1 edited, 1 known; 2 relevant, 4 reports"
    )
    assert summary(BackfillCount(bad_lines=2)).endswith("; 2 lines could not be read")
