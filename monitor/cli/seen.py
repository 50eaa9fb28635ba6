"""Standing conditions as rows, with what is seen of each conflict's sources: nothing is called calm that nobody saw."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from monitor.cli.rows import Filed, Json, Names, condition_row
from monitor.domain.conditions.watch_sight import WatchSight, at_last_sight, watch_sights
from monitor.domain.model.condition import Condition
from monitor.domain.model.ruling import Ruling
from monitor.domain.model.time import Millis, iso
from monitor.storage import Store

DIM_COLUMNS = ("sources_seen", "sources_usual", "at_last_sight")  # of the table, only where they say something


async def ask_sights(store: Store, watches: Iterable[str], at: Millis) -> Mapping[str, WatchSight]:
    """Give the coverage of these watches at a moment; none where there are no sources."""
    sight = await store.sight(at)
    return watch_sights(sight, await store.usual_sources(at) if sight.sources else {}, watches)


@dataclass(frozen=True, slots=True)
class Proof:
    """What conditions rest on: reports by id, and analysts' rulings."""

    filed: Filed
    rulings: Sequence[Ruling] = ()


def condition_rows(
    found: Sequence[Condition], sights: Mapping[str, WatchSight], proof: Proof, name: Names
) -> list[Json]:
    """Give the rows by watch; one of which too little is seen has its coverage beside its conditions at last sight."""
    dim = [sight.condition for sight in sights.values() if sight.dim]
    ordered = sorted([*found, *dim], key=lambda one: one.watch)  # stable: a watch's own order stays, coverage last
    return [
        row
        for watch, group in groupby(ordered, key=lambda one: one.watch)
        for row in _of_watch(group, sights.get(watch), proof, name)
    ]


def columns_of(columns: tuple[str, ...], rows: Iterable[Json]) -> tuple[str, ...]:
    """Give a table's columns: those about sight only where some is lost."""
    return (*columns, *DIM_COLUMNS) if any(row["at_last_sight"] is not None for row in rows) else columns


def _of_watch(found: Iterable[Condition], sight: WatchSight | None, proof: Proof, name: Names) -> Iterator[Json]:
    seen: Json = {"sources_seen": None, "sources_usual": None, "at_last_sight": None}
    if sight is not None:
        lost = iso(sight.condition.since) if sight.dim else None
        seen = {"sources_seen": sight.seen, "sources_usual": sight.of, "at_last_sight": lost}
    for one in found:
        shown = at_last_sight(one, sight) if sight else one
        yield {**condition_row(shown, proof.filed, name, proof.rulings), **seen}
