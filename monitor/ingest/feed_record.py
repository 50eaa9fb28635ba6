"""The parser of record: feedparser, for every feed in XML that the fast way does not take.

It gets a stream and never a string: it opens strings as paths or addresses. Its sanitising and its resolving of
addresses in markup are off (half its cost); cleaning is ours.
"""

import calendar
import io
import re
import sys
from typing import Any

import feedparser

from monitor.domain.model.time import SECOND, Precision
from monitor.errors import FeedError
from monitor.ingest.feed_dates import read_date
from monitor.ingest.feed_document import Document
from monitor.ingest.feed_entry import Dated, Entry, Feed

LONGEST_NAME = 2_000  # characters; feedparser's look for a mail address in it costs their square
_LONG_NAME = re.compile(
    r"<(?:\w{1,20}:)?(?:author|creator|contributor|managingEditor|webMaster|publisher|name|email)\b[^<>]{0,500}>"
    rf"(?:\s{{0,99}}<!\[CDATA\[)?[^<]{{{LONGEST_NAME}}}",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,20})|([0-9]{1,20}));?")
_NUMBER = re.compile(r"\d+")
_LONGEST_DATE = 64
_SURROGATES = range(0xD800, 0xE000)
_UNBEARABLE = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


def read_record(document: Document, url: str) -> Feed:
    """Parse a document; raises FeedError where feedparser itself fails, would take too long, or finds no feed in it."""
    if _LONG_NAME.search(document.text):
        raise FeedError(f"the feed has a person's name of over {LONGEST_NAME:,} characters: it is not read")
    text = _REFERENCE.sub(_possible, document.text)
    stream = io.BytesIO(text.encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        parsed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except _UNBEARABLE as error:
        raise FeedError(f"the feed cannot be parsed ({type(error).__name__}): ask its publisher to mend it") from error
    if not parsed.version and not parsed.entries:
        raise FeedError(f"<{document.root}> holds no feed that can be read: check the address with the publisher")
    entries = [_entry(raw) for raw in parsed.entries]
    return Feed(parsed.feed.get("title") or "", entries)


def _possible(reference: re.Match[str]) -> str:
    """Keep a character reference that means a character; feedparser gives up a whole feed over one that does not."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if code <= sys.maxunicode and code not in _SURROGATES else "\ufffd"


def _entry(raw: Any) -> Entry:  # noqa: ANN401 - feedparser's own dictionary, untyped
    contents = raw.get("content") or ()
    return Entry(
        guid=raw.get("id") or "",
        link=raw.get("link") or "",
        title=raw.get("title") or "",
        summary=raw.get("summary") or "",
        content=(contents[0].get("value") or "") if contents else "",
        author=raw.get("author") or "",
        dated=_dated(raw),
    )


def _dated(raw: Any) -> Dated | None:  # noqa: ANN401 - the same
    """Give the entry's date, else its last change; membership is asked first because feedparser aliases the names."""
    for name in ("published", "updated", "created"):
        if name in raw:
            dated = _read(raw.get(name) or "", raw.get(f"{name}_parsed"))
            if dated:
                return dated
    return None


def _read(text: str, guess: Any) -> Dated | None:  # noqa: ANN401 - a time tuple in UTC, or None
    """Read the text ourselves; believe feedparser's reading of another style only if the text names its year and day.

    feedparser fills what is missing in from today. A zone can move the day by one.
    """
    dated = read_date(text)
    if dated or not guess or len(text) > _LONGEST_DATE:
        return dated
    named = {int(number) for number in _NUMBER.findall(text)}
    if guess.tm_year in named and named & set(range(guess.tm_mday - 1, guess.tm_mday + 2)):
        return Dated(calendar.timegm(guess) * SECOND, Precision.INSTANT)
    return None
