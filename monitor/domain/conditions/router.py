"""Which watches a report belongs to; what the report does there is the fold's business.

A report belongs to a watch that has actors of two of its sides in it. Where no watch has, it belongs to one that has
actors of one side and a place of the watch, or actors of one side that belong to no other conflict. Of the conflicts of
a generic name (Palestinian militants) those count whose place is named. A statement about a truce that names nobody
belongs to the watches of its place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from monitor.domain.conditions.ground import STATES, Ground
from monitor.domain.conditions.ties import Ties
from monitor.domain.model.lexicon import ActorKind, Lexicon, Watch
from monitor.domain.model.report import Act, CeasefireReport, EventReport, PloverEvent, Report, Responsibility, Speaker
from monitor.domain.model.time import DAY, Millis

YEAR: Final = 365 * DAY
BYSTANDERS = frozenset({Act.APPEAL})
ABOUT_ONE = frozenset(
    {
        Act.TAKES_EFFECT,
        Act.HOLDS,
        Act.EXTENDS,
        Act.SUSPENDS,
        Act.ENDS,
        Act.EXPIRES,
        Act.COLLAPSES,
        Act.ALLEGES_VIOLATION,
    }
)


class Router:
    """All followed watches, indexed by actor and place, so that a report meets only those that it names."""

    def __init__(self, watches: Sequence[Watch], lexicon: Lexicon) -> None:
        self._ties = Ties(lexicon)
        self._lexicon = lexicon
        self._watches = tuple(watch.id for watch in watches)
        self._grounds = tuple(Ground(watch, lexicon, self._ties) for watch in watches)
        self._kin = self._kinships()
        self._placed: dict[str, set[int]] = {}
        for number, watch in enumerate(watches):
            for place in watch.places:
                self._placed.setdefault(place, set()).add(number)
        self._sides: dict[str, tuple[tuple[int, int], ...]] = {}
        self._homes: dict[str, frozenset[int]] = {}
        self._at: dict[str, frozenset[int]] = {}
        self._resting: dict[int, frozenset[int]] = {}

    def route(self, report: Report, at: Millis) -> tuple[str, ...]:
        """Give the ids of the watches that the report belongs to, in the order of the configuration.

        `at` is when it was told: a conflict one of whose sides was not active then is none of it.
        """
        asleep = self._asleep(at // YEAR)
        here = frozenset[int]().union(*(self._watches_at(place) for place in report.places)) - asleep
        told = tuple(dict.fromkeys(_named(report)))
        whole = [watch for watch in self._two_sided(told, here, asleep) if self._opposed(watch, report)]
        if not whole:
            named = tuple(dict.fromkeys((*told, *_speaking(report))))
            if not named and _nameless(report):
                whole = sorted(here)
            else:
                whole = self._two_sided(named, here, asleep) or self._one_sided(named, report, here, asleep)
        return tuple(self._watches[watch] for watch in whole)

    def _asleep(self, year: int) -> frozenset[int]:
        """Give the watches of which a side has nobody who was active about that year, counted since 1970."""
        if year not in self._resting:
            times = range((year - 1) * YEAR, (year + 2) * YEAR, YEAR)
            self._resting[year] = frozenset(
                number
                for number, ground in enumerate(self._grounds)
                if any(side and not any(self._active(actor, times) for actor in side) for side in ground.watch.sides)
            )
        return self._resting[year]

    def _active(self, actor: str, times: Iterable[Millis]) -> bool:
        found = self._lexicon.actor.get(actor)
        return found is None or any(found.active_at(at) for at in times)

    def _two_sided(self, named: Sequence[str], here: frozenset[int], asleep: frozenset[int]) -> list[int]:
        """Give the watches of which two sides are named; where a generic name is one of them just the main one."""
        sides = self._sides_of(named, asleep)
        whole = [watch for watch in sorted(sides) if len(sides[watch]) > 1]
        known = [name for name in named if not self._generic(name)]
        if len(known) == len(named):
            return whole
        sure = self._sides_of(known, asleep)
        certain = [watch for watch in whole if len(sure.get(watch, ())) > 1]
        near = [watch for watch in whole if watch in here] or whole
        return certain or sorted(near, key=lambda watch: (not self._leads(watch, known), watch))[:1]

    def _opposed(self, watch: int, report: Report) -> bool:
        """Tell whether a truce's parties and those whom they face stand on different sides there, where both do."""
        if isinstance(report, EventReport) or not report.parties or not report.counterparts:
            return True
        own, others = (self._on(watch, names) for names in (report.parties, report.counterparts))
        return bool(own) and len(own | others) > 1

    def _on(self, watch: int, names: Iterable[str]) -> set[int]:
        return {side for name in names if (side := self._grounds[watch].side(name)) is not None}

    def _leads(self, watch: int, actors: Iterable[str]) -> bool:
        """Tell whether each of the actors is the head of its side there: it is a main party to the conflict."""
        ground = self._grounds[watch]
        heads = {side[0] for side in ground.watch.sides if side}
        return all(ground.head(actor) in heads for actor in actors if ground.side(actor) is not None)

    def _generic(self, actor: str) -> bool:
        return bool(self._grounds) and self._grounds[0].generic(actor)

    def _one_sided(
        self, named: Sequence[str], report: Report, here: frozenset[int], asleep: frozenset[int]
    ) -> list[int]:
        """Give the watches of which one side alone is named: no stranger beside it, its place or no place at all."""
        sides = self._sides_of(named, asleep)
        known = sorted(frozenset(sides).intersection(*map(self._home, named)))
        if not known:
            allied = self._allied(named, report, asleep)
            return [watch for watch in allied if watch in here or not report.places]
        local = [watch for watch in known if watch in here]
        if _unattributed(report):
            return local
        if local and all(map(self._generic, named)):
            return [min(local, key=lambda watch: (self._distance(watch, report), self._abroad(watch, report), watch))]
        if local or report.places or not _statement(report):
            return self._one_conflict(local, sides)
        one = self._one_conflict(known, sides)
        if len(one) == len(sides):
            return one
        # Without a place the actor must leave no choice, but for the war with its own state where that is its first.
        return [watch for watch in known[:1] if any(self._at_home(watch, name) for name in named)]

    def _allied(self, named: Sequence[str], report: Report, asleep: frozenset[int]) -> list[int]:
        """Give the watches in which armed groups that speak of their truce together have an adversary in common."""
        if isinstance(report, EventReport) or report.act not in ABOUT_ONE or not all(map(self._armed, named)):
            return []
        wars = [[(watch, self._opponents(watch, {side})) for watch, side in self._memberships(name)] for name in named]
        return sorted(
            watch
            for watch, foes in {watch: foes for known in wars for watch, foes in known}.items()
            if watch not in asleep and all(any(foes & others for _, others in known) for known in wars)
        )

    def _armed(self, actor: str) -> bool:
        found = self._lexicon.actor.get(actor)
        return found is not None and not self._generic(actor) and not found.always_of(STATES)

    def _distance(self, watch: int, report: Report) -> int:
        """Count the steps from a place of the report up to the nearest one that the watch lists."""
        places = self._grounds[watch].watch.places
        chains = (self._lexicon.within(place) or (place,) for place in report.places)
        return min(steps for chain in chains for steps, place in enumerate((*chain, *places[:1])) if place in places)

    def _abroad(self, watch: int, report: Report) -> bool:
        """Tell whether no state of a country that the report names a place of is at war there."""
        places = (self._lexicon.place[name] for name in report.places if name in self._lexicon.place)
        countries = {place.country for place in places} - {None}
        fighting = (self._lexicon.actor.get(name) for side in self._grounds[watch].watch.sides for name in side)
        return not any(one and one.kind is ActorKind.STATE and one.country in countries for one in fighting)

    def _at_home(self, watch: int, actor: str) -> bool:
        """Tell whether one that is or was an armed group fights the state of its own country there."""
        found, ground = self._lexicon.actor.get(actor), self._grounds[watch]
        if found is None or found.country is None or found.always_of(STATES):
            return False
        against = (name for side in ground.watch.sides if actor not in side for name in side)
        states = (self._lexicon.actor[name] for name in against if name in self._lexicon.actor)
        return any(state.kind is ActorKind.STATE and state.country == found.country for state in states)

    def _one_conflict(self, watches: Sequence[int], sides: Mapping[int, set[int]]) -> list[int]:
        """Keep the first of several conflicts of one side, and those with an adversary of the same name."""
        others = [self._opponents(watch, sides[watch]) for watch in watches]
        return [watch for watch, names in zip(watches, others, strict=True) if watch == watches[0] or names & others[0]]

    def _opponents(self, watch: int, sides: set[int]) -> frozenset[str]:
        actors = self._grounds[watch].watch.sides
        return frozenset(actor for side, names in enumerate(actors) if side not in sides for actor in names)

    def _sides_of(self, named: Iterable[str], asleep: frozenset[int]) -> dict[int, set[int]]:
        sides: dict[int, set[int]] = {}
        for actor in named:
            for watch, side in self._memberships(actor):
                if watch not in asleep:
                    sides.setdefault(watch, set()).add(side)
        return sides

    def _home(self, actor: str) -> frozenset[int]:
        """Give the watches in which the actor is no stranger."""
        if actor not in self._homes:
            everywhere = range(len(self._watches)) if self._harmless(actor) else ()
            self._homes[actor] = frozenset((*everywhere, *(watch for watch, _ in self._memberships(actor))))
        return self._homes[actor]

    def _harmless(self, actor: str) -> bool:
        found = self._lexicon.actor.get(actor)
        return found is not None and found.mediates

    def _memberships(self, actor: str) -> tuple[tuple[int, int], ...]:
        if actor not in self._sides:
            found = ((watch, self._grounds[watch].side(actor)) for watch in self._near(actor))
            self._sides[actor] = tuple((watch, side) for watch, side in found if side is not None)
        return self._sides[actor]

    def _near(self, actor: str) -> Iterable[int]:
        """Give the watches that may know the actor: all of them where its name says nothing of who it is."""
        if self._grounds and self._grounds[0].faceless(actor):
            return range(len(self._grounds))
        names = [actor, *(name for name, *_ in self._ties.spells(actor))]
        return sorted(frozenset[int]().union(*(self._kin.get(name, ()) for name in names)))

    def _kinships(self) -> Mapping[str, set[int]]:
        """Give for each listed actor, and for all that it ever belonged to, the watches that list it."""
        kin: dict[str, set[int]] = {}
        for watch, ground in enumerate(self._grounds):
            for listed in ground.listed:
                for name, *_ in self._ties.spells(listed):
                    kin.setdefault(name, set()).add(watch)
        return kin

    def _watches_at(self, place: str) -> frozenset[int]:
        if place not in self._at:
            around = self._lexicon.within(place) or (place,)
            self._at[place] = frozenset[int]().union(*(self._placed.get(name, ()) for name in around))
        return self._at[place]


def _named(report: Report) -> Iterator[str]:
    if isinstance(report, EventReport):
        yield from report.actors
        yield from report.targets
        yield from (claim.actor for claim in report.responsibility if claim.kind is not Responsibility.DENIED)
    elif report.act not in BYSTANDERS:
        yield from report.parties
        yield from report.counterparts
        yield from report.covered


def _speaking(report: Report) -> Iterator[str]:
    """Give who speaks for a side; it counts where those of whom he speaks do not tell the conflict."""
    if isinstance(report, EventReport) or report.act in BYSTANDERS:
        return
    if report.speaker in {Speaker.PARTY, Speaker.OPPONENT} and report.speaker_actor:
        yield report.speaker_actor


def _unattributed(report: Report) -> bool:
    """Tell whether nobody is tied to an act: then it may belong to each conflict of whom it hit."""
    return isinstance(report, EventReport) and not report.actors and not report.responsibility


def _nameless(report: Report) -> bool:
    return isinstance(report, CeasefireReport) and report.act in ABOUT_ONE


def _statement(report: Report) -> bool:
    return isinstance(report, CeasefireReport) or report.event is PloverEvent.THREATEN
