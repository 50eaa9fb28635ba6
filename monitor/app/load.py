"""A backfill's life: lock, load, fold; nothing is announced."""

import asyncio
from pathlib import Path
from typing import BinaryIO

from monitor.app.parts import open_parts, tell_nobody
from monitor.backfill.load import Backfill, BackfillCount, Progress
from monitor.clock import SystemClock
from monitor.settings import Settings


def run_backfill(rows: BinaryIO, *, settings: Settings, database: Path, progress: Progress) -> BackfillCount:
    """Load rows, one a line, into a database by these settings."""
    return asyncio.run(_load(rows, settings, database, progress))


async def _load(rows: BinaryIO, settings: Settings, database: Path, progress: Progress) -> BackfillCount:
    clock = SystemClock()
    async with open_parts(settings, database, clock) as parts:
        settler = parts.settler(tell_nobody)
        return await Backfill(parts.store, parts.workers, settler, clock).load(rows, progress)
