"""How each source does at a moment, and which sources usually tell of a conflict; what follows is decided elsewhere."""

from collections import defaultdict
from collections.abc import Mapping

from alerts.redaction import redact
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.coverage import SOURCES, Coverage, Sight, SourceSight
from monitor.domain.model.time import Millis
from monitor.domain.ports import SightBase
from monitor.storage.coverage import seen_of
from monitor.storage.driver import Row, Step, Values
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.rows import change_of, json_list
from monitor.storage.spans import Seen, well_covered

_SQL = queries("sight")
_WATCHES = queries("watches")
_SIGHT = (Step(queries("coverage")["source_spans"]), Step(_SQL["sight_sources"], ({"latest": T.item_memory},)))


class Sights(Part):
    """Reads what the sources show."""

    async def sight(self, at: Millis) -> Sight:
        """Give what could be seen at a moment, by all that is known now."""
        spans, sources = await self._database.read(*_SIGHT)
        return _sight(spans, sources, {}, at)

    async def sight_base(self, now: Millis) -> SightBase:
        """Read what a look at the sources stands on."""
        mine = ({"watch": SOURCES.id},)
        spans, sources, versions, journal = await self._database.read(
            *_SIGHT, Step(_WATCHES["watch_version"], mine), Step(_WATCHES["watch_journal"], mine)
        )
        return SightBase(
            sight=_sight(spans, sources, await self._pauses(sources), now),
            version=versions[0]["version"] if versions else 0,
            journal=tuple(change_of(row) for row in journal),
        )

    async def usual_sources(self, at: Millis) -> Mapping[str, frozenset[int]]:
        """Give the ids of each watch's usual sources as they were at a moment."""
        values: Values = {"since": at - T.usual_sources, "until": at, "least": T.usual_reports}
        (rows,) = await self._database.read(Step(_SQL["usual_sources"], (values,)))
        found: defaultdict[str, set[int]] = defaultdict(set)
        for row in rows:
            found[row["watch"]].add(row["source_id"])
        return {watch: frozenset(sources) for watch, sources in found.items()}

    async def _pauses(self, sources: list[Row]) -> Mapping[int, Millis]:
        """Look up the usual pauses of those that have brought nothing new for long: of few, for it costs most."""
        quiet = [row["id"] for row in sources if row["active"] and _quiet(row)]
        if not quiet:
            return {}
        values: Values = {
            "ids": json_list(quiet),
            "memory": T.pause_memory,
            "place": T.pause_place,
            "least": T.pause_items,
        }
        (rows,) = await self._database.read(Step(_SQL["source_pauses"], (values,)))
        return {row["source_id"]: row["pause"] for row in rows}


def _quiet(row: Row) -> bool:
    return (row["last_ok_at"] or 0) - (row["item_at"] or 0) > T.silent_least


def _sight(spans: list[Row], sources: list[Row], pauses: Mapping[int, Millis], at: Millis) -> Sight:
    seen = seen_of(spans)
    return Sight(
        at,
        tuple(
            _source(row, seen[row["id"]], pauses.get(row["id"]), at) for row in sources if seen[row["id"]].counts(at)
        ),
        Coverage(tuple(well_covered([*seen.values()], at))),
    )


def _source(row: Row, seen: Seen, pause: Millis | None, at: Millis) -> SourceSight:
    until = seen.seen_until(at)
    return SourceSight(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        interval=seen.interval,
        seen=bool(seen.spans) and until >= at,
        seen_until=until,
        polled_at=row["last_poll_at"] or 0,
        ok_at=row["last_ok_at"],
        error=redact(row["last_error"]),
        failures=row["failures"],
        item_at=row["item_at"],
        pause=pause,
    )
