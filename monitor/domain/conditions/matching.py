"""Which arrangement a statement is about: parties, umbrella links, places and time; or that it begins a new one."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Said
from monitor.domain.conditions.rules_terms import age
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import LIVE, Truce
from monitor.domain.model.condition import ArrangementKind, Compliance, Formal, Role, Stance
from monitor.domain.model.report import Act, Speaker
from monitor.domain.model.time import Millis

BEGINNING: Final = frozenset({Act.PROPOSES, Act.OFFERS_IF, Act.ANNOUNCES, Act.ACCEPTS, Act.ACCEPTS_IF})
EFFECTIVE: Final = frozenset({Act.TAKES_EFFECT, Act.HOLDS})
RUNNING: Final = frozenset({Act.EXTENDS, Act.SUSPENDS, Act.ENDS, Act.EXPIRES, Act.COLLAPSES, Act.ALLEGES_VIOLATION})
DATED: Final = frozenset({Act.EXTENDS, Act.ENDS, Act.EXPIRES})
LONE: Final = frozenset(
    {
        Act.REJECTS,
        Act.DENIES_EXISTENCE,
        Act.WITHDRAWS,
        Act.ENDS,
        Act.SUSPENDS,
        Act.TERM_MET,
        Act.TERM_UNMET,
        Act.ACCEPTS,
    }
)
QUITTING: Final = frozenset({Act.REJECTS, Act.DENIES_EXISTENCE, Act.WITHDRAWS, Act.ENDS, Act.SUSPENDS})
DECLARING: Final = frozenset({Act.ANNOUNCES, Act.ACCEPTS})


class Start(Enum):
    """Whether a statement that fits no open arrangement begins one, and how that stands then."""

    NOT = "not"
    FRESH = "fresh"
    PRESUMED = "presumed"  # it must have been in effect before we heard of it


@dataclass(frozen=True, slots=True)
class Match:
    """The arrangement that a statement is about, or the one it renews."""

    truce: Truce | None = None
    renews: Truce | None = None
    start: Start = Start.NOT


def match(truces: Iterable[Truce], said: Said, ground: Ground) -> Match:
    """Find the arrangement of a statement among those of its watch."""
    scored = [(fit(truce, said, ground), truce.touched, truce.id, truce) for truce in truces]
    fitting = [one for one in scored if one[0] > 0]
    open_ones = [one for one in fitting if not one[3].is_over]
    best = max(open_ones, default=None)
    if best is not None:
        truce = best[3]
        return Match(renews=truce, start=Start.FRESH) if renews(truce, said, ground) else Match(truce)
    latest = max((one for one in fitting if one[3].is_over), key=lambda one: (one[3].over or 0, one[2]), default=None)
    return _after_the_end(latest[3], said, ground) if latest else Match(start=beginning(said, ground))


def _after_the_end(truce: Truce, said: Said, ground: Ground) -> Match:
    """Read a statement about parties whose arrangement is over: told again, undone, or a new one."""
    since = said.at.start - (truce.over or truce.touched)
    anew = said.act in BEGINNING or (said.act in EFFECTIVE and since > T.afterword)
    if anew and said.moves:
        return Match(renews=truce, start=Start.FRESH)
    went_on = said.act in DATED and truce.provisional and since > T.reopen  # it had been extended, and nobody told us
    if since <= T.retold and not went_on:
        return Match(truce)
    return Match(renews=truce, start=beginning(said, ground))


def beginning(said: Said, ground: Ground) -> Start:
    """Tell whether a statement alone shows that there is an arrangement; troubles presume one of known parties only.

    That a truce goes on with nobody knows whom (`Palestinian militants`) shows none of this conflict's own.
    """
    if not said.moves or not said.named:
        return Start.NOT
    sides = {ground.side(actor) for actor in said.named}
    vague = sides != {ground.side(actor) for actor in said.named if not ground.generic(actor)}
    if said.act is Act.HOLDS and vague:
        return Start.NOT
    if said.act in BEGINNING or said.act in EFFECTIVE:
        return Start.FRESH
    known = said.act in DATED or len(sides) > 1 or said.committers
    return Start.PRESUMED if said.act in RUNNING and known else Start.NOT


def renews(truce: Truce, said: Said, ground: Ground) -> bool:
    """Tell whether a declaration is of a new arrangement while the old one still stands."""
    if said.act not in DECLARING or not said.moves or truce.formal in {Formal.NONE, Formal.PROPOSED}:
        return False
    if _stands_by(truce, said):
        return False
    silence = said.at.start - truce.touched
    if truce.formal is Formal.ANNOUNCED:
        ahead = truce.start is not None and truce.start.start > said.at.start
        return silence > T.renewal and not ahead
    if truce.formal is Formal.LAPSED:
        return said.at.start - (truce.lapsed or 0) > T.same_statement
    if truce.compliance is Compliance.BROKEN and (truce.collapsing is not None or truce.attacks):
        return said.at.start - (truce.broken_at or 0) > T.same_statement / 3
    return silence > T.live_effect or _again(truce, said) or _joined(truce, said, ground)


def _stands_by(truce: Truce, said: Said) -> bool:
    """Tell whether parties that have accepted only say so again, soon after it broke: they stand by it."""
    accepted = {party.actor for party in truce.parties if party.stance is Stance.ACCEPTS}
    lately = truce.broken_at is not None and said.at.start - truce.broken_at <= T.stood_by
    bare = said.act is Act.ACCEPTS and said.report.start is None
    return bare and lately and bool(said.committers) and accepted.issuperset(said.committers)


def _again(truce: Truce, said: Said) -> bool:
    """Tell whether a strained truce is announced anew: long after the first word, by a word that is no retelling."""
    start = said.report.start
    if start is not None and truce.in_force is not None and start.start > truce.in_force + T.afterword:
        return start.start >= said.at.start - T.afterword
    strained = truce.compliance in {Compliance.STRAINED, Compliance.BROKEN} and age(truce, said.at.start) >= T.renewal
    return strained and (said.report.speaker is Speaker.PARTY or said.report.when is not None)


def _joined(truce: Truce, said: Said, ground: Ground) -> bool:
    """Tell whether both sides announce one long after one side alone had halted: that is another truce."""
    both = said.act is Act.ANNOUNCES and len({ground.side(actor) for actor in said.parties}) > 1
    return both and truce.kind is ArrangementKind.UNILATERAL and age(truce, said.at.start) >= T.renewal


def rests(truce: Truce, at: Millis) -> bool:
    """Tell whether an offer or announcement has not been heard of for so long that nothing refers to it any more."""
    silence = at - truce.touched
    if truce.formal in {Formal.NONE, Formal.PROPOSED}:
        return silence > T.live_proposal
    if truce.is_over:
        return at - (truce.over or truce.touched) > 2 * T.retold
    return silence > (2 * T.live_announcement if truce.formal is Formal.ANNOUNCED else T.live_truce)


def fit(truce: Truce, said: Said, ground: Ground) -> int:
    """Score how well a statement fits an arrangement; 0 where it cannot be about it."""
    people = _people(truce, said, ground)
    places = _places(truce, said, ground)
    return people + places if people > 0 and places >= 0 else 0


def _people(truce: Truce, said: Said, ground: Ground) -> int:
    """Score kinship on each side that both name; strangers on a side rule it out, except for a lone party's stance."""
    if not said.named:
        return int(_nameless(truce, said))
    score, complementary, strangers = 0, False, False
    sides = {ground.side(actor) for actor in said.named}
    for side in sides:
        mine = [actor for actor in said.named if ground.side(actor) == side]
        theirs = [party.actor for party in truce.parties if ground.side(party.actor) == side]
        if not theirs:
            complementary = True
        elif any(ground.akin(one, other, said.at.start) for one in mine for other in theirs):
            score += 4 if _named(truce, mine) else 3
        elif len(sides) == 1 and said.act in LONE:
            score += 1
        else:
            strangers = True
    if strangers:  # who complains of a breach need be none of those who made the truce
        complaint = said.act is Act.ALLEGES_VIOLATION and said.at.start - truce.touched <= T.complementary
        return int(score > 0 and (complaint or said.act in QUITTING))
    if score or not complementary:
        return score
    near = said.at.start - truce.touched <= T.complementary
    return int(near and (truce.formal in LIVE or said.act not in {Act.PROPOSES, Act.OFFERS_IF}))


def _nameless(truce: Truce, said: Said) -> bool:
    """Tell whether "the truce" of a report that names nobody can be this one: one of these days, or that ends now."""
    ends = truce.dates.expires if said.act in DATED else None
    near = ends is not None and abs(said.at.start - ends.start) <= T.nameless
    return said.act in EFFECTIVE | RUNNING and (near or said.at.start - truce.touched <= T.nameless)


def _named(truce: Truce, actors: list[str]) -> bool:
    principal = truce.in_role(Role.DECLARER, Role.COUNTERPART)
    return any(actor in principal for actor in actors)


def _places(truce: Truce, said: Said, ground: Ground) -> int:
    """Score places: a truce of one town is not that of another, nor that of the whole country.

    Where a party says that it quits is not where the truce was.
    """
    if not truce.places:
        return 0
    if said.places:
        elsewhere = 0 if said.act in QUITTING and said.committers else -1
        return 2 if ground.touching(said.places, truce.places) else elsewhere
    wider = said.act in DECLARING and said.at.start - truce.born > T.afterword
    return -1 if wider else 0
