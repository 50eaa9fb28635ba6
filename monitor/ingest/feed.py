"""From a fetched body to a clean ParsedFeed: choose the parser, clean every string, tell the entries apart.

Runs inside a worker. Nothing here reads the clock: `now` only bounds which dates are believed.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from alerts.text import clean_text, plain_from_html
from monitor.domain.model.article import FeedItem
from monitor.domain.model.time import Millis, Precision
from monitor.ingest.feed_dates import believable
from monitor.ingest.feed_document import Document, open_document
from monitor.ingest.feed_entry import Entry, Feed
from monitor.ingest.feed_fast import read_fast, suits
from monitor.ingest.feed_pace import read_pace
from monitor.ingest.feed_record import read_record
from monitor.ingest.identity import Traits, content_hash, identities
from monitor.ingest.json_feed import read_json
from monitor.ingest.work import Drop, Pace, ParsedFeed, ParsedItem, Parser

ITEM_LIMIT = 1_000
TITLE_LIMIT = 500
SUMMARY_LIMIT = 4_000
MARKUP_LIMIT = 20_000  # of an entry's own text: the news stands first
NAME_LIMIT = 200
KEY_LIMIT = 2_000  # guids and links
# An absolute address that resolving and cleaning leave as it is: what nearly all feeds write.
_PLAIN_LINK = re.compile(
    r"https?://[a-zA-Z0-9.-]+(?::[0-9]+)?(?:/[a-zA-Z0-9/._~%:@+,=&-]*)?"
    r"(?:\?[a-zA-Z0-9/._~%:@+,=&-]+)?(?:#[a-zA-Z0-9/._~%:@+,=&-]+)?"
)

Triage = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """A feed as parsed, before cleaning."""

    feed: Feed
    pace: Pace
    parser: Parser


def parse_feed(
    body: bytes, content_type: str, url: str, *, now: Millis | None = None, triage: Triage | None = None
) -> ParsedFeed:
    """Read a feed's body; raises FeedError for one that is no readable feed.

    Dates more than a day after `now` are unknown. `triage` gives each item's verdict; without it all items matter.
    """
    reading = read(open_document(body, content_type), url)
    feed = reading.feed
    items, dropped = _clean(feed.entries, url, now)
    identified = zip(items, identities([_traits(item) for item in items]), strict=True)
    parsed, repeated = _unrepeated([_parsed(item, identity, triage) for item, identity in identified])
    dropped[Drop.REPEATED] += repeated
    return ParsedFeed(
        title=_line(feed.title, NAME_LIMIT),
        items=parsed,
        pace=reading.pace,
        parser=reading.parser,
        dropped=tuple((why, count) for why, count in dropped.items() if count),
    )


def read(document: Document, url: str) -> Reading:
    """Parse with the fast parser where it is known to agree, else with the parser of record."""
    if document.is_json:
        return Reading(*read_json(document.text), Parser.JSON)
    pace = read_pace(document.text)
    fast = read_fast(document) if suits(document) else None
    if fast is not None:
        return Reading(fast, pace, Parser.FAST)
    return Reading(read_record(document, url), pace, Parser.RECORD)


def _clean(entries: list[Entry], url: str, now: Millis | None) -> tuple[list[FeedItem], Counter[Drop]]:
    dropped = Counter({Drop.OVER_CAP: max(0, len(entries) - ITEM_LIMIT)})
    items = [_item(entry, url, now) for entry in entries[:ITEM_LIMIT]]
    kept = [item for item in items if item.title or item.summary]
    dropped[Drop.EMPTY] = len(items) - len(kept)
    return kept, dropped


def _item(entry: Entry, url: str, now: Millis | None) -> FeedItem:
    longer = max(entry.content, entry.summary, key=len)
    dated = believable(entry.dated, now)
    return FeedItem(
        guid=clean_text(entry.guid[:KEY_LIMIT], limit=KEY_LIMIT).strip(),
        link=_link(entry.link, url),
        title=_line(entry.title, TITLE_LIMIT),
        summary=plain_from_html(_cut(longer), SUMMARY_LIMIT),
        published=dated.at if dated else None,
        precision=dated.precision if dated else Precision.UNKNOWN,
        author=_line(entry.author, NAME_LIMIT),
    )


def _line(markup: str, limit: int) -> str:
    """Give the plain text of a short field as one line."""
    return " ".join(plain_from_html(_cut(markup), limit).split())


def _cut(markup: str) -> str:
    """Cut markup to its limit, not in the middle of a tag."""
    if len(markup) <= MARKUP_LIMIT:
        return markup
    head = markup[:MARKUP_LIMIT]
    return head[: head.rfind("<")] if head.rfind("<") > head.rfind(">") else head


def _link(link: str, url: str) -> str:
    """Give an absolute http(s) address, "" for any other scheme, for what is no address, and for the feed's own."""
    if len(link) <= KEY_LIMIT and _PLAIN_LINK.fullmatch(link):
        return link if link != url else ""
    written = "%20".join(link[:KEY_LIMIT].split())
    try:
        absolute = urljoin(url, written) if written else ""
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    usable = parts.scheme in {"http", "https"} and parts.netloc and absolute != url
    return clean_text(absolute, limit=KEY_LIMIT) if usable else ""


def _traits(item: FeedItem) -> Traits:
    return Traits(item.guid, item.link, item.title, item.summary)


def _parsed(item: FeedItem, identity: str, triage: Triage | None) -> ParsedItem:
    matters = triage is None or triage(item.title, item.summary)
    return ParsedItem(item, identity, content_hash(item.title, item.summary), matters)


def _unrepeated(items: list[ParsedItem]) -> tuple[tuple[ParsedItem, ...], int]:
    """Keep the first of the entries that share an identity, and count the others."""
    first: dict[str, ParsedItem] = {}
    for item in items:
        first.setdefault(item.identity, item)
    return tuple(first.values()), len(items) - len(first)
