import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from monitor.errors import DatabaseInUse, DatabaseUnusable, StaleWatch, StorageError
from monitor.storage.driver import Database, Mode, Session, Step, at_rest, require_sqlite, statements_of, storage_error

PAIR = (Step("INSERT INTO t VALUES (:n)", ({"n": 1},)), Step("UPDATE t SET n = n + 1"))


@pytest.fixture
async def session(path: Path) -> AsyncIterator[Session]:
    async with Session(path, Mode.CREATE) as opened:
        await opened.alone("PRAGMA journal_mode = WAL")
        await opened.alone("CREATE TABLE t (n INTEGER NOT NULL) STRICT")
        yield opened


async def count(session: Session) -> int:
    ((row,),) = await session.transact([Step("SELECT count(*) FROM t")], "BEGIN")
    return int(row[0])


async def test_a_file_at_rest_is_read_without_an_index_beside_it(session: Session, path: Path) -> None:
    nobody, everybody = (lambda _: False), (lambda _: True)
    await session.transact(PAIR)
    assert not at_rest(path, nobody)  # its writer's log is there
    await session.close()
    assert at_rest(path, nobody)
    assert at_rest(path, lambda found: found == path)
    assert at_rest(path, lambda found: found == path.parent)
    assert not at_rest(path, everybody)


@pytest.mark.parametrize(("pragma", "value"), [("synchronous", 2), ("foreign_keys", 1)])
async def test_a_commit_is_on_disk_before_it_is_acknowledged(session: Session, pragma: str, value: int) -> None:
    assert (await session.alone(f"PRAGMA {pragma}"))[0][0] == value


async def test_tasks_do_not_interleave_inside_a_transaction(session: Session) -> None:
    await asyncio.gather(*(session.transact(PAIR) for _ in range(50)))
    assert await count(session) == 50


async def test_a_cancelled_task_leaves_no_transaction_open(session: Session) -> None:
    task = asyncio.ensure_future(session.transact(PAIR))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await session.transact(PAIR)
    assert not session.in_transaction
    assert await count(session) == 2


async def test_a_failing_statement_undoes_those_before_it(session: Session) -> None:
    with pytest.raises(StorageError, match=r"database .*: the statement failed \(no such table: nowhere\)"):
        await session.transact([*PAIR, Step("INSERT INTO nowhere VALUES (1)")])
    assert await count(session) == 0


@pytest.mark.parametrize("rows", [({"n": 9},), ({"n": 9}, {"n": 8})])
async def test_a_statement_that_misses_its_rows_undoes_everything(
    session: Session, rows: tuple[dict[str, int], ...]
) -> None:
    missed = Step("UPDATE t SET n = 0 WHERE n = :n", rows, expect=len(rows), otherwise=StaleWatch("moved on"))
    with pytest.raises(StaleWatch, match="moved on"):
        await session.transact([*PAIR, missed])
    assert await count(session) == 0


async def test_no_rows_mean_no_statement(session: Session) -> None:
    assert await session.transact([Step("this is no SQL", ())]) == [[]]


@pytest.mark.parametrize("value", ["\ud800", 2**64])
async def test_a_value_that_cannot_be_stored_is_an_error_of_ours(session: Session, value: str | int) -> None:
    with pytest.raises(StorageError, match="the statement failed"):
        await session.transact([Step("INSERT INTO t VALUES (:n)", ({"n": value},))])
    await session.transact(PAIR)


async def test_a_full_disk_is_named_and_heals(session: Session) -> None:
    await session.transact(PAIR)
    pages = (await session.alone("PRAGMA page_count"))[0][0]
    await session.alone(f"PRAGMA max_page_count = {pages}")
    many = Step("INSERT INTO t VALUES (:n)", [{"n": n} for n in range(5000)])
    with pytest.raises(DatabaseUnusable, match=r"the disk is full: free some space"):
        await session.transact([many])
    assert await count(session) == 1
    await session.alone("PRAGMA max_page_count = 1000000")
    await session.transact([many])
    assert await count(session) == 5001


async def test_a_lock_held_by_another_program_is_named_and_heals(session: Session, path: Path) -> None:
    await session.alone("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseInUse, match="another program keeps it locked"):
            await session.transact(PAIR)
    await session.transact(PAIR)
    assert await count(session) == 1


@pytest.mark.usefixtures("session")
async def test_a_read_only_session_cannot_write(path: Path) -> None:
    async with Session(path, Mode.READ) as reader:
        with pytest.raises(DatabaseUnusable, match="make the file and its folder writable"):
            await reader.transact(PAIR)
        with pytest.raises(DatabaseUnusable, match="is open for reading only: open it as its writer"):
            await Database(reader, None).write(*PAIR)


async def test_a_vacuum_that_fails_is_an_error_of_ours(session: Session) -> None:
    with pytest.raises(StorageError, match="it cannot be opened"):
        await session.alone("VACUUM INTO 'no/such/folder/x'")


@pytest.mark.parametrize("name", ["missing/news.db", "."])
async def test_what_cannot_be_opened_is_named_and_leaves_no_thread(tmp_path: Path, name: str) -> None:
    threads = threading.active_count()
    with pytest.raises(DatabaseUnusable, match="check that file and folder exist"):
        await Session(tmp_path / name, Mode.CREATE).open()
    assert threading.active_count() == threads


@pytest.fixture
def letter(path: Path) -> Path:
    path.write_text("This is a letter, not a database. " * 100, encoding="utf-8")
    return path


async def test_a_file_that_is_no_database_is_named(letter: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="it is not an SQLite database: give another path"):
        await Session(letter, Mode.CREATE).open()


async def test_damage_is_named(session: Session, path: Path) -> None:
    await session.transact([Step("INSERT INTO t VALUES (:n)", [{"n": n} for n in range(5000)])])
    await session.alone("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 8192)
    async with Session(path, Mode.READ) as reader:
        with pytest.raises(DatabaseUnusable, match="it is damaged: restore a backup"):
            await count(reader)


async def test_closing_ends_the_thread_also_when_cancelled(path: Path) -> None:
    threads = threading.active_count()
    session = Session(path, Mode.CREATE)
    await session.open()
    closing_task = asyncio.ensure_future(session.close())
    await asyncio.sleep(0)
    closing_task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing_task
    assert threading.active_count() == threads


async def test_a_cancelled_opening_leaves_no_thread(path: Path) -> None:
    threads = threading.active_count()
    opening = asyncio.ensure_future(Session(path, Mode.CREATE).open())
    await asyncio.sleep(0)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    assert threading.active_count() == threads


def test_an_old_sqlite_is_refused() -> None:
    with pytest.raises(sqlite3.NotSupportedError, match=r"SQLite 3\.36\.0 is older than 3\.37: use a newer Python"):
        require_sqlite((3, 36, 0))
    require_sqlite((3, 37, 0))


def test_an_error_without_a_code_is_still_ours(path: Path) -> None:
    assert type(storage_error(sqlite3.ProgrammingError("closed"), path)) is StorageError


def test_a_script_is_split_at_its_statements_and_triggers_stay_whole() -> None:
    script = """-- A remark; with a semicolon.
    CREATE TABLE t (n INTEGER);  -- another; one
    CREATE TRIGGER x BEFORE DELETE ON t
    BEGIN
        SELECT 1;
        SELECT 2;
    END;
    INSERT INTO t VALUES (1);
    """
    first, second, third = statements_of(script)
    assert "CREATE TABLE" in first
    assert second.startswith("CREATE TRIGGER")
    assert second.endswith("END;")
    assert third == "INSERT INTO t VALUES (1);"
