"""Rulings on record: kept for good, withdrawn at most, each waking its watch."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from monitor.domain.model.condition import ChangedField
from monitor.domain.model.ruling import Ruling, Verb, Withdrawal
from monitor.domain.model.time import HOUR, instant
from monitor.errors import DatabaseUnusable, StaleWatch, StorageError
from monitor.storage import Store, open_beside, open_store
from monitor.storage.migrate import migrations


def ruling(build: SimpleNamespace, verb: Verb = Verb.SET, name: str = "z1") -> Ruling:
    return Ruling(
        name,
        "iraq-us",
        verb,
        "c1",
        "arr",
        "Mary",
        "I was there",
        build.now,
        ChangedField.FORMAL,
        "ended",
        instant(build.now - HOUR),
        ("r1", "r2"),
    )


async def test_a_ruling_comes_back_whole_and_wakes_its_watch(store: Store, build: SimpleNamespace) -> None:
    made = ruling(build)
    await store.rule(made)
    await store.rule(made)
    assert await store.rulings() == await store.rulings("iraq-us") == (made,)
    assert await store.rulings("sudan") == ()
    record = await store.watch_record("iraq-us")
    assert (record.rulings, record.version) == ((made,), 2)
    assert await store.due_watches(build.now) == ("iraq-us",)


async def test_a_fold_that_does_not_know_the_ruling_is_stale(store: Store, build: SimpleNamespace) -> None:
    await store.settle(build.settlement(updates=(build.update(),)))
    await store.rule(ruling(build))
    with pytest.raises(StaleWatch):
        await store.settle(build.settlement(updates=(build.update(version=1),)))


async def test_a_withdrawn_ruling_stays_on_record(store: Store, build: SimpleNamespace) -> None:
    made, gone = ruling(build), Withdrawal(build.now + HOUR, "Joe", "a mix-up")
    await store.rule(made)
    await store.withdraw(made, gone)
    assert await store.rulings() == (replace(made, withdrawn=gone),)
    with pytest.raises(StorageError, match="ruling z1 has been withdrawn meanwhile"):
        await store.withdraw(made, gone)
    assert (await store.watch_record("iraq-us")).version == 2


async def test_what_a_withdrawn_ruling_confirmed_is_confirmed_no_more(store: Store, build: SimpleNamespace) -> None:
    update = build.update(changes=(build.change("c1"), build.change("c2")), confirmations=("c1", "c2"))
    await store.settle(build.settlement(updates=(update,)))
    for verb, left in ((Verb.DISMISS, {"c1", "c2"}), (Verb.CONFIRM, {"c2"})):
        made = ruling(build, verb, verb)
        await store.rule(made)
        await store.withdraw(made, Withdrawal(build.now, "Joe", "so"))
        assert (await store.watch_record("iraq-us")).confirmed == left


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("DELETE FROM ruling", "rulings are kept for good"),
        ("UPDATE ruling SET body = '{}', withdrawn_at = 1", "a ruling can only be withdrawn, once"),
        ("UPDATE ruling SET withdrawn_why = 'x'", "a ruling can only be withdrawn, once"),
        ("UPDATE ruling SET watch = 'sudan'", "a ruling can only be withdrawn, once"),
    ],
)
async def test_rulings_are_not_rewritten(
    store: Store, build: SimpleNamespace, path: Path, statement: str, why: str
) -> None:
    await store.rule(ruling(build))
    connection = sqlite3.connect(path)
    try:
        with pytest.raises(sqlite3.IntegrityError, match=why):
            connection.execute(statement)
    finally:
        connection.close()


async def test_a_ruling_is_written_beside_a_daemon(store: Store, build: SimpleNamespace, path: Path) -> None:
    async with open_beside(path) as other:
        await other.rule(ruling(build))
    assert await store.rulings() == (ruling(build),)


async def test_nothing_is_upgraded_beside_a_daemon(path: Path, build: SimpleNamespace) -> None:
    async with open_store(path, now=build.now):
        connection = sqlite3.connect(path)
        try:
            connection.execute(f"PRAGMA user_version = {len(migrations()) - 1}")
        finally:
            connection.close()
        with pytest.raises(DatabaseUnusable, match="run `trucewatch migrate` first"):
            async with open_beside(path):
                pass
