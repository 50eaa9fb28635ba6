"""Reports made ready for one watch, in the order in which they are folded.

Here it is decided what a report can move at all (factuality, background) and whose own word it is; what it does move is
the rules' business.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    EventReport,
    Factuality,
    FiledReport,
    PloverEvent,
    Responsibility,
    Speaker,
    TermStatus,
    TermTiming,
    Toll,
)
from monitor.domain.model.time import Millis, Precision, When, instant

REAL: Final = frozenset({Factuality.OCCURRED, Factuality.IN_PROGRESS})
SPOKEN: Final = REAL | {Factuality.ANNOUNCED}
NEGATIVE: Final = SPOKEN | {Factuality.DENIED}
OBSERVED: Final = frozenset({Act.HOLDS, Act.COLLAPSES, Act.EXPIRES, Act.ALLEGES_VIOLATION})
REFUSALS: Final = frozenset({Act.REJECTS, Act.DENIES_EXISTENCE})
PARTISAN: Final = frozenset({Speaker.PARTY, Speaker.OPPONENT})
VAGUE: Final = frozenset({Precision.MONTH, Precision.YEAR, Precision.UNKNOWN})
CONDITIONAL: Final = frozenset({Act.OFFERS_IF, Act.ACCEPTS_IF})
OF_TERMS: Final = frozenset({Act.TERM_MET, Act.TERM_UNMET})  # of one article they come first: they are its reason
RANK: Final = {act: rank for rank, act in enumerate(sorted(Act, key=lambda act: act not in OF_TERMS))}
EVENT_RANK: Final = len(RANK)


@dataclass(frozen=True, slots=True)
class Said:
    """A ceasefire report in a watch: actors are the heads of their sides.

    `committers` are those whose own word it is; `places` the places that limit it; `moves` is false for what only
    corroborates.
    """

    filed: FiledReport
    report: CeasefireReport
    at: When
    act: Act
    origin: str
    neutral: bool
    parties: tuple[str, ...]
    counterparts: tuple[str, ...]
    covered: tuple[str, ...]
    committers: tuple[str, ...]
    places: tuple[str, ...]
    moves: bool

    @property
    def named(self) -> tuple[str, ...]:
        """Give all actors that it names, parties first."""
        return self.parties + tuple(actor for actor in self.counterparts if actor not in self.parties)

    @property
    def conditional(self) -> bool:
        """Tell whether it promises to stop only once something is done."""
        if self.act in CONDITIONAL:
            return True
        return not self.report.effective_now and any(
            term.timing is TermTiming.PRECEDENT and term.status is not TermStatus.MET for term in self.report.terms
        )


@dataclass(frozen=True, slots=True)
class Done:
    """An event report in a watch.

    `dated` is false where only its publication tells when it happened; `specific` tells one act from talk of fighting:
    a time of its own, a local place, a toll, or somebody's claim.
    """

    filed: FiledReport
    report: EventReport
    at: When
    origin: str
    neutral: bool
    dated: bool
    specific: bool
    actors: frozenset[str]
    claimed: frozenset[str]
    targets: frozenset[str]
    places: frozenset[str]


Heard: TypeAlias = Said | Done
Order: TypeAlias = tuple[Millis, Millis, int, str]


def hear(filed: FiledReport, ground: Ground) -> Heard | None:
    """Make a report ready for a watch; a voided, undatable or idle one gives None.

    History without a date has no time: when we read it says nothing. News without a date came up between two polls.
    """
    if filed.voided or (filed.published is None and filed.muted):
        return None
    report = filed.report
    if isinstance(report, EventReport):
        return _done(filed, report, ground) if _armed(report) and not _vague(report.when) else None
    if report.act is not Act.APPEAL and (report.factuality in _real_for(report.act) or _threat(report)):
        return _said(filed, report, ground)
    return None


def order(heard: Heard) -> Order:
    """Give the place in the order: event interval's start, time of report, rank of the act, id."""
    rank = RANK[heard.act] if isinstance(heard, Said) else EVENT_RANK
    return heard.at.start, heard.filed.reported_at, rank, heard.filed.id


def once(filed: Iterable[FiledReport]) -> Iterable[FiledReport]:
    """Keep each report once: the first sight of it, voided if any copy is."""
    kept: dict[str, FiledReport] = {}
    for report in filed:
        known = kept.get(report.id)
        kept[report.id] = report if known is None else _merged(known, report)
    return kept.values()


def _merged(one: FiledReport, other: FiledReport) -> FiledReport:
    first = min(one, other, key=lambda report: (report.first_seen, report.item_id, report.url))
    return replace(first, voided=one.voided or other.voided, muted=one.muted and other.muted)


def _armed(report: EventReport) -> bool:
    """Keep acts that happened, and threats."""
    if report.event is PloverEvent.THREATEN:
        return report.factuality in SPOKEN or report.factuality is Factuality.THREATENED
    return report.event in {PloverEvent.ASSAULT, PloverEvent.COERCE} and report.factuality in REAL


