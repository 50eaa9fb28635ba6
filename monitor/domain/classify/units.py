"""What a text is read as: units (words, phrases, names) in lines; how they are found is told elsewhere."""

from typing import NamedTuple

from monitor.domain.classify.gazetteer import NameKind


class Unit(NamedTuple):
    """A word, phrase or name: its classes, and whom or where it names; offsets are of the folded text."""

    word: str
    mask: int
    form: int
    start: int
    end: int
    capital: bool = False
    actor: str | None = None
    kind: NameKind = NameKind.NAME
    person: str = ""
    role: str = ""
    place: str | None = None


class Line(NamedTuple):
    """One sentence as units; `mask` holds every class in it, offsets are of the folded text.

    `named` are those of the units that name an actor or a place, or could; `days` the numbers of those at which a date
    can begin. `asks` tells whether it ends in a question mark.
    """

    units: tuple[Unit, ...]
    mask: int
    paragraph: int
    start: int
    end: int
    named: tuple[Unit, ...]
    days: tuple[int, ...]
    asks: bool = False
