"""What was watched when, out of the sources' and the backfills' spans; the arithmetic is in `spans`."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from monitor.domain.model.coverage import Coverage, Tenure
from monitor.domain.model.time import WEEK, Millis
from monitor.storage.driver import Row, Step
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.spans import Seen, merged, well_covered

GAP = WEEK  # a publisher not read for so long is one that comes anew

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
    seen = seen_of(sources)
    owners: dict[str, list[Seen]] = defaultdict(list)
    for row in {row["id"]: row for row in sources}.values():
        owners[row["owner"]].append(seen[row["id"]])
    read = [tenure for owner in sorted(owners) for tenure in _tenures(owner, owners[owner], now)]
    spans = merged([*well_covered([*seen.values()], now), *loaded])
    return Coverage(spans, (*read, *(Tenure(None, since, until) for since, until in merged(loaded))))


def seen_of(sources: list[Row]) -> dict[int, Seen]:
    """Make each source's spans out of the rows of `source_spans`, by the source's id."""
    return {source: _seen(list(rows)) for source, rows in groupby(sources, key=lambda row: int(row["id"]))}


def _tenures(owner: str, sources: Sequence[Seen], now: Millis) -> Iterator[Tenure]:
    """Give from when until when a publisher was read by any of its feeds; a gap of days is none."""
    spans = merged((since, until + GAP) for source in sources for since, until in source.covered(now))
    live = any(source.rested_at is None for source in sources)
    for since, end in spans:
        until = end - GAP
        yield Tenure(owner, since, None if live and end >= now else until)


def _seen(rows: list[Row]) -> Seen:
    first = rows[0]
    spans = tuple((row["since"], row["until"]) for row in rows if row["since"] is not None)
    return Seen(first["interval_ms"], first["added_at"], first["rested_at"], spans, first["planned"])
