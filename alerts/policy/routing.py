"""Which addresses get an alert, and the reason where none does; no identity and no retries here."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from alerts.model import SEVERITIES, Address, Alert, AlertKind, Route

DAY = 86_400_000
STALE_AFTER = 14 * DAY


class Verdict(StrEnum):
    """Why an alert goes out, or why it does not: a closed list."""

    SENT = "sent"
    MUTED = "muted"  # history, loaded without announcing
    REPEAT = "repeat"  # this very alert was decided before
    STALE = "stale"  # reported long before we saw it
    NO_CHANNEL = "no_channel"  # no channel is configured, or the routes name none that is
    NO_ROUTE = "no_route"  # no route takes this watch and kind
    BELOW_SEVERITY = "below_severity"  # a route takes it, but only louder ones


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: `addresses` is empty unless the reason is `sent`."""

    reason: Verdict
    addresses: tuple[Address, ...] = ()


def decide(
    alert: Alert,
    routes: Sequence[Route],
    channels: Mapping[str, tuple[str, ...]],
    now: int,
    *,
    muted: bool = False,
    known: Collection[str] = (),
) -> Decision:
    """Decide who gets an alert.

    `channels` gives each configured channel's recipients. No routes at all means every alert to every channel; a test
    goes to every channel whatever the routes say. `known` holds the ids of alerts decided before, `now` is in
    milliseconds UTC.
    """
    if alert.kind is AlertKind.TEST:
        return _sent(channels, channels)
    held = _held_back(alert, now, muted=muted, known=known)
    if held is not None:
        return Decision(held)
    if not routes:
        return _sent(channels, channels)
    fitting = [route for route in routes if _takes(route, alert)]
    if not fitting:
        return Decision(Verdict.NO_ROUTE)
    loud = [route for route in fitting if _loudness(alert) >= SEVERITIES.index(route.severity)]
    if not loud:
        return Decision(Verdict.BELOW_SEVERITY)
    return _sent({name for route in loud for name in route.channels}, channels)


def _held_back(alert: Alert, now: int, *, muted: bool, known: Collection[str]) -> Verdict | None:
    if muted:
        return Verdict.MUTED
    if alert.id in known:
        return Verdict.REPEAT
    # An alert can be decided later than it was detected (a first start after an upgrade): the later time counts.
    if max(now, alert.detected_at) - alert.reported_at > STALE_AFTER:
        return Verdict.STALE
    return None


def _takes(route: Route, alert: Alert) -> bool:
    right_watch = not route.watches or alert.watch in route.watches
    return right_watch and (not route.kinds or alert.condition in route.kinds or alert.change in route.kinds)


def _loudness(alert: Alert) -> int:
    return SEVERITIES.index(alert.severity)


def _sent(names: Iterable[str], channels: Mapping[str, tuple[str, ...]]) -> Decision:
    """Give each address once, in the order of the configuration."""
    wanted = frozenset(names)
    addresses = dict.fromkeys(
        Address(name, recipient) for name, recipients in channels.items() if name in wanted for recipient in recipients
    )
    return Decision(Verdict.SENT, tuple(addresses)) if addresses else Decision(Verdict.NO_CHANNEL)
