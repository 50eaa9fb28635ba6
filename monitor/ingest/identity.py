"""Which entry is which: a pure rule after the practice of FreshRSS and miniflux.

An entry is known by its guid, else by its link, else by a hash of title and text. Guids that are blank or repeated in
more than 5 % of a feed's entries are worth nothing: that feed falls back to links. An entry that is the same to the
letter as in the feed's last body is told by its fingerprint. No I/O here, and no storage ids.
"""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b, sha256
from typing import NamedTuple

from monitor.ingest.feed_entry import Entry

WORTHLESS_SHARE = 0.05


class Traits(NamedTuple):
    """What an entry can be known by; blank strings count as absent."""

    guid: str
    link: str
    title: str
    text: str


def content_hash(title: str, text: str) -> str:
    """Hash what a reader sees; two entries with equal hashes say the same."""
    return sha256(f"{title}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def fingerprint(entry: Entry) -> str:
    """Hash all that a publisher wrote into an entry but its date: a date that moves is no edit; 16 hex digits."""
    written = f"{entry.guid}\n{entry.link}\n{entry.title}\n{entry.summary}\n{entry.content}\n{entry.author}"
    return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def are_sound(guids: Sequence[str]) -> bool:
    """Tell whether each guid identifies its entry whatever the other entries hold."""
    return all(guids) and len(set(guids)) == len(guids)


def identities(entries: Sequence[Traits]) -> tuple[str, ...]:
    """Give each entry its identity, in step with `entries`.

    Entries that agree in guid, link, title and text are one entry and share an identity. Otherwise a guid or link that
    several entries bear identifies none of them, so a replayed guid suppresses nothing.
    """
    distinct = set(entries)
    guids = Counter(entry.guid for entry in distinct)
    links = Counter(entry.link for entry in distinct)
    trusted = _worthless(guids) <= WORTHLESS_SHARE * len(distinct)
    return tuple(_identity(entry, guids if trusted else Counter(), links) for entry in entries)


def _worthless(guids: Counter[str]) -> int:
    """Count the entries whose guid is blank or borne by another."""
    return sum(count for guid, count in guids.items() if not guid or count > 1)


def _identity(entry: Traits, guids: Counter[str], links: Counter[str]) -> str:
    if entry.guid and guids[entry.guid] == 1:
        return entry.guid
    if entry.link and links[entry.link] == 1:
        return entry.link
    return f"hash:{content_hash(entry.title, entry.text)}"
