"""The gate before any parser: decode a feed's body, refuse what is no feed, cut off what could hurt a parser.

Entity declarations and long namespaces multiply text, so a body with any is refused. The prolog (declaration,
processing instructions, comments, document type) is cut off: feedparser searches it in cubic time.
"""

import re
from dataclasses import dataclass

from monitor.errors import FeedError
from monitor.ingest.decode import decode

BODY_LIMIT = 8_000_000
_DECLARED = re.compile(rb"<\?xml[^>]{0,300}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})")
_ENTITY = re.compile("<!ENTITY", re.IGNORECASE)
_LONG_NAMESPACE = re.compile(r"xmlns[^\"'<>]*+[\"'][^\"'<]{1000}")
_START = re.compile(r"<(?:\?xml|rss|feed|rdf:RDF)\b", re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,60})([^<>]{0,8000})>")
_HTML = frozenset({"html", "head", "body", "div", "p", "script", "meta", "title", "center", "h1", "br"})
_HTML_TYPE = re.compile(r"<!DOCTYPE\s{1,99}html\b", re.IGNORECASE)
_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_ADVICE = "check its address; a site's page often names its feed in <link rel=alternate>"


@dataclass(frozen=True, slots=True)
class Document:
    """A feed's text from its root element on; `root` is the root's name as written, "" for JSON."""

    text: str
    root: str = ""
    attributes: str = ""

    @property
    def is_json(self) -> bool:
        """Tell whether the body is JSON."""
        return not self.root


def open_document(body: bytes, content_type: str) -> Document:
    """Decode and check a body; raises FeedError for one that is empty, too large, hostile or no feed."""
    if len(body) > BODY_LIMIT:
        raise FeedError(f"the feed has {len(body):,} bytes, more than the {BODY_LIMIT:,} that are read")
    declared = _DECLARED.search(body[:1024])
    text = decode(body, content_type, declared[1].decode("ascii") if declared else "").lstrip("\ufeff \t\r\n\0")
    if not text:
        raise FeedError(f"the answer is empty: {_ADVICE}")
    if text.startswith("{"):
        return Document(text)
    if _ENTITY.search(text):
        raise FeedError("the feed declares entities (<!ENTITY), which can blow up to any size: it is not read")
    if _LONG_NAMESPACE.search(text):
        raise FeedError(
            "the feed has a namespace of over 1,000 characters, which each element would bear: it is not read"
        )
    return _rooted(_without_prolog(text))


def _rooted(text: str) -> Document:
    root = _ROOT.match(text)
    if root is None:
        raise FeedError(f"answers neither XML nor JSON, so no feed: {_ADVICE}")
    name = root[1]
    local = name.rpartition(":")[2].lower()
    if local in _HTML:
        raise FeedError(f"answers HTML, not a feed: {_ADVICE}")
    if local not in _FEED_ROOTS:
        raise FeedError(f"answers <{name}>, which is no feed (RSS, Atom, RDF or JSON Feed): {_ADVICE}")
    return Document(text, name, root[2])


def _without_prolog(text: str) -> str:
    """Cut everything before the root element; chatter before it (a server's warning) too."""
    if not text.startswith("<"):
        start = _START.search(text, 0, 8192)
        text = text[start.start() :] if start else text
    at = 0
    while (end := _end_of_prolog_part(text, at)) > at:
        at = end
        while at < len(text) and text[at].isspace():
            at += 1
    return text[at:]


def _end_of_prolog_part(text: str, at: int) -> int:
    """Give where the declaration, comment or document type that starts at `at` ends; `at` itself where none starts."""
    if text.startswith("<!--", at):
        return _after(text, "-->", at + 4)
    if text.startswith("<?", at):
        return _after(text, "?>", at + 2)
    if text[at : at + 9].upper() == "<!DOCTYPE":
        if _HTML_TYPE.match(text, at):
            raise FeedError(f"answers HTML, not a feed: {_ADVICE}")
        subset = text.find("[", at, text.find(">", at) + 1)
        return _after(text, "]>" if subset > 0 else ">", at)
    return at


def _after(text: str, mark: str, at: int) -> int:
    """Give the place after the next mark, or the end of the text, which is then no feed."""
    found = text.find(mark, at)
    return len(text) if found < 0 else found + len(mark)
