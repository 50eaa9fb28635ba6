"""What the daemon and a backfill share: store, workers and settler, opened and closed together."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from monitor.clock import Clock
from monitor.domain.conditions import Router
from monitor.domain.model.lexicon import Lexicon, Watch
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
        return Settler(
            store=self.store,
            watches={watch.id: watch for watch in self.watches},
            router=Router(self.watches, self.lexicon),
            lexicon=self.lexicon,
            clock=self.clock,
            enqueue=enqueue,
            fold_gate=asyncio.Lock(),
        )


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
        thresholds = gc.get_threshold()
        gc.set_threshold(10_000, 10, 10)  # polls make many objects and few circles: looking for them cost a twentieth
        gc.collect()
        gc.freeze()  # lexicon and settings live as long as the process: no collection need walk them
        try:
            yield Parts(store, workers, lexicon, watches, clock)
        finally:
            gc.unfreeze()
            gc.set_threshold(*thresholds)
            await workers.aclose()
