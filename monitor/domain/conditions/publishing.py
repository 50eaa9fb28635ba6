"""From the fold's own state to the model's arrangements and conditions."""

from dataclasses import dataclass

from monitor.domain.conditions.book import Book, Record
from monitor.domain.conditions.ledger import implied
from monitor.domain.conditions.scope import bound_actors
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import ONE_SIDED, Truce
from monitor.domain.model.condition import (
    Arrangement,
    Condition,
    ConditionKind,
    Party,
    Role,
    Scope,
    Stance,
    Transition,
)

CONFIRMED, UNCONFIRMED, PROVISIONAL = 0.9, 0.5, 0.4


@dataclass(frozen=True, slots=True)
class Published:
    """A condition with the very objects that it was made of."""

    truce: Truce
    record: Record
    latest: Transition | None
    condition: Condition


class Publisher:
    """Makes a watch's conditions; one whose arrangement has not moved since is given again."""

    def __init__(self) -> None:
        self._published: dict[str, Published] = {}

    def ceasefires(self, book: Book) -> tuple[Condition, ...]:
        """Give a condition for each arrangement, oldest first."""
        found = [self._one(truce, book) for truce in book.truces.values()]
        self._published = {one.truce.id: one for one in found}
        return tuple(one.condition for one in sorted(found, key=lambda one: (one.truce.born, one.truce.id)))

    def _one(self, truce: Truce, book: Book) -> Published:
        known = self._published.get(truce.id)
        record, latest = book.records[truce.id], book.ledger.latest(truce.id)
        if known and known.truce is truce and known.record is record and known.latest is latest:
            return known
        return Published(truce, record, latest, _condition(truce, book, latest))


def _condition(truce: Truce, book: Book, latest: Transition | None) -> Condition:
    record = book.records[truce.id]
    return Condition(
        watch=book.ground.watch.id,
        kind=ConditionKind.CEASEFIRE,
        status=truce.formal,
        since=latest.at.start if latest else truce.born,
        confidence=_confidence(truce, latest),
        evidence=_first(record.evidence),
        arrangement=arrangement(truce, record, book),
    )


def _confidence(truce: Truce, latest: Transition | None) -> float:
    if truce.provisional:
        return PROVISIONAL
    return CONFIRMED if latest is not None and latest.confirmed else UNCONFIRMED


def arrangement(truce: Truce, record: Record, book: Book) -> Arrangement:
    """Give the arrangement as others see it; an unnamed other side stands in it by its first actor."""
    extra = implied((party.actor for party in truce.parties), book.ground)
    role = Role.ADDRESSEE if truce.kind in ONE_SIDED else Role.COUNTERPART
    parties = truce.parties + tuple(Party(actor, role, Stance.SILENT) for actor in extra)
    bound = bound_actors(truce)
    return Arrangement(
        id=truce.id,
        watch=book.ground.watch.id,
        kind=truce.kind,
        parties=parties,
        scope=Scope(bound, _protected(truce, parties, book), truce.places or book.ground.watch.places),
        formal=truce.formal,
        compliance=truce.compliance,
        disputed=truce.disputed,
        provisional=truce.provisional,
        terms=truce.terms,
        dates=truce.dates,
        mediators=truce.mediators,
        threats=_last(record.threats),
        incidents=_last(record.incidents),
        violations=_last(record.violations),
        evidence=_first(record.evidence),
        successor_of=truce.successor_of,
    )


def _protected(truce: Truce, parties: tuple[Party, ...], book: Book) -> tuple[str, ...]:
    """Give whom it protects: the other side, or in a mutual truce every party."""
    if truce.kind not in ONE_SIDED:
        return tuple(party.actor for party in parties if party.role in {Role.DECLARER, Role.COUNTERPART})
    sides = {book.ground.side(actor) for actor in truce.in_role(Role.DECLARER)}
    return tuple(party.actor for party in parties if book.ground.side(party.actor) not in sides)


def _first(ids: dict[str, None]) -> tuple[str, ...]:
    return tuple(ids)[: T.evidence_kept]


def _last(ids: dict[str, None]) -> tuple[str, ...]:
    return tuple(ids)[-T.evidence_kept :]
