"""What an arrangement learns from a statement without changing status: parties, kind, terms, dates, mediators.

Only a party's own word commits, and only that party; an umbrella's word covers its members.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Said
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import LIVE, ONE_SIDED, Truce, with_roles, with_stance
from monitor.domain.model.condition import ArrangementKind, Dates, Formal, Role, Stance
from monitor.domain.model.report import Act, DeadlineKind, Term, TermStatus, TermTiming
from monitor.domain.model.time import Millis, When

DECLARING: Final = frozenset({Act.PROPOSES, Act.OFFERS_IF, Act.ANNOUNCES, Act.ACCEPTS, Act.ACCEPTS_IF})
LIVING: Final = frozenset({Act.TAKES_EFFECT, Act.HOLDS, Act.EXTENDS, Act.RESUMES})
TROUBLED: Final = frozenset({Act.ALLEGES_VIOLATION, Act.SUSPENDS, Act.ENDS, Act.COLLAPSES, Act.EXPIRES})
COMMITTING: Final = frozenset({Act.ANNOUNCES, Act.ACCEPTS})
TIMING: Final = frozenset({Act.PROPOSES, Act.OFFERS_IF, Act.ANNOUNCES, Act.ACCEPTS, Act.TAKES_EFFECT})
NEEDS_TWO: Final = frozenset({Act.PROPOSES, Act.ACCEPTS, Act.ACCEPTS_IF})
LOOSE: Final = frozenset({Role.ADDRESSEE, Role.COVERED, Role.SPLINTER})
KINDS: Final = (
    ArrangementKind.UNILATERAL,
    ArrangementKind.RECIPROCAL,
    ArrangementKind.BILATERAL,
    ArrangementKind.MULTILATERAL,
    ArrangementKind.IMPOSED,
)


def learn(truce: Truce, said: Said, ground: Ground) -> Truce:
    """Give the state with what a statement tells beside its change.

    Most statements tell little that is new, and a copy of the state is the dearest step of a fold: so no idle copies.
    """
    terms, mediators = truce.terms, truce.mediators
    if said.act in DECLARING or said.act in LIVING:
        truce = _with_kind(truce, _kind(truce, said, ground))
        truce = _with_covered(_with_parties(truce, said, ground), said, ground)
        mediators = tuple(dict.fromkeys(mediators + said.report.mediators))
    elif not truce.parties:
        truce = _presumed(truce, said, ground)
    if said.act in DECLARING:
        terms = merge_terms(terms, said.report.terms)
    if said.act in TIMING:
        truce = _with_times(truce, said)
    if said.act in COMMITTING and not said.conditional:
        truce = commit(truce, said)
    touched = truce.touched if _of_another(truce, said) else max(truce.touched, said.at.start)
    return replace(truce, terms=terms, mediators=mediators, touched=touched)


def _presumed(truce: Truce, said: Said, ground: Ground) -> Truce:
    """Give one that nobody told us of with its parties: of both sides where both are named, else of him who speaks."""
    both = len({ground.side(actor) for actor in said.named}) > 1
    if said.act in TROUBLED and both:
        truce = replace(truce, kind=ArrangementKind.BILATERAL)
    elif said.act in TROUBLED:
        truce = with_roles(truce, said.committers, Role.DECLARER)
    return with_roles(truce, said.named, Role.COUNTERPART)


def _of_another(truce: Truce, said: Said) -> bool:
    """Tell whether talks after a long silence show no life of a truce in effect: they are about the next one."""
    return said.act is Act.NEGOTIATES and truce.formal in LIVE and said.at.start - truce.touched > T.live_effect


def commit(truce: Truce, said: Said) -> Truce:
    """Give the state in which those whose own word it is have accepted; their denials are cleared."""
    for actor in said.committers:
        truce = with_stance(truce, actor, Stance.ACCEPTS, Role.DECLARER, since=said.at, report=said.filed.id)
    denied = any(party.stance is Stance.DENIES_EXISTENCE for party in truce.parties if party.actor in truce.essential)
    return replace(truce, disputed=False) if truce.disputed and not denied else truce


def _with_kind(truce: Truce, kind: ArrangementKind) -> Truce:
    return replace(truce, kind=kind) if kind is not truce.kind else truce


def _kind(truce: Truce, said: Said, ground: Ground) -> ArrangementKind:
    spoken = _spoken_kind(said, ground)
    if not truce.parties or _one_side_alone(truce, said, ground):
        return spoken
    known = {ground.side(actor) for actor in truce.in_role(Role.DECLARER)}
    if _joins(truce, said, ground):
        return truce.kind
    if said.act is Act.ANNOUNCES and known and known.isdisjoint(ground.side(actor) for actor in said.parties):
        spoken = max(spoken, ArrangementKind.RECIPROCAL, key=KINDS.index)
    return max(truce.kind, spoken, key=KINDS.index)


def _joins(truce: Truce, said: Said, ground: Ground) -> bool:
    """Tell whether one of the declarers' own side accepts what binds that side alone: nobody else is bound by it."""
    declared = truce.kind is ArrangementKind.UNILATERAL and truce.formal not in {Formal.NONE, Formal.PROPOSED}
    sides = {ground.side(actor) for actor in truce.in_role(Role.DECLARER)}
    return declared and said.act is Act.ACCEPTS and sides >= {ground.side(actor) for actor in said.named}


