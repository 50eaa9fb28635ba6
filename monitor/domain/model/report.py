"""What ONE article asserts: ceasefire reports, event reports, and an article's coding.

The closed lists are those of the design: acts after speech-act practice and the ETH/PRIO ceasefire data, events after
PLOVER, sub-events after ACLED's codebook.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from monitor.domain.model.time import Millis, When


class Act(StrEnum):
    """A speech act about a truce, or the effect of one."""

    PROPOSES = "proposes"
    OFFERS_IF = "offers_if"
    ANNOUNCES = "announces"
    ACCEPTS = "accepts"
    ACCEPTS_IF = "accepts_if"
    REJECTS = "rejects"
    DENIES_EXISTENCE = "denies_existence"
    TAKES_EFFECT = "takes_effect"
    HOLDS = "holds"
    EXTENDS = "extends"
    CHANGES_TERMS = "changes_terms"
    POSTPONES = "postpones"
    ALLEGES_VIOLATION = "alleges_violation"
    SUSPENDS = "suspends"
    RESUMES = "resumes"
    WITHDRAWS = "withdraws"
    ENDS = "ends"
    EXPIRES = "expires"
    COLLAPSES = "collapses"
    NEGOTIATES = "negotiates"
    TERM_MET = "term_met"
    TERM_UNMET = "term_unmet"
    APPEAL = "appeal"


class Factuality(StrEnum):
    """How real the reported thing is; only `occurred` and `in_progress` move compliance or activity."""

    OCCURRED = "occurred"
    IN_PROGRESS = "in_progress"
    ANNOUNCED = "announced"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    HISTORICAL = "historical"
    FIGURATIVE = "figurative"


class Speaker(StrEnum):
    """Who says it, as seen from the parties."""

    PARTY = "party"
    OPPONENT = "opponent"
    MEDIATOR = "mediator"
    MONITOR = "monitor"
    OFFICIAL = "official"
    MEDIA = "media"
    UNNAMED = "unnamed"


class TermTiming(StrEnum):
    """How a condition stands to the truce."""

    PRECEDENT = "precedent"  # will stop if
    RESOLUTIVE = "resolutive"  # has stopped, on condition
    RECIPROCAL = "reciprocal"  # stops as long as the other does


class TermStatus(StrEnum):
    """Whether a condition was met."""

    PENDING = "pending"
    MET = "met"
    UNMET = "unmet"
    CONTESTED = "contested"


class DeadlineKind(StrEnum):
    """`NONE_STATED` is a statement that there is no deadline; `UNKNOWN` is silence."""

    DATE = "date"
    NONE_STATED = "none_stated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Term:
    """One condition of a truce; `obligor` is the actor id who must act, `consequence` what is threatened otherwise."""

    text: str
    timing: TermTiming
    obligor: str | None = None
    deadline: DeadlineKind = DeadlineKind.UNKNOWN
    deadline_at: When | None = None
    status: TermStatus = TermStatus.PENDING
    consequence: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that proves a report, and the rule that fired.

    `start` and `end` are offsets into `article.reading` (title, blank line, text). `background` is true for a wire
    story's history paragraphs, which corroborate and never create or correct.
    """

    sentence: str
    start: int
    end: int
    rule: str
    background: bool = False


@dataclass(frozen=True, slots=True)
class CeasefireReport:
    """A speech act about a truce, or its effect, as one article asserts it.

    Actor fields hold actor ids. `parties` are those whose commitment the act is (the declarers; both sides of an
    agreement); `counterparts` the addressees; `speaker_actor` who says it where known. `constitutive` is true for one
    direct attributable statement by a person or channel recognised for a party. `start` is the stated hour, `duration`
    milliseconds, `effective_now` is true where the text says that it already holds ("have halted attacks").
    """

    act: Act
    parties: tuple[str, ...]
    counterparts: tuple[str, ...]
    factuality: Factuality
    evidence: Evidence
    when: When | None = None
    covered: tuple[str, ...] = ()
    speaker: Speaker = Speaker.MEDIA
    speaker_actor: str | None = None
    speaker_name: str = ""
    constitutive: bool = False
    effective_now: bool = False
    terms: tuple[Term, ...] = ()
    start: When | None = None
    duration: Millis | None = None
    expires: When | None = None
    mediators: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    confidence: float = 0.5


