"""The jobs that workers do and what they give back: light, frozen values that both sides of the pipe import.

The code that does the work, with its heavy libraries, lives in `inside`; the daemon never imports that.
"""

from dataclasses import dataclass
from enum import StrEnum

from monitor.domain.model.article import Article, SkipReason, TextSource
from monitor.domain.model.report import Coding
from monitor.domain.model.time import Millis, Precision
from monitor.domain.ports import IncomingItem


class Drop(StrEnum):
    """Why an entry of a feed was left out: a closed list, counted per feed."""

    EMPTY = "empty"  # neither title nor text
    REPEATED = "repeated"  # the same entry twice in one body
    OVER_CAP = "over_cap"  # more entries than a feed may have


class Parser(StrEnum):
    """Which parser read a feed; `RECORD` is the reference that the fast one must agree with."""

    FAST = "fast"
    RECORD = "record"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Pace:
    """What a feed says about its own rhythm.

    `ttl` is milliseconds between polls, None where unsaid; `skip_hours` are UTC hours 0-23 and `skip_days` weekdays
    with Monday 0 in which the publisher wants no polls. `hub` is a WebSub hub's address or "".
    """

    ttl: Millis | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    hub: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as read, in the publisher's order; texts are clean, links absolute http(s) or "".

    `items` leave out what the last body had to the letter, where the entries' guids tell them apart for good. `seen`
    holds the fingerprints of all entries; `overlap` tells whether one that says anything was seen before, or none does.
    """

    title: str
    items: tuple[IncomingItem, ...]
    pace: Pace = Pace()
    parser: Parser = Parser.RECORD
    dropped: tuple[tuple[Drop, int], ...] = ()
    seen: str = ""
    overlap: bool = False


@dataclass(frozen=True, slots=True)
class FeedJob:
    """A feed fetched from `url`; `seen` holds the fingerprints of its last body's entries, "" where it is new.

    `source` is the address in the configuration, which its items are known by. Dates more than a day after `now` are
    not believed, None believes all.
    """

    body: bytes
    content_type: str
    url: str
    source: str
    seen: str = ""
    now: Millis | None = None


@dataclass(frozen=True, slots=True)
class PageJob:
    """A fetched page with what its feed said about it.

    An empty `html` means that there is no page (none linked, or its fetch failed): the feed's own text is coded.
    `fetched_at` bounds the dates that are believed, None leaves them unbounded.
    """

    item_id: str
    revision: int
    url: str
    html: bytes
    content_type: str
    title: str
    summary: str
    published: Millis | None = None
    precision: Precision = Precision.INSTANT
    lang: str = ""
    publisher: str = ""
    fetched_at: Millis | None = None


@dataclass(frozen=True, slots=True)
class PageResult:
    """What came of a page; in step with its job by `item_id` and `revision`.

    `coding` is None where `skip` is set or the text could not be coded; `failure` says in words what went wrong with
    the page, "" for nothing, and can stand beside a coding that was made from the feed's own text.
    """

    item_id: str
    revision: int
    article: Article
    text_source: TextSource
    coding: Coding | None = None
    skip: SkipReason | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class CodeResult:
    """The coding of one article, or None with the failure in words."""

    article_id: str
    coding: Coding | None = None
    skip: SkipReason | None = None
    failure: str = ""