def _spoken_kind(said: Said, ground: Ground) -> ArrangementKind:
    sides = {ground.side(actor) for actor in said.parties}
    if len(sides) > 1:
        return ArrangementKind.BILATERAL if len(sides) == 2 else ArrangementKind.MULTILATERAL  # noqa: PLR2004 bi-
    if said.report.mediators or said.act in NEEDS_TWO:
        return ArrangementKind.BILATERAL
    reciprocal = any(term.timing is TermTiming.RECIPROCAL for term in said.report.terms)
    return ArrangementKind.RECIPROCAL if reciprocal else ArrangementKind.UNILATERAL


def _one_side_alone(truce: Truce, said: Said, ground: Ground) -> bool:
    """Tell whether a mere offer becomes the declaration of the side that made it, with nobody else in it."""
    if truce.formal is not Formal.PROPOSED or said.act is not Act.ANNOUNCES or truce.mediators:
        return False
    sides = {ground.side(actor) for actor in said.parties}
    return sides >= {ground.side(party.actor) for party in truce.parties if party.stance is not Stance.SILENT}


def _with_parties(truce: Truce, said: Said, ground: Ground) -> Truce:
    parties = _newcomers(truce, said, said.parties, ground)
    others = _newcomers(truce, said, said.counterparts, ground)
    if truce.kind in ONE_SIDED:
        over = LOOSE - {Role.COVERED} if _joins(truce, said, ground) else LOOSE
        declared = with_roles(truce, parties, Role.DECLARER, over)
        return with_roles(declared, others, Role.ADDRESSEE)
    both = with_roles(truce, truce.in_role(Role.ADDRESSEE), Role.COUNTERPART, LOOSE)
    return with_roles(both, parties + others, Role.COUNTERPART, LOOSE)


def _newcomers(truce: Truce, said: Said, actors: tuple[str, ...], ground: Ground) -> tuple[str, ...]:
    """Leave out general names for a side that is known, and new ones of a known side where nothing is declared."""
    known = {ground.side(actor) for actor in truce.in_role(Role.DECLARER, Role.COUNTERPART, Role.ADDRESSEE)}
    named = {ground.side(actor) for actor in actors if not ground.generic(actor)}
    return tuple(
        actor
        for actor in actors
        if truce.party(actor) is not None
        or ground.side(actor) not in (known | named if ground.generic(actor) else known)
        or (said.act in DECLARING and not ground.generic(actor))
    )


def _with_covered(truce: Truce, said: Said, ground: Ground) -> Truce:
    umbrellas = tuple(dict.fromkeys((*said.parties, *said.covered)))
    members = (
        ground.head(actor)
        for actor in ground.listed
        if any(
            actor != whole
            and not ground.generic(whole)
            and whole in ground.ties.up(actor, said.at.start, alleged=False)
            for whole in umbrellas
        )
    )
    return with_roles(truce, (*said.covered, *members), Role.COVERED)


def merge_terms(known: tuple[Term, ...], told: Iterable[Term]) -> tuple[Term, ...]:
    """Add the terms that are new; a term told again fills in what was not known of it."""
    terms = list(known)
    for term in told:
        place = next((number for number, old in enumerate(terms) if _same_term(old, term)), None)
        if place is None:
            terms.append(replace(term, status=TermStatus.PENDING))
        else:
            terms[place] = _filled(terms[place], term)
    return tuple(terms)


def _same_term(one: Term, other: Term) -> bool:
    return one.timing is other.timing and (one.obligor == other.obligor or None in {one.obligor, other.obligor})


def _filled(old: Term, new: Term) -> Term:
    deadline, when = (old.deadline, old.deadline_at)
    if deadline is DeadlineKind.UNKNOWN:
        deadline, when = new.deadline, new.deadline_at
    return replace(
        old,
        obligor=old.obligor or new.obligor,
        deadline=deadline,
        deadline_at=when,
        consequence=old.consequence or new.consequence,
    )


def _with_times(truce: Truce, said: Said) -> Truce:
    report, dates = said.report, truce.dates
    fresh = truce.formal is Formal.PROPOSED and said.act in COMMITTING  # what was proposed gives way to what was agreed
    start = report.start if report.start and (truce.start is None or fresh) else truce.start
    duration = report.duration if report.duration and (truce.duration is None or fresh) else truce.duration
    expires = report.expires if report.expires and (dates.expires is None or fresh) else dates.expires
    if expires is None and start is not None and duration is not None:
        expires = later(start, duration)
    dates = replace(_declared(dates, said), expires=expires)
    if (start, duration, dates) == (truce.start, truce.duration, truce.dates):
        return truce
    return replace(truce, start=start, duration=duration, dates=dates)


def _declared(dates: Dates, said: Said) -> Dates:
    if said.act in {Act.PROPOSES, Act.OFFERS_IF}:
        return replace(dates, proposed=dates.proposed or said.at)
    return replace(dates, declared=dates.declared or said.at) if said.act in COMMITTING else dates


def later(when: When, duration: Millis) -> When:
    """Give the time so much later, known as exactly."""
    return When(when.start + duration, when.end + duration, when.precision)
