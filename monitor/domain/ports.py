"""What the pipeline needs from storage: intents in, records out.

Every method is one short transaction, safe to run again after a kill: rows are keyed by content.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from alerts.model import OutboxRow
from monitor.domain.model.article import Article, FeedItem, ItemState, SkipReason, Source, TextSource
from monitor.domain.model.condition import Condition, ConditionChange
from monitor.domain.model.coverage import Coverage, Sight
from monitor.domain.model.report import Coding, FiledReport
from monitor.domain.model.ruling import Ruling
from monitor.domain.model.time import Millis, Precision


@dataclass(frozen=True, slots=True)
class ClaimedSource:
    """A source whose poll is ours until the lease ends; validators are exactly as the publisher sent them.

    `seen` holds the fingerprints of the entries in its last body, with blanks between them.
    """

    id: int
    source: Source
    etag: str
    last_modified: str
    body_hash: str
    baselined: bool
    failures: float
    last_ok_at: Millis | None
    seen: str = ""


class IncomingItem(NamedTuple):
    """One new or edited feed entry with triage's verdict; `id` hashes source and identity, `content_hash` the text.

    It holds a `FeedItem`'s fields themselves, so that sending it to a worker packs one tuple, not two.
    """

    id: str
    guid: str
    link: str
    title: str
    summary: str
    published: Millis | None
    precision: Precision
    author: str
    content_hash: str
    state: ItemState
    skip: SkipReason | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """How one poll went; `error` is "" for a good one, `unchanged` true for 304 or an equal body.

    `oldest` is the oldest publication time among the items and `overlap` true where the body before had one of its
    entries, or there was none before: together with the items that are stored they tell whether anything can have been
    missed since the last good poll. `seen` holds the fingerprints of its entries.
    """

    source_id: int
    polled_at: Millis
    next_poll_at: Millis
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    failures: float = 0.0
    error: str = ""
    unchanged: bool = False
    overlap: bool = False
    seen: str = ""
    oldest: Millis | None = None
    items: tuple[IncomingItem, ...] = ()


class SourceStore(Protocol):
    """The sources and their schedule."""

    async def sync_sources(self, sources: Sequence[Source], now: Millis) -> None:
        """Make the configured sources the active ones; new ones are due at once, absent ones rest, none is deleted."""
        ...

    async def release_leases(self) -> None:
        """Void every lease: called once at start, when the daemon's lock proves that no one else works on the file."""
        ...

    async def claim_sources(self, now: Millis, lease_until: Millis, limit: int) -> Sequence[ClaimedSource]:
        """Take active sources that are due and not leased, most overdue first."""
        ...

    async def record_polls(self, polls: Sequence[Poll]) -> None:
        """Write polls' items and their sources' next polls in one commit; items of a first good poll are muted.

        An item whose text is stored already, also as an earlier revision, changes nothing.
        """
        ...


@dataclass(frozen=True, slots=True)
class WantedItem:
    """An item whose page is to be read and coded; `revision` counts from 1."""

    id: str
    revision: int
    item: FeedItem
    content_hash: str
    source: Source
    first_seen: Millis
    muted: bool


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """A read article with its coding; `skip` is set where reading showed that it cannot matter (then no reports).

    `watches` names the watches each report was routed to, in step with `reports`. `revision` 0 stands for the next one.
    """

    article: Article
    revision: int
    content_hash: str
    text_source: TextSource
    first_seen: Millis
    muted: bool
    coding: Coding | None
    reports: tuple[FiledReport, ...] = ()
    watches: tuple[tuple[str, ...], ...] = ()
    skip: SkipReason | None = None
    revision_of: str | None = None
    failure: str = ""  # why the page could not be read, where the feed's own text had to do


@dataclass(frozen=True, slots=True)
class WatchRecord:
    """All that the fold of one watch needs; `version` guards the next commit (compare-and-set)."""

    watch: str
    version: int
    filed: tuple[FiledReport, ...]
    journal: tuple[ConditionChange, ...]
    confirmed: frozenset[str]
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class FoldBase:
    """What folds stand on, of one moment: coverage, watches, and what is stored already of the reports to come.

    `retracted` are those of the asked items that their publisher retracted, `stored` the asked reports that are stored.
    """

    coverage: Coverage
    records: tuple[WatchRecord, ...] = ()
    retracted: frozenset[str] = frozenset()
    stored: tuple[FiledReport, ...] = ()


@dataclass(frozen=True, slots=True)
class SightBase:
    """What a look at the sources stands on, all of one moment; `version` and `journal` are those of their own watch."""

    sight: Sight
    version: int
    journal: tuple[ConditionChange, ...]


@dataclass(frozen=True, slots=True)
class WatchUpdate:
    """What a fold decided for one watch; `version` is the one that was read, `before` the conditions that stand at it.

    Where `before` is None they are not known.
    """

    watch: str
    version: int
    conditions: tuple[Condition, ...]
    next_due: Millis | None
    changes: tuple[ConditionChange, ...] = ()
    confirmations: tuple[str, ...] = ()
    copies: tuple[OutboxRow, ...] = ()
    before: tuple[Condition, ...] | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """One commit: articles with their reports, the new conditions, their changes and the alert copies."""

    now: Millis
    articles: tuple[CodedArticle, ...] = ()
    updates: tuple[WatchUpdate, ...] = ()
    voided: tuple[str, ...] = ()  # item ids that their publisher retracted


class ArticleStore(Protocol):
    """The articles on their way from wanted to coded, and the conditions that follow from them."""

    async def claim_items(self, now: Millis, lease_until: Millis, limit: int) -> Sequence[WantedItem]:
        """Take wanted items that are not leased, oldest first."""
        ...

    async def fold_base(
        self, now: Millis, *, watches: Sequence[str], items: Sequence[str], reports: Sequence[str]
    ) -> FoldBase:
        """Read the coverage, these watches, and what is known of these items and reports, all of one moment."""
        ...

    async def due_watches(self, now: Millis) -> Sequence[str]:
        """Give the watches whose clock rule is due."""
        ...

    async def settle(self, settlement: Settlement) -> None:
        """Commit it whole or not at all; raises `StaleWatch` where a watch's version has moved on."""
        ...
