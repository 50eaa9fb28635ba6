"""Whether one source has fallen silent, by its own rhythm: it fails, or it is read well and brings nothing new."""

from dataclasses import dataclass

from monitor.domain.conditions.thresholds import T
from monitor.domain.model.coverage import SourceSight
from monitor.domain.model.time import DAY, HOUR, Millis, iso


@dataclass(frozen=True, slots=True)
class Silence:
    """Since when a source is silent, by which rule, and why in words."""

    since: Millis
    rule: str
    reason: str


def silence(source: SourceSight, at: Millis, *, watched: Millis, back: Millis, returns: int) -> Silence | None:
    """Say how a source is silent, None where it is not.

    `watched` is since when somebody has watched, `back` when the sources together were last seen again (what was lost
    before was lost by all), `returns` how often it came back lately: one that comes and goes has to be away for longer.
    """
    return _failing(source, at, watched, back, 1 + returns) if source.error else _mute(source, 1 + returns)


def _failing(source: SourceSight, at: Millis, watched: Millis, back: Millis, times: int) -> Silence | None:
    """Judge by failed polls, the last of them while somebody watched; one that was never read has nothing to lose."""
    if source.ok_at is None or source.failures < T.silent_failures or source.polled_at < watched:
        return None
    patience = times * max(T.silent_least, T.silent_intervals * source.interval)
    if at - max(source.ok_at, back) <= patience:
        return None
    return Silence(source.ok_at, "silent.failing", f"No good poll since {iso(source.ok_at)}: {source.error}.")


def _mute(source: SourceSight, times: int) -> Silence | None:
    """Judge by what the last good poll showed: the time when nobody polled does not count."""
    if source.ok_at is None or source.item_at is None or source.pause is None:
        return None
    patience = times * max(T.silent_least, T.silent_times * source.pause)
    if source.ok_at - source.item_at <= patience:
        return None
    reason = (
        f"Nothing new since {iso(source.item_at)}, though it can be read; its usual pauses are {lasting(source.pause)}."
    )
    return Silence(source.item_at, "silent.pause", reason)


def lasting(span: Millis) -> str:
    """Write how long something lasts: hours, or days from three on."""
    if span >= 3 * DAY:
        return f"{span / DAY:.0f} days"
    return "under an hour" if span < HOUR else f"{span / HOUR:.0f} hours"