class PloverEvent(StrEnum):
    """PLOVER's events for armed acts (the others move no condition)."""

    ASSAULT = "ASSAULT"
    THREATEN = "THREATEN"
    COERCE = "COERCE"
    MOBILIZE = "MOBILIZE"
    RETREAT = "RETREAT"


class SubEvent(StrEnum):
    """ACLED's sub-event types (codebook of 2023) that news items can support."""

    ARMED_CLASH = "Armed clash"
    AIR_DRONE_STRIKE = "Air/drone strike"
    SHELLING_ARTILLERY_MISSILE = "Shelling/artillery/missile attack"
    REMOTE_EXPLOSIVE = "Remote explosive/landmine/IED"
    SUICIDE_BOMB = "Suicide bomb"
    GRENADE = "Grenade"
    ATTACK = "Attack"
    ABDUCTION = "Abduction/forced disappearance"
    SEXUAL_VIOLENCE = "Sexual violence"
    LOOTING = "Looting/property destruction"
    REGAINS_TERRITORY = "Government regains territory"
    TAKES_TERRITORY = "Non-state actor overtakes territory"  # ACLED's name also for a foreign state that does
    THREAT = "Threat"  # ours: ACLED codes no threats
    OTHER = "Other"


class Responsibility(StrEnum):
    """How an act is tied to an actor."""

    CLAIMED = "claimed"
    DENIED = "denied"
    ATTRIBUTED = "attributed_by"
    SUSPECTED = "suspected_by"


@dataclass(frozen=True, slots=True)
class Claim:
    """One tie between an act and an actor; `by` is the actor id who says so, None where the article itself does."""

    actor: str
    kind: Responsibility
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """Casualties: lowest, best and highest figure; None where none is given."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class EventReport:
    """An armed act by ANY actor, as one article asserts it.

    `actors` hold who does it by the article's own grammar (empty when unattributed), `targets` whom it hits, both as
    actor ids. Responsibility is never inferred from the place.
    """

    event: PloverEvent
    sub_event: SubEvent
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    factuality: Factuality
    evidence: Evidence
    when: When | None = None
    mode: str = ""
    weapon: str = ""
    places: tuple[str, ...] = ()
    killed: Toll = Toll()
    injured: Toll = Toll()
    responsibility: tuple[Claim, ...] = ()
    speaker: Speaker = Speaker.MEDIA
    speaker_actor: str | None = None
    confidence: float = 0.5


Report: TypeAlias = CeasefireReport | EventReport


class Label(StrEnum):
    """The headline label of an article: a projection for display and scoring, from which no change is derived."""

    NONE = "none"
    PROPOSED = "proposed"
    CONDITIONAL_OFFER = "conditional_offer"
    ANNOUNCED = "announced"
    IN_EFFECT = "in_effect"
    EXTENDED = "extended"
    VIOLATED = "violated"
    SUSPENDED_OR_COLLAPSED = "suspended_or_collapsed"
    ENDED = "ended"
    EXPIRED = "expired"
    REJECTED = "rejected"
    NEGOTIATION_ONLY = "negotiation_only"


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A guess that no rule-backed sentence supports; shown as such, never a change."""

    label: Label
    score: float


@dataclass(frozen=True, slots=True)
class Coding:
    """All that was read out of one article; `parties` are canonical names, `lang` is "unsupported" where not read."""

    relevant: bool
    militia_activity: bool
    ceasefire_change: Label
    parties: tuple[str, ...]
    confidence: float
    reports: tuple[Report, ...]
    lang: str = "en"
    uncertain: Uncertain | None = None


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A report with its provenance: the fold's input.

    `id` is a hash of content (article text and report), equal wherever the same thing is read again. `origin` names
    who really says it; equal origins count once. `published` is None where unknown; `first_seen` is when we saw it.
    `voided` is true once its publisher retracted it by explicit notice. `muted` marks history that announces nothing.
    `sketch` is that of its article's text, by which reprints are known; () for a short text.
    """

    id: str
    report: Report
    item_id: str
    url: str
    publisher: str
    origin: str
    published: Millis | None
    first_seen: Millis
    muted: bool = False
    voided: bool = False
    sketch: tuple[int, ...] = ()

    @property
    def reported_at(self) -> Millis:
        """Give the publication time, or when we first saw it where that is unknown."""
        return self.first_seen if self.published is None else self.published
