"""One arrangement while it is folded: a frozen state, and the shift from one state to the next.

Rules read a `Truce` and give a `Shift`; nothing here decides anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from monitor.domain.model.condition import (
    OVER,
    ArrangementKind,
    ChangedField,
    ChangeKind,
    Compliance,
    Dates,
    Formal,
    Party,
    Role,
    Stance,
)
from monitor.domain.model.report import Term
from monitor.domain.model.time import Millis, When

OPEN_OFFER: Final = frozenset({Formal.PROPOSED, Formal.ANNOUNCED})
LIVE: Final = frozenset({Formal.IN_EFFECT, Formal.LAPSED})
ONE_SIDED: Final = frozenset({ArrangementKind.UNILATERAL, ArrangementKind.RECIPROCAL})


@dataclass(frozen=True, slots=True)
class Attack:
    """A confirmed attributed attack in scope: its act's number, its day and the districts that it hit."""

    deed: int
    day: Millis
    districts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Truce:
    """The state of one arrangement.

    `origin` is that of its first report, `told` is when its announcement was. `in_force` is from when acts count.
    `vouched`: two origins or a party's own word stand behind the announcement; `seconded`: two origins do; `felt`: its
    effect rests on more than one word of hearsay; `shaky`: an unconfirmed word ended it; `proven`: a breach was.
    `violators` are those named since compliance was last good, `strains` the violated changes since then, `flaps` how
    often it became good again. `broken_by` are the origins that say it broke down, `collapsing` is since when that is
    settled; `warned` are the deadlines that were told of.
    """

    id: str
    born: Millis
    touched: Millis
    origin: str = ""
    kind: ArrangementKind = ArrangementKind.UNILATERAL
    parties: tuple[Party, ...] = ()
    places: tuple[str, ...] = ()
    formal: Formal = Formal.NONE
    compliance: Compliance = Compliance.UNKNOWN
    disputed: bool = False
    provisional: bool = False
    shaky: bool = False
    vouched: bool = False
    seconded: bool = False
    terms: tuple[Term, ...] = ()
    dates: Dates = field(default_factory=Dates)
    told: Millis | None = None
    start: When | None = None
    duration: Millis | None = None
    mediators: tuple[str, ...] = ()
    in_force: Millis | None = None
    felt: bool = False
    extended: Millis | None = None
    warned: frozenset[str] = frozenset()
    lapsed: Millis | None = None
    over: Millis | None = None
    violated_on: Millis | None = None
    strains: int = 0
    flaps: int = 0
    clean_from: Millis | None = None
    violators: frozenset[str] = frozenset()
    proven: bool = False
    acts_before: int = 0
    attacks: tuple[Attack, ...] = ()
    broken_at: Millis | None = None
    broken_by: frozenset[str] = frozenset()
    collapsing: Millis | None = None
    murmurs: tuple[tuple[str, str, Millis], ...] = ()
    successor_of: str | None = None

    def party(self, actor: str) -> Party | None:
        """Give the actor's place in it, None where it has none."""
        return next((party for party in self.parties if party.actor == actor), None)

    def in_role(self, *roles: Role) -> tuple[str, ...]:
        """Give the actors in those roles."""
        return tuple(party.actor for party in self.parties if party.role in roles)

    @property
    def essential(self) -> tuple[str, ...]:
        """Give the actors whose commitment the kind requires."""
        if self.kind in ONE_SIDED:
            return self.in_role(Role.DECLARER)
        return self.in_role(Role.DECLARER, Role.COUNTERPART)

    @property
    def is_over(self) -> bool:
        """Tell whether its life has ended."""
        return self.formal in OVER


@dataclass(frozen=True, slots=True)
class Shift:
    """One step of an arrangement: the state after it, and the change that it is."""

    truce: Truce
    change: ChangeKind
    field: ChangedField
    before: str
    after: str
    at: When
    confirmed: bool
    rule: str
    reason: str
    actor: str | None = None


def with_stance(truce: Truce, actor: str, stance: Stance, role: Role, *, since: When, report: str) -> Truce:
    """Give the state with one actor's own word; a known actor keeps its role."""
    known = truce.party(actor)
    party = Party(actor, known.role if known else role, stance, since, report)
    if known is None:
        return replace(truce, parties=(*truce.parties, party))
    return replace(truce, parties=tuple(party if old.actor == actor else old for old in truce.parties))


def with_roles(truce: Truce, actors: Iterable[str], role: Role, over: frozenset[Role] = frozenset()) -> Truce:
    """Give the state with the actors in a role; known ones change only from the roles in `over`."""
    parties = {party.actor: party for party in truce.parties}
    for actor in actors:
        known = parties.get(actor)
        if known is None:
            parties[actor] = Party(actor, role, Stance.SILENT)
        elif known.role in over:
            parties[actor] = replace(known, role=role)
    after = tuple(parties.values())
    return replace(truce, parties=after) if after != truce.parties else truce


def formally(
    truce: Truce,
    change: ChangeKind,
    formal: Formal,
    at: When,
    *,
    confirmed: bool,
    rule: str,
    reason: str,
    actor: str | None = None,
) -> Shift:
    """Shift the formal status; an end is remembered, and shaky while unconfirmed."""
    after = replace(truce, formal=formal, provisional=False)
    if formal in OVER:
        after = replace(after, over=at.start, shaky=not confirmed, dates=replace(after.dates, ended=at))
    return Shift(after, change, ChangedField.FORMAL, truce.formal, formal, at, confirmed, rule, reason, actor)
