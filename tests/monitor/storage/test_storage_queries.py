import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from monitor.storage.queries import FOLDER, queries

STEMS = sorted(path.stem for path in FOLDER.glob("*.sql"))
NAMES = [(stem, name) for stem in STEMS for name in queries(stem)]


class Nulls(dict[str, None]):
    """Parameters that are all null."""

    def __missing__(self, key: str) -> None:
        """Give null for every name."""


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript((FOLDER.parent / "schema.sql").read_text(encoding="utf-8"))
        yield connection


def plan(database: sqlite3.Connection, stem: str, name: str) -> str:
    return "\n".join(row[3] for row in explained(database, "EXPLAIN QUERY PLAN", queries(stem)[name]))


def explained(database: sqlite3.Connection, how: str, sql: str) -> list[tuple[int, int, int, str]]:
    by_place = sql.count("?")
    return database.execute(f"{how} {sql}", [None] * by_place if by_place else Nulls()).fetchall()


@pytest.mark.parametrize(("stem", "name"), NAMES)
def test_every_query_fits_the_schema(database: sqlite3.Connection, stem: str, name: str) -> None:
    assert explained(database, "EXPLAIN", queries(stem)[name])


@pytest.mark.parametrize("stem", STEMS)
def test_every_query_is_named_once_and_described(stem: str) -> None:
    text = (FOLDER / f"{stem}.sql").read_text(encoding="utf-8")
    assert (
        len(re.findall(r"^-- name: \w+\n-- [A-Z]", text, re.MULTILINE)) == text.count("-- name:") == len(queries(stem))
    )


@pytest.mark.parametrize("name", [name for _, name in NAMES])
def test_every_query_is_used(name: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.glob("*.py"))
    assert f'"{name}"' in code


@pytest.mark.parametrize(
    ("stem", "name", "index"),
    [
        ("sources", "claim_sources", "source_due"),
        ("items", "claim_items", "item_wanted"),
        ("outbox", "next_copy_at", "outbox_state"),
        ("outbox", "claim_copies", "outbox_state"),
        ("watches", "due_watches", "watch_due"),
        ("watches", "watch_journal", "change_watch"),
        ("coverage", "extend_coverage", "coverage_latest"),
        ("views", "copies_in_state", "outbox_state"),
        ("views", "deliveries", "delivery_copy"),
        ("views", "sources", "item_source"),
    ],
)
def test_what_runs_often_goes_by_its_index(database: sqlite3.Connection, stem: str, name: str, index: str) -> None:
    assert index in plan(database, stem, name)


def test_sql_stands_in_its_folder_and_nowhere_else() -> None:
    for path in Path(FOLDER.parent).glob("*.py"):
        if path.name != "migrate.py":
            code = path.read_text(encoding="utf-8")
            assert not re.search(r'"(SELECT|INSERT INTO|UPDATE|DELETE FROM) ', code), path.name
