"""The items on their way: what is still to be read, and which of it is ours for now."""

from collections.abc import Mapping, Sequence

from monitor.domain.model.article import Source
from monitor.domain.model.time import Millis
from monitor.domain.ports import WantedItem
from monitor.storage.driver import Row, Step, Values
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.rows import feed_item_of, json_list, source_of

PER_SOURCE = 8  # items of one source on their way at a time

_SQL = queries("items")


class Items(Part):
    """Implements the claims of `ArticleStore`."""

    async def claim_items(self, now: Millis, lease_until: Millis, limit: int) -> Sequence[WantedItem]:
        """Take wanted items that are not leased, each source's oldest first; those whose lease ran out come last."""
        values: Values = {"now": now, "lease_until": lease_until, "limit": limit, "per_source": PER_SOURCE}
        (rows,) = await self._database.write(Step(_SQL["claim_items"], (values,)))
        if not rows:
            return ()
        sources = await self._sources_of(rows)
        return tuple(_wanted(row, sources) for row in sorted(rows, key=lambda row: (row["first_seen"], row["id"])))

    async def _sources_of(self, rows: Sequence[Row]) -> Mapping[int, Source]:
        ids = json_list({row["source_id"] for row in rows})
        (found,) = await self._database.read(Step(_SQL["item_sources"], ({"ids": ids},)))
        return {row["id"]: source_of(row) for row in found}


def _wanted(row: Row, sources: Mapping[int, Source]) -> WantedItem:
    return WantedItem(
        id=row["id"],
        revision=row["revision"],
        item=feed_item_of(row),
        content_hash=row["content_hash"],
        source=sources[row["source_id"]],
        first_seen=row["first_seen"],
        muted=bool(row["muted"]),
    )
