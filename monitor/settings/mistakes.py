"""How mistakes in the configuration are put: one line each, with key, what was found, what is allowed.

Which keys there are is told in `file`; a value that may be secret has been left out before it comes here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, assert_never

from alerts.text import clean_text
from monitor.settings.guess import did_you_mean, show

Path: TypeAlias = tuple[str | int, ...]  # keys, and positions in lists counted from 0

NAMES = ("title", "name", "id")  # what an entry of a list is called by
LINE = 600


class FlawKind(StrEnum):
    """How a value is wrong."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    WRONG = "wrong"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One mistake: `found` is fit to be shown (for TOLD it is the whole reason), `known` the keys there are."""

    path: Path
    kind: FlawKind
    found: str = ""
    allowed: str = ""
    known: tuple[str, ...] = ()


def tell(flaw: Flaw, values: Mapping[str, object], variables: Mapping[Path, str]) -> str:
    """Write a flaw as one line; `variables` says which paths an environment variable has set."""
    return clean_text(_told(flaw, values, variables).replace("\n", " "), LINE)


def _told(flaw: Flaw, values: Mapping[str, object], variables: Mapping[Path, str]) -> str:
    where = place(flaw.path, values, variables)
    match flaw.kind:
        case FlawKind.UNKNOWN:
            above = place(flaw.path[:-1], values, variables)
            key = str(flaw.path[-1])
            return f"{f'{above}: ' if above else ''}unknown key {key}{did_you_mean(key, flaw.known)}"
        case FlawKind.MISSING:
            return f"{where}: missing; allowed: {flaw.allowed}"
        case FlawKind.WRONG:
            return f"{where}: found {flaw.found}; allowed: {flaw.allowed}"
        case FlawKind.TOLD:
            return f"{where}: {flaw.found}"
        case _:
            assert_never(flaw.kind)


def place(path: Path, values: Mapping[str, object], variables: Mapping[Path, str]) -> str:
    """Write where a value stands: `storage.path`, `sources #3 "BBC News", interval`, or the variable that set it."""
    text = ""
    for at, part in enumerate(path):
        if path[: at + 1] in variables:
            text = variables[path[: at + 1]]
        elif isinstance(part, int):
            text += f" #{part + 1}{_name(value_at(path[: at + 1], values))}"
        else:
            text += ("" if not text else ", " if isinstance(path[at - 1], int) else ".") + part
    return text


def value_at(path: Path, values: Mapping[str, object]) -> object:
    """Give the value that stands there as it was written, None where there is none."""
    here: object = values
    for part in path:
        if isinstance(here, Mapping):
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            return None
    return here


def _name(entry: object) -> str:
    names = [entry[key] for key in NAMES if isinstance(entry.get(key), str)] if isinstance(entry, Mapping) else []
    return f" {show(names[0])}" if names else ""
