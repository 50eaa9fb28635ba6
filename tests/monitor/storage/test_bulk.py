import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest

from monitor.storage.bulk import SIZES, in_bulk

SQL = """
INSERT INTO pair SELECT new.*, 7 FROM (VALUES (?, ?)) AS new WHERE true
ON CONFLICT (a) DO UPDATE SET b = excluded.b
"""


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE pair (a INTEGER PRIMARY KEY, b TEXT, c INTEGER)")
        yield connection


def store(database: sqlite3.Connection, rows: Sequence[tuple[int, str]]) -> None:
    for step in in_bulk(SQL, rows):
        (values,) = step.rows
        database.execute(step.sql, tuple(values))


@pytest.mark.parametrize("count", [0, 1, 3, 4, 63, 64, 255, 256, 257, 700])
def test_all_rows_arrive_once_and_in_order(count: int, database: sqlite3.Connection) -> None:
    rows = [(number, f"value {number}") for number in range(count)]
    store(database, rows)
    assert database.execute("SELECT * FROM pair ORDER BY rowid").fetchall() == [(*row, 7) for row in rows]


def test_a_row_that_comes_twice_is_taken_by_its_last_value(database: sqlite3.Connection) -> None:
    store(database, [(1, "first"), (2, "other"), (1, "second"), (3, "third")])
    assert database.execute("SELECT a, b FROM pair").fetchall() == [(1, "second"), (2, "other"), (3, "third")]


def test_few_statements_are_prepared() -> None:
    prepared = {step.sql for count in range(600) for step in in_bulk(SQL, [(number, "") for number in range(count)])}
    assert len(prepared) == len(SIZES)


@pytest.mark.parametrize("sql", ["INSERT INTO pair VALUES (1, 2)", "INSERT INTO pair SELECT (?) FROM (VALUES (?, ?))"])
def test_a_statement_without_one_row_of_places_is_a_mistake(sql: str) -> None:
    with pytest.raises(ValueError, match="unpack"):
        list(in_bulk(sql, [(1, 2)]))
