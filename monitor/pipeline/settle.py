"""The last stage: coded articles into the database together with all that follows from them, in one commit.

route -> fold -> reconcile -> announce -> settle. The fold is pure and runs outside of the transaction; a watch's
version guards the commit, and a watch that moved on meanwhile is simply folded again.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from alerts.model import Alert, AlertKind, OutboxRow
from monitor.announce import announce
from monitor.clock import Clock
from monitor.domain.conditions import Reconciliation, Router, fold, reconcile
from monitor.domain.model.condition import ChangeKind, ConditionChange, Derivation
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.report import FiledReport
from monitor.domain.model.time import Millis
from monitor.domain.ports import ArticleStore, CodedArticle, Settlement, WatchRecord, WatchUpdate
from monitor.errors import StaleWatch
from monitor.logs import logger

log = logger("settle")

TRIES = 5


class ConditionStore(ArticleStore, Protocol):
    """What settling needs: the articles' store and what was watched when."""

    async def coverage(self, now: Millis) -> Coverage:
        """Give the spans of good coverage."""
        ...


Enqueue = Callable[[Alert, Millis], Sequence[OutboxRow]]


@dataclass(frozen=True, slots=True)
class Settler:
    """Turns coded articles, or the mere passing of time, into committed changes and queued alerts."""

    store: ConditionStore
    watches: Mapping[str, Watch]
    router: Router
    lexicon: Lexicon
    clock: Clock
    enqueue: Enqueue  # who hears of an alert: one copy for each channel and recipient
    fold_gate: asyncio.Lock  # one fold at a time: two would only make each other's watch stale

    async def settle(self, articles: Sequence[CodedArticle], voided: Sequence[str] = ()) -> None:
        """Commit articles with the changes that they cause."""
        routed = tuple(self.routed(article) for article in articles)
        touched = sorted({watch for article in routed for watches in article.watches for watch in watches})
        async with self.fold_gate:
            await self._commit(routed, touched, tuple(voided))

    async def store_muted(self, articles: Sequence[CodedArticle], voided: Sequence[str] = ()) -> None:
        """Commit history as it is; `refold` derives what follows from it."""
        routed = tuple(self.routed(article) for article in articles)
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
        return replace(article, watches=tuple(self.router.route(filed.report) for filed in article.reports))

    async def _commit(
        self, articles: tuple[CodedArticle, ...], watches: list[str], voided: tuple[str, ...], tries: int = TRIES
    ) -> None:
        updates = await self._updates(watches, articles, voided)
        try:
            await self.store.settle(Settlement(self.clock.now(), articles, updates, voided))
        except StaleWatch:
            if not tries:
                raise
            await self._commit(articles, watches, voided, tries - 1)
        else:
            for change in (change for update in updates for change in update.changes):
                _tell(change)

    async def _updates(
        self, watches: Sequence[str], articles: Sequence[CodedArticle], voided: tuple[str, ...]
    ) -> tuple[WatchUpdate, ...]:
        """Fold each watch anew; coverage is the same for all of them, so it is read once."""
        if not watches:
            return ()
        now = self.clock.now()
        coverage = await self.store.coverage(now)
        records = [await self.store.watch_record(watch) for watch in watches]
        return tuple([await self._update(one, _with_new(one, articles, voided), coverage, now) for one in records])

    async def _update(
        self, record: WatchRecord, filed: Mapping[str, FiledReport], coverage: Coverage, now: Millis
    ) -> WatchUpdate:
        derivation, outcome = await asyncio.to_thread(self._derive, record, filed, coverage, now)
        told = self._told(record, filed, derivation, outcome, now)
        return WatchUpdate(
            watch=record.watch,
            version=record.version,
            conditions=derivation.conditions,
            next_due=derivation.next_due,
            # A change is announced where somebody hears of it: an alert that is stale or has no route goes to nobody.
            changes=tuple(replace(change, announced=bool(told.get(change.id))) for change in outcome.changes),
            confirmations=outcome.confirmations,
            copies=tuple(copy for copies in told.values() for copy in copies),
        )

    def _derive(
        self, record: WatchRecord, filed: Mapping[str, FiledReport], coverage: Coverage, now: Millis
    ) -> tuple[Derivation, Reconciliation]:
        derivation = fold(self.watches[record.watch], filed.values(), self.lexicon, coverage, now)
        return derivation, reconcile(record.journal, record.confirmed, derivation, filed, now)

    def _told(
        self,
        record: WatchRecord,
        filed: Mapping[str, FiledReport],
        derivation: Derivation,
        outcome: Reconciliation,
        now: Millis,
    ) -> dict[str, Sequence[OutboxRow]]:
        """Give the alert copies of each change that is to be told, new or confirmed, by its id."""
        standing = {c.arrangement.id: c.arrangement for c in derivation.conditions if c.arrangement}
        journal = {change.id: change for change in record.journal}
        news = [(change, _kind(change)) for change in outcome.changes if change.announced]
        news += [(journal[id_], AlertKind.CONFIRMATION) for id_ in outcome.confirmations if journal[id_].announced]
        return {
            change.id: self.enqueue(
                announce(
                    change,
                    watch=self.watches[record.watch],
                    arrangement=standing.get(change.transition.arrangement or ""),
                    filed=filed,
                    lexicon=self.lexicon,
                    kind=kind,
                ),
                now,
            )
            for change, kind in news
        }


def _kind(change: ConditionChange) -> AlertKind:
    return AlertKind.CORRECTION if change.transition.change is ChangeKind.CORRECTED else AlertKind.CHANGE


def _with_new(record: WatchRecord, articles: Sequence[CodedArticle], voided: tuple[str, ...]) -> dict[str, FiledReport]:
    filed = {known.id: replace(known, voided=True) if known.item_id in voided else known for known in record.filed}
    for article in articles:
        for report, watches in zip(article.reports, article.watches, strict=True):
            if record.watch in watches:
                filed.setdefault(report.id, report)
    return filed


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
