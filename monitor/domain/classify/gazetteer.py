"""The lexicon's names, compiled into one look-up by first word; which of them a text means is told in `reading`."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

from monitor.domain.classify.normalise import plain
from monitor.domain.classify.tokens import words_of
from monitor.domain.model.lexicon import Actor, ActorKind, Lexicon

_SHORT = 3  # letters; a shorter acronym must stand in capitals, or "is" would be the Islamic State
_ARABIC = frozenset({"al", "el"})  # an article may stand small: `al-Shabaab`
_OUTPOSTS = frozenset({"embassy", "consulate"})


class NameKind(IntEnum):
    """What sort of name it is, the most telling first."""

    NAME = 0
    PERSON = 1
    ADJECTIVE = 2
    CUE = 3


class ActorName(NamedTuple):
    """One reading of a name as an actor; `person` is the canonical name where it names a leader or spokesman."""

    actor: str
    kind: NameKind
    person: str = ""
    role: str = ""


class Name(NamedTuple):
    """All readings of one string of words; `capital` and `upper` say how it must be written to count."""

    rest: tuple[str, ...]
    actors: tuple[ActorName, ...]
    place: str | None
    capital: bool
    upper: bool


class Names(NamedTuple):
    """The names that begin with one word: those of that word alone, and the others by their second, longest first."""

    alone: list[Name]
    longer: dict[str, list[Name]]


class Gazetteer(NamedTuple):
    """Names by their first word."""

    names: dict[str, Names]


def compile_gazetteer(lexicon: Lexicon) -> Gazetteer:
    """Compile all names of actors, their people, and places."""
    actors: dict[tuple[str, ...], list[ActorName]] = {}
    places: dict[tuple[str, ...], str] = {}
    written: dict[tuple[str, ...], str] = {}
    for text, reading in _actor_names(lexicon):
        words = words_of(plain(text))
        if words:
            known = actors.setdefault(words, [])
            if all(other.actor != reading.actor for other in known):
                known.append(reading)
            written.setdefault(words, text)
    for place in lexicon.places:
        for text in (place.name, *place.aliases):
            words = words_of(plain(text))
            if words:
                places.setdefault(words, place.id)
                written.setdefault(words, text)
                owner = _owner(words, actors)
                if owner:
                    actors.setdefault(words, [owner])
    return Gazetteer(_by_first_word(actors, places, written))


def _owner(words: tuple[str, ...], actors: Mapping[tuple[str, ...], list[ActorName]]) -> ActorName | None:
    """Give whose outpost a place is by its name: the US embassy in Baghdad is the United States' own."""
    at = next((at for at, word in enumerate(words) if word in _OUTPOSTS), 0)
    return next(iter(actors.get(words[:at], ())), None)


def _actor_names(lexicon: Lexicon) -> Iterator[tuple[str, ActorName]]:
    for actor in lexicon.actors:
        for text in (actor.name, *actor.aliases, *actor.native):
            yield text, ActorName(actor.id, NameKind.NAME)
    for actor in lexicon.actors:
        yield from _people(actor)
    for actor in lexicon.actors:
        for text in actor.adjectives:
            yield text, ActorName(actor.id, NameKind.ADJECTIVE)
        for text in actor.cues:
            yield (
                text,
                ActorName(
                    actor.id,
                    NameKind.NAME if actor.kind is ActorKind.GENERIC and actor.country is None else NameKind.CUE,
                ),
            )


def _people(actor: Actor) -> Iterator[tuple[str, ActorName]]:
    for person in actor.people:
        for text in (person.name, *person.aliases):
            yield text, ActorName(actor.id, NameKind.PERSON, person.name, person.role)


def _by_first_word(
    actors: dict[tuple[str, ...], list[ActorName]],
    places: dict[tuple[str, ...], str],
    written: dict[tuple[str, ...], str],
) -> dict[str, Names]:
    names: dict[str, Names] = {}
    for words, text in written.items():
        readings = tuple(sorted(actors.get(words, ()), key=lambda reading: reading.kind))
        letters = plain(text).replace(".", "")
        upper = letters.isupper() and len(words) == 1 and len(letters) <= _SHORT and letters.isascii()
        capital = text[0].isupper() and not (words[0] in _ARABIC and words[1:])
        entry = Name(words[1:], readings, places.get(words), capital, upper)
        known = names.setdefault(words[0], Names([], {}))
        (known.longer.setdefault(words[1], []) if len(words) > 1 else known.alone).append(entry)
    for known in names.values():
        for entries in known.longer.values():
            entries.sort(key=lambda entry: -len(entry.rest))
    return names
