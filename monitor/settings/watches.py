"""From names to watches: `follow` against the catalogue, users' own sides and places against the lexicon.

Names fold case, accents, apostrophes and hyphens: "Kata'ib Hezbollah" and "kataib-hezbollah" are the same.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from monitor.domain.model.coverage import SOURCES
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.settings.guess import did_you_mean, show

EVERYTHING = "all"
APOSTROPHES = dict.fromkeys(
    map(ord, "'`\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\u02bb\u02bc\u02be\u02bf\u00b4")
)
DASHES = dict.fromkeys([*map(ord, "-_"), *range(0x2010, 0x2016)], " ")

Names: TypeAlias = Mapping[str, Sequence[str]]  # folded name -> ids


@dataclass(frozen=True, slots=True)
class CustomWatch:
    """A conflict of the user's own; sides and places are ids or names of the lexicon."""

    id: str
    title: str
    sides: tuple[tuple[str, ...], ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Following:
    """What the user follows: catalogue ids (None is all of them) and own conflicts."""

    ids: tuple[str, ...] | None
    custom: tuple[CustomWatch, ...]


def settle_watches(following: Following, lexicon: Lexicon) -> tuple[tuple[Watch, ...], list[str]]:
    """Give the watches that could be settled, and a line for each name that could not."""
    catalogue = {watch.id: watch for watch in lexicon.catalogue}
    mistakes: list[str] = []
    watches = list(catalogue.values()) if following.ids is None else _catalogued(following.ids, catalogue, mistakes)
    actors = _names((actor.id, (actor.name, *actor.aliases, *actor.native)) for actor in lexicon.actors)
    places = _names((place.id, (place.name, *place.aliases)) for place in lexicon.places)
    for custom in following.custom:
        where = f'watches.custom "{custom.id}"'
        if custom.id in catalogue:
            mistakes.append(f"{where}, id: the catalogue has this id already; choose another, or follow it by its id")
        if custom.id == SOURCES.id:
            mistakes.append(f"{where}, id: changes of coverage are told under this id; choose another")
        watches.append(_settled(custom, where, actors, places, mistakes))
    return tuple(watches), mistakes


def route_mistakes(routes: Iterable[tuple[int, Sequence[str]]], known: Sequence[str]) -> list[str]:
    """Name the routes that wait for a watch nobody follows; each route comes with its number."""
    return [
        f"routes #{number}, watch: nothing followed has the id {show(watch)}{did_you_mean(watch, known)}"
        for number, watches in routes
        for watch in watches
        if watch not in known
    ]


def folded(name: str) -> str:
    """Give the form in which names are compared."""
    bare = unicodedata.normalize("NFKD", name.translate(APOSTROPHES).translate(DASHES))
    return " ".join("".join(sign for sign in bare if not unicodedata.combining(sign)).casefold().split())


def _catalogued(ids: Iterable[str], catalogue: Mapping[str, Watch], mistakes: list[str]) -> list[Watch]:
    mistakes += [
        f"watches.follow: the catalogue has no {show(name)}{did_you_mean(name, catalogue)}"
        for name in ids
        if name not in catalogue
    ]
    return [catalogue[name] for name in dict.fromkeys(ids) if name in catalogue]


def _names(entries: Iterable[tuple[str, tuple[str, ...]]]) -> Names:
    """Map each folded id and name to the ids that bear it; an id always means itself."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    own: dict[str, list[str]] = {}
    for entry_id, names in entries:
        own[folded(entry_id)] = [entry_id]
        for name in dict.fromkeys(map(folded, names)):
            found[name].append(entry_id)
    return {**found, **own}


def _settled(custom: CustomWatch, where: str, actors: Names, places: Names, mistakes: list[str]) -> Watch:
    sides = tuple(
        tuple(_found(name, f"{where}, sides", "actor", actors, mistakes) for name in side) for side in custom.sides
    )
    members = [member for side in sides for member in side]
    mistakes += [
        f"{where}, sides: {twice} is named twice; keep it once"
        for twice in sorted({member for member in members if members.count(member) > 1})
    ]
    there = tuple(_found(name, f"{where}, places", "place", places, mistakes) for name in custom.places)
    return Watch(custom.id, custom.title or custom.id, sides, there)


def _found(name: str, where: str, what: str, names: Names, mistakes: list[str]) -> str:
    ids = names.get(folded(name), ())
    if len(ids) == 1:
        return ids[0]
    if ids:
        mistakes.append(f"{where}: {show(name)} may be {' or '.join(ids)}; write the id")
    else:
        mistakes.append(f"{where}: no {what} of the lexicon is called {show(name)}{did_you_mean(folded(name), names)}")
    return name
