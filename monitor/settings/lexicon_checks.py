"""What must fit together between entries of the lexicon: ids, names, links, parents and sides.

How a single entry is read lives in `lexicon_entries`. Each check gives its mistakes; none stops at the first.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from monitor.domain.classify.normalise import plain
from monitor.domain.model.coverage import SOURCES
from monitor.domain.model.lexicon import Actor, Place, PlaceKind, Watch
from monitor.settings.lexicon_spells import actor_date_mistakes

Entry = TypeVar("Entry", Actor, Place, Watch)

_SIDES = 2
_UNREAD = str.maketrans({"'": "", ".": "", "-": " "})


@dataclass(frozen=True, slots=True)
class Found(Generic[Entry]):
    """An entry with the place where it stands: file and id or line."""

    where: str
    entry: Entry


Actors: TypeAlias = Sequence[Found[Actor]]
Places: TypeAlias = Sequence[Found[Place]]
Watches: TypeAlias = Sequence[Found[Watch]]


def mistakes_between(actors: Actors, places: Places, watches: Watches) -> Iterator[str]:
    """Give every mistake between the entries of one lexicon."""
    actor_ids = {found.entry.id for found in actors}
    place_ids = {found.entry.id for found in places}
    countries = {found.entry.country for found in places if found.entry.kind is PlaceKind.COUNTRY}
    yield from _twice([(found.where, found.entry.id) for found in actors])
    yield from _twice([(found.where, found.entry.id) for found in places])
    yield from _twice([(found.where, found.entry.id) for found in watches])
    yield from _shared_names(
        ((found.where, found.entry.id, _actor_names(found.entry)) for found in actors), "make it a cue of both"
    )
    yield from _shared_names(
        ((found.where, found.entry.id, (found.entry.name, *found.entry.aliases)) for found in places),
        "keep it for the better known place",
    )
    yield from _dangling_links(actors, actor_ids)
    for actor in actors:
        yield from actor_date_mistakes(actor.where, actor.entry)
    yield from _unknown_countries([*actors, *places], countries)
    yield from _broken_chains(places)
    for watch in watches:
        yield from watch_mistakes(watch.where, watch.entry, actor_ids, place_ids)


def watch_mistakes(where: str, watch: Watch, actors: Container[str], places: Container[str]) -> Iterator[str]:
    """Give a conflict's mistakes against the known ids; users' own watches are held to the same rules."""
    if watch.id == SOURCES.id:
        yield f"{where} id: {watch.id!r} is kept for changes of coverage; choose another"
    if len(watch.sides) < _SIDES:
        yield f"{where} sides: a conflict has at least two sides, each a list of actor ids"
    if not all(watch.sides):
        yield f"{where} sides: a side is empty; name at least one actor id"
    members = [actor for side in watch.sides for actor in side]
    for actor in sorted({actor for actor in members if members.count(actor) > 1}):
        yield f"{where} sides: {actor!r} stands on two sides or twice on one; keep it once"
    for actor in members:
        if actor not in actors:
            yield f"{where} sides: no actor has the id {actor!r}; correct it or add the actor"
    for place in watch.places:
        if place not in places:
            yield f"{where} places: no place has the id {place!r}; correct it or add the place"


def _twice(entries: list[tuple[str, str]]) -> Iterator[str]:
    first: dict[str, str] = {}
    for where, name in entries:
        if name in first:
            yield f"{where} id: {name!r} is already defined at {first[name]}; rename or merge one of them"
        first.setdefault(name, where)


def _shared_names(named: Iterable[tuple[str, str, Iterable[str]]], cure: str) -> Iterator[str]:
    """Find full names that two entries share: nobody could tell which one a text means."""
    owner: dict[str, tuple[str, str]] = {}
    for where, name_id, names in named:
        for name in names:
            other, there = owner.setdefault(_folded(name), (name_id, where))
            if other != name_id:
                yield f"{where} aliases: {name!r} also names {other} ({there}); {cure}"


def _actor_names(actor: Actor) -> Iterator[str]:
    yield from (actor.name, *actor.aliases, *actor.native)
    for person in actor.people:
        yield from (person.name, *person.aliases)


def _folded(name: str) -> str:
    """Give the name as the classifier compares names: without case, diacritics, apostrophes, dots and hyphens."""
    return plain(name).casefold().translate(_UNREAD)


def _dangling_links(actors: Actors, known: Container[str]) -> Iterator[str]:
    for found in actors:
        for link in found.entry.links:
            if link.actor == found.entry.id:
                yield f"{found.where} links: {link.kind.value} points to itself; name the other actor"
            for actor in (link.actor, link.alleged_by):
                if actor is not None and actor not in known:
                    yield f"{found.where} links: no actor has the id {actor!r}; correct it or add the actor"


def _unknown_countries(entries: Sequence[Found[Actor] | Found[Place]], known: Container[str | None]) -> Iterator[str]:
    for found in entries:
        code = found.entry.country
        if code is not None and code not in known:
            yield f"{found.where} country: no country has the code {code!r}; correct it or add the country"


def _broken_chains(places: Places) -> Iterator[str]:
    """Find parents that are missing, go in circles, or do not lead to the place's own country."""
    known = {found.entry.id: found.entry for found in places}
    for found in places:
        place = found.entry
        if place.parent is not None and place.parent not in known:
            yield f"{found.where} parent: no place has the id {place.parent!r}; correct it or add the place"
            continue
        chain = _chain(place, known)
        if chain is None:
            yield f"{found.where} parent: the parents of {place.id!r} go in a circle; cut it"
        elif place.country is not None and not any(_is_country(above, place.country) for above in chain):
            yield f"{found.where} parent: the parents of {place.id!r} do not lead to the country {place.country!r}"


def _chain(place: Place, known: dict[str, Place]) -> list[Place] | None:
    """Give the place and its parents, or None where they go in a circle."""
    chain = [place]
    while (above := known.get(chain[-1].parent or "")) is not None:
        if above in chain:
            return None
        chain.append(above)
    return chain


def _is_country(place: Place, code: str) -> bool:
    return place.kind is PlaceKind.COUNTRY and place.country == code
