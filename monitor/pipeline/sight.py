"""Looking at the sources from outside: when they go blind or one falls silent, that is journalled and told.

A stage of its own, so that it notices also where polling itself stands still. Nothing true is held here: what was told
stands in the journal; the vigil only keeps a sleep or a restart from being taken for the sources' silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from alerts.model import OutboxRow
from monitor.announce_sight import announce_sight
from monitor.clock import Clock
from monitor.domain.conditions import Vigil, sight_changes
from monitor.domain.model.condition import Condition, ConditionChange, Transition
from monitor.domain.model.coverage import SOURCES
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.time import MINUTE, Millis
from monitor.domain.ports import Settlement, SightBase, WatchUpdate
from monitor.logs import logger
from monitor.pipeline.settle import Enqueue

log = logger("sight")

EVERY: Millis = MINUTE


class SightStore(Protocol):
    """What looking needs of the store."""

    async def sight_base(self, now: Millis) -> SightBase:
        """Read what a look at the sources stands on."""
        ...

    async def conditions(self) -> Sequence[Condition]:
        """List all standing conditions."""
        ...

    async def settle(self, settlement: Settlement) -> None:
        """Commit it whole or not at all."""
        ...


@dataclass(slots=True)
class Looking:
    """Looks at the sources every minute."""

    store: SightStore
    watches: Mapping[str, Watch]
    lexicon: Lexicon
    clock: Clock
    enqueue: Enqueue
    vigil: Vigil | None = None

    async def step(self) -> int:
        """Look where a minute has passed, and give how many changes were journalled."""
        now = self.clock.now()
        if self.vigil is not None and 0 <= now - self.vigil.looked_at < EVERY:
            return 0
        self.vigil = self.vigil.look(now) if self.vigil else Vigil(now, now)
        base = await self.store.sight_base(now)
        made = sight_changes(base.sight, base.journal, self.vigil)
        if made:
            await self._commit(base, made, now)
        return len(made)

    async def _commit(self, base: SightBase, made: Sequence[Transition], now: Millis) -> None:
        """Journal changes with their alert copies; a journal that moved on meanwhile is read again at the next look."""
        standing = await self.store.conditions()
        told = [self._told(ConditionChange(one, now, announced=True), base, standing) for one in made]
        changes = tuple(change for change, _ in told)
        copies = tuple(copy for _, each in told for copy in each)
        update = WatchUpdate(SOURCES.id, base.version, (), None, changes, copies=copies, before=())
        await self.store.settle(Settlement(now, updates=(update,)))
        for one in made:
            log.warning("coverage changed", change=str(one.change), source=one.actor, reason=one.reason)

    def _told(
        self, change: ConditionChange, base: SightBase, standing: Sequence[Condition]
    ) -> tuple[ConditionChange, Sequence[OutboxRow]]:
        """Give the change with its copies; it is announced where somebody hears of it."""
        alert = announce_sight(change, base.sight, standing, self.watches, self.lexicon)
        copies = self.enqueue(alert, change.detected_at)
        return replace(change, announced=bool(copies)), copies
