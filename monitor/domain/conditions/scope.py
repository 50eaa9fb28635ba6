"""What an armed act means to an arrangement: nothing, an incident, or a violation."""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.domain.conditions.deeds import Deed
from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import LIVE, ONE_SIDED, Truce
from monitor.domain.model.condition import Role, Stance
from monitor.domain.model.time import Millis, Precision, When

APART = frozenset({Stance.WITHDRAWS, Stance.REJECTS, Stance.DENIES_EXISTENCE})
COARSE = frozenset({Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.YEAR, Precision.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an act means to one arrangement; no actors means an incident that nobody is tied to."""

    deed: int
    day: Millis
    at: When
    actors: frozenset[str]
    confirmed: bool
    districts: frozenset[str]
    killed: int


def judge(truce: Truce, deed: Deed, ground: Ground) -> Verdict | None:
    """Tell what an act means: bound actor, covered act, in place and in force make a violation.

    Talk of fighting in general is no act, and one unconfirmed word of effect is no truce that acts could violate. To a
    truce that nobody has mentioned for long only a confirmed act of somebody means something.
    """
    if truce.formal not in LIVE or not truce.felt or not deed.specific or _among_strangers(deed, ground):
        return None
    if not _in_force(truce, deed) or not _in_place(truce, deed, ground):
        return None
    bound = frozenset(actor for actor in deed.actors if is_bound(truce, actor, deed.at.start, ground))
    faceless = all(ground.generic(actor) for actor in deed.actors)
    if not bound and not faceless:
        return None
    if not _at_the_protected(truce, deed, bound, ground) or not _at_home(truce, deed, ground):
        return None
    named = frozenset(actor for actor in bound if not ground.generic(actor))
    confirmed = bool(named) and (bool(named & deed.claimed) or deed.monitored or len(deed.witnesses) > 1)
    if not confirmed and deed.at.start - truce.touched > T.attention:
        return None
    return Verdict(
        deed=deed.number,
        day=deed.day,
        at=deed.at,
        actors=named,
        confirmed=confirmed,
        districts=frozenset(filter(None, map(ground.district, deed.places))),
        killed=deed.killed,
    )


def _among_strangers(deed: Deed, ground: Ground) -> bool:
    """Tell whether it is an act of, or on, nobody but those who stand on no side: another war in the same place.

    Who split off from a side, or is said to front for it, is no stranger, though nobody's man.
    """
    told = deed.first.report
    doers = bool(told.actors) and not deed.actors and not any(ground.linked(actor) for actor in told.actors)
    return doers or (bool(told.targets) and not deed.targets)


def _in_force(truce: Truce, deed: Deed) -> bool:
    """Tell whether it happened since the truce counts: an act of an unknown hour on the very day came before it."""
    if truce.in_force is None or truce.dates.effective is None:
        return True
    if not deed.dated and truce.dates.effective.precision not in COARSE:
        return deed.at.start >= truce.in_force + T.effect_grace
    return deed.at.start >= truce.in_force


def _in_place(truce: Truce, deed: Deed, ground: Ground) -> bool:
    if truce.places:
        return any(not ground.within(place).isdisjoint(truce.places) for place in deed.places)
    return not deed.places or any(ground.inside(place) for place in deed.places)


def _at_home(truce: Truce, deed: Deed, ground: Ground) -> bool:
    """Tell whether an act on nobody who is named happened where a party to the truce is at home.

    A watch may span several wars: a bomb at "soldiers" in one country is no incident of a halt between two in another.
    """
    if any(not ground.generic(target) for target in deed.targets):
        return True
    lexicon = ground.lexicon
    homes = {lexicon.actor[party.actor].country for party in truce.parties if party.actor in lexicon.actor} - {None}
    scenes = {lexicon.place[place].country for place in deed.places if place in lexicon.place} - {None}
    return not homes or not scenes or not homes.isdisjoint(scenes)


def is_bound(truce: Truce, actor: str, at: Millis, ground: Ground) -> bool:
    """Tell whether a truce binds an actor: a party by its own or its umbrella's word that has not left it."""
    party = truce.party(actor)
    if party is not None and party.stance in APART and actor not in truce.essential:
        return False
    above = ground.ties.up(actor, at, alleged=False)
    binding = bound_actors(truce)
    return not above.isdisjoint(binding) or any(
        (ground.generic(name) or ground.generic(actor)) and ground.side(name) == ground.side(actor) for name in binding
    )


def bound_actors(truce: Truce) -> tuple[str, ...]:
    """Give the actors that it binds by name."""
    if truce.kind in ONE_SIDED:
        return truce.in_role(Role.DECLARER, Role.COVERED)
    return truce.in_role(Role.DECLARER, Role.COUNTERPART, Role.COVERED)


def _at_the_protected(truce: Truce, deed: Deed, bound: Iterable[str], ground: Ground) -> bool:
    """Tell whether it hit whom the truce protects: another side than that of those who are bound.

    In a war of many countries a truce between two of its parties protects them alone.
    """
    sides = {ground.side(actor) for actor in (tuple(bound) or bound_actors(truce))}
    named = [target for target in deed.targets if not ground.generic(target)]
    makers = [party.actor for party in truce.parties if len(sides) > 1 or ground.side(party.actor) not in sides]
    if named and makers and ground.wide:
        return any(ground.akin(one, maker, deed.at.start) for one in named for maker in makers)
    hit = {ground.side(target) for target in deed.targets} - {None}  # whose side nobody knows says nothing
    if hit:
        return len(sides) > 1 or not hit <= sides
    return bool(deed.places) and bool(deed.actors)
