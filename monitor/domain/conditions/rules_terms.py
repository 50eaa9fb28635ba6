"""Rules for dates and terms: extended, postponed, terms_changed, term_met, term_unmet.

An anonymous word moves them only once a second origin says the same.
"""

from dataclasses import replace

from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Said
from monitor.domain.conditions.learning import later, merge_terms
from monitor.domain.conditions.rules_offer import own, sayer
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import LIVE, Shift, Truce
from monitor.domain.model.condition import ChangedField, ChangeKind, Formal, Role, Stance
from monitor.domain.model.report import Act, Speaker, Term, TermStatus, TermTiming
from monitor.domain.model.time import Millis, When, iso

UNKNOWN = "unknown"
RUNNING = LIVE | {Formal.SUSPENDED}


def written(when: When | None) -> str:
    """Write a date for people and for ids."""
    return UNKNOWN if when is None else iso(when.start)


def seconded(truce: Truce, said: Said, change: ChangeKind) -> bool | Truce:
    """Tell whether a word may move a date or term; a first anonymous one gives the state that remembers it."""
    if said.report.speaker is not Speaker.UNNAMED or said.committers:
        return True
    recent = [murmur for murmur in truce.murmurs if said.at.start - murmur[2] <= T.murmur]
    if any(kind == change and origin != said.origin for kind, origin, _ in recent):
        return True
    return replace(truce, murmurs=(*recent, (change.value, said.origin, said.at.start)))


def extended(truce: Truce, said: Said, _ground: Ground) -> Shift | Truce | None:
    """Move the end of a running truce; the same extension told again moves nothing."""
    if truce.formal not in RUNNING or not _another_extension(truce, said):
        return None
    heard = seconded(truce, said, ChangeKind.EXTENDED)
    if isinstance(heard, Truce):
        return heard
    known, longer = truce.dates.expires, said.report.duration
    # By so long: from its known end; where that is not known or long past, a long while from now is near enough.
    lost = known is None or known.end < said.at.start - T.reopen
    since = known if not lost else said.at if longer is not None and longer >= T.long_extension else None
    new = said.report.expires or (later(since, longer) if since and longer else None)
    formal = Formal.IN_EFFECT if truce.formal is Formal.LAPSED else truce.formal
    after = replace(
        truce,
        formal=formal,
        provisional=False,
        lapsed=None,
        extended=said.at.start,
        duration=None,
        dates=replace(truce.dates, expires=new),
    )
    until = f" until {written(new)}" if new else ""
    return Shift(
        after,
        ChangeKind.EXTENDED,
        ChangedField.DATE,
        written(known),
        written(new),
        said.at,
        own(said, truce) or said.report.speaker is Speaker.UNNAMED,
        "extended",
        f"The truce is extended{until}.",
        sayer(said, truce),
    )


def _another_extension(truce: Truce, said: Said) -> bool:
    known, told = truce.dates.expires, said.report.expires
    if truce.extended is None:
        return told is None or known is None or told.start > known.start
    if said.at.start - truce.extended < T.same_statement:
        return False
    if known is None:
        return True
    return told.start > known.start + T.later_end if told else said.at.start >= known.start - T.extension_near


def postponed(truce: Truce, said: Said, _ground: Ground) -> Shift | Truce | None:
    """Move the start of a truce that is not yet in effect, on a word that says so or names a later hour."""
    told = said.report.start
    if truce.formal is not Formal.ANNOUNCED or (said.act is not Act.POSTPONES and not _later_start(truce, told)):
        return None
    if said.act is Act.POSTPONES and truce.start is None and told is None and truce.provisional:
        return None
    heard = seconded(truce, said, ChangeKind.POSTPONED)
    if isinstance(heard, Truce):
        return heard
    if truce.start is not None and told is not None and told.start <= truce.start.start:
        return None
    dates = truce.dates
    if dates.expires is not None and truce.duration is not None:
        dates = replace(dates, expires=later(told, truce.duration) if told else None)
    after = replace(truce, start=told, dates=dates, provisional=told is None)
    return Shift(
        after,
        ChangeKind.POSTPONED,
        ChangedField.DATE,
        written(truce.start),
        written(told),
        said.at,
        own(said, truce),
        "postponed",
        f"The start is put off{f' to {written(told)}' if told else ''}.",
        sayer(said, truce),
    )


def _later_start(truce: Truce, told: When | None) -> bool:
    return truce.start is not None and told is not None and told.start - truce.start.start >= T.postponement


