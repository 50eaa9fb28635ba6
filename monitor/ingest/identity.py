"""Which entry is which: a pure rule after the practice of FreshRSS and miniflux.

An entry is known by its guid, else by its link, else by a hash of title and text. Guids that are blank or repeated in
more than 5 % of a feed's entries are worth nothing: that feed falls back to links. An entry that is the same to the
letter as in the feed's last body is told by its fingerprint. No I/O here, and no storage ids.
"""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b, sha256

from monitor.domain.model.article import FeedItem
from monitor.ingest.feed_entry import Entry

WORTHLESS_SHARE = 0.05


def content_hash(title: str, text: str) -> str:
    """Hash what a reader sees; two entries with equal hashes say the same."""
    return sha256(f"{title}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def fingerprint(entry: Entry) -> str:
    """Hash all that a publisher wrote into an entry but its date: a date that moves is no edit; 16 hex digits.

    The separator stands in no XML; a publisher who writes it into JSON deceives himself alone.
    """
    written = "\0".join(entry[:-1])
    return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def are_sound(guids: Sequence[str]) -> bool:
    """Tell whether each guid identifies its entry whatever the other entries hold."""
    return all(guids) and len(set(guids)) == len(guids)


def identities(items: Sequence[FeedItem]) -> tuple[str, ...]:
    """Give each item its identity, in step with `items`; blank guids, links, titles and texts count as absent.

    Items that agree in guid, link, title and text are one and share an identity. Otherwise a guid or link that several
    items bear identifies none of them, so a replayed guid suppresses nothing.
    """
    guids = [item.guid for item in items]
    if are_sound(guids):
        return tuple(guids)
    distinct = {(item.guid, item.link, item.title, item.summary) for item in items}
    bearers = Counter(guid for guid, *_ in distinct)
    links = Counter(link for _, link, *_ in distinct)
    trusted = _worthless(bearers) <= WORTHLESS_SHARE * len(distinct)
    return tuple(_identity(item, bearers if trusted else Counter(), links) for item in items)


def _worthless(guids: Counter[str]) -> int:
    """Count the items whose guid is blank or borne by another."""
    return sum(count for guid, count in guids.items() if not guid or count > 1)


def _identity(item: FeedItem, guids: Counter[str], links: Counter[str]) -> str:
    if item.guid and guids[item.guid] == 1:
        return item.guid
    if item.link and links[item.link] == 1:
        return item.link
    return f"hash:{content_hash(item.title, item.summary)}"
