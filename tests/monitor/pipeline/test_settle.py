"""What a settler does when the watch moves on beneath it."""

import asyncio
from dataclasses import replace

import pytest

from monitor.domain.conditions import fold
from monitor.domain.filing import file_reports
from monitor.domain.model.article import Article, TextSource
from monitor.domain.model.condition import ChangedField
from monitor.domain.model.ruling import Ruling, Verb, Withdrawal
from monitor.domain.model.time import DAY, HOUR, instant
from monitor.domain.ports import CodedArticle, FoldBase, Settlement
from monitor.errors import StaleWatch
from monitor.pipeline.standing import Memory, Standing
from monitor.storage import Store

TEXTS = (
    "Kataib Hezbollah has halted its attacks on US forces, the group's spokesman Mohammed Mohi said on Sunday.",
    "A roadside bomb hit a convoy of the US-led coalition near Diwaniyah on Sunday. No group claimed the blast.",
    "Asaib Ahl al-Haq has ended its truce with US forces, the group's leader Qais al-Khazali said.",
    "Seven rockets hit the Green Zone in Baghdad. Ashab al-Kahf claimed the attack on US forces.",
    "The truce between Kataib Hezbollah and US forces holds, an official said.",
)


class Overtaken:
    """A store whose watch has moved on so many times when a settlement comes."""

    def __init__(self, store: Store, times: int) -> None:
        self._store = store
        self.times = times
        self.tried = 0
        self.read: list[str] = []

    async def fold_base(self, now: int, *, watches: list[str], **more: object) -> FoldBase:
        self.read += watches
        return await self._store.fold_base(now, watches=watches, **more)

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    async def settle(self, settlement: Settlement) -> None:
        self.tried += 1
        if self.tried <= self.times:
            raise StaleWatch("watch iraq-us is no longer at version 0: read it again")
        await self._store.settle(settlement)


def told(coder, number: int, at: int, text: str) -> CodedArticle:
    article = Article(f"item-{number}", text.partition(".")[0], text, published=at)
    coding = coder.code(article)
    reports = file_reports(article, coding, first_seen=at + HOUR, muted=False)
    return CodedArticle(article, 0, f"hash of {number}", TextSource.BACKFILL, at + HOUR, False, coding, reports)


async def outcome(store: Store) -> tuple[object, ...]:
    return await store.conditions(), await store.changes(), await store.due_watches(2**60)


@pytest.mark.parametrize("late", [0, 3])
async def test_what_is_remembered_is_what_the_tables_hold(desk, coder, late: int) -> None:
    order = [*range(late, 20), *range(late)]
    for number in order:
        at = desk.clock.at + number * 5 * HOUR
        batch = [told(coder, number, at, TEXTS[number % len(TEXTS)])]
        await replace(desk.settler, clock=replace(desk.clock, at=at + HOUR)).settle(batch, _retracted(number))
        standing, record = desk.settler.memory.take("iraq-us"), await desk.store.watch_record("iraq-us")
        assert standing.fold.filed == {filed.id: filed for filed in record.filed}
        assert standing.journal == record.journal
        assert (standing.version, standing.confirmed) == (record.version, record.confirmed)
        assert standing.conditions == await desk.store.conditions("iraq-us")
        coverage = await desk.store.coverage(at + HOUR)
        whole = fold(desk.settler.watches["iraq-us"], record.filed, desk.settler.lexicon, coverage, at + HOUR)
        assert standing.fold.derive(coverage, at + HOUR) == whole
        desk.settler.memory.keep("iraq-us", standing)
    assert len({alert.id for alert in desk.alerts}) == len(desk.alerts) > 4


def _retracted(number: int) -> list[str]:
    """Retract an earlier item, one that is only coming, and the very one that comes."""
    return {5: ["item-2"], 6: ["item-8"], 10: ["item-10"]}.get(number, [])


async def test_a_remembered_watch_is_committed_at_the_first_try_and_not_read_again(desk, coder) -> None:
    store = Overtaken(desk.store, 0)
    settler = replace(desk.settler, store=store)
    for number in (0, 1, 2):
        await settler.settle([told(coder, number, desk.clock.at, TEXTS[number])])
    assert (store.tried, store.read) == (3, ["iraq-us"])


