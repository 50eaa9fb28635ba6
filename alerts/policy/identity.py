"""The identity of each copy, frozen when it is decided: a retry or a restart can never make a new one."""

import hashlib
import json
from collections.abc import Sequence

from alerts.model import Address, Alert, OutboxRow

_DIGITS = 32  # 128 bits of SHA-256


def copies(alert: Alert, addresses: Sequence[Address], now: int, domain: str) -> tuple[OutboxRow, ...]:
    """Make one outbox row per address, due at once.

    The Message-ID follows from alert and address, the thread's from thread and address: mail programs group by a
    shared reference even where no mail bears it, so nothing need be looked up. `domain` is the right-hand side of
    both.
    """
    return tuple(_copy(alert, address, now, domain) for address in addresses)


def _copy(alert: Alert, address: Address, now: int, domain: str) -> OutboxRow:
    row_id = _digest("copy", alert.id, address.channel, address.recipient)
    message_id = f"<{row_id}@{domain}>"
    thread_id = f"<{_digest('thread', alert.thread, address.channel, address.recipient)}@{domain}>"
    return OutboxRow(
        id=row_id,
        alert=alert,
        address=address,
        message_id=message_id,
        thread_id=thread_id,
        created_at=now,
        next_attempt_at=now,
    )


def _digest(*parts: str) -> str:
    # JSON keeps the parts apart: ("ab", "c") and ("a", "bc") must differ.
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:_DIGITS]
