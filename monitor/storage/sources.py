"""The sources, their schedule, and what their polls bring in."""

from collections.abc import Mapping, Sequence

from monitor.domain.model.article import Source
from monitor.domain.model.time import Millis
from monitor.domain.ports import ClaimedSource, Poll
from monitor.storage.bulk import in_bulk
from monitor.storage.driver import Places, Step, Values
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.rows import claimed_source_of, item_values, json_list, source_values

_SQL = queries("sources")
_COVERAGE = queries("coverage")


class Sources(Part):
    """Implements `SourceStore` but for its coverage."""

    async def sync_sources(self, sources: Sequence[Source], now: Millis) -> None:
        """Make the configured sources the active ones; new ones are due at once, absent ones rest, none is deleted."""
        urls = json_list(source.url for source in sources)
        await self._database.write(
            Step(_SQL["sync_source"], [source_values(source, now) for source in sources]),
            Step(_SQL["rest_sources"], ({"urls": urls, "now": now},)),
        )

    async def claim_sources(self, now: Millis, lease_until: Millis, limit: int) -> Sequence[ClaimedSource]:
        """Take active sources that are due and not leased, most overdue first."""
        values: Values = {"now": now, "lease_until": lease_until, "limit": limit}
        (rows,) = await self._database.write(Step(_SQL["claim_sources"], (values,)))
        return tuple(claimed_source_of(row) for row in sorted(rows, key=lambda row: (row["next_poll_at"], row["id"])))

    async def known_items(self, ids: Sequence[str]) -> Mapping[str, frozenset[str]]:
        """Give the content hashes of each of these items that is stored, those of earlier revisions too."""
        (rows,) = await self._database.read(Step(_SQL["known_items"], ({"ids": json_list(ids)},)))
        return {row["id"]: frozenset((row["content_hash"], *row["earlier"].splitlines())) for row in rows}

    async def record_polls(self, polls: Sequence[Poll]) -> None:
        """Write polls' items and their sources' next polls in one commit; items of a first good poll are muted.

        A source comes once among them: of two of its polls either could be the one that counts.

        Many unchanged ones together cost little more than one.
        """
        good = [_poll_values(poll) for poll in polls if not poll.error]
        failed = [_poll_values(poll) for poll in polls if poll.error]
        await self._database.write(
            *in_bulk(_COVERAGE["extend_coverage"], good),  # before the items are stored: it asks which were known
            *in_bulk(_COVERAGE["begin_coverage"], good),
            *in_bulk(_SQL["upsert_item"], [row for poll in polls for row in item_values(poll)]),
            *in_bulk(_SQL["good_poll"], good),
            *in_bulk(_SQL["failed_poll"], failed),
        )


def _poll_values(poll: Poll) -> Places:
    """Give a poll's columns in the order that all statements on polls have."""
    seamless = poll.unchanged or poll.overlap
    return (
        poll.source_id,
        poll.polled_at,
        poll.next_poll_at,
        poll.etag,
        poll.last_modified,
        poll.body_hash,
        poll.failures,
        poll.error,
        int(poll.unchanged),
        int(seamless),
        "[]" if seamless else json_list(item.id for item in poll.items),
        poll.seen,
        poll.oldest,
    )
