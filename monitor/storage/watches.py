"""What the fold reads of a watch: its reports, its journal, its version."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.domain.model.report import FiledReport
from monitor.domain.model.time import Millis
from monitor.domain.ports import WatchRecord
from monitor.storage.driver import Database, Row, Step
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.rows import change_of, filed_report_of, json_list

_SQL = queries("watches")
_REPORTS = queries("views")["reports"]


class Watches(Part):
    """Implements the watches of `ArticleStore`.

    A report never changes but for its voiding, so those read before are not read and decoded again (11 ms instead of
    65 ms for 3,000 reports); what is remembered is dropped whole when it grows too large.
    """

    remember = 20_000  # reports of 1-2 KB: some 30 MB

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._remembered: dict[str, FiledReport] = {}

    async def watch_record(self, watch: str) -> WatchRecord:
        """Read one watch's reports, journal and version; a watch never seen has version 0 and nothing."""
        names = ("watch_version", "watch_reports", "watch_journal", "watch_confirmed")
        versions, reports, journal, confirmed = await self._database.read(
            *(Step(_SQL[name], ({"watch": watch},)) for name in names)
        )
        return WatchRecord(
            watch=watch,
            version=versions[0]["version"] if versions else 0,
            filed=await self._filed(reports),
            journal=tuple(change_of(row) for row in journal),
            confirmed=frozenset(row["id"] for row in confirmed),
        )

    async def _filed(self, named: Sequence[Row]) -> tuple[FiledReport, ...]:
        missing = [row["id"] for row in named if row["id"] not in self._remembered]
        fresh: dict[str, FiledReport] = {}
        if missing:
            (rows,) = await self._database.read(Step(_REPORTS, ({"ids": json_list(missing)},)))
            fresh = {row["id"]: filed_report_of(row) for row in rows}
        known = {**self._remembered, **fresh}
        self._remembered = known if len(known) <= self.remember else fresh
        return tuple(_voided_as(known[row["id"]], voided=bool(row["voided"])) for row in named)

    async def due_watches(self, now: Millis) -> Sequence[str]:
        """Give the watches whose clock rule is due."""
        (rows,) = await self._database.read(Step(_SQL["due_watches"], ({"now": now},)))
        return tuple(row["id"] for row in rows)


def _voided_as(filed: FiledReport, *, voided: bool) -> FiledReport:
    """Give the report with the voiding of the snapshot, whatever was remembered."""
    return filed if filed.voided == voided else replace(filed, voided=voided)