async def test_a_fold_that_was_not_committed_is_forgotten(desk, coder) -> None:
    truce, ended = (told(coder, number, desk.clock.at, TEXTS[number]) for number in (0, 2))
    await desk.settler.settle([truce])
    await desk.settler.settle([truce])
    failing = replace(desk.settler, store=Overtaken(desk.store, 1_000))
    with pytest.raises(StaleWatch):
        await failing.settle([ended])
    before = await outcome(desk.store)
    await desk.settler.refold(["iraq-us"])
    assert await outcome(desk.store) == before
    await desk.settler.settle([ended])
    assert len(await desk.store.changes()) > len(before[1])


async def test_what_was_stored_beside_a_remembered_watch_is_folded_with_the_next(desk, coder) -> None:
    truce, ended, calm = (told(coder, number, desk.clock.at, TEXTS[number]) for number in (0, 2, 4))
    await desk.settler.settle([truce])
    await desk.settler.store_muted([ended])
    await desk.settler.settle([calm])
    after = await outcome(desk.store)
    await replace(desk.settler, memory=Memory()).refold(["iraq-us"])
    assert await outcome(desk.store) == after
    assert any(str(change.transition.change) in {"ended", "withdrawn"} for change in after[1])


async def test_a_report_that_is_stored_already_stays_as_it_was_stored(desk, coder) -> None:
    first = told(coder, 0, desk.clock.at, TEXTS[0])
    await replace(desk.settler, router=Nowhere()).settle([first])  # as if its watch had not been followed then
    again = replace(first, reports=tuple(replace(one, first_seen=one.first_seen + DAY) for one in first.reports))
    await desk.settler.settle([again])
    standing = desk.settler.memory.take("iraq-us")
    assert set(standing.fold.filed.values()) == set(first.reports)


class Nowhere:
    """Routes no report to any watch."""

    def route(self, _report: object, _at: int) -> tuple[str, ...]:
        return ()


def test_the_watches_used_longest_ago_are_forgotten_where_there_is_no_room() -> None:
    def standing(reports: int) -> Standing:
        fold = type("Held", (), {"filed": dict.fromkeys(range(reports))})()
        return Standing(fold, 1, (), frozenset())

    memory = Memory(room=10)
    for name, reports in (("a", 4), ("b", 4), ("c", 3), ("big", 20)):
        memory.keep(name, standing(reports))
        assert memory.take(name) is not None
        memory.keep(name, standing(reports))
        if name == "c":
            assert [memory.take(one) is None for one in ("a", "b")] == [True, False]
    assert [memory.take(one) is None for one in ("c", "big", "big")] == [True, False, True]


@pytest.mark.parametrize("times", [1, 5])
async def test_a_watch_that_moved_on_is_folded_again(desk, times: int) -> None:
    store = Overtaken(desk.store, times)
    settler = replace(desk.settler, store=store)
    await settler.refold(["iraq-us"])
    assert store.tried == times + 1


async def test_a_watch_that_moves_on_for_ever_is_given_up_loudly(desk) -> None:
    store = Overtaken(desk.store, 1_000)
    settler = replace(desk.settler, store=store, fold_gate=asyncio.Lock())
    with pytest.raises(StaleWatch):
        await settler.refold(["iraq-us"])
    assert store.tried == 6


async def test_a_ruling_made_beside_the_daemon_is_taken_in_at_its_next_beat(desk, coder) -> None:
    await desk.settler.settle([told(coder, 0, desk.clock.at, TEXTS[0])])
    (condition,) = [one for one in await desk.store.conditions() if one.arrangement]
    ended = Ruling(
        "z", "iraq-us", Verb.SET, condition.arrangement.id, condition.arrangement.id, "Mary", "the radio said so",
        desk.clock.at + HOUR, ChangedField.FORMAL, "ended", instant(desk.clock.at + HOUR),
    )  # fmt: skip
    await desk.store.rule(ended)
    later = replace(desk.settler, clock=replace(desk.clock, at=desk.clock.at + 2 * HOUR))
    await later.tick()
    change = (await desk.store.changes())[-1]
    assert (change.transition.change, change.transition.evidence, change.announced) == ("ended", ("z",), True)
    assert desk.alerts[-1].reason == "The analyst Mary sets it: the radio said so."
    assert await desk.store.due_watches(later.clock.now()) == ()
    before = await outcome(desk.store)
    await replace(later, memory=Memory()).refold(["iraq-us"])
    assert await outcome(desk.store) == before
    await desk.store.withdraw(ended, Withdrawal(later.clock.now(), "Mary", "it was a joke"))
    await later.tick()
    assert desk.alerts[-1].kind == "correction"
    assert "the analyst Mary withdrew the ruling: it was a joke" in desk.alerts[-1].reason
