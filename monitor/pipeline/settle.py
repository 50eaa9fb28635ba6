"""The last stage: coded articles into the database together with all that follows from them, in one commit.

route -> fold -> reconcile -> announce -> settle. The fold is pure and runs outside of the transaction; a watch's
version guards the commit, and a watch that moved on meanwhile is simply read and folded again.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from alerts.model import Alert, AlertKind, OutboxRow
from monitor.announce import announce
from monitor.clock import Clock
from monitor.domain.conditions import Reconciliation, Router
from monitor.domain.model.condition import ChangeKind, ConditionChange, Derivation
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.time import Millis
from monitor.domain.ports import ArticleStore, CodedArticle, FoldBase, Settlement, WatchUpdate
from monitor.errors import StaleWatch
from monitor.logs import logger
from monitor.pipeline.standing import Memory, Standing, incoming, standing_of

log = logger("settle")

TRIES = 5


Enqueue: TypeAlias = Callable[[Alert, Millis], Sequence[OutboxRow]]
Derived: TypeAlias = tuple[Derivation, Reconciliation]


@dataclass(frozen=True, slots=True)
class Settler:
    """Turns coded articles, or the mere passing of time, into committed changes and queued alerts."""

    store: ArticleStore
    watches: Mapping[str, Watch]
    router: Router
    lexicon: Lexicon
    clock: Clock
    enqueue: Enqueue  # who hears of an alert: one copy for each channel and recipient
    fold_gate: asyncio.Lock  # one fold at a time: two would only make each other's watch stale
    memory: Memory = field(default_factory=Memory)

    async def settle(self, articles: Sequence[CodedArticle], voided: Sequence[str] = ()) -> None:
        """Commit articles with the changes that they cause."""
        routed = tuple(self.routed(article) for article in articles)
        touched = sorted({watch for article in routed for watches in article.watches for watch in watches})
        async with self.fold_gate:
            await self._commit(routed, touched, tuple(voided))

    async def store_muted(self, articles: Sequence[CodedArticle], voided: Sequence[str] = ()) -> None:
        """Commit history as it is; `refold` derives what follows from it."""
        routed = tuple(self.routed(article) for article in articles)
        async with self.fold_gate:
            await self.store.settle(Settlement(self.clock.now(), routed, (), tuple(voided)))

    async def tick(self) -> None:
        """Let the clock's own rules fire where they are due."""
        due = await self.store.due_watches(self.clock.now())
        followed = [watch for watch in due if watch in self.watches]
        if followed:
            async with self.fold_gate:
                await self._commit((), followed, ())

    async def refold(self, watches: Sequence[str]) -> None:
        """Derive these watches again from all their reports: the end of a backfill."""
        for watch in watches:
            async with self.fold_gate:
                await self._commit((), [watch], ())

    def routed(self, article: CodedArticle) -> CodedArticle:
        """Name the watches that each of its reports belongs to."""
        return replace(
            article, watches=tuple(self.router.route(filed.report, filed.reported_at) for filed in article.reports)
        )

    async def _commit(
        self, articles: tuple[CodedArticle, ...], watches: Sequence[str], voided: tuple[str, ...], tries: int = TRIES
    ) -> None:
        now = self.clock.now()
        standing, derived = await self._derived(watches, articles, voided, now) if watches else ({}, ())
        updates = tuple(
            self._update(watch, standing[watch], *found, now) for watch, found in zip(watches, derived, strict=True)
        )
        try:
            await self.store.settle(Settlement(now, articles, updates, voided))
        except StaleWatch:
            if not tries:
                raise
            await self._commit(articles, watches, voided, tries - 1)
        else:
            self._remember(standing, updates, derived)

    async def _derived(
        self, watches: Sequence[str], articles: Sequence[CodedArticle], voided: tuple[str, ...], now: Millis
    ) -> tuple[Mapping[str, Standing], Sequence[Derived]]:
        """Fold each watch as it will be; those not remembered are read, with all else that the fold needs, at once."""
        known = {watch: self.memory.take(watch) for watch in watches}
        base = await self.store.fold_base(
            now,
            watches=[watch for watch, standing in known.items() if standing is None],
            items=[coded.article.id for coded in articles],
            reports=[filed.id for coded in articles for filed in coded.reports],
        )
        return await asyncio.to_thread(self._fold, known, base, articles, voided, now)

    def _fold(
        self,
        known: Mapping[str, Standing | None],
        base: FoldBase,
        articles: Sequence[CodedArticle],
        voided: tuple[str, ...],
        now: Millis,
    ) -> tuple[Mapping[str, Standing], Sequence[Derived]]:
        read = {one.watch: standing_of(one, self.watches[one.watch], self.lexicon) for one in base.records}
        standing = {watch: found or read[watch] for watch, found in known.items()}
        new = incoming(articles, base, voided)
        for watch, one in standing.items():
            one.fold.file(one.retracted(voided))
            one.fold.file(filed for filed in new.get(watch, ()) if filed.id not in one.fold.filed)
        return standing, tuple(one.derive(base.coverage, now) for one in standing.values())

    def _update(
        self, watch: str, standing: Standing, derivation: Derivation, outcome: Reconciliation, now: Millis
    ) -> WatchUpdate:
        told = self._told(watch, standing, derivation, outcome, now)
        return WatchUpdate(
            watch=watch,
            version=standing.version,
            conditions=derivation.conditions,
            next_due=derivation.next_due,
            # A change is announced where somebody hears of it: an alert that is stale or has no route goes to nobody.
            changes=tuple(replace(change, announced=bool(told.get(change.id))) for change in outcome.changes),
            confirmations=outcome.confirmations,
            copies=tuple(copy for copies in told.values() for copy in copies),
            before=standing.conditions,
        )

    def _remember(
        self, standing: Mapping[str, Standing], updates: Sequence[WatchUpdate], derived: Sequence[Derived]
    ) -> None:
        for update, (derivation, _) in zip(updates, derived, strict=True):
            after = standing[update.watch].after(derivation, update.changes, update.confirmations)
            self.memory.keep(update.watch, after)
            for change in update.changes:
                _tell(change)

    def _told(
        self, watch: str, standing: Standing, derivation: Derivation, outcome: Reconciliation, now: Millis
    ) -> dict[str, Sequence[OutboxRow]]:
        """Give the alert copies of each change that is to be told, new or confirmed, by its id."""
        news = [(change, _kind(change)) for change in outcome.changes if change.announced]
        news += [(change, AlertKind.CONFIRMATION) for change in _confirmed(standing, outcome) if change.announced]
        arrangements = {c.arrangement.id: c.arrangement for c in derivation.conditions if c.arrangement and news}
        return {
            change.id: self.enqueue(
                announce(
                    change,
                    watch=self.watches[watch],
                    arrangement=arrangements.get(change.transition.arrangement or ""),
                    filed=standing.fold.filed,
                    lexicon=self.lexicon,
                    kind=kind,
                ),
                now,
            )
            for change, kind in news
        }


def _kind(change: ConditionChange) -> AlertKind:
    return AlertKind.CORRECTION if change.transition.change is ChangeKind.CORRECTED else AlertKind.CHANGE


def _confirmed(standing: Standing, outcome: Reconciliation) -> list[ConditionChange]:
    """Give the journalled changes that are confirmed now, in the outcome's order."""
    journal = {change.id: change for change in standing.journal} if outcome.confirmations else {}
    return [journal[name] for name in outcome.confirmations]


def _tell(change: ConditionChange) -> None:
    made = change.transition
    log.info(
        "condition changed",
        watch=made.watch,
        change=str(made.change),
        before=made.before,
        after=made.after,
        confirmed=made.confirmed,
        announced=change.announced,
        id=change.id,
    )
