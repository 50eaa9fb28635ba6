"""The fast way: fastfeedparser, only for documents of a form for which it is known to agree with feedparser.

Every doubt sends the document to the parser of record: another root or version, a namespace off the list, markup that
is not well-formed, a field twice in an entry or with elements inside, a namespaced twin of a field (media:title),
several Atom links, a date that is not written whole in every entry. fastfeedparser reads a missing date out of the
guid and completes dates from today, hence the last rule.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from xml.parsers import expat

import fastfeedparser

from monitor.domain.model.time import Precision, to_millis
from monitor.ingest.feed_dates import LONGEST, is_plain
from monitor.ingest.feed_document import Document
from monitor.ingest.feed_entry import Dated, Entry, Feed

_ATOM = "http://www.w3.org/2005/Atom"
_RSS1 = "http://purl.org/rss/1.0/"
_MODULES = frozenset(
    {
        _ATOM,
        "http://purl.org/rss/1.0/modules/content/",
        "http://purl.org/rss/1.0/modules/slash/",
        "http://purl.org/rss/1.0/modules/syndication/",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
        "http://purl.org/syndication/thread/1.0",
        "http://search.yahoo.com/mrss/",
        "http://search.yahoo.com/mrss",
        "http://wellformedweb.org/CommentAPI/",
        "http://www.georss.org/georss",
        "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "http://rssnamespace.org/feedburner/ext/1.0",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        _RSS1,
    }
)
_XMLNS = re.compile(r"\bxmlns(?::([\w.-]{1,40}))?\s{0,9}=\s{0,9}[\"']([^\"']{1,200})[\"']")
_VERSION = re.compile(r"\bversion\s{0,9}=\s{0,9}[\"']2\.0[\"']")
_TWIN = re.compile(
    r"<(?!dc:date|dc:creator|atom:link|media:content)[\w.-]{1,40}:"
    r"(?:guid|id|title|description|summary|content|link|pubDate|published|issued|date|lastBuildDate|updated|modified"
    r"|author|creator)\b",
    re.IGNORECASE,
)
_ENTRY = {"rss": "<item", "feed": "<entry", "rdf:RDF": "<item"}
_FIELDS = (
    "title",
    "description",
    "summary",
    "content",
    "content:encoded",
    "guid",
    "id",
    "link",
    "pubDate",
    "published",
)
_SINGLE = re.compile(r"<(?:" + "|".join((*_FIELDS, "updated", "author", "dc:date", "dc:creator")) + r")(?=[\s>/])")
_PROSE = re.compile(r"<(?:title|description|summary|content:encoded|content)(?=[\s>])")
_PLAIN_PROSE = re.compile(
    r"<(title|description|summary|content:encoded|content)(?:\s+type\s?=\s?[\"'](?:html|text)[\"'])?\s*>"
    r"(?:\s*<!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*+\]\]>\s*|[^<]*)</\1>"
)
_SECTION = re.compile(r"<!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*+\]\]>")
_OTHER_LINK = re.compile(r"<link\b[^<>]*\b(?:rel\s?=\s?[\"'](?!alternate[\"'])|type\s?=\s?[\"'](?!text/html[\"']))")
_NAMED_AUTHOR = re.compile(r"<author>\s*<(?!!)")
_DATE = re.compile(r"<(?:pubDate|published|updated|dc:date)(?:\s[^<>]{0,200})?>([^<]*)</")
_OTHER_DATE = re.compile(r"<(?:lastBuildDate|modified|issued|created)\b")


def suits(document: Document) -> bool:
    """Tell whether the fast parser is known to read this document as the parser of record does."""
    mark = _ENTRY.get(document.root)
    if mark is None or not _of_known_kind(document) or "xml:base" in document.text or _TWIN.search(document.text):
        return False
    head, *entries = document.text.split(mark)
    return _is_plain_prose(head) and all(map(_is_simple, entries)) and _is_well_formed(document.text)


def read_fast(document: Document) -> Feed | None:
    """Parse a document that suits; None where the outcome does not hold together, for the parser of record."""
    try:
        parsed = fastfeedparser.parse(
            document.text.encode("utf-8", "replace"), include_tags=False, include_media=False, include_enclosures=False
        )
    except ValueError:
        return None
    raw = parsed["entries"]
    if len(raw) != document.text.count(_ENTRY[document.root]):
        return None
    entries = [_entry(item) for item in raw]
    return Feed(parsed["feed"].get("title") or "", entries)


def _of_known_kind(document: Document) -> bool:
    """Look at root, version and namespaces; one declared anywhere but on the root element is a doubt."""
    spaces = _XMLNS.findall(document.attributes)
    default = next((uri for prefix, uri in spaces if not prefix), "")
    if document.text.count("xmlns") != len(spaces) or not _MODULES.issuperset(uri for _, uri in spaces):
        return False
    match document.root:
        case "rss":
            return not (default or _NAMED_AUTHOR.search(document.text)) and bool(_VERSION.search(document.attributes))
        case "feed":
            return default == _ATOM
        case _:
            return default == _RSS1 and "<pubDate" not in document.text


def _is_simple(entry: str) -> bool:
    """Tell whether an entry has no field twice, only text in its prose, and a date written whole and no other."""
    fields = _SINGLE.findall(_SECTION.sub("", entry))
    dates = _DATE.findall(entry)
    return (
        len(fields) == len(set(fields))
        and _is_plain_prose(entry)
        and bool(dates)
        and all(_is_plain(date.strip()) for date in dates)
        and _OTHER_DATE.search(entry) is None
        and _OTHER_LINK.search(entry) is None
    )


@lru_cache(maxsize=4_096)  # a feed comes back with nearly the same dates
def _is_known_plain(date: str) -> bool:
    return is_plain(date)


def _is_plain(date: str) -> bool:
    return len(date) <= LONGEST and _is_known_plain(date)


def _is_plain_prose(part: str) -> bool:
    """Tell whether titles and texts hold text or one CDATA section, of a type that both parsers take alike."""
    return len(_PROSE.findall(part)) == sum(1 for _ in _PLAIN_PROSE.finditer(part))


def _is_well_formed(text: str) -> bool:
    try:
        expat.ParserCreate("utf-8").Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError:
        return False
    return True


def _entry(raw: Mapping[str, Any]) -> Entry:
    contents = raw.get("content") or ()
    return Entry(
        guid=raw.get("id") or "",
        link=raw.get("link") or "",
        title=raw.get("title") or "",
        summary=raw.get("description") or "",
        content=(contents[0].get("value") or "") if contents else "",
        author=raw.get("author") or "",
        dated=_dated(raw.get("published")),
    )


def _dated(iso: str | None) -> Dated | None:
    return Dated(to_millis(datetime.fromisoformat(iso).replace(microsecond=0)), Precision.INSTANT) if iso else None
