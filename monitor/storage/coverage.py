"""What was watched when, out of the sources' and the backfills' spans; the arithmetic is in `spans`."""

from itertools import groupby

from monitor.domain.model.coverage import Coverage
from monitor.domain.model.time import Millis
from monitor.storage.driver import Row, Step
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.spans import Seen, merged, well_covered

_SQL = queries("coverage")
COVERAGE = (Step(_SQL["source_spans"]), Step(_SQL["backfill_spans"]))


class Spans(Part):
    """Implements the coverage of `SourceStore`."""

    async def coverage(self, now: Millis) -> Coverage:
        """Give the spans in which at least half of the sources active then were seen without a gap, and backfills."""
        sources, backfills = await self._database.read(*COVERAGE)
        return coverage_of(sources, backfills, now)


def coverage_of(sources: list[Row], backfills: list[Row], now: Millis) -> Coverage:
    """Make the coverage out of the rows that `COVERAGE` gives."""
    loaded = [(row["since"], row["until"]) for row in backfills]
    return Coverage(merged([*well_covered([*seen_of(sources).values()], now), *loaded]))


def seen_of(sources: list[Row]) -> dict[int, Seen]:
    """Make each source's spans out of the rows of `source_spans`, by the source's id."""
    return {source: _seen(list(rows)) for source, rows in groupby(sources, key=lambda row: int(row["id"]))}


def _seen(rows: list[Row]) -> Seen:
    first = rows[0]
    spans = tuple((row["since"], row["until"]) for row in rows if row["since"] is not None)
    return Seen(first["interval_ms"], first["added_at"], first["rested_at"], spans, first["planned"])
