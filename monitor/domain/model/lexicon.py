"""Actors, places and conflicts as data; loading and checking the files lives in `settings.lexicon`.

`Lexicon` is the whole of it, with the look-ups that the domain needs.
"""

from dataclasses import dataclass, field
from datetime import tzinfo
from enum import StrEnum
from functools import cached_property

from monitor.domain.model.time import Millis


class ActorKind(StrEnum):
    """What an actor is, after ACLED's actor types, with mediators and people's offices beside."""

    STATE = "state"
    STATE_FORCES = "state_forces"
    REBEL = "rebel"
    MILITIA = "militia"
    COALITION = "coalition"
    UMBRELLA = "umbrella"
    EXTERNAL_FORCES = "external_forces"
    ORGANISATION = "organisation"
    GENERIC = "generic"


ARMED_NON_STATE = frozenset({ActorKind.REBEL, ActorKind.MILITIA, ActorKind.UMBRELLA})


class LinkKind(StrEnum):
    """How one actor stands to another."""

    MEMBER_OF = "member_of"
    SPLINTER_OF = "splinter_of"
    FRONT_OF = "front_of"
    SPEAKS_FOR = "speaks_for"
    PART_OF = "part_of"


@dataclass(frozen=True, slots=True)
class Link:
    """A dated tie to another actor; `alleged_by` names who says so where it is contested."""

    kind: LinkKind
    actor: str
    since: Millis | None = None
    until: Millis | None = None
    alleged_by: str | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """From when to when an actor fought, ruled or served; an end that is not known is None."""

    since: Millis | None = None
    until: Millis | None = None

    def hold(self, at: Millis) -> bool:
        """Tell whether the instant lies within."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


ALWAYS = Years()


@dataclass(frozen=True, slots=True)
class DatedKind:
    """What an actor was for a time; the last day of one kind may be the first of the next."""

    kind: ActorKind
    since: Millis | None = None
    until: Millis | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A leader or spokesman whose word counts as the actor's own."""

    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """One armed group, state, force, coalition, mediator or organisation.

    `cues` are short or ambiguous names ("the movement", "SDF") that count only where a full name, a leader or the
    country is mentioned too. `recognised` is false for groups whose statements no one can tie to a known channel.
    `kind` is what it is now or was last; `kinds`, in order of time, is told only of actors that changed. `official`
    marks a general name for the forces of whichever state is meant ("government troops"). `landmark` is the day of an
    attack so well known that for years "the Hamas attack" means that one.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    native: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    people: tuple[Person, ...] = ()
    recognised: bool = True
    mediates: bool = False
    official: bool = False
    active: Years = ALWAYS
    kinds: tuple[DatedKind, ...] = ()
    landmark: Millis | None = None

    def kind_at(self, at: Millis) -> ActorKind:
        """Give what it was at that time: the last kind that had begun, before all of them the first."""
        begun = [dated.kind for dated in self.kinds if dated.since is None or dated.since <= at]
        return begun[-1] if begun else self.kinds[0].kind if self.kinds else self.kind

    def always_of(self, kinds: frozenset[ActorKind]) -> bool:
        """Tell whether it is of one of these kinds, and was at any time."""
        return kinds.issuperset({self.kind, *(dated.kind for dated in self.kinds)})

    def active_at(self, at: Millis) -> bool:
        """Tell whether it was active at that time; years that are not known count as active."""
        return self.active.hold(at)


class PlaceKind(StrEnum):
    """The size and nature of a place."""

    COUNTRY = "country"
    REGION = "region"
    PROVINCE = "province"
    DISTRICT = "district"
    CITY = "city"
    BASE = "base"
    CROSSING = "crossing"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Place:
    """One place with its parents by id; `country` is ISO 3166-1 alpha-2 in lower case."""

    id: str
    name: str
    kind: PlaceKind
    country: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """What a user follows: a conflict with its sides (actor ids) and places (place ids).

    The built-in catalogue and users' own watches have the same form. `open_war` are the years of a war that states
    fight every day: its battles alone are no news of a truce. In an `insurgency` attacks of nobody are the insurgents'.
    """

    id: str
    title: str
    sides: tuple[tuple[str, ...], ...]
    places: tuple[str, ...] = ()
    open_war: Years | None = None
    insurgency: bool = False


@dataclass(frozen=True)
class Lexicon:
    """All actors, places and catalogued conflicts; immutable, made once at start.

    `zones` hold the rules of the time zones that places name; an hour told in a zone that is not there is UTC.
    """

    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    catalogue: tuple[Watch, ...] = ()
    patterns: dict[str, object] = field(default_factory=dict)
    zones: dict[str, tzinfo] = field(default_factory=dict)

    @cached_property
    def actor(self) -> dict[str, Actor]:
        """Look up an actor by id."""
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def place(self) -> dict[str, Place]:
        """Look up a place by id."""
        return {place.id: place for place in self.places}

    def name(self, actor_id: str) -> str:
        """Give an actor's canonical name; an id that is not in the lexicon is its own name."""
        found = self.actor.get(actor_id)
        return found.name if found else actor_id

    def within(self, place_id: str) -> tuple[str, ...]:
        """Give the place and all its parents, smallest first; a broken chain ends quietly."""
        chain: list[str] = []
        here = self.place.get(place_id)
        while here is not None and here.id not in chain:
            chain.append(here.id)
            here = self.place.get(here.parent) if here.parent else None
        return tuple(chain)
