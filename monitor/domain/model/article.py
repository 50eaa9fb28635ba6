"""Sources, feed items and articles: what publishers gave us, cleaned, with provenance."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from monitor.domain.model.time import Millis, Precision


class Grade(StrEnum):
    """How reliable a source is, after the Admiralty code (NATO AJP-2.1): A completely, F cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class TextSource(StrEnum):
    """Where an article's text came from."""

    PAGE = "page"
    FEED = "feed"
    BACKFILL = "backfill"


class ItemState(StrEnum):
    """How far an item has come; each state names what is still to do."""

    WANTED = "wanted"  # its page is to be read
    CODED = "coded"  # its reports are stored
    SKIPPED = "skipped"  # decided not to matter; `SkipReason` says why


class SkipReason(StrEnum):
    """Why an item was stored light and never coded: a closed list, counted in `status`."""

    IRRELEVANT = "irrelevant"  # neither title nor summary nor page can matter to any watch
    NO_TEXT = "no_text"  # no title, summary or page text at all
    UNSUPPORTED_LANGUAGE = "unsupported_language"


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher's feed as configured; `interval` is the wanted time between polls in milliseconds."""

    url: str
    title: str
    language: str
    owner: str
    grade: Grade
    interval: Millis


class FeedItem(NamedTuple):
    """One entry as the feed gave it, cleaned; `published` is None when the feed gave no readable date, never now.

    A tuple, for a poll brings dozens: a frozen dataclass costs three times as much to make and to send to a worker.
    """

    guid: str
    link: str
    title: str
    summary: str
    published: Millis | None
    precision: Precision = Precision.INSTANT
    author: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A text to be coded, with what is known of where it came from.

    `id` is the item's own id (a feed item's key, a backfilled row's id). `lang` is an ISO 639-1 code or "".
    """

    id: str
    title: str
    text: str
    url: str = ""
    lang: str = ""
    published: Millis | None = None
    precision: Precision = Precision.INSTANT
    publisher: str = ""

    @property
    def reading(self) -> str:
        """Give the whole text that is read: title, blank line, text; evidence offsets point into it."""
        return f"{self.title}\n\n{self.text}"
