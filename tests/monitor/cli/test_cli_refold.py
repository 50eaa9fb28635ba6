"""`refold`, and `conditions` by what was known then."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Tell = Callable[..., Any]  # gives code, out and err
Load = Callable[..., Path]

ROWS = (
    {
        "id": "a",
        "date": "2020-10-11",
        "text": "Kataib Hezbollah said that it has halted all attacks on US forces in Iraq.",
    },
    {"id": "b", "date": "2020-11-18", "text": "Kataib Hezbollah fired rockets at the US embassy in Baghdad."},
    {"id": "c", "date": "2022-06-01", "text": "Sudan's army and the Rapid Support Forces agreed to a ceasefire."},
)


@pytest.fixture
def history(loaded: Load, tmp_path: Path) -> Path:
    return loaded(ROWS, tmp_path / "history.db")


def derived(database: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(database) as opened:
        return opened.execute("SELECT watch, position, status, body FROM condition ORDER BY watch, position").fetchall()


def test_a_refold_derives_byte_for_byte_the_same(tell: Tell, history: Path, config: Path) -> None:
    before, journal = derived(history), tell("changes", "--db", history, "-f", "jsonl").out
    told = tell("refold", "--db", history, "--config", config, "-f", "json")
    (row,) = json.loads(told.out)
    assert (row["watch"], row["reports"], row["changes"], row["same"]) == ("iraq-us", 2, 0, True)
    assert (derived(history), tell("changes", "--db", history, "-f", "jsonl").out) == (before, journal)


def test_a_watch_that_is_followed_later_gets_its_past(tell: Tell, history: Path, config: Path) -> None:
    config.write_text('[watches]\nfollow = ["iraq-us", "sudan"]\n', encoding="utf-8")
    told = tell("refold", "--db", history, "--config", config, "--watch", "sudan", "-f", "json")
    (row,) = json.loads(told.out)
    assert (row["watch"], row["reports"], row["same"]) == ("sudan", 1, False)
    (change,) = map(json.loads, tell("changes", "--db", history, "--watch", "sudan", "-f", "jsonl").out.splitlines())
    assert (change["change"], change["announced"]) == ("announced", False)


def test_a_refold_of_one_watch_takes_nothing_from_the_others(tell: Tell, config: Path, tmp_path: Path) -> None:
    rows, db = tmp_path / "rows.jsonl", tmp_path / "all.db"
    text = "Israel and Hezbollah agreed to a ceasefire in Lebanon. Hezbollah fired rockets at Israel on Sunday."
    rows.write_text(json.dumps({"id": "x", "date": "2024-11-27", "text": text}) + "\n", encoding="utf-8")
    config.write_text('[watches]\nfollow = "all"\n', encoding="utf-8")
    assert tell("backfill", "jsonl", rows, "--db", db, "--config", config).code == 0
    for watch in ("israel-hezbollah", "israel-hamas", "israel-houthis"):
        told = json.loads(tell("refold", "--db", db, "--config", config, "--watch", watch, "-f", "json").out)
        assert all(row["same"] for row in told)
    assert len(json.loads(tell("refold", "--db", db, "--config", config, "-f", "json").out)) == 1


def test_lost_conditions_come_back(tell: Tell, history: Path, config: Path) -> None:
    before = derived(history)
    with sqlite3.connect(history) as opened:
        opened.execute("DELETE FROM condition")
    (row,) = json.loads(tell("refold", "--db", history, "--config", config, "-f", "json").out)
    assert not row["same"]
    assert derived(history) == before


def test_a_watch_that_is_not_followed_is_told(tell: Tell, history: Path, config: Path) -> None:
    told = tell("refold", "--db", history, "--config", config, "--watch", "sudan")
    assert (told.code, told.out) == (2, "")
    assert '--watch: "sudan" is not followed; allowed: iraq-us' in told.err


def test_a_missing_database_is_told_and_not_made(tell: Tell, config: Path, tmp_path: Path) -> None:
    told = tell("refold", "--db", tmp_path / "gone.db", "--config", config)
    assert told.code == 1
    assert "does not exist" in told.err
    assert not (tmp_path / "gone.db").exists()


@pytest.mark.parametrize(("known_at", "found"), [("2020-10-10", 0), ("2020-10-12", 1)])
def test_conditions_by_what_was_known_then(tell: Tell, database: Path, config: Path, known_at: str, found: int) -> None:
    options = ("--db", database, "--config", config, "--as-of", "2020-11-01", "--known-at", known_at, "-f", "json")
    assert [row["kind"] for row in json.loads(tell("conditions", *options).out)].count("ceasefire") == found


def test_what_was_retracted_since_was_known_then(tell: Tell, database: Path, config: Path) -> None:
    retracted = 1_602_590_400_000  # 2020-10-13T12:00Z
    with sqlite3.connect(database) as opened:
        opened.execute("INSERT INTO retraction (item_id, at) VALUES ('item-1', ?)", (retracted,))
        opened.execute("UPDATE report SET voided = 1")
    options = ("--db", database, "--config", config, "-f", "json")
    for known_at, found in (("2020-10-12", 1), ("2020-10-14", 0)):
        rows = json.loads(tell("conditions", *options, "--known-at", known_at).out)
        assert [row["kind"] for row in rows].count("ceasefire") == found
