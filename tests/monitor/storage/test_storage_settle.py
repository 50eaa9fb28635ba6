import asyncio
import sqlite3
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from monitor.domain.model.article import ItemState, SkipReason, TextSource
from monitor.domain.model.time import HOUR
from monitor.errors import StaleWatch, StorageError
from monitor.storage import Store, open_store


async def wanted(store: Store, build: SimpleNamespace, source_id: int, *names: str) -> None:
    await store.record_polls([build.poll(source_id, *(build.item(name) for name in names))])
    await store.claim_items(build.now, build.now + HOUR, 100)


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def check_index(path: Path) -> None:
    """Compare the words in the index with the texts; FTS5 raises where they differ."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('integrity-check', 1)")
    finally:
        connection.close()


async def test_one_commit_holds_all_that_follows_from_an_article(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await wanted(store, build, source_id, "a")
    reports = (build.filed("r1"), build.filed("r2", report=build.attack()))
    article = build.coded("a", reports=reports, watches=(("iraq-us",), ("iraq-us", "other")))
    update = build.update(changes=(build.change(),), copies=(build.copy(),), next_due=build.now + HOUR)
    await store.settle(build.settlement(article, updates=(update,)))
    record = await store.watch_record("iraq-us")
    assert (record.version, record.filed, record.journal) == (1, reports, (build.change(),))
    assert (await store.watch_record("other")).filed == (reports[1],)
    assert await store.conditions() == (build.condition(),)
    assert await store.claim_copies(build.now, build.now + HOUR, 10) == (build.copy(),)
    assert set(await store.due_watches(build.now + HOUR)) == {"iraq-us", "other"}  # the other is not folded yet
    assert await store.due_watches(build.now) == ("other",)
    assert (await store.status(build.now)).items[ItemState.CODED] == 1
    assert await store.watch_ids() == ("iraq-us", "other")


async def test_a_watch_never_seen_has_nothing(store: Store) -> None:
    record = await store.watch_record("iraq-us")
    assert (record.version, record.filed, record.journal, record.confirmed) == (0, (), (), frozenset())


async def test_a_stale_watch_commits_nothing(store: Store, source_id: int, build: SimpleNamespace) -> None:
    await wanted(store, build, source_id, "a")
    await store.settle(build.settlement(updates=(build.update(),)))
    article = build.coded("a", reports=(build.filed(),), watches=(("iraq-us",),))
    stale = build.settlement(article, updates=(build.update("fresh"), build.update(changes=(build.change(),))))
    with pytest.raises(StaleWatch, match="watch iraq-us is no longer at version 0: read it again"):
        await store.settle(stale)
    assert (await store.watch_record("iraq-us")).filed == (await store.watch_record("fresh")).filed == ()
    assert (await store.watch_record("fresh")).version == 0
    assert (await store.status(build.now)).items == {
        ItemState.WANTED: 1, ItemState.CODED: 0, ItemState.SKIPPED: 0
    }  # fmt: skip
    assert await store.search("halted") == ()


async def test_of_two_who_read_the_same_version_one_must_read_again(store: Store, build: SimpleNamespace) -> None:
    settlements = [build.settlement(updates=(build.update(changes=(build.change(name),)),)) for name in ("x", "y")]
    results = await asyncio.gather(*(store.settle(one) for one in settlements), return_exceptions=True)
    assert [type(result) for result in results] == [type(None), StaleWatch]
    assert [change.id for change in await store.changes()] == ["x"]


async def test_conditions_are_replaced_and_keep_their_order(store: Store, build: SimpleNamespace) -> None:
    both = (build.condition(status="zz"), build.condition(status="aa"))
    await store.settle(build.settlement(updates=(build.update(conditions=both),)))
    assert await store.conditions("iraq-us") == both
    await store.settle(build.settlement(updates=(build.update(version=1, conditions=both[1:]),)))
    assert await store.conditions("iraq-us") == both[1:]
    assert await store.conditions("other") == ()


@pytest.mark.parametrize("after", ["abcd", "abc", "ab", "", "axc", "abcde", "dcba", "xa"])
async def test_only_the_conditions_that_differ_are_written(store: Store, build: SimpleNamespace, after: str) -> None:
    before, then = (tuple(build.condition(status=status) for status in row) for row in ("abcd", after))
    await store.settle(build.settlement(updates=(build.update(conditions=before),)))
    await store.settle(build.settlement(updates=(build.update(version=1, conditions=then, before=before),)))
    assert await store.conditions("iraq-us") == then
    await store.settle(build.settlement(updates=(build.update(version=2, conditions=before, before=None),)))
    assert await store.conditions("iraq-us") == before


async def test_a_watch_that_is_no_longer_due_is_not_due(store: Store, build: SimpleNamespace) -> None:
    await store.settle(build.settlement(updates=(build.update(next_due=5), build.update("other", next_due=4))))
    assert await store.due_watches(5) == ("other", "iraq-us")
    assert await store.due_watches(3) == ()
    await store.settle(build.settlement(updates=(build.update(version=1),)))
    assert await store.due_watches(5) == ("other",)


async def test_confirmations_are_kept_beside_the_journal(store: Store, build: SimpleNamespace) -> None:
    await store.settle(build.settlement(updates=(build.update(changes=(build.change("c1"), build.change("c2"))),)))
    for version in (1, 2):
        await store.settle(build.settlement(updates=(build.update(version=version, confirmations=("c2",)),)))
    record = await store.watch_record("iraq-us")
    assert record.confirmed == {"c2"}
    assert [change.transition.confirmed for change in record.journal] == [False, False]
    assert [change.transition.confirmed for change in await store.changes()] == [False, True]


async def test_what_is_journalled_already_stays_as_it_was_written(store: Store, build: SimpleNamespace) -> None:
    await store.settle(build.settlement(updates=(build.update(changes=(build.change(),)),)))
    later = replace(build.change(), detected_at=build.now + HOUR)
    await store.settle(build.settlement(updates=(build.update(version=1, changes=(later,)),)))
    assert await store.changes() == (build.change(),)


@pytest.mark.parametrize("statement", ["UPDATE change SET announced = 0", "DELETE FROM change"])
async def test_the_journal_is_append_only(store: Store, build: SimpleNamespace, path: Path, statement: str) -> None:
    await store.settle(build.settlement(updates=(build.update(changes=(build.change(),)),)))
    with pytest.raises(sqlite3.IntegrityError, match="the journal is append-only"):
        rows(path, statement)


async def test_the_same_settlement_again_is_the_same_but_for_the_version(
    store: Store, source_id: int, build: SimpleNamespace, path: Path
) -> None:
    await wanted(store, build, source_id, "a")
    article = build.coded("a", reports=(build.filed(),), watches=(("iraq-us",),))
    for version in (0, 1):
        update = build.update(version=version, changes=(build.change(),), copies=(build.copy(),))
        await store.settle(build.settlement(article, updates=(update,)))
    status = await store.status(build.now)
    assert (status.articles, status.reports, status.changes, status.copies["pending"]) == (1, 1, 1, 1)
    assert len(await store.search("halted")) == 1
    check_index(path)


async def test_an_edit_is_found_by_its_new_words_only_and_the_old_reports_stay(
    store: Store, source_id: int, build: SimpleNamespace, path: Path
) -> None:
    await wanted(store, build, source_id, "a")
    await store.settle(build.settlement(build.coded("a", reports=(build.filed("r1"),), watches=(("w",),))))
    await store.record_polls([build.poll(source_id, build.item("a", text="second"))])
    edit = build.coded("a", text="Rockets fell.", revision=2, reports=(build.filed("r2"),), watches=(("w",),))
    await store.settle(build.settlement(edit))
    assert await store.search("halted") == ()
    assert [hit.item_id for hit in await store.search("rockets")] == ["a"]
    assert [filed.id for filed in (await store.watch_record("w")).filed] == ["r1", "r2"]
    assert rows(path, "SELECT revision, indexed FROM article ORDER BY id") == [(1, 0), (2, 1)]
    check_index(path)


async def test_an_older_revision_that_arrives_late_does_not_take_the_index(
    store: Store, source_id: int, build: SimpleNamespace, path: Path
) -> None:
    await wanted(store, build, source_id, "a")
    await store.settle(build.settlement(build.coded("a", text="Rockets fell.", revision=2)))
    await store.settle(build.settlement(build.coded("a")))
    assert (await store.search("halted"), len(await store.search("rockets"))) == ((), 1)
    check_index(path)


async def test_an_item_that_was_edited_while_it_was_read_stays_wanted(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await wanted(store, build, source_id, "a")
    await store.record_polls([build.poll(source_id, build.item("a", text="second"))])
    await store.settle(build.settlement(build.coded("a")))
    (again,) = await store.claim_items(build.now, build.now + HOUR, 10)
    assert (again.id, again.revision) == ("a", 2)


async def test_a_page_that_cannot_matter_is_kept_light_with_why(
    store: Store, source_id: int, build: SimpleNamespace, path: Path
) -> None:
    await wanted(store, build, source_id, "a")
    skipped = build.coded("a", skip=SkipReason.NO_TEXT, coding=None, failure="status: 404")
    await store.settle(build.settlement(skipped))
    status = await store.status(build.now)
    assert (status.skipped, status.articles, status.unread_pages) == ({SkipReason.NO_TEXT: 1}, 0, 1)
    assert rows(path, "SELECT summary, failure, content_hash FROM item") == [("", "status: 404", "hash of first")]


async def test_an_article_without_a_coding_can_be_kept(
    store: Store, source_id: int, build: SimpleNamespace, path: Path
) -> None:
    await wanted(store, build, source_id, "a")
    await store.settle(build.settlement(build.coded("a", coding=None, text_source=TextSource.FEED)))
    assert rows(path, "SELECT coding, text_source FROM article") == [("null", "feed")]


async def test_an_article_of_an_unknown_item_is_refused_whole(store: Store, build: SimpleNamespace) -> None:
    with pytest.raises(StorageError, match="FOREIGN KEY"):
        await store.settle(build.settlement(build.coded("nobody"), updates=(build.update(),)))
    assert (await store.watch_record("iraq-us")).version == 0


async def test_a_backfilled_row_needs_no_source_and_is_known_afterwards(store: Store, build: SimpleNamespace) -> None:
    row = build.loaded("row", reports=(build.filed("r1", "row"),), watches=(("w",),))
    for _ in range(2):
        await store.settle(build.settlement(row))
    status = await store.status(build.now)
    assert await store.known_items(["row"]) == {"row": {row.content_hash}}
    assert (status.articles, status.reports, status.items[ItemState.CODED]) == (1, 1, 1)


async def test_a_backfilled_row_with_other_text_is_its_next_revision(
    store: Store, build: SimpleNamespace, path: Path
) -> None:
    first, second, third = (build.loaded("row", text=text) for text in ("One shell.", "Two shells.", "Three shells."))
    await store.settle(build.settlement(first, second, build.loaded("other")))
    await store.settle(build.settlement(third))
    assert rows(path, "SELECT revision, text, indexed FROM article WHERE item_id = 'row' ORDER BY id") == [
        (1, "One shell.", 0),
        (2, "Two shells.", 0),
        (3, "Three shells.", 1),
    ]
    assert await store.known_items(["row"]) == {"row": {coded.content_hash for coded in (first, second, third)}}
    check_index(path)


async def test_a_backfilled_row_that_cannot_matter_is_known_too(store: Store, build: SimpleNamespace) -> None:
    row = build.loaded("row", skip=SkipReason.IRRELEVANT)
    await store.settle(build.settlement(row))
    assert await store.known_items(["row"]) == {"row": {row.content_hash}}
    assert (await store.status(build.now)).articles == 0


@pytest.mark.parametrize("notice_first", [True, False])
async def test_a_retraction_voids_the_reports_whichever_comes_first(
    store: Store, build: SimpleNamespace, *, notice_first: bool
) -> None:
    article = build.settlement(build.loaded("row", reports=(build.filed("r1", "row"),), watches=(("w",),)))
    notice = build.settlement(voided=("row",))
    for settlement in (notice, article, article) if notice_first else (article, notice, notice):
        await store.settle(settlement)
    assert [filed.voided for filed in (await store.watch_record("w")).filed] == [True]


async def test_all_of_it_is_there_after_a_restart(build: SimpleNamespace, path: Path) -> None:
    settlement = build.settlement(
        build.loaded("row", reports=(build.filed("r1", "row"),), watches=(("iraq-us",),)),
        updates=(build.update(changes=(build.change(),), copies=(build.copy(),)),),
    )
    async with open_store(path, now=build.now) as store:
        await store.settle(settlement)
        before = await store.watch_record("iraq-us")
    async with open_store(path, now=build.now, writer=False) as store:
        assert await store.watch_record("iraq-us") == before
        assert [hit.item_id for hit in await store.search("halted")] == ["row"]


async def test_what_a_fold_needs_is_read_at_one_moment(store: Store, build: SimpleNamespace) -> None:
    known, gone = build.filed("r1", "row"), build.filed("r2", "gone")
    rows = (build.loaded(one.item_id, reports=(one,), watches=(("w",),)) for one in (known, gone))
    await store.settle(build.settlement(*rows, voided=("gone", "unseen")))
    base = await store.fold_base(
        build.now, watches=("w", "fresh"), items=("row", "gone", "unseen", "other"), reports=("r1", "new")
    )
    assert base.coverage == await store.coverage(build.now)
    assert base.records == (await store.watch_record("w"), await store.watch_record("fresh"))
    assert base.records[0].filed == (known, replace(gone, voided=True))
    assert (base.retracted, base.stored) == ({"gone", "unseen"}, (known,))


async def test_whoever_touches_the_reports_of_a_watch_moves_it_on(store: Store, build: SimpleNamespace) -> None:
    """A fold that did not see them must not be committed."""
    row = build.loaded("row", reports=(build.filed("r1", "row"),), watches=(("w",),))
    for version, settlement in enumerate(
        (build.settlement(row), build.settlement(row), build.settlement(voided=("row",)))
    ):
        await store.settle(build.settlement(updates=(build.update("other", version=version),)))
        assert (await store.watch_record("w")).version == version
        await store.settle(settlement)
        with pytest.raises(StaleWatch):
            await store.settle(build.settlement(updates=(build.update("w", version=version),)))
    await store.settle(build.settlement(row, voided=("row",), updates=(build.update("w", version=3),)))
    assert [(await store.watch_record(watch)).version for watch in ("w", "other")] == [4, 3]
