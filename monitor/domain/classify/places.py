"""Where a line's acts take place."""

from collections.abc import Sequence

from monitor.domain.classify.cast import Cast
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


def places_in(line: Line, cast: Cast) -> tuple[str, ...]:
    """Give the line's places, without those that only hold another of them."""
    units = line.units
    found = dict.fromkeys(
        unit.place for at, unit in enumerate(units) if unit.place and (unit.actor is None or _located(units, at))
    )
    around = {parent for place in found for parent in cast.within[place][1:]}
    return tuple(place for place in found if place not in around)


def _located(units: Sequence[Unit], at: int) -> bool:
    before = units[max(0, at - 2) : at]
    return any(unit.word.rpartition(" ")[2] in _LOCATIVE for unit in before)  # `fired at` is one unit