def terms_changed(truce: Truce, said: Said, _ground: Ground) -> Shift | Truce | None:
    """Add new terms to an arrangement that has been declared, or move its end, be it forward."""
    terms = merge_terms(truce.terms, said.report.terms)
    expires = said.report.expires
    another = expires is not None and expires != truce.dates.expires and expires.end > said.at.start
    if truce.is_over or (terms == truce.terms and not another):
        return None
    heard = seconded(truce, said, ChangeKind.TERMS_CHANGED)
    if isinstance(heard, Truce):
        return heard
    if another:
        return _end_moved(replace(truce, terms=terms), said)
    return Shift(
        replace(truce, terms=terms),
        ChangeKind.TERMS_CHANGED,
        ChangedField.TERM,
        texts(truce.terms),
        texts(terms),
        said.at,
        own(said, truce),
        "terms_changed",
        "The terms have changed.",
        sayer(said, truce),
    )


def _end_moved(truce: Truce, said: Said) -> Shift:
    new = said.report.expires
    return Shift(
        replace(truce, duration=None, dates=replace(truce.dates, expires=new)),
        ChangeKind.TERMS_CHANGED,
        ChangedField.DATE,
        written(truce.dates.expires),
        written(new),
        said.at,
        own(said, truce),
        "terms_changed.end",
        f"Its end is moved to {written(new)}.",
        sayer(said, truce),
    )


def texts(terms: tuple[Term, ...]) -> str:
    """Write terms in a row."""
    return "; ".join(term.text for term in terms) or "none"


def term_met(truce: Truce, said: Said, ground: Ground) -> Shift | Truce | None:
    """Mark a pending term as met."""
    return _term(truce, said, ground, TermStatus.MET)


def term_unmet(truce: Truce, said: Said, ground: Ground) -> Shift | Truce | None:
    """Mark a pending term as unmet."""
    return _term(truce, said, ground, TermStatus.UNMET)


def _term(truce: Truce, said: Said, ground: Ground, status: TermStatus) -> Shift | Truce | None:
    told = [term for term in said.report.terms if term.status is status]
    explicit = said.act is (Act.TERM_MET if status is TermStatus.MET else Act.TERM_UNMET)
    if not (told or explicit):
        return None
    obligors = {term.obligor for term in (told or said.report.terms)} - {None}
    hit = [term for term in truce.terms if term.status is TermStatus.PENDING and _owed(term, obligors)]
    if not hit:
        return None
    change = ChangeKind.TERM_MET if status is TermStatus.MET else ChangeKind.TERM_UNMET
    heard = seconded(truce, said, change)
    if isinstance(heard, Truce):
        return heard
    main = next((term for term in hit if term.timing is not TermTiming.PRECEDENT), hit[0])
    terms = tuple(replace(term, status=status) if term in hit else term for term in truce.terms)
    actor = sayer(said, truce)
    says = f", says {ground.name(actor)}" if actor else ""
    return Shift(
        replace(truce, terms=terms),
        change,
        ChangedField.TERM,
        main.status,
        status,
        said.at,
        bool(said.committers),
        change.value,
        f"The condition “{main.text}” is {status}{says}.",
        actor,
    )


def _owed(term: Term, obligors: set[str | None]) -> bool:
    return not obligors or term.obligor is None or term.obligor in obligors


def precedent_met(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Move PROPOSED to ANNOUNCED once no precedent condition is left of an offer."""
    precedents = [term for term in truce.terms if term.timing is TermTiming.PRECEDENT]
    offered = any(party.role is Role.DECLARER and party.stance is Stance.OFFERS for party in truce.parties)
    if truce.formal is not Formal.PROPOSED or not precedents or not offered:
        return None
    if any(term.status is not TermStatus.MET for term in precedents):
        return None
    after = replace(truce, formal=Formal.ANNOUNCED, dates=replace(truce.dates, declared=said.at))
    return Shift(
        after,
        ChangeKind.ANNOUNCED,
        ChangedField.FORMAL,
        truce.formal,
        Formal.ANNOUNCED,
        said.at,
        own(said, truce),
        "announced.precedent_met",
        f"What {ground.names(truce.essential)} asked for is done.",
        sayer(said, truce),
    )


def age(truce: Truce, at: Millis) -> Millis:
    """Give how long ago an arrangement was declared, or first heard of."""
    declared = truce.dates.declared
    return at - (declared.start if declared else truce.born)
