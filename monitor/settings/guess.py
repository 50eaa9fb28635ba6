"""Finding the nearest known name to a mistyped one, and showing a harmless value."""

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

NEAR = 0.6
LISTED = 12
SHOWN = 60


def did_you_mean(name: str, known: Iterable[str], prefix: str = "") -> str:
    """Give "; did you mean X?" for the nearest known name, else what there is if that is short, else nothing.

    A prefix that all names have says nothing about how near they are.
    """
    names = sorted(set(known))
    folded = {other.casefold().removeprefix(prefix.casefold()): other for other in names}
    near = get_close_matches(name.casefold().removeprefix(prefix.casefold()), folded, n=1, cutoff=NEAR)
    if near:
        return f"; did you mean {folded[near[0]]}?"
    return f"; allowed: {', '.join(names)}" if 0 < len(names) <= LISTED else ""


def show(value: object) -> str:
    """Write a harmless value as the file would: texts quoted and shortened, tables and lists only by kind."""
    match value:
        case str():
            return json.dumps(value if len(value) <= SHOWN else value[: SHOWN - 1] + "…", ensure_ascii=False)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case Mapping():
            return "a table" if value else "an empty table"
        case list() | tuple():
            return "a list" if value else "an empty list"
        case _:
            return f"a {type(value).__name__}"
