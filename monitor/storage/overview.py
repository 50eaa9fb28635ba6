"""Sources, copies and the status, as people are shown them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from alerts.model import OutboxState, Outcome
from monitor.domain.model.article import Grade, ItemState, SkipReason
from monitor.domain.model.time import Millis
from monitor.storage.driver import Row, Step
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.rows import copy_of, json_list
from monitor.storage.views import CopyView, DeliveryView, SourceView, StatusView

_SQL = queries("views")


class Overview(Part):
    """Reads what `sources list`, `alerts list` and `status` show."""

    async def sources(self) -> tuple[SourceView, ...]:
        """List all sources, active ones first."""
        (rows,) = await self._database.read(Step(_SQL["sources"]))
        return tuple(_source(row) for row in rows)

    async def copies(self, state: OutboxState | None = None, limit: int = 100) -> tuple[CopyView, ...]:
        """List copies, latest first, with their attempts."""
        name = "copies" if state is None else "copies_in_state"
        (rows,) = await self._database.read(Step(_SQL[name], ({"state": state, "limit": limit},)))
        attempts = await self._attempts([row["id"] for row in rows])
        return tuple(CopyView(copy_of(row), attempts.get(row["id"], ())) for row in rows)

    async def _attempts(self, ids: Sequence[str]) -> Mapping[str, tuple[DeliveryView, ...]]:
        (rows,) = await self._database.read(Step(_SQL["deliveries"], ({"ids": json_list(ids)},)))
        grouped = groupby(rows, key=lambda row: str(row["copy_id"]))
        return {copy: tuple(_delivery(row) for row in group) for copy, group in grouped}

    async def status(self, now: Millis) -> StatusView:
        """Count everything on one snapshot."""
        items, sources, copies, totals = await self._database.read(
            Step(_SQL["item_counts"]),
            Step(_SQL["source_counts"], ({"now": now},)),
            Step(_SQL["copy_counts"]),
            Step(_SQL["totals"]),
        )
        return _status(items, sources[0], copies, totals[0])


def _source(row: Row) -> SourceView:
    return SourceView(
        url=row["url"],
        title=row["title"],
        owner=row["owner"],
        grade=Grade(row["grade"]),
        active=bool(row["active"]),
        last_ok_at=row["last_ok_at"],
        last_error=row["last_error"],
        failures=row["failures"],
        next_poll_at=row["next_poll_at"],
        items=row["items"],
    )


def _delivery(row: Row) -> DeliveryView:
    return DeliveryView(row["attempt"], row["at"], Outcome(row["outcome"]), row["detail"], row["retry_at"])


def _status(items: Sequence[Row], sources: Row, copies: Sequence[Row], totals: Row) -> StatusView:
    states: Counter[ItemState] = Counter()
    for row in items:
        states[ItemState(row["state"])] += row["n"]
    return StatusView(
        created_at=int(totals["created_at"]),
        database_bytes=totals["bytes"],
        items={state: states[state] for state in ItemState},
        skipped={SkipReason(row["skip"]): row["n"] for row in items if row["skip"] is not None},
        sources_active=sources["active"],
        sources_ok=sources["ok"],
        sources_failing=sources["failing"],
        sources_silent=sources["silent"],
        sources_resting=sources["resting"],
        last_poll_at=sources["last_poll_at"],
        last_ok_at=sources["last_ok_at"],
        unread_pages=totals["unread_pages"],
        articles=totals["articles"],
        reports=totals["reports"],
        conditions=totals["conditions"],
        changes=totals["changes"],
        copies=dict.fromkeys(OutboxState, 0) | {OutboxState(row["state"]): row["n"] for row in copies},
    )
