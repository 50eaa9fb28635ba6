"""Opening, checking, and what is left after kill -9."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from monitor.errors import DatabaseUnusable
from monitor.storage import Store, check_database, open_store
from monitor.storage.driver import Step


async def test_a_new_file_is_made_and_its_time_kept(path: Path) -> None:
    async with open_store(path, now=7):
        pass
    async with open_store(path, now=8) as store:
        status = await store.status(8)
    assert status.created_at == 7
    assert status.database_bytes > 0


async def test_after_closing_there_is_one_file_and_its_lock(path: Path) -> None:
    async with open_store(path, now=1):
        pass
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, f"{path.name}.lock"]


@pytest.mark.parametrize("name", ["missing.db", "missing/news.db"])
async def test_a_reader_needs_a_database(tmp_path: Path, name: str) -> None:
    with pytest.raises(DatabaseUnusable, match="does not exist: run `trucewatch run` first"):
        async with open_store(tmp_path / name, now=1, writer=False):
            pass


def test_a_file_that_nobody_may_write_is_read_all_the_same(path: Path) -> None:
    async def made_at(now: int, *, writer: bool) -> int:
        async with open_store(path, now=now, writer=writer) as store:
            return (await store.status(now)).created_at

    assert asyncio.run(made_at(5, writer=True)) == 5
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert asyncio.run(made_at(6, writer=False)) == 5
    finally:
        path.parent.chmod(0o755)


@pytest.mark.parametrize("writer", [True, False])
async def test_a_folder_is_no_database(tmp_path: Path, *, writer: bool) -> None:
    with pytest.raises(DatabaseUnusable, match=r"is a folder: name the file in it"):
        async with open_store(tmp_path, now=0, writer=writer):
            pass


async def test_a_reader_cannot_write(path: Path, build: SimpleNamespace) -> None:
    async with open_store(path, now=1):
        pass
    async with open_store(path, now=1, writer=False) as store:
        with pytest.raises(DatabaseUnusable, match="open for reading only"):
            await store.sync_sources([build.source()], 1)


async def test_a_reader_sees_what_the_daemon_committed_meanwhile(
    store: Store, path: Path, build: SimpleNamespace
) -> None:
    async with open_store(path, now=1, writer=False) as reader:
        await store.sync_sources([build.source()], 1)
        assert [view.title for view in await reader.sources()] == ["One"]


async def test_a_file_that_cannot_be_written_is_refused_at_once(
    powerless: Callable[[], AbstractContextManager[None]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        async with open_store(path, now=1):
            pass
        for place, mode in ((path.parent, 0o777), (path.with_name("news.db.lock"), 0o666), (path, 0o444)):
            place.chmod(mode)
        with (
            powerless(),
            pytest.raises(DatabaseUnusable, match="it cannot be written: make the file and its folder writable"),
        ):
            async with open_store(path, now=1):
                pass


async def test_a_sound_database_has_no_findings(store: Store, path: Path, build: SimpleNamespace) -> None:
    await store.settle(build.settlement(build.loaded()))
    assert await check_database(path) == ()


async def test_broken_references_and_damage_are_found(store: Store, path: Path, build: SimpleNamespace) -> None:
    await store.settle(build.settlement(build.loaded()))
    with closing(sqlite3.connect(path)) as other:
        other.execute("INSERT INTO delivery VALUES (1, 'nobody', 1, 0, 'sent', '', NULL)")
        other.execute("PRAGMA writable_schema = ON")
        other.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'source_id     INTEGER', 'source_id INTEGER NOT NULL')"
        )
        other.commit()
    findings = await check_database(path)
    assert findings == ("NULL value in item.source_id", "a row of delivery refers to a missing row of outbox")


WRITING = """
import asyncio, sys
from pathlib import Path
from monitor.domain.model.article import Article, FeedItem, Grade, ItemState, Source, TextSource
from monitor.domain.ports import CodedArticle, IncomingItem, Poll, Settlement
from monitor.storage import open_store

async def main():
    async with open_store(Path(sys.argv[1]), now=1) as store:
        await store.sync_sources([Source("https://one.example/feed", "One", "en", "one", Grade.B, 1000)], 1)
        for n in range(100_000):
            items = tuple(
                IncomingItem(f"{n} {k}", *FeedItem("", "", "t", "s", None), "h", ItemState.WANTED) for k in range(30)
            )
            await store.record_polls([Poll(1, n, n + 1, items=items)])
            articles = tuple(
                CodedArticle(Article(item.id, "t", "word " * 200), 1, "h", TextSource.PAGE, n, False, None)
                for item in items[:16]
            )
            await store.settle(Settlement(n, articles))
            print(n, flush=True)

asyncio.run(main())
"""


def killed_after(path: Path, acknowledged: int) -> int:
    """Kill a writing process after so many acknowledged commits, and give the last one it told of."""
    with subprocess.Popen([sys.executable, "-c", WRITING, path], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        told = [int(child.stdout.readline()) for _ in range(acknowledged)]
        child.send_signal(signal.SIGKILL)
        return max([*told, *(int(line) for line in child.stdout)])


@pytest.mark.parametrize("acknowledged", [3, 40])
async def test_nothing_acknowledged_is_lost_by_kill_9_and_nothing_is_half_there(path: Path, acknowledged: int) -> None:
    last = killed_after(path, acknowledged)
    async with open_store(path, now=1) as store:
        known = await store.known_items([f"{n} {k}" for n in range(last + 3) for k in range(30)])
        hits = await store.search("word", 1_000_000)
    counts = [sum(f"{n} {k}" in known for k in range(30)) for n in range(last + 3)]
    assert counts[: last + 1] == [30] * (last + 1)
    assert set(counts[last + 1 :]) <= {0, 30}
    assert len(hits) % 16 == 0
    assert len(hits) >= 16 * (last + 1)
    assert await check_database(path) == ()


HALF = """
import asyncio, os, signal, sys
from pathlib import Path
from monitor.storage.driver import Mode, Session, Step

async def main():
    session = Session(Path(sys.argv[1]), Mode.WRITE)
    await session.open()
    await session.create_function("die", 0, lambda: os.kill(os.getpid(), signal.SIGKILL))
    steps = [Step(f"INSERT INTO meta VALUES ('{n}', '')") for n in range(3)] + [Step("SELECT die()")]
    if sys.argv[2] == "whole":
        await session.transact(steps)
    for step in steps:
        await session.alone(step.sql)

asyncio.run(main())
"""


@pytest.mark.parametrize(("how", "left"), [("whole", 0), ("piecemeal", 3)])
async def test_a_commit_is_whole_and_the_probe_sees_where_it_is_not(path: Path, how: str, left: int) -> None:
    async with open_store(path, now=1):
        pass
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", HALF, str(path), how)
    assert await child.wait() == -signal.SIGKILL
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM meta WHERE key NOT LIKE '%_at'").fetchone() == (left,)


async def test_what_undoes_a_statement_of_the_writer_lies_in_memory(store: Store) -> None:
    ((row,),) = await store._database.write(Step("PRAGMA temp_store"))
    assert row[0] == 2
