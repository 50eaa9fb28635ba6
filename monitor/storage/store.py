"""The store, put together from its parts, and how it is opened and closed."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from alerts.ports import Outbox
from monitor.domain.model.time import Millis
from monitor.domain.ports import ArticleStore, SourceStore
from monitor.errors import DatabaseUnusable
from monitor.storage.coverage import Spans
from monitor.storage.driver import Database, Mode, Session, Step
from monitor.storage.items import Items
from monitor.storage.journal import Journal
from monitor.storage.lock import writer_lock
from monitor.storage.migrate import migrations, upgrade, version_of
from monitor.storage.outbox import Copies
from monitor.storage.overview import Overview
from monitor.storage.queries import queries
from monitor.storage.retention import Retention
from monitor.storage.routes import Routes
from monitor.storage.rulings import Rulings
from monitor.storage.search import Search
from monitor.storage.settle import Settling
from monitor.storage.sight import Sights
from monitor.storage.sources import Sources
from monitor.storage.watches import Watches


class Store(
    Sources, Spans, Items, Watches, Settling, Copies, Overview, Journal, Routes, Rulings, Search, Retention, Sights,
    SourceStore, ArticleStore, Outbox,
):  # fmt: skip
    """All of storage behind one object; make one with `open_store`."""

    async def release_leases(self) -> None:
        """Void every lease: called once at start, when the lock proves that no one else works on the file."""
        leased = (("sources", "release_sources"), ("items", "release_items"), ("outbox", "release_copies"))
        await self._database.write(*(Step(queries(stem)[name]) for stem, name in leased))


@asynccontextmanager
async def open_store(path: Path, *, now: Millis, writer: bool = True) -> AsyncIterator[Store]:
    """Open the database, and close it at the end.

    A writer takes the lock (`DatabaseInUse` where another process has it) and creates or upgrades the file. A reader
    reads beside it; `DatabaseUnusable` where there is nothing it can read.
    """
    async with AsyncExitStack() as stack:
        writing = await _open_writer(stack, path, now) if writer else None
        reading = await _open_reader(stack, path)
        yield Store(Database(reading, writing))


@asynccontextmanager
async def open_beside(path: Path) -> AsyncIterator[Store]:
    """Open the database of a daemon that runs, to put a word on record beside it: no lock is taken, nothing upgraded.

    Only what the daemon takes in by itself may be written so: SQLite lets one commit wait for the other.
    """
    async with AsyncExitStack() as stack:
        reading = await _open_reader(stack, path)
        yield Store(Database(reading, await _open(stack, path, Mode.WRITE)))


async def check_database(path: Path) -> tuple[str, ...]:
    """Look for damage, reading only, and give a line for each finding."""
    async with AsyncExitStack() as stack:
        session = await _open_reader(stack, path)
        damage, references = await session.transact(
            [Step("PRAGMA integrity_check"), Step("PRAGMA foreign_key_check")], "BEGIN"
        )
    found = [str(row[0]) for row in damage if row[0] != "ok"]
    return (*found, *(f"a row of {row['table']} refers to a missing row of {row['parent']}" for row in references))


async def _open_writer(stack: AsyncExitStack, path: Path, now: Millis) -> Session:
    _refuse_folder(path)
    stack.enter_context(writer_lock(path))
    session = await _open(stack, path, Mode.CREATE)
    await upgrade(session, migrations(), now)
    # A statement of many rows notes how to undo itself: on disk, a third of all writing. Upgrades would fill memory so.
    await session.alone("PRAGMA temp_store = MEMORY")
    await session.transact([Step(queries("meta")["note_opening"], ({"now": str(now)},))])
    return session


async def _open_reader(stack: AsyncExitStack, path: Path) -> Session:
    require_file(path)
    _refuse_folder(path)
    session = await _open(stack, path, Mode.READ)
    version, newest = await version_of(session), migrations()[-1].number
    if version < newest:
        raise DatabaseUnusable(f"database {path} has version {version} of {newest}: run `trucewatch migrate` first")
    if version > newest:
        raise DatabaseUnusable(f"database {path} has version {version}, this program knows {newest}: update trucewatch")
    return session


def require_file(path: Path) -> None:
    """Raise DatabaseUnusable where there is no such file."""
    if not path.exists():
        raise DatabaseUnusable(f"database {path} does not exist: run `trucewatch run` first, or give another path")


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise DatabaseUnusable(f"database {path} is a folder: name the file in it, such as {path / 'trucewatch.db'}")


async def _open(stack: AsyncExitStack, path: Path, mode: Mode) -> Session:
    session = Session(path, mode)
    await session.open()
    stack.push_async_callback(session.close)
    return session
