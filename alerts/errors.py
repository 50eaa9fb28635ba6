"""Everything that can go wrong in `alerts`, in one tree; each message names the thing and the cure.

AlertsError
├── ForbiddenAddress     a host resolves to an address we never connect to
├── ChannelMisconfigured a channel that cannot work as set
└── OutboxUnavailable    the outbox cannot be read or written now; try again later

What a receiver or the network does is no error here: a channel says it in its `Delivery`.
"""


class AlertsError(Exception):
    """The root of what `alerts` raises."""


class ForbiddenAddress(AlertsError):
    """A host resolves to an address that we never connect to."""


class ChannelMisconfigured(AlertsError):
    """A channel cannot work as it is set."""


class OutboxUnavailable(AlertsError):
    """The outbox cannot be read or written now (disk full, locked); the dispatcher tries again."""