def _threat(report: CeasefireReport) -> bool:
    return report.factuality is Factuality.THREATENED


def _real_for(act: Act) -> frozenset[Factuality]:
    if act in OBSERVED:
        return REAL
    return NEGATIVE if act in REFUSALS else SPOKEN


def _said(filed: FiledReport, report: CeasefireReport, ground: Ground) -> Said:
    at = _event_time(report.when, filed.reported_at)
    own = own_word(report, ground, at.start)
    speaker = ground.heads(own)
    parties = tuple(dict.fromkeys(speaker + ground.heads(_without_umbrellas(report, own, ground, at.start))))
    covered = ground.heads((*report.covered, *report.parties)) if speaker else ground.heads(report.covered)
    return Said(
        filed=filed,
        report=report,
        at=at,
        act=_act(report, filed.reported_at),
        origin=filed.origin or filed.item_id,
        neutral=_neutral(report, ground),
        parties=parties,
        counterparts=tuple(actor for actor in ground.heads(report.counterparts) if actor not in parties),
        covered=tuple(actor for actor in covered if actor not in parties),
        committers=speaker,
        places=ground.narrow(report.places, T.narrow_places),
        moves=not report.evidence.background and not _threat(report) and not _vague(report.when),
    )


def own_word(report: CeasefireReport, ground: Ground, at: Millis) -> tuple[str, ...]:
    """Tell whose own word a statement is: one recognised party's, never the other signatories'."""
    if not report.constitutive:
        return ()
    speaker = report.speaker_actor or (report.parties[0] if len(report.parties) == 1 else None)
    if speaker is None or not ground.recognised(speaker) or ground.side(speaker) is None:
        return ()
    party = any(ground.akin(speaker, named, at) for named in report.parties)
    return (speaker,) if party or not report.parties else ()


def _without_umbrellas(report: CeasefireReport, own: tuple[str, ...], ground: Ground, at: Millis) -> tuple[str, ...]:
    """Leave out the umbrellas that a member speaks for: its word makes them covered, not parties."""
    above = frozenset[str]().union(*(ground.ties.up(actor, at) for actor in own))
    return tuple(actor for actor in report.parties if actor in own or actor not in above)


def _act(report: CeasefireReport, reported_at: Millis) -> Act:
    """Read an effect that is still to come as the announcement that it is."""
    later = report.factuality is Factuality.ANNOUNCED or (report.when is not None and report.when.start > reported_at)
    if report.act is Act.TAKES_EFFECT and later and not report.effective_now:
        return Act.ANNOUNCES
    return report.act


def _neutral(report: CeasefireReport | EventReport, ground: Ground) -> bool:
    """Tell whether who says it belongs to no side of the watch."""
    speaker = report.speaker_actor
    return report.speaker not in PARTISAN and (speaker is None or ground.side(speaker) is None)


def _event_time(when: When | None, reported_at: Millis) -> When:
    """Give when it happened; nothing that is reported lies in the future of its report."""
    return instant(reported_at) if when is None or when.start > reported_at or _vague(when) else when


def _vague(when: When | None) -> bool:
    """Tell whether a time is too wide to order by ("in 2020"): such a report tells history, and only corroborates."""
    return when is not None and when.precision in VAGUE


def _done(filed: FiledReport, report: EventReport, ground: Ground) -> Done:
    claims = [claim for claim in report.responsibility if ground.side(claim.actor) is not None]
    denied = {ground.head(claim.actor) for claim in claims if claim.kind is Responsibility.DENIED}
    claimed = {ground.head(claim.actor) for claim in claims if claim.kind is Responsibility.CLAIMED}
    attributed = {ground.head(claim.actor) for claim in claims if claim.kind is Responsibility.ATTRIBUTED}
    grammar = set(ground.heads(report.actors))
    return Done(
        filed=filed,
        report=report,
        at=_event_time(report.when, filed.reported_at),
        origin=filed.origin or filed.item_id,
        neutral=_neutral(report, ground),
        dated=report.when is not None,
        specific=_specific(report, ground),
        actors=frozenset(claimed | ((grammar | attributed) - denied)),
        claimed=frozenset(claimed | _admitted(report, grammar, ground)),
        targets=frozenset(ground.heads(report.targets)),
        places=frozenset(report.places),
    )


def _specific(report: EventReport, ground: Ground) -> bool:
    told = report.when is not None or bool(report.responsibility) or report.killed != Toll() or report.injured != Toll()
    return told or any(ground.district(place) for place in report.places)


def _admitted(report: EventReport, grammar: set[str], ground: Ground) -> set[str]:
    """Give the actors that say themselves that they did it."""
    if report.speaker is not Speaker.PARTY or report.speaker_actor is None:
        return set()
    return grammar & set(ground.heads((report.speaker_actor,)))
