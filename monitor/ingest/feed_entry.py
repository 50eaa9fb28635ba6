"""What every parser makes of a feed before it is cleaned: entries with markup, dates already read."""

from dataclasses import dataclass, field

from monitor.domain.model.time import Millis, Precision


@dataclass(frozen=True, slots=True)
class Dated:
    """An instant and how exactly the feed gave it."""

    at: Millis
    precision: Precision


@dataclass(frozen=True, slots=True)
class Entry:
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
