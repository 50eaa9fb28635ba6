"""From a fetched body to a clean ParsedFeed: choose the parser, leave out what is known, clean, tell the rest apart.

Runs inside a worker. Nothing here reads the clock: `now` only bounds which dates are believed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat

from alerts.text import are_plain, clean_text, plain_from_html
from monitor.domain.filing import content_ids
from monitor.domain.model.article import FeedItem, ItemState, SkipReason
from monitor.domain.model.time import Precision
from monitor.domain.ports import IncomingItem
from monitor.ingest.feed_dates import believable
from monitor.ingest.feed_document import Document, open_document
from monitor.ingest.feed_entry import Entry, Feed
from monitor.ingest.feed_fast import read_fast
from monitor.ingest.feed_links import LINK_LIMIT, absolute_link
from monitor.ingest.feed_pace import read_pace
from monitor.ingest.feed_record import read_record
from monitor.ingest.identity import are_sound, content_hash, fingerprint, identities
from monitor.ingest.json_feed import read_json
from monitor.ingest.work import Drop, FeedJob, Pace, ParsedFeed, Parser

ITEM_LIMIT = 1_000
TITLE_LIMIT = 500
SUMMARY_LIMIT = 4_000
MARKUP_LIMIT = 20_000  # of an entry's own text: the news stands first
NAME_LIMIT = 200
# Characters of a text that triage looks at: of 45,763 real items 81 had a word that opens the door only behind them,
# and none of these was coded as relevant.
TRIAGE_LIMIT = 1_000

Triage = Callable[[Sequence[str]], Sequence[bool]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A feed as parsed, before cleaning."""

    feed: Feed
    pace: Pace
    parser: Parser


def parse_feed(job: FeedJob, triage: Triage | None = None) -> ParsedFeed:
    """Read a feed's body; raises FeedError for one that is no readable feed.

    `triage` gives each item's verdict; without it all items matter.
    """
    reading = read(open_document(job.body, job.content_type), job.url)
    entries = reading.feed.entries[:ITEM_LIMIT]
    told = [entry for entry in entries if entry.title or entry.summary or entry.content]
    prints, seen = [fingerprint(entry) for entry in told], frozenset(job.seen.split())
    cleaned = _items(_unseen(told, prints, seen), job)
    items = [item for item in cleaned if item.title or item.summary]
    incoming = _unrepeated(items, job.source, triage)
    dropped = {
        Drop.OVER_CAP: len(reading.feed.entries) - len(entries),
        Drop.EMPTY: len(entries) - len(told) + len(cleaned) - len(items),
        Drop.REPEATED: len(items) - len(incoming),
    }
    return ParsedFeed(
        title=_line(reading.feed.title, NAME_LIMIT),
        items=incoming,
        pace=reading.pace,
        parser=reading.parser,
        dropped=tuple((why, count) for why, count in dropped.items() if count),
        seen=" ".join(prints),
        overlap=not told or not seen.isdisjoint(prints),
    )


def read(document: Document, url: str) -> Reading:
    """Parse with the fast parser where it is known to agree, else with the parser of record."""
    if document.is_json:
        return Reading(*read_json(document.text), Parser.JSON)
    pace = read_pace(document.text)
    fast = read_fast(document)
    if fast is not None:
        return Reading(fast, pace, Parser.FAST)
    return Reading(read_record(document, url), pace, Parser.RECORD)


def _unseen(entries: list[Entry], prints: list[str], seen: frozenset[str]) -> list[Entry]:
    """Leave out the entries that were seen before; all count where their guids do not tell them apart for good."""
    if seen.isdisjoint(prints) or not are_sound(_guids(entries)):
        return entries
    return [entry for entry, print_ in zip(entries, prints, strict=True) if print_ not in seen]


def _items(entries: Sequence[Entry], job: FeedJob) -> list[FeedItem]:
    titles = _lines([entry.title for entry in entries], TITLE_LIMIT)
    authors = _lines([entry.author for entry in entries], NAME_LIMIT)
    return list(map(_item, entries, _guids(entries), titles, authors, repeat(job)))


def _item(entry: Entry, guid: str, title: str, author: str, job: FeedJob) -> FeedItem:
    longer = entry.content if len(entry.content) >= len(entry.summary) else entry.summary
    dated = believable(entry.dated, job.now)
    return FeedItem(
        guid,
        absolute_link(entry.link, job.url),
        title,
        plain_from_html(_cut(longer), SUMMARY_LIMIT),
        dated.at if dated else None,
        dated.precision if dated else Precision.UNKNOWN,
        author,
    )


def _guids(entries: Sequence[Entry]) -> list[str]:
    guids = [entry.guid for entry in entries]
    if are_plain(guids, LINK_LIMIT):
        return guids
    return [clean_text(guid[:LINK_LIMIT], limit=LINK_LIMIT).strip() for guid in guids]


def _lines(markup: list[str], limit: int) -> list[str]:
    """Give the plain texts of a short field as one line each; in most feeds they are that already."""
    return markup if are_plain(markup, limit) else [_line(one, limit) for one in markup]


def _line(markup: str, limit: int) -> str:
    """Give the plain text of a short field as one line."""
    text = plain_from_html(_cut(markup), limit)
    return " ".join(text.split()) if "\n" in text else text


def _cut(markup: str) -> str:
    """Cut markup to its limit, not in the middle of a tag."""
    if len(markup) <= MARKUP_LIMIT:
        return markup
    head = markup[:MARKUP_LIMIT]
    return head[: head.rfind("<")] if head.rfind("<") > head.rfind(">") else head


def _unrepeated(items: Sequence[FeedItem], source: str, triage: Triage | None) -> tuple[IncomingItem, ...]:
    """Give each item its id and its verdict; of those that share an identity the first is kept."""
    first: dict[str, FeedItem] = {}
    for identity, item in zip(identities(items), items, strict=True):
        first.setdefault(identity, item)
    id_of = content_ids("item", source)
    texts = [f"{item.title} {item.summary[:TRIAGE_LIMIT]}" for item in first.values()]
    verdicts = triage(texts) if triage else [True] * len(texts)
    told = zip(first.items(), verdicts, strict=True)
    return tuple([_incoming(id_of(identity), item, wanted=wanted) for (identity, item), wanted in told])


def _incoming(id_: str, item: FeedItem, *, wanted: bool) -> IncomingItem:
    """Give an item its verdict; a bare headline says too little to be dropped, so a glance at its page decides.

    The hash covers title and summary only: a date or a tracking parameter that flips is no edit. What cannot matter is
    kept light, without its summary.
    """
    hashed = content_hash(item.title, item.summary)
    if wanted or not item.summary:
        return IncomingItem(id_, *item, hashed, ItemState.WANTED)
    guid, link, title, _, published, precision, author = item
    skipped = ItemState.SKIPPED, SkipReason.IRRELEVANT
    return IncomingItem(id_, guid, link, title, "", published, precision, author, hashed, *skipped)
