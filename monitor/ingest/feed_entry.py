"""What every parser makes of a feed before it is cleaned: entries with markup, dates already read.

What a feed holds dozens of is a tuple, which costs a third of a frozen dataclass.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from monitor.domain.model.time import Millis, Precision


class Dated(NamedTuple):
    """An instant and how exactly the feed gave it."""

    at: Millis
    precision: Precision


class Entry(NamedTuple):
    """One entry as a parser read it; `summary` and `content` may hold markup, `link` may be relative or hostile."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    dated: Dated | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as a parser read it."""

    title: str = ""
    entries: list[Entry] = field(default_factory=list)
