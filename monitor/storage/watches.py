"""What the fold reads: a watch's reports, its journal, its version, and the coverage beside them."""

import asyncio
from collections.abc import Sequence

from monitor.domain.model.time import Millis
from monitor.domain.ports import FoldBase, WatchRecord
from monitor.storage.coverage import COVERAGE, coverage_of
from monitor.storage.driver import Row, Step
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.rows import change_of, filed_report_of, json_list
from monitor.storage.rulings import ruling_of

_SQL = queries("watches")
_RULINGS = queries("rulings")["rulings"]
_REPORTS = queries("views")["reports"]
_RECORD = ("watch_version", "watch_reports", "watch_journal", "watch_confirmed")


class Watches(Part):
    """Implements the watches of `ArticleStore`."""

    async def watch_record(self, watch: str) -> WatchRecord:
        """Read one watch's reports, journal and version; a watch never seen has version 0 and nothing."""
        return _record(watch, await self._database.read(*_record_steps(watch)))

    async def fold_base(
        self, now: Millis, *, watches: Sequence[str], items: Sequence[str], reports: Sequence[str]
    ) -> FoldBase:
        """Read the coverage, these watches, and what is known of these items and reports, all of one moment."""
        retracted, stored, sources, backfills, *rest = await self._database.read(
            Step(_SQL["retracted"], ({"ids": json_list(items)},)),
            Step(_REPORTS, ({"ids": json_list(reports)},)),
            *COVERAGE,
            *(step for watch in watches for step in _record_steps(watch)),
        )
        return FoldBase(
            coverage=coverage_of(sources, backfills, now),
            records=await asyncio.to_thread(_records, watches, rest) if watches else (),
            retracted=frozenset(row["item_id"] for row in retracted),
            stored=tuple(filed_report_of(row) for row in stored),
        )

    async def due_watches(self, now: Millis) -> Sequence[str]:
        """Give the watches whose clock rule is due."""
        (rows,) = await self._database.read(Step(_SQL["due_watches"], ({"now": now},)))
        return tuple(row["id"] for row in rows)

    async def retracted_after(self, at: Millis) -> frozenset[str]:
        """Give the items whose publisher retracted them after this instant."""
        (rows,) = await self._database.read(Step(_SQL["retracted_after"], ({"at": at},)))
        return frozenset(row["item_id"] for row in rows)


def _record_steps(watch: str) -> list[Step]:
    asked = ({"watch": watch},)
    return [*(Step(_SQL[name], asked) for name in _RECORD), Step(_RULINGS, asked)]


def _records(watches: Sequence[str], found: Sequence[list[Row]]) -> tuple[WatchRecord, ...]:
    """Make the records of these watches out of what their steps gave, one after the other."""
    each = len(_RECORD) + 1
    return tuple(_record(watch, found[at * each : (at + 1) * each]) for at, watch in enumerate(watches))


def _record(watch: str, found: Sequence[list[Row]]) -> WatchRecord:
    versions, reports, journal, confirmed, rulings = found
    return WatchRecord(
        watch=watch,
        version=versions[0]["version"] if versions else 0,
        filed=tuple(filed_report_of(row) for row in reports),
        journal=tuple(change_of(row) for row in journal),
        confirmed=frozenset(row["id"] for row in confirmed),
        rulings=tuple(ruling_of(row) for row in rulings),
    )
