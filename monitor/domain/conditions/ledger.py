"""Transitions as they are derived: content ids, proof that grows, and confirmation by a second independent origin."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TypeAlias

from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Done, Heard
from monitor.domain.conditions.rulings import NOTHING, Upheld
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import Shift
from monitor.domain.model.condition import ChangedField, ChangeKind, ConditionKind, Role, Stance, Transition
from monitor.domain.model.ruling import Ruling
from monitor.domain.model.time import DAY, Millis, When

ClaimKey: TypeAlias = tuple[str, ChangeKind, str | Millis | None]
BY_ACTOR = frozenset({ChangeKind.REJECTED, ChangeKind.DENIED, ChangeKind.WITHDRAWN, ChangeKind.CONDITIONAL_OFFER})


def digest(*parts: object) -> str:
    """Give a stable 128-bit hex id of the parts' content."""
    content = blake2b(digest_size=16)
    for part in parts:
        text = str(part).encode("utf-8", "surrogatepass")
        content.update(len(text).to_bytes(8, "big") + text)
    return content.hexdigest()


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a transition stands in the ledger, and the independent origins behind it."""

    place: int
    origins: frozenset[str]


@dataclass(slots=True)
class Ledger:
    """All transitions of a watch in the order in which they were derived."""

    ground: Ground
    transitions: list[Transition] = field(default_factory=list)
    _proofs: dict[ClaimKey, Proof] = field(default_factory=dict)
    _used: dict[str, int] = field(default_factory=dict)
    _formal: dict[str, int] = field(default_factory=dict)  # where each arrangement's latest formal transition stands
    upheld: Upheld = NOTHING

    def fork(self) -> "Ledger":
        """Give a copy that goes on by itself."""
        state = (self.transitions.copy(), self._proofs.copy(), self._used.copy(), self._formal.copy())
        return Ledger(self.ground, *state, self.upheld)

    def latest(self, arrangement: str) -> Transition | None:
        """Give an arrangement's latest change of formal status."""
        place = self._formal.get(arrangement)
        return None if place is None else self.transitions[place]

    def record(self, shift: Shift, heard: Heard | None, ruling: Ruling | None = None) -> Transition:
        """Add a transition, and give it; its id stays the same however many reports tell of it."""
        arrangement = shift.truce.id
        made = Transition(
            id=self._id(arrangement, shift),
            watch=self.ground.watch.id,
            kind=ConditionKind.CEASEFIRE,
            arrangement=arrangement or None,
            change=shift.change,
            field=shift.field,
            before=shift.before,
            after=shift.after,
            at=shift.at,
            reported_at=heard.filed.reported_at if heard else (ruling.ruled_at if ruling else shift.at.start),
            parties=parties_of(shift, self.ground),
            evidence=(heard.filed.id,) if heard else ((ruling.id,) if ruling else ()),
            confirmed=shift.confirmed,
            rule=shift.rule,
            reason=shift.reason,
            actor=shift.actor,
        )
        made = replace(made, confirmed=True) if self.upheld.holds(made) else made
        origins = frozenset({heard.origin} if heard and counts(shift.change, heard) else ())
        self._proofs[_key(arrangement, shift.change, shift.actor, shift.at)] = Proof(len(self.transitions), origins)
        if shift.field is ChangedField.FORMAL:
            self._formal[arrangement] = len(self.transitions)
        self.transitions.append(made)
        return made

    def _id(self, arrangement: str, shift: Shift) -> str:
        day = shift.at.start // DAY
        bare = digest(self.ground.watch.id, arrangement, shift.change, shift.field, shift.after, shift.actor or "", day)
        self._used[bare] = self._used.get(bare, 0) + 1
        return bare if self._used[bare] == 1 else digest(bare, self._used[bare])

    def corroborate(
        self, truce_id: str, change: ChangeKind, actor: str | None, heard: Heard, *, settles: bool = False
    ) -> Transition | None:
        """Add a report to a transition that it bears out; gives the transition where that confirms it.

        `settles` marks a word that needs no second origin: a party's own, a monitor's.
        """
        key = _key(truce_id, change, actor, heard.at)
        proof = self._proofs.get(key)
        if proof is None:
            return None
        if counts(change, heard):
            self._proofs[key] = proof = replace(proof, origins=proof.origins | {heard.origin})
        before = self.transitions[proof.place]
        made = _with_evidence(before, heard.filed.id)
        settles = settles or len(proof.origins) > 1 or self.upheld.vouch(change, heard.filed.id)
        if not made.confirmed and settles:
            made = replace(made, confirmed=True)
        self.transitions[proof.place] = made
        return made if made.confirmed and not before.confirmed else None


def _with_evidence(made: Transition, report: str) -> Transition:
    if report in made.evidence or len(made.evidence) >= T.proof_kept:
        return made
    return replace(made, evidence=(*made.evidence, report))


def counts(change: ChangeKind, heard: Heard) -> bool:
    """Tell whether a report's origin counts as proof: of a breach only neutral ones that name somebody do."""
    if change not in {ChangeKind.VIOLATED, ChangeKind.BROKEN}:
        return True
    return heard.neutral and not (isinstance(heard, Done) and not heard.actors)


def _key(truce_id: str, change: ChangeKind, actor: str | None, at: When) -> ClaimKey:
    if change is ChangeKind.VIOLATED:
        return truce_id, change, at.start // DAY
    return truce_id, change, actor if change in BY_ACTOR else None


def parties_of(shift: Shift, ground: Ground) -> tuple[str, ...]:
    """Give the arrangement's actors: those covered only where they spoke; an unnamed other side by its first actor."""
    named = [
        party.actor
        for party in shift.truce.parties
        if party.role is not Role.COVERED or party.stance is not Stance.SILENT or ground.generic(party.actor)
    ]
    return tuple(named) + implied(named, ground)


def implied(named: Iterable[str], ground: Ground) -> tuple[str, ...]:
    """Give the first actor of the other side of a watch of two sides, where only one side is named."""
    sides = {ground.side(actor) for actor in named}
    others = [side for side in range(len(ground.watch.sides)) if side not in sides]
    return (ground.lead(others[0]),) if len(ground.watch.sides) - len(others) == 1 and len(others) == 1 else ()
