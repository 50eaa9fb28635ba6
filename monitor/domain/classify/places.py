"""Where a line's acts take place."""

from collections.abc import Sequence

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.gazetteer import NameKind
from monitor.domain.classify.units import Line, Unit

_LOCATIVE = frozenset(
    {
        "in",
        "at",
        "near",
        "inside",
        "across",
        "around",
        "outside",
        "into",
        "of",
        "southern",
        "northern",
        "eastern",
        "western",
        "central",
    }
)

_WHERE = frozenset({"in", "at", "from"})
_JOINS = frozenset({"and", "the", ","})
_PAIR = 5  # units behind `in` within which two places stand: `in Yerevan and Baku`
_ADJECTIVES = 4  # units before a truce within which its own adjective stands
_MET = 7  # units before `in` that tell what happened there
_VENUES = frozenset(
    [
        "talks",
        "talk",
        "negotiations",
        "meeting",
        "meetings",
        "met",
        "summit",
        "ceremony",
        "conference",
        "mediation",
        "mediators",
        "envoy",
        "envoys",
        "delegation",
        "delegations",
        "ministry",
        "ministries",
        "government",
        "governments",
        "officials",
        "official",
        "diplomats",
        "ambassador",
        "embassy",
        "reporters",
        "spokesman",
        "spokesperson",
        "said",
        "says",
        "told",
        "spoke",
        "speaking",
        "headquarters",
        "office",
        "offices",
    ]
)  # what stands before a place where one met, spoke or sits
_SCOPES = frozenset(
    [
        "fighting",
        "attacks",
        "hostilities",
        "offensive",
        "operations",
        "forces",
        "troops",
        "fighters",
        "army",
        "violence",
        "war",
    ]
)
_SPEAKS = frozenset({"said", "says", "announced", "confirmed", "told", "declared", "accepted", "agreed", "denied"})
_SCOPED = ("ceasefire", "truce", "cease fire", "pause", "hostilities", "operations", "attacks")


def places_in(line: Line, cast: Cast) -> tuple[str, ...]:
    """Give the line's places, without those that only hold another of them."""
    units = line.units
    found = dict.fromkeys(
        unit.place for at, unit in enumerate(units) if unit.place and (unit.actor is None or _located(units, at))
    )
    around = {parent for place in found for parent in cast.within[place][1:]}
    return tuple(place for place in found if place not in around)


def scope_in(line: Line, cast: Cast, sides: Sequence[str]) -> tuple[str, ...]:
    """Give the places for which a truce holds: not where its makers met or sit, nor a place outside their wars."""
    found = [place for place in places_in(line, cast) if not _only_venue(line.units, place)]
    return tuple(place for place in found if not _abroad(place, cast, sides))


def named_after(line: Line, truce: int, cast: Cast) -> tuple[str, ...]:
    """Give the country whose truce it is by its adjective alone: `the Syrian truce`."""
    before = line.units[max(0, truce - _ADJECTIVES) : truce]
    owners = [unit.actor for unit in before if unit.kind is NameKind.ADJECTIVE and unit.actor in cast.states]
    return tuple(cast.homes[owner] for owner in owners if owner in cast.homes)[-1:]


def _only_venue(units: Sequence[Unit], place: str) -> bool:
    """Tell whether a place is named only as where one met, spoke or sits, or by its clock: `2 a.m. Beirut time`."""
    named = [at for at, unit in enumerate(units) if unit.place == place]
    return bool(named) and all(_is_venue(units, at) for at in named)


def _is_venue(units: Sequence[Unit], at: int) -> bool:
    if at + 1 < len(units) and units[at + 1].word == "time":
        return True
    opened = next((here for here in range(at - 1, max(-1, at - _PAIR), -1) if units[here].word in _WHERE), None)
    if opened is None or any(unit.word not in _JOINS and not unit.place for unit in units[opened + 1 : at]):
        return False
    if _seated(units, opened, at):
        return True
    for here in range(opened - 1, max(-1, opened - _MET), -1):
        word = units[here].word
        if word in _VENUES or word.rpartition(" ")[2] in _VENUES:
            return True
        if word == "," or word in _SCOPES or word.endswith(_SCOPED):
            return False
    return False


def _seated(units: Sequence[Unit], opened: int, at: int) -> bool:
    """Tell whether a place is only where a speaker sits: `the GNA in Tripoli said`."""
    behind = units[at + 1].word if at + 1 < len(units) else ""
    owner = units[opened - 1] if opened else units[at]
    return behind in _SPEAKS and (owner.actor is not None or owner.word == ")")


def _abroad(place: str, cast: Cast, sides: Sequence[str]) -> bool:
    """Tell whether a place lies in none of the wars that the sides are in: `announced the ceasefire in Cairo`."""
    numbers = {number for actor in sides for number in cast.conflicts.get(actor, ())}
    theatres = {here for number in numbers for here in cast.sides[number][1]}
    if not theatres:
        return False
    homes = {cast.homes.get(actor) for actor in sides}
    around = cast.within[place]
    inside = any(place in cast.within[theatre] for theatre in theatres)
    return not (inside or theatres.intersection(around) or homes.intersection(around))


def _located(units: Sequence[Unit], at: int) -> bool:
    before = units[max(0, at - 2) : at]
    return any(unit.word.rpartition(" ")[2] in _LOCATIVE for unit in before)  # `fired at` is one unit
