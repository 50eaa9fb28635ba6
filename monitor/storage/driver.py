"""The thin seam over aiosqlite: connections, transactions, and SQLite's errors in our own tree.

The only file that imports aiosqlite or sqlite3; it knows no table. A `Step` is one statement; steps go to the database
together, in one trip to the connection's thread (a trip costs 100-270 us), as one transaction. So two tasks never
interleave inside a transaction, and a cancelled task leaves none open: its steps are committed whole or not at all.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TypeAlias

import aiosqlite

from monitor.errors import DatabaseInUse, DatabaseUnusable, StorageError

Row: TypeAlias = sqlite3.Row
Value: TypeAlias = str | int | float | None
Values: TypeAlias = Mapping[str, Value]  # by name
Places: TypeAlias = tuple[Value, ...]  # by place, where speed counts

OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
BUSY_SECONDS = 5.0
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",  # NORMAL loses acknowledged commits when the power fails
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA wal_autocheckpoint = 4000",
)


class Mode(Enum):
    """How a file is opened; the value is SQLite's word for it."""

    READ = "ro"
    WRITE = "rw"
    CREATE = "rwc"


@dataclass(frozen=True, slots=True)
class Step:
    """One statement, run once for each of `rows`; with several rows it can give none back.

    Where `expect` rows are not what it touches (or gives back), `otherwise` is raised and nothing is committed.
    """

    sql: str
    rows: Sequence[Values | Places] = ({},)
    expect: int | None = None
    otherwise: StorageError | None = None


class Session(aiosqlite.Connection):
    """One connection, with a thread of its own; every call is one trip to it."""

    def __init__(self, path: Path, mode: Mode) -> None:
        super().__init__(lambda: _connect(path, mode), iter_chunk_size=64)
        self.path = path

    async def open(self) -> None:
        """Start the thread and connect; a file that cannot be opened raises `DatabaseUnusable`."""
        try:
            await self
        except sqlite3.Error as error:
            self._thread.join()  # aiosqlite has told it to stop
            raise storage_error(error, self.path) from error
        except asyncio.CancelledError:
            self._thread.join()
            raise

    async def transact(self, steps: Sequence[Step], begin: str = "BEGIN IMMEDIATE") -> list[list[Row]]:
        """Run the steps in one transaction and give each one's rows."""
        try:
            return await self._execute(_transact, self._conn, begin, steps)  # type: ignore[no-untyped-call, no-any-return]
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise storage_error(error, self.path) from error

    async def alone(self, sql: str) -> list[Row]:
        """Run one statement that SQLite allows in no transaction (a pragma, VACUUM)."""
        try:
            return list(await self.execute_fetchall(sql))
        except sqlite3.Error as error:
            raise storage_error(error, self.path) from error

    async def close(self) -> None:
        """Close and end the thread, also when cancelled: an unclosed connection keeps the process from exiting."""
        closing = asyncio.ensure_future(super().close())
        try:
            await asyncio.shield(closing)
        except asyncio.CancelledError:
            await closing
            raise
        finally:
            self._thread.join()


class Database:
    """A reading and, where this process may write, a writing session on one file."""

    def __init__(self, reader: Session, writer: Session | None) -> None:
        self._reader = reader
        self._writer = writer

    @property
    def path(self) -> Path:
        """Give the file's path."""
        return self._reader.path

    async def read(self, *steps: Step) -> list[list[Row]]:
        """Run queries on one snapshot."""
        return await self._reader.transact(steps, "BEGIN")

    async def write(self, *steps: Step) -> list[list[Row]]:
        """Run statements as one commit, synced to disk; raises `DatabaseUnusable` where opened for reading only."""
        if self._writer is None:
            raise DatabaseUnusable(f"{self.path} is open for reading only: open it as its writer")
        return await self._writer.transact(steps)


def _connect(path: Path, mode: Mode) -> sqlite3.Connection:
    require_sqlite(sqlite3.sqlite_version_info)
    still = "&immutable=1" if mode is Mode.READ and at_rest(path) else ""
    uri = f"{path.absolute().as_uri()}?mode={mode.value}{still}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS, cached_statements=256)
    connection.row_factory = sqlite3.Row
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def at_rest(path: Path, may_write: Callable[[Path], bool] = lambda path: os.access(path, os.W_OK)) -> bool:
    """Tell whether a file can only be read as it lies there: nobody writes it, and we may put no index beside it.

    SQLite reads a file with a write-ahead log by way of an index that even a reader has to make. Without a log, which
    each writer keeps while it runs, there is nothing to index.
    """
    log = path.with_name(f"{path.name}-wal")
    return not (may_write(path) and may_write(path.parent)) and not log.exists()


def require_sqlite(version: tuple[int, int, int]) -> None:
    """Refuse an SQLite without STRICT tables."""
    if version < OLDEST_SQLITE:
        found = ".".join(str(part) for part in version)
        raise sqlite3.NotSupportedError(f"SQLite {found} is older than 3.37: use a newer Python")


def _transact(connection: sqlite3.Connection, begin: str, steps: Sequence[Step]) -> list[list[Row]]:
    connection.execute(begin)
    try:
        rows = [_run(connection, step) for step in steps]
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return rows


def _run(connection: sqlite3.Connection, step: Step) -> list[Row]:
    if not step.rows:
        return []
    if len(step.rows) == 1:
        cursor = connection.execute(step.sql, step.rows[0])
        rows = cursor.fetchall()
    else:
        cursor = connection.executemany(step.sql, step.rows)
        rows = []
    touched = len(rows) if cursor.description else cursor.rowcount
    if step.otherwise is not None and touched != step.expect:
        raise step.otherwise
    return rows


_CURES: dict[int, tuple[type[StorageError], str]] = {
    sqlite3.SQLITE_BUSY: (DatabaseInUse, "another program keeps it locked: end that program's transaction"),
    sqlite3.SQLITE_LOCKED: (DatabaseInUse, "another program keeps it locked: end that program's transaction"),
    sqlite3.SQLITE_FULL: (DatabaseUnusable, "the disk is full: free some space"),
    sqlite3.SQLITE_READONLY: (DatabaseUnusable, "it cannot be written: make the file and its folder writable"),
    sqlite3.SQLITE_PERM: (DatabaseUnusable, "access is denied: make the file and its folder readable and writable"),
    sqlite3.SQLITE_CANTOPEN: (
        DatabaseUnusable,
        "it cannot be opened: check that file and folder exist and are readable and writable",
    ),
    sqlite3.SQLITE_IOERR: (DatabaseUnusable, "the disk does not read or write: check the disk and its free space"),
    sqlite3.SQLITE_CORRUPT: (DatabaseUnusable, "it is damaged: restore a backup, or move it away to start anew"),
    sqlite3.SQLITE_NOTADB: (DatabaseUnusable, "it is not an SQLite database: give another path, or move it away"),
}


def storage_error(error: Exception, path: Path) -> StorageError:
    """Put an error of SQLite into our own tree, with the cure."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    kind, cure = _CURES.get(code, (StorageError, "the statement failed"))
    return kind(f"database {path}: {cure} ({error})")


def statements_of(script: str) -> tuple[str, ...]:
    """Split a script into its statements; triggers with semicolons inside stay whole."""
    found: list[str] = []
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            found.append(held.strip())
            held = ""
    return tuple(found)
