"""What the dispatcher needs from outside: a place that keeps copies, and channels that send them."""

from collections.abc import Sequence
from typing import Protocol

from alerts.model import Delivery, OutboxRow


class Outbox(Protocol):
    """Keeps copies until they are sent or dead; implemented by the storage."""

    async def claim_copies(self, now: int, lease_until: int, limit: int) -> Sequence[OutboxRow]:
        """Take pending copies that are due and not leased, oldest first, leasing them until `lease_until`."""
        ...

    async def record_delivery(self, row: OutboxRow, delivery: Delivery, now: int, next_attempt_at: int) -> None:
        """Write the attempt's record and move the copy on, in one commit."""
        ...

    async def pause_channel(self, channel: str, until: int, why: str) -> None:
        """Hold back a channel's copies until then."""
        ...

    async def next_copy_at(self) -> int | None:
        """Give when the next pending copy is due, None where there is none."""
        ...


class Channel(Protocol):
    """Sends one copy; never raises for what the receiver or the network does, but says so in the delivery."""

    @property
    def name(self) -> str:
        """Give the channel's name from the configuration."""
        ...

    @property
    def recipients(self) -> tuple[str, ...]:
        """Give its recipients; each gets a copy, and an outbox row, of its own."""
        ...

    async def send(self, row: OutboxRow, now: int) -> Delivery:
        """Send one copy and say how it went."""
        ...

    async def aclose(self) -> None:
        """Close what it holds open."""
        ...
