"""What a settler does when the watch moves on beneath it."""

import asyncio
from dataclasses import replace

import pytest

from monitor.domain.ports import Settlement
from monitor.errors import StaleWatch
from monitor.storage import Store


class Overtaken:
    """A store whose watch has moved on so many times when a settlement comes."""

    def __init__(self, store: Store, times: int) -> None:
        self._store = store
        self.times = times
        self.tried = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    async def settle(self, settlement: Settlement) -> None:
        self.tried += 1
        if self.tried <= self.times:
            raise StaleWatch("watch iraq-us is no longer at version 0: read it again")
        await self._store.settle(settlement)


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
