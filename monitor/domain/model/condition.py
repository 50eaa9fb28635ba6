"""Arrangements, conditions and their changes: what the fold derives and the journal keeps.

Formal status and compliance are orthogonal, `disputed` is a flag on top; the lifecycle follows the ETH/PRIO ceasefire
dataset's coding of declaration, effect, suspension and end.
"""

from dataclasses import dataclass
from enum import StrEnum

from monitor.domain.model.report import Term
from monitor.domain.model.time import Millis, When


class ConditionKind(StrEnum):
    """What a standing condition is about."""

    CEASEFIRE = "ceasefire"
    ACTIVITY = "activity"
    COVERAGE = "coverage"


class Formal(StrEnum):
    """What the parties have declared."""

    NONE = "none"
    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    IN_EFFECT = "in_effect"
    SUSPENDED = "suspended"
    ENDED = "ended"
    COLLAPSED = "collapsed"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    NEVER_EFFECTIVE = "never_effective"
    SUPERSEDED = "superseded"


OVER = frozenset({Formal.ENDED, Formal.COLLAPSED, Formal.EXPIRED, Formal.NEVER_EFFECTIVE, Formal.SUPERSEDED})


class Compliance(StrEnum):
    """What is observed on the ground."""

    UNKNOWN = "unknown"
    HOLDING = "holding"
    STRAINED = "strained"
    BROKEN = "broken"


class Stance(StrEnum):
    """One party's own word about the arrangement."""

    OFFERS = "offers"
    ACCEPTS = "accepts"
    ACCEPTS_IF = "accepts_if"
    SILENT = "silent"
    DENIES_EXISTENCE = "denies_existence"
    REJECTS = "rejects"
    SUSPENDS = "suspends"
    WITHDRAWS = "withdraws"


class Role(StrEnum):
    """How a party stands in the arrangement."""

    DECLARER = "declarer"
    COUNTERPART = "counterpart"
    ADDRESSEE = "addressee"
    COVERED = "covered"
    SPLINTER = "splinter"


class ArrangementKind(StrEnum):
    """Whose commitment makes the arrangement."""

    UNILATERAL = "unilateral"
    RECIPROCAL = "reciprocal"
    BILATERAL = "bilateral"
    MULTILATERAL = "multilateral"
    IMPOSED = "imposed"


class Trend(StrEnum):
    """How a watch's armed activity compares with its own past."""

    USUAL = "usual"
    SURGE = "surge"
    LULL = "lull"


class ChangeKind(StrEnum):
    """The closed list of changes: of ceasefires, then of armed activity, then of coverage."""

    PROPOSED = "proposed"
    CONDITIONAL_OFFER = "conditional_offer"
    ANNOUNCED = "announced"
    IN_EFFECT = "in_effect"
    REJECTED = "rejected"
    DENIED = "denied"
    EXTENDED = "extended"
    TERMS_CHANGED = "terms_changed"
    POSTPONED = "postponed"
    TERM_MET = "term_met"
    TERM_UNMET = "term_unmet"
    DEADLINE_NEAR = "deadline_near"
    DEADLINE_PASSED = "deadline_passed"
    HOLDING = "holding"
    VIOLATED = "violated"
    BROKEN = "broken"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    COLLAPSED = "collapsed"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    CORRECTED = "corrected"
    SURGE = "surge"
    LULL = "lull"
    USUAL = "usual"
    FIRST_ATTACK = "first_attack"
    MASS_CASUALTY = "mass_casualty"
    NEW_ACTOR = "new_actor"
    NEW_WEAPON = "new_weapon"
    NEW_TARGET = "new_target"
    BLIND = "blind"
    SIGHTED = "sighted"
    SILENT = "silent"
    HEARD = "heard"


class ChangedField(StrEnum):
    """Which part of a condition a change touches."""

    FORMAL = "formal"
    COMPLIANCE = "compliance"
    STANCE = "stance"
    DISPUTED = "disputed"
    DATE = "date"
    TERM = "term"
    DERIVATION = "derivation"
    TREND = "trend"
    LEVEL = "level"
    TOLL = "toll"
    ACTORS = "actors"
    WEAPONS = "weapons"
    TARGETS = "targets"
    SIGHT = "sight"


@dataclass(frozen=True, slots=True)
class Party:
    """One actor's place in an arrangement; `since` and `report` tell where its stance comes from."""

    actor: str
    role: Role
    stance: Stance
    since: When | None = None
    report: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom and what the arrangement binds: actor ids bound and protected, place ids; empty places mean everywhere."""

    bound: tuple[str, ...] = ()
    protected: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dates:
    """The arrangement's own dates, each None until known."""

    proposed: When | None = None
    declared: When | None = None
    effective: When | None = None
    expires: When | None = None
    ended: When | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One truce or ceasefire with its lifecycle.

    `threats` are report ids of threats on record; `incidents` and `violations` report ids of acts in scope;
    `provisional` is true where the clock alone moved the formal status; `successor_of` is an arrangement id.
    """

    id: str
    watch: str
    kind: ArrangementKind
    parties: tuple[Party, ...]
    scope: Scope
    formal: Formal = Formal.NONE
    compliance: Compliance = Compliance.UNKNOWN
    disputed: bool = False
    provisional: bool = False
    terms: tuple[Term, ...] = ()
    dates: Dates = Dates()
    mediators: tuple[str, ...] = ()
    threats: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    successor_of: str | None = None


@dataclass(frozen=True, slots=True)
class Acting:
    """One actor's own activity in a watch: its level, and whether its attacks surge or ebb against its own past."""

    actor: str
    level: str
    trend: Trend | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A standing state, keyed (watch, kind, arrangement or none).

    `since` is when the status was reached (event time), `confidence` 0 to 1, `evidence` report ids. `trend` is None
    but for activity that was watched long enough to know what is usual; `actors` are those of activity.
    """

    watch: str
    kind: ConditionKind
    status: str
    since: Millis
    confidence: float
    evidence: tuple[str, ...] = ()
    arrangement: Arrangement | None = None
    trend: Trend | None = None
    actors: tuple[Acting, ...] = ()


@dataclass(frozen=True, slots=True)
class Transition:
    """One derived change of one condition.

    `id` is a hash of content. `parties` are the arrangement's actor ids at that time, `actor` the one whose stance or
    act it is, `evidence` report ids with the trigger first (empty where the clock alone fires), `rule` the row of the
    table that fired, `reason` a sentence for people. In coverage `arrangement` is a source's key, `actor` its title.
    """

    id: str
    watch: str
    kind: ConditionKind
    arrangement: str | None
    change: ChangeKind
    field: ChangedField
    before: str
    after: str
    at: When
    reported_at: Millis
    parties: tuple[str, ...]
    evidence: tuple[str, ...]
    confirmed: bool
    rule: str
    reason: str
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class ConditionChange:
    """A transition once committed to the journal; `announced` is false for muted history."""

    transition: Transition
    detected_at: Millis
    announced: bool

    @property
    def id(self) -> str:
        """Give the transition's own id."""
        return self.transition.id


@dataclass(frozen=True, slots=True)
class Derivation:
    """What the fold makes of a watch's reports; `next_due` is when the clock alone could next change it."""

    watch: str
    transitions: tuple[Transition, ...] = ()
    conditions: tuple[Condition, ...] = ()
    next_due: Millis | None = None
