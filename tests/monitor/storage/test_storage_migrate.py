import asyncio
import re
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from monitor.errors import DatabaseInUse, DatabaseUnusable, StorageError
from monitor.storage import Upgrade, check_database, migrate, open_store
from monitor.storage.driver import Mode, Session
from monitor.storage.lock import writer_lock
from monitor.storage.migrate import FOLDER, Migration, migrations, upgrade

NOW = len(migrations())
NEXT = Migration(NOW + 1, "moods", "ALTER TABLE source ADD COLUMN mood TEXT;\nUPDATE source SET mood = 'calm';")


def schema(path: Path) -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {(kind, name, written_alike(sql or "")) for kind, name, sql in rows}


def written_alike(sql: str) -> str:
    """Leave out comments and layout, which an added column keeps in its own way."""
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(re.sub(r"--.*", "", sql).split()))


def ask(path: Path, sql: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchone()[0]


def change(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def content(path: Path) -> bytes:
    return path.read_bytes()


async def upgraded(path: Path, *known: Migration) -> Upgrade:
    async with Session(path, Mode.CREATE) as session:
        return await upgrade(session, known, 1_602_320_400_000)


class Unshared(Session):
    """A session on a file system without shared memory, as SQLite's dot-file locking leaves it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, Mode.CREATE)
        uri = f"{path.as_uri()}?vfs=unix-dotfile"
        self._connector = lambda: sqlite3.connect(uri, uri=True, isolation_level=None)


@pytest.fixture
async def old(path: Path, build: SimpleNamespace) -> Path:
    """Give a database of the present version with something in it."""
    async with open_store(path, now=build.now) as store:
        await store.sync_sources([build.source()], build.now)
    return path


async def test_the_migrations_together_give_the_schema(path: Path, tmp_path: Path) -> None:
    assert await migrate(path, now=1) == Upgrade(0, len(migrations()))
    whole = tmp_path / "whole.db"
    change(whole, (FOLDER.parent / "schema.sql").read_text(encoding="utf-8"))
    assert schema(path) == schema(whole)
    assert ask(path, "PRAGMA application_id") == ask(whole, "PRAGMA application_id") == int.from_bytes(b"Truc")
    assert ask(path, "PRAGMA user_version") == len(migrations())


def test_the_migrations_are_numbered_without_gaps() -> None:
    assert [migration.number for migration in migrations()] == list(range(1, len(migrations()) + 1))


async def test_a_current_database_is_left_alone(old: Path) -> None:
    assert await migrate(old, now=1) == Upgrade(NOW, NOW)


async def test_an_older_database_is_backed_up_and_upgraded(old: Path) -> None:
    done = await upgraded(old, *migrations(), NEXT)
    assert (done.before, done.after) == (NOW, NOW + 1)
    assert done.backup == old.with_name(f"{old.name}.v{NOW}.20201010T090000Z.backup")
    assert ask(old, "SELECT mood FROM source") == "calm"
    assert ask(old, "PRAGMA user_version") == NOW + 1
    assert ask(done.backup, "PRAGMA user_version") == NOW
    assert ask(done.backup, "SELECT title FROM source") == "One"
    assert await check_database(done.backup) == ()


async def test_the_first_released_schema_becomes_the_present_one(path: Path, tmp_path: Path) -> None:
    await upgraded(path, migrations()[0])
    change(path, "INSERT INTO source (url, title, language, owner, grade, interval_ms, added_at, next_poll_at)"
                 " VALUES ('https://a.example/', 'Old', 'en', 'A', 'B', 1, 2, 3)")  # fmt: skip
    assert (await migrate(path, now=1)).before == 1
    whole = tmp_path / "whole.db"
    change(whole, (FOLDER.parent / "schema.sql").read_text(encoding="utf-8"))
    assert schema(path) == schema(whole)
    assert ask(path, "SELECT title || seen FROM source") == "Old"


async def test_a_leftover_of_a_killed_backup_is_no_obstacle(old: Path) -> None:
    old.with_name(f"{old.name}.v{NOW}.20201010T090000Z.backup.partial").write_text("half a database", encoding="ascii")
    done = await upgraded(old, *migrations(), NEXT)
    assert done.backup is not None
    assert ask(done.backup, "SELECT count(*) FROM source") == 1


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("UPDATE source SET title = 'x';\nINSERT INTO nowhere VALUES (1);", "no such table: nowhere"),
        ("UPDATE source SET title = 'x';\nINSERT INTO coverage VALUES (1, 99, 0, 0);", "references are broken"),
    ],
)
async def test_a_failed_upgrade_leaves_the_old_database(old: Path, script: str, message: str) -> None:
    with pytest.raises(StorageError, match=message):
        await upgraded(old, *migrations(), Migration(NOW + 1, "broken", script))
    assert (ask(old, "PRAGMA user_version"), ask(old, "SELECT title FROM source")) == (NOW, "One")
    assert await migrate(old, now=1) == Upgrade(NOW, NOW)


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from monitor.storage.driver import Mode, Session
from monitor.storage.migrate import Migration, migrations, upgrade

async def main():
    session = Session(Path(sys.argv[1]), Mode.CREATE)
    await session.open()
    await session.create_function("die", 0, lambda: os.kill(os.getpid(), signal.SIGKILL))
    await upgrade(session, (*migrations(), Migration(len(migrations()) + 1, "killed", sys.argv[2])), 0)

asyncio.run(main())
"""


@pytest.mark.parametrize("at", range(4))
async def test_an_upgrade_killed_at_any_statement_leaves_the_old_database(old: Path, at: int) -> None:
    statements = ["ALTER TABLE source ADD COLUMN mood TEXT;", "UPDATE source SET mood = 'calm';", "DROP TABLE channel;"]
    statements.insert(at, "SELECT die();")
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED, str(old), "\n".join(statements))
    assert await child.wait() == -signal.SIGKILL
    fresh = old.with_name("fresh.db")
    await migrate(fresh, now=1)
    assert schema(old) == schema(fresh)
    assert (ask(old, "PRAGMA user_version"), await check_database(old)) == (NOW, ())


async def test_a_database_of_a_newer_version_is_refused(old: Path) -> None:
    change(old, "PRAGMA user_version = 99")
    for writer in (True, False):
        with pytest.raises(DatabaseUnusable, match=f"has version 99, this program knows {NOW}: update trucewatch"):
            async with open_store(old, now=1, writer=writer):
                pass


@pytest.mark.parametrize("script", ["CREATE TABLE t (n)", "PRAGMA application_id = 7", "PRAGMA user_version = 7"])
async def test_another_programs_database_is_refused_and_left_as_it_was(path: Path, script: str) -> None:
    change(path, script)
    before = content(path)
    for writer in (True, False):
        with pytest.raises(DatabaseUnusable, match="belongs to another program: give another path"):
            async with open_store(path, now=1, writer=writer):
                pass
    assert content(path) == before


@pytest.fixture
def empty(path: Path) -> Path:
    path.touch()
    return path


async def test_an_empty_file_becomes_a_database_for_a_writer_only(empty: Path) -> None:
    with pytest.raises(DatabaseUnusable, match=f"has version 0 of {NOW}: run `trucewatch migrate` first"):
        async with open_store(empty, now=1, writer=False):
            pass
    async with open_store(empty, now=1) as store:
        assert await store.sources() == ()


async def test_a_running_daemon_keeps_its_database_from_being_migrated(old: Path) -> None:
    with writer_lock(old), pytest.raises(DatabaseInUse):
        await migrate(old, now=1)


async def test_a_place_without_write_ahead_log_is_refused(path: Path) -> None:
    async with Unshared(path) as session:
        with pytest.raises(DatabaseUnusable, match=r"no write-ahead log here \(delete\): use a local disk"):
            await upgrade(session, migrations(), 1)
