"""What a settlement does to the watches that it folded: each moves on from the version that was read, or none does."""

from collections.abc import Iterable

from monitor.domain.model.condition import Condition
from monitor.domain.ports import Settlement, WatchUpdate
from monitor.errors import StaleWatch
from monitor.storage.driver import Step, Values
from monitor.storage.queries import queries
from monitor.storage.rows import change_values, condition_values, copy_values

_WATCHES = queries("watches")
_OUTBOX = queries("outbox")


def watch_steps(settlement: Settlement) -> Iterable[Step]:
    """Give the steps that move each watch on: conditions, changes, confirmations and alert copies."""
    updates = settlement.updates
    watches: list[Values] = [{"watch": update.watch} for update in updates]
    yield Step(_WATCHES["open_watch"], watches)
    for update in updates:
        yield _move(update)
    drops: list[Values] = [{"watch": update.watch, "first": _first_dropped(update)} for update in updates]
    yield Step(_WATCHES["drop_conditions"], [drop for drop in drops if drop["first"] is not None])
    yield Step(_WATCHES["keep_condition"], [condition_values(*moved) for update in updates for moved in _moved(update)])
    yield Step(_WATCHES["append_change"], [change_values(change) for update in updates for change in update.changes])
    yield Step(
        _WATCHES["confirm_change"],
        [{"change_id": change, "now": settlement.now} for update in updates for change in update.confirmations],
    )
    yield Step(_OUTBOX["enqueue"], [copy_values(copy) for update in updates for copy in update.copies])


def _first_dropped(update: WatchUpdate) -> int | None:
    """Give the position from which on stored conditions go: all where it is not known what is stored."""
    if update.before is None:
        return 0
    return len(update.conditions) if len(update.conditions) < len(update.before) else None


def _moved(update: WatchUpdate) -> Iterable[tuple[Condition, int]]:
    """Give the conditions that are not stored already, with their positions."""
    before = update.before or ()
    for place, found in enumerate(update.conditions):
        if place >= len(before) or before[place] != found:
            yield found, place


def _move(update: WatchUpdate) -> Step:
    stale = StaleWatch(f"watch {update.watch} is no longer at version {update.version}: read it again")
    values: Values = {"watch": update.watch, "version": update.version, "next_due": update.next_due}
    return Step(_WATCHES["move_watch"], (values,), expect=1, otherwise=stale)
