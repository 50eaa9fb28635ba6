"""A backfill's life: settings, lock, load, fold; nothing is announced."""

import asyncio
import os
from pathlib import Path

from monitor.app.parts import open_parts
from monitor.backfill.load import Backfill, BackfillCount, Progress
from monitor.clock import SystemClock
from monitor.settings import Settings, load_settings

DEFAULT_CONFIG = Path("config.toml")


def run_backfill(path: Path, *, config: Path | None, db: Path | None, progress: Progress) -> BackfillCount:
    """Load a file of rows into the configured database, or into `db`."""
    settings = load_settings(config or DEFAULT_CONFIG, os.environ)
    return asyncio.run(_load(settings, db or settings.database, path, progress))


async def _load(settings: Settings, database: Path, path: Path, progress: Progress) -> BackfillCount:
    clock = SystemClock()
    async with open_parts(settings, database, clock) as parts:
        settler = parts.settler(lambda _alert, _now: ())
        return await Backfill(parts.store, parts.workers, settler, clock).load(path, progress)
