"""Brings a database file to the current version: identity check, backup, numbered migrations in one transaction.

The SQL is in `migrations/NNNN_name.sql`; `schema.sql` shows what they together give. A migration that fails, or is
killed, leaves the old database as it was.
"""

import asyncio
import os
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from monitor.domain.model.time import Millis, to_datetime
from monitor.errors import DatabaseUnusable
from monitor.storage.driver import Mode, Session, Step, statements_of
from monitor.storage.lock import writer_lock

APPLICATION_ID = 1416787299  # "Truc" in ASCII, as 0001_initial.sql writes it
FOLDER = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from version `number - 1` to `number`."""

    number: int
    name: str
    script: str


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What was done to a file; `backup` is None where nothing was to save."""

    before: int
    after: int
    backup: Path | None = None


@cache
def migrations() -> tuple[Migration, ...]:
    """Give all migrations in order."""
    return tuple(
        Migration(int(path.stem[:4]), path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("[0-9]*.sql"))
    )


async def migrate(path: Path, *, now: Millis) -> Upgrade:
    """Bring a file to the current version; raises `DatabaseInUse` while a daemon runs on it."""
    async with AsyncExitStack() as stack:
        stack.enter_context(writer_lock(path))
        session = Session(path, Mode.CREATE)
        await session.open()
        stack.push_async_callback(session.close)
        return await upgrade(session, migrations(), now)


async def upgrade(session: Session, known: Sequence[Migration], now: Millis) -> Upgrade:
    """Apply what is missing, after a backup where there is something to lose."""
    version = await version_of(session)
    newest = known[-1].number
    if version > newest:
        raise DatabaseUnusable(
            f"database {session.path} has version {version}, this program knows {newest}: update trucewatch"
        )
    await _choose_wal(session)
    if version == newest:
        return Upgrade(version, version)
    backup = await back_up(session, version, now) if version else None
    await _apply(session, [migration for migration in known if migration.number > version], now)
    return Upgrade(version, newest, backup)


async def version_of(session: Session) -> int:
    """Give the file's version, 0 for an empty one; raises `DatabaseUnusable` for another program's database."""
    identity, version, tables = await session.transact(
        [
            Step("PRAGMA application_id"),
            Step("PRAGMA user_version"),
            Step("SELECT count(*) FROM sqlite_master"),
        ],
        "BEGIN",
    )
    found = int(identity[0][0])
    if found != APPLICATION_ID and (found or version[0][0] or tables[0][0]):
        raise DatabaseUnusable(f"database {session.path} belongs to another program: give another path")
    return int(version[0][0])


async def back_up(session: Session, version: int, now: Millis) -> Path:
    """Copy the database beside itself, whole or not at all, synced to disk."""
    stamp = to_datetime(now).strftime("%Y%m%dT%H%M%SZ")
    target = session.path.with_name(f"{session.path.name}.v{version}.{stamp}.backup")
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    quoted = str(partial).replace("'", "''")
    await session.alone(f"VACUUM INTO '{quoted}'")
    await asyncio.to_thread(_put_in_place, partial, target)
    return target


def _put_in_place(partial: Path, target: Path) -> None:
    _sync(partial)
    partial.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


async def _choose_wal(session: Session) -> None:
    mode = (await session.alone("PRAGMA journal_mode = WAL"))[0][0]
    if mode != "wal":
        raise DatabaseUnusable(f"database {session.path}: no write-ahead log here ({mode}): use a local disk")


async def _apply(session: Session, pending: Sequence[Migration], now: Millis) -> None:
    """Run the migrations as one commit, with foreign keys checked at its end instead of at each statement."""
    steps = [Step(statement) for migration in pending for statement in statements_of(migration.script)]
    broken = DatabaseUnusable(f"database {session.path}: references are broken, nothing was changed: restore a backup")
    steps += [
        Step("PRAGMA foreign_key_check", expect=0, otherwise=broken),
        Step(
            "INSERT INTO meta (key, value) VALUES ('created_at', :now) ON CONFLICT (key) DO NOTHING",
            ({"now": str(now)},),
        ),
        Step(f"PRAGMA user_version = {pending[-1].number}"),
    ]
    await session.alone("PRAGMA foreign_keys = OFF")
    await session.transact(steps)
    await session.alone("PRAGMA foreign_keys = ON")
