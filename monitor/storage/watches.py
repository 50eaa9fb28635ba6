"""What the fold reads of a watch: its reports, its journal, its version."""

from collections.abc import Sequence

from monitor.domain.model.time import Millis
from monitor.domain.ports import WatchRecord
from monitor.storage.driver import Step
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.rows import change_of, filed_report_of

_SQL = queries("watches")


class Watches(Part):
    """Implements the watches of `ArticleStore`."""

    async def watch_record(self, watch: str) -> WatchRecord:
        """Read one watch's reports, journal and version; a watch never seen has version 0 and nothing."""
        names = ("watch_version", "watch_reports", "watch_journal", "watch_confirmed")
        versions, reports, journal, confirmed = await self._database.read(
            *(Step(_SQL[name], ({"watch": watch},)) for name in names)
        )
        return WatchRecord(
            watch=watch,
            version=versions[0]["version"] if versions else 0,
            filed=tuple(filed_report_of(row) for row in reports),
            journal=tuple(change_of(row) for row in journal),
            confirmed=frozenset(row["id"] for row in confirmed),
        )

    async def due_watches(self, now: Millis) -> Sequence[str]:
        """Give the watches whose clock rule is due."""
        (rows,) = await self._database.read(Step(_SQL["due_watches"], ({"now": now},)))
        return tuple(row["id"] for row in rows)
