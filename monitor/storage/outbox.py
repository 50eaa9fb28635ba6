"""The outbox: copies until they are sent or dead, and the record of every attempt."""

from collections.abc import Sequence

from alerts.model import Delivery, OutboxRow, OutboxState, Outcome
from monitor.domain.model.time import Millis
from monitor.storage.driver import Step, Values
from monitor.storage.part import Part
from monitor.storage.queries import queries
from monitor.storage.rows import copy_of

_SQL = queries("outbox")
_STATES = {Outcome.SENT: OutboxState.SENT, Outcome.RETRY: OutboxState.PENDING, Outcome.DEAD: OutboxState.DEAD}


class Copies(Part):
    """Implements `alerts.ports.Outbox`."""

    async def claim_copies(self, now: Millis, lease_until: Millis, limit: int) -> Sequence[OutboxRow]:
        """Take pending copies that are due and not leased, oldest first, leasing them until `lease_until`."""
        values: Values = {"now": now, "lease_until": lease_until, "limit": limit}
        (rows,) = await self._database.write(Step(_SQL["claim_copies"], (values,)))
        return tuple(copy_of(row) for row in sorted(rows, key=lambda row: int(row["seq"])))

    async def record_delivery(self, row: OutboxRow, delivery: Delivery, now: Millis, next_attempt_at: Millis) -> None:
        """Write the attempt's record and move the copy on, in one commit; one that is sent or dead stays so."""
        move: Values = {
            "id": row.id,
            "state": _STATES[delivery.outcome],
            "next_attempt_at": next_attempt_at,
            "last_error": "" if delivery.outcome is Outcome.SENT else delivery.detail,
        }
        log: Values = {
            "copy_id": row.id,
            "attempt": row.attempts + 1,
            "now": now,
            "outcome": delivery.outcome,
            "detail": delivery.detail,
            "retry_at": delivery.retry_at,
        }
        await self._database.write(Step(_SQL["move_copy"], (move,)), Step(_SQL["log_delivery"], (log,)))

    async def pause_channel(self, channel: str, until: Millis, why: str) -> None:
        """Hold back a channel's copies until then."""
        await self._database.write(Step(_SQL["pause_channel"], ({"name": channel, "until": until, "why": why},)))

    async def next_copy_at(self) -> Millis | None:
        """Give when the next pending copy is due, None where there is none."""
        (rows,) = await self._database.read(Step(_SQL["next_copy_at"]))
        due: Millis | None = rows[0]["at"]
        return due
