"""A refold's life: lock, route every report again, derive every followed watch again; nothing is announced."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.app.parts import make_settler, tell_nobody
from monitor.backfill.load import Progress
from monitor.clock import Clock, SystemClock
from monitor.domain.conditions import Router
from monitor.pipeline.settle import Settler
from monitor.settings import Settings
from monitor.settings.lexicon import load_lexicon
from monitor.storage import Store, open_store, require_file


@dataclass(frozen=True, slots=True)
class WatchRefold:
    """How one watch came out: `changes` are those that its journal did not have, `same` says that nothing moved."""

    watch: str
    reports: int
    conditions: int
    changes: int
    same: bool


def run_refold(*, settings: Settings, database: Path, watch: str | None, progress: Progress) -> tuple[WatchRefold, ...]:
    """Derive the followed watches, or one of them, from all stored reports by today's lexicon and rules.

    `progress(watches done, watches in all)` is told along the way. Raises DatabaseUnusable where there is none.
    """
    require_file(database)
    return asyncio.run(_refold(settings, database, watch, progress, SystemClock()))


async def _refold(
    settings: Settings, database: Path, watch: str | None, progress: Progress, clock: Clock
) -> tuple[WatchRefold, ...]:
    lexicon = load_lexicon()
    followed = settings.watches(lexicon)
    wanted = [one.id for one in followed if watch in {None, one.id}]
    async with open_store(database, now=clock.now()) as store:
        settler = make_settler(store, followed, lexicon, clock, tell_nobody)
        reports = await _route_again(store, settler.router, wanted)
        known = [one for one in await store.watch_ids() if one in wanted]
        done: list[WatchRefold] = []
        for number, one in enumerate(known, 1):
            done.append(await _derive_again(store, settler, one, reports[one]))
            progress(number, len(known))
        return tuple(done)


async def _route_again(store: Store, router: Router, wanted: Sequence[str]) -> Counter[str]:
    """Route among all followed watches, for which one a report belongs to hangs on the others; count them by watch."""
    found = Counter[str]()
    async for page in store.all_reports():
        routes = {
            filed.id: [one for one in router.route(filed.report, filed.reported_at) if one in wanted] for filed in page
        }
        await store.route_again(routes, wanted)
        found.update(one for watches in routes.values() for one in watches)
    return found


async def _derive_again(store: Store, settler: Settler, watch: str, reports: int) -> WatchRefold:
    before, known = await store.conditions(watch), len(await store.changes(watch))
    await settler.refold([watch])
    after, changes = await store.conditions(watch), len(await store.changes(watch)) - known
    return WatchRefold(watch, reports, len(after), changes, same=before == after and not changes)
