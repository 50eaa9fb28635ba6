"""Watches as they were last committed, with the folds that go on from there: memory of what the tables hold, no more.

Whoever takes one has the only copy: if its commit fails it is gone, and the tables are read again. What another hand
changed meanwhile has moved the watch's version, so that the commit fails too.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from monitor.domain.conditions import Fold, Reconciliation, reconcile
from monitor.domain.model.condition import Condition, ConditionChange, Derivation, Transition
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.report import FiledReport
from monitor.domain.model.time import Millis
from monitor.domain.ports import CodedArticle, FoldBase, WatchRecord

ROOM = 12_000  # reports, of some 4 KB each with all that was made of them: a third of what the daemon may hold


@dataclass(frozen=True, slots=True)
class Standing:
    """One watch: its fold with all its reports, its journal and its version in the tables.

    `settled` are the derived transitions that the journal was last compared with, `conditions` those in the tables;
    both are None until this watch was committed once.
    """

    fold: Fold
    version: int
    journal: tuple[ConditionChange, ...]
    confirmed: frozenset[str]
    settled: tuple[Transition, ...] | None = None
    conditions: tuple[Condition, ...] | None = None

    def derive(self, coverage: Coverage, now: Millis) -> tuple[Derivation, Reconciliation]:
        """Derive the watch as it is now, and compare it with the journal where it differs from the last time."""
        derivation = self.fold.derive(coverage, now)
        if derivation.transitions == self.settled:
            return derivation, Reconciliation()
        return derivation, reconcile(
            self.journal, self.confirmed, derivation, self.fold.filed, now, rulings=self.fold.rulings
        )

    def retracted(self, items: Collection[str]) -> list[FiledReport]:
        """Give its reports of these items, voided."""
        known = self.fold.filed.values() if items else ()
        return [replace(filed, voided=True) for filed in known if filed.item_id in items]

    def after(self, derivation: Derivation, changes: Iterable[ConditionChange], confirmed: Iterable[str]) -> "Standing":
        """Give the watch as a commit of this leaves it."""
        return replace(
            self,
            version=self.version + 1,
            journal=(*self.journal, *changes),
            confirmed=self.confirmed.union(confirmed),
            settled=derivation.transitions,
            conditions=derivation.conditions,
        )


def standing_of(record: WatchRecord, watch: Watch, lexicon: Lexicon) -> Standing:
    """Make a watch ready to be folded, out of what the tables hold."""
    fold = Fold(watch, lexicon)
    fold.rule(record.rulings)
    fold.file(record.filed)
    return Standing(fold, record.version, record.journal, record.confirmed)


def incoming(
    articles: Sequence[CodedArticle], base: FoldBase, voided: tuple[str, ...]
) -> Mapping[str, Sequence[FiledReport]]:
    """Give the articles' reports by watch as the commit will leave them: as stored before, voided where retracted."""
    stored, gone = {filed.id: filed for filed in base.stored}, base.retracted.union(voided)
    new: dict[str, dict[str, FiledReport]] = {}
    for coded in articles:
        for filed, watches in zip(coded.reports, coded.watches, strict=True):
            one = stored.get(filed.id, filed)
            one = replace(one, voided=True) if one.item_id in gone else one
            for watch in watches:
                new.setdefault(watch, {}).setdefault(one.id, one)
    return {watch: tuple(reports.values()) for watch, reports in new.items()}


@dataclass(slots=True)
class Memory:
    """The watches that were settled last, as many as there is room for their reports, but always the latest."""

    room: int = ROOM
    _known: dict[str, Standing] = field(default_factory=dict)

    def take(self, watch: str) -> Standing | None:
        """Give a watch away, None where it is not remembered."""
        return self._known.pop(watch, None)

    def keep(self, watch: str, standing: Standing) -> None:
        """Remember a watch as it was just committed, and forget the longest unused ones that have no room beside it."""
        self._known[watch] = standing
        held = sum(len(known.fold.filed) for known in self._known.values())
        while held > self.room and len(self._known) > 1:
            oldest = self._known.pop(next(iter(self._known)))
            held -= len(oldest.fold.filed)
