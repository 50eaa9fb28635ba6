"""What the lexicon knows of actors, arranged for the coder: who is armed, who mediates, who stands for whom."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from monitor.domain.classify.normalise import plain
from monitor.domain.classify.tokens import words_of
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.lexicon import ARMED_NON_STATE, Actor, ActorKind, Lexicon, LinkKind, PlaceKind, Watch, Years
from monitor.domain.model.time import DAY, Millis

_FORCES = "forces"
_KINDS = frozenset({"faction", "factions", "groups"})
_NEWS = 2 * DAY  # how far back news tells what happened


class Cast:
    """Sets and look-ups over a lexicon's actors; made once. `armed` are those that ever were an armed group."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self.lexicon = lexicon
        fighters = vocabulary.single_words("fighters") | _KINDS
        self.armed = frozenset(actor.id for actor in lexicon.actors if _is_armed(actor, fighters))
        self._changed = tuple(actor for actor in lexicon.actors if actor.kinds and actor.id in self.armed)
        dated = [kind for actor in self._changed for kind in actor.kinds]
        begun = {since for since in (kind.since for kind in dated) if since is not None}
        self._turns = sorted(begun | {since + _NEWS for since in begun})
        self._armed_since: dict[int, frozenset[str]] = {}  # by how many turns have come
        self.always_armed = self.armed - {actor.id for actor in self._changed}
        self.nameless = frozenset(a.id for a in lexicon.actors if a.kind is ActorKind.GENERIC and a.country is None)
        self.unnamed_forces = frozenset(actor for actor in self.nameless if actor.endswith(_FORCES))  # `the army`
        self.outlaws = frozenset(a for a in self.nameless - self.armed if not a.endswith(_FORCES))  # gangs, herders
        self.groups = frozenset(a.id for a in lexicon.actors if a.kind in {ActorKind.GENERIC, ActorKind.UMBRELLA})
        self.mediators = frozenset(actor.id for actor in lexicon.actors if actor.mediates)
        self.organisations = frozenset(a.id for a in lexicon.actors if a.kind is ActorKind.ORGANISATION) - self.armed
        self.forces = frozenset(a.id for a in lexicon.actors if a.kind is ActorKind.STATE_FORCES)
        self.states = frozenset(a.id for a in lexicon.actors if a.kind is ActorKind.STATE)
        self.links = {
            actor.id: tuple(link.actor for link in actor.links if link.kind in {LinkKind.PART_OF, LinkKind.MEMBER_OF})
            for actor in lexicon.actors
        }
        self.sides = tuple((tuple(map(frozenset, watch.sides)), _ground(watch, lexicon)) for watch in lexicon.catalogue)
        self.conflicts: dict[str, tuple[int, ...]] = {}
        for number, (sides, _) in enumerate(self.sides):
            for actor_id in frozenset[str]().union(*sides):
                self.conflicts[actor_id] = (*self.conflicts.get(actor_id, ()), number)
        self.heads = tuple(tuple(side[0] for side in watch.sides if side) for watch in lexicon.catalogue)
        self._open_wars = tuple(watch.open_war for watch in lexicon.catalogue)
        self.theatres: dict[str, tuple[int, ...]] = {}
        for number, (_, places) in enumerate(self.sides):
            for place_id in places:
                self.theatres[place_id] = (*self.theatres.get(place_id, ()), number)
        self.within = {place.id: lexicon.within(place.id) for place in lexicon.places}
        countries = {
            place.country: place.id for place in reversed(lexicon.places) if place.country and not place.parent
        }
        self.homes = {a.id: countries[a.country] for a in lexicon.actors if a.country and a.country in countries}

    def names_of_armed(self) -> Iterator[str]:
        """Give the names and aliases of the armed groups that have one of their own."""
        for actor in self.lexicon.actors:
            if actor.id in self.armed and actor.kind is not ActorKind.GENERIC:
                yield from (actor.name, *actor.aliases)

    def around(self, places: Iterable[str]) -> set[str]:
        """Give the places with all that they lie in."""
        return {around for place in places for around in self.within[place]}

    def insurgent(self, place: str) -> bool:
        """Tell whether the war in a place, told by the smallest theatre that it lies in, is with an armed group."""
        theatres = self._theatres_around(place)
        if any(self._open_wars[number] is not None for numbers in theatres for number in numbers):
            return False
        return any(not self.armed.isdisjoint(self.heads[number]) for number in next(iter(theatres), ()))

    def in_insurgency(self, place: str) -> bool:
        """Tell whether an insurgency is fought where a place lies, told by the smallest theatre around it."""
        smallest = next(iter(self._theatres_around(place)), ())
        return any(self.lexicon.catalogue[number].insurgency for number in smallest)

    def _theatres_around(self, place: str) -> list[tuple[int, ...]]:
        """Give the conflicts of each theatre that a place lies in, the smallest first."""
        return [self.theatres[around] for around in self.within[place] if around in self.theatres]

    def at_peace(self, places: Iterable[str]) -> bool:
        """Tell whether some places are known and no catalogued conflict is fought in any of them."""
        around = self.around(places)
        return bool(around) and around.isdisjoint(self.theatres)

    def armed_side(self, heads: tuple[str, ...]) -> bool:
        """Tell whether an armed group stands on a side of the conflict of these heads, which is no war of states."""
        if not heads or self.openly_fought(heads):
            return False
        return any(not self.armed.isdisjoint(side) for side in self.sides[self.heads.index(heads)][0])

    def openly_fought(self, heads: tuple[str, ...]) -> bool:
        """Tell whether the conflict of these heads is or was a war that states fight every day."""
        return self._open_war(heads) is not None

    def at_open_war(self, heads: tuple[str, ...], at: Millis | None) -> bool:
        """Tell whether the conflict of these heads was then a war that states fight every day."""
        years = self._open_war(heads)
        return at is not None and years is not None and years.hold(at)

    def _open_war(self, heads: tuple[str, ...]) -> Years | None:
        return self._open_wars[self.heads.index(heads)] if heads else None

    def recognised(self, actor_id: str) -> bool:
        """Tell whether the actor's statements come by a known channel."""
        actor = self.lexicon.actor.get(actor_id)
        return actor is not None and actor.recognised and actor.kind is not ActorKind.GENERIC

    def state_of(self, actor_id: str) -> str | None:
        """Give the state that an actor is, or is part of."""
        return next((actor for actor in (actor_id, *self.links.get(actor_id, ())) if actor in self.states), None)

    def armed_at(self, at: Millis | None) -> frozenset[str]:
        """Give those that were armed groups then or when that news began, all that ever were where no time is known.

        A group that takes power is a government from then on, but the news of the day still tells how it took it.
        """
        if at is None:
            return self.armed
        turns = bisect_right(self._turns, at)
        if turns not in self._armed_since:
            ruling = (a.id for a in self._changed if ARMED_NON_STATE.isdisjoint((a.kind_at(at), a.kind_at(at - _NEWS))))
            self._armed_since[turns] = self.armed.difference(ruling)
        return self._armed_since[turns]

    def principal(self, actor_id: str, speaker: str | None) -> str:
        """Give the state behind forces that stand abroad: what the speaker's counterpart really is."""
        actor = self.lexicon.actor.get(actor_id)
        voice = self.lexicon.actor.get(speaker) if speaker else None
        if actor is None or actor.kind not in {ActorKind.STATE_FORCES, ActorKind.EXTERNAL_FORCES}:
            return actor_id
        if voice is not None and voice.country == actor.country:
            return actor_id
        return self.state_of(actor_id) or actor_id


def _ground(watch: Watch, lexicon: Lexicon) -> frozenset[str]:
    """Give where a conflict is fought: not the country around (Northern Ireland's makes no battlefield of London)."""
    places = frozenset(watch.places)
    whole = {around for place in places for around in lexicon.within(place) if around != place}
    countries = {place for place in places & whole if lexicon.place[place].kind is PlaceKind.COUNTRY}
    return places - countries if len(countries) == 1 else places  # of two at war with each other both are meant


def _is_armed(actor: Actor, fighters: frozenset[str]) -> bool:
    if not ARMED_NON_STATE.isdisjoint((actor.kind, *(dated.kind for dated in actor.kinds))):
        return True
    return actor.kind is ActorKind.GENERIC and bool(fighters.intersection(words_of(plain(actor.name))))
