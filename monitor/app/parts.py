"""What the daemon and a backfill share: store, workers and settler, opened and closed together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from alerts.model import Alert, OutboxRow
from monitor.clock import Clock
from monitor.domain.conditions import Router
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.time import Millis
from monitor.garbage import collecting_seldom
from monitor.ingest.workers import Workers
from monitor.pipeline.settle import Enqueue, Settler
from monitor.settings import Settings
from monitor.settings.lexicon import load_lexicon
from monitor.storage import Store, open_store


@dataclass(frozen=True, slots=True)
class Parts:
    """The working parts of one run."""

    store: Store
    workers: Workers
    lexicon: Lexicon
    watches: tuple[Watch, ...]
    clock: Clock

    def settler(self, enqueue: Enqueue) -> Settler:
        """Make the settler that queues alerts this way."""
        return make_settler(self.store, self.watches, self.lexicon, self.clock, enqueue)


def make_settler(store: Store, watches: tuple[Watch, ...], lexicon: Lexicon, clock: Clock, enqueue: Enqueue) -> Settler:
    """Put a settler together."""
    return Settler(
        store=store,
        watches={watch.id: watch for watch in watches},
        router=Router(watches, lexicon),
        lexicon=lexicon,
        clock=clock,
        enqueue=enqueue,
        fold_gate=asyncio.Lock(),
    )


def tell_nobody(_alert: Alert, _now: Millis) -> tuple[OutboxRow, ...]:
    """Queue no copy: what history makes is announced to nobody."""
    return ()


@asynccontextmanager
async def open_parts(settings: Settings, database: Path, clock: Clock) -> AsyncIterator[Parts]:
    """Open the parts; the store is opened for writing, so that nobody else works on the file meanwhile."""
    lexicon = load_lexicon()
    watches = settings.watches(lexicon)
    async with open_store(database, now=clock.now()) as store:
        await store.release_leases()
        workers = Workers(
            lexicon,
            count=settings.workers.count,
            deadline=settings.workers.deadline,
            memory=settings.workers.memory,
        )
        try:
            with collecting_seldom():
                yield Parts(store, workers, lexicon, watches, clock)
        finally:
            await workers.aclose()
