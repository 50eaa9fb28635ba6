"""A watch made ready: which side an actor is on, which places count; ties are in `ties`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from monitor.domain.conditions.ties import Ties
from monitor.domain.model.lexicon import ActorKind, Lexicon, PlaceKind, Watch
from monitor.domain.model.time import Millis

STATES: Final = frozenset(
    {ActorKind.STATE, ActorKind.STATE_FORCES, ActorKind.COALITION, ActorKind.EXTERNAL_FORCES, ActorKind.ORGANISATION}
)
OFFICIAL: Final = frozenset({ActorKind.STATE, ActorKind.STATE_FORCES})
LOCAL: Final = frozenset({PlaceKind.DISTRICT, PlaceKind.CITY, PlaceKind.BASE, PlaceKind.CROSSING, PlaceKind.AREA})


class Ground:
    """One watch with the lexicon: answers about sides, kinship and places, kept once made."""

    def __init__(self, watch: Watch, lexicon: Lexicon, ties: Ties | None = None) -> None:
        self.watch = watch
        self.lexicon = lexicon
        self.ties = ties or Ties(lexicon)
        self.listed = {actor: side for side, actors in enumerate(watch.sides) for actor in actors}
        self._sides: dict[str, int | None] = {}
        self._heads: dict[str, str] = {}
        self._within: dict[str, frozenset[str]] = {}

    def name(self, actor: str) -> str:
        """Give an actor's canonical name."""
        return self.lexicon.name(actor)

    def names(self, actors: Iterable[str]) -> str:
        """Write several names in a row."""
        return ", ".join(self.name(actor) for actor in actors)

    def side(self, actor: str) -> int | None:
        """Tell the actor's side: its own place in the watch, its nearest whole's, or its members' if they agree."""
        if actor not in self._sides:
            self._sides[actor] = self._find_side(actor)
        return self._sides[actor]

    def _find_side(self, actor: str) -> int | None:
        above = [self.listed[name] for name, *_ in self.ties.spells(actor) if name in self.listed]
        if above:
            return above[0]
        below = {side for listed, side in self.listed.items() if self._belongs(listed, actor)}
        if len(below) == 1:
            return below.pop()
        if below or not self.faceless(actor):
            return None
        return self._official_side() if self.lexicon.actor[actor].official else self._faceless_side()

    def _belongs(self, actor: str, whole: str) -> bool:
        return any(name == whole for name, *_ in self.ties.spells(actor))

    def faceless(self, actor: str) -> bool:
        """Tell whether the name says nothing of who it is: "militants" of no country."""
        found = self.lexicon.actor.get(actor)
        return found is not None and found.kind is ActorKind.GENERIC and found.country is None and not found.links

    def _faceless_side(self) -> int | None:
        """Give the one side without states: "militants" of no name stand there.

        Where every side has a state it is the one that rebels lead, with none but foreign states beside them.
        """
        if len(self.watch.sides) < 2:  # noqa: PLR2004 one side fights nobody
            return None
        armed = [number for number, side in enumerate(self.watch.sides) if not any(map(self._state, side))]
        armed = armed or [number for number, side in enumerate(self.watch.sides) if self._rebellious(side)]
        return armed[0] if len(armed) == 1 else None

    def _official_side(self) -> int | None:
        """Give the one side with a state of the watch's own countries: "government troops" stand there."""
        official = [number for number, side in enumerate(self.watch.sides) if any(self._at_home(side))]
        return official[0] if len(official) == 1 else None

    def _state(self, actor: str) -> bool:
        found = self.lexicon.actor.get(actor)
        return found is not None and found.kind in STATES

    def _rebellious(self, side: Sequence[str]) -> bool:
        """Tell whether its head is or was an armed group, and no state of the watch's own countries stands with it."""
        return bool(side) and not self._always(side[0], STATES) and not any(self._at_home(side))

    def _at_home(self, side: Iterable[str]) -> Iterator[bool]:
        """Tell of each of some actors whether it always was a state, or one's forces, of a country of the watch."""
        countries = {self.lexicon.place[name].country for name in self.watch.places if name in self.lexicon.place}
        for actor in side:
            yield self._always(actor, OFFICIAL) and self.lexicon.actor[actor].country in countries - {None}

    def _always(self, actor: str, kinds: frozenset[ActorKind]) -> bool:
        found = self.lexicon.actor.get(actor)
        return found is not None and found.always_of(kinds)

    def head(self, actor: str) -> str:
        """Give the whole that speaks for the actor on its own side: an army's state, a wing's movement."""
        if actor not in self._heads:
            here, seen = actor, {actor}
            above = self.ties.part_of(here)
            while above is not None and above not in seen and self.side(above) == self.side(actor):
                here = above
                seen.add(here)
                above = self.ties.part_of(here)
            self._heads[actor] = here
        return self._heads[actor]

    def heads(self, actors: Iterable[str]) -> tuple[str, ...]:
        """Give the heads of those actors that are on a side, in order, each once."""
        return tuple(dict.fromkeys(self.head(actor) for actor in actors if self.side(actor) is not None))

    def linked(self, actor: str) -> bool:
        """Tell whether an actor has any link to one that is on a side: it split off, or fronts for it."""
        found = self.lexicon.actor.get(actor)
        return found is not None and any(self.side(link.actor) is not None for link in found.links)

    def generic(self, actor: str) -> bool:
        """Tell whether the name stands for anyone of its side."""
        found = self.lexicon.actor.get(actor)
        return found is not None and found.kind is ActorKind.GENERIC

    def recognised(self, actor: str) -> bool:
        """Tell whether the actor's statements can be tied to a known channel; a generic name has none."""
        found = self.lexicon.actor.get(actor)
        return found is None or (found.recognised and found.kind is not ActorKind.GENERIC)

    def akin(self, one: str, other: str, at: Millis) -> bool:
        """Tell whether one is the other, belongs to it, or is a general name for its side."""
        if one == other or other in self.ties.up(one, at) or one in self.ties.up(other, at):
            return True
        return (self.generic(one) or self.generic(other)) and self.side(one) == self.side(other)

    def lead(self, side: int) -> str:
        """Give the first actor of a side: it stands for the side where no one is named."""
        return self.watch.sides[side][0]

    def within(self, place: str) -> frozenset[str]:
        """Give the place and all that it lies in."""
        if place not in self._within:
            self._within[place] = frozenset(self.lexicon.within(place) or (place,))
        return self._within[place]

    @property
    def wide(self) -> bool:
        """Tell whether the watch spans several countries."""
        places = (self.lexicon.place[name] for name in self.watch.places if name in self.lexicon.place)
        return len({place.country for place in places} - {None}) > 1

    def inside(self, place: str) -> bool:
        """Tell whether a place lies in the watch; a watch without places is everywhere."""
        return not self.watch.places or not self.within(place).isdisjoint(self.watch.places)

    def narrow(self, places: Iterable[str], limit: int) -> tuple[str, ...]:
        """Give the places that limit a truce: inside the watch and smaller than it; too many limit nothing."""
        if any(place in self.watch.places for place in places):
            return ()
        found = tuple(sorted({place for place in places if self.watch.places and self.inside(place)}))
        return found if len(found) <= limit else ()

    def touching(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Tell whether one of some places lies in one of the others, or the other way round."""
        others = tuple(others)
        return any(other in self.within(place) or place in self.within(other) for place in some for other in others)

    def district(self, place: str) -> str | None:
        """Give the largest local place around a place (a city's quarter is that city), None for a wider one."""
        chain = [self.lexicon.place[name] for name in self.lexicon.within(place)]
        return next((here.id for here in reversed(chain) if here.kind in LOCAL), None)
