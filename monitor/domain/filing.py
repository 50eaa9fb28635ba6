"""From a coded article to filed reports: content ids, and the origin who really says it.

Origins, after the design: a wire's slug or a named speaker counts once however often it is reprinted; else the
publisher's owner; where no publisher is known each article is its own origin. Reprints that show no wire are known by
the sketch that is filed here; who is whose reprint is for the fold to say.
"""

import re
from collections.abc import Callable, Iterable
from hashlib import blake2b

from monitor.domain.model.article import Article
from monitor.domain.model.report import CeasefireReport, Coding, FiledReport, Report
from monitor.domain.model.time import Millis
from monitor.domain.sketch import sketch_of

WIRES = {
    "reuters": "Reuters",
    "ap": "AP",
    "associated press": "AP",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "dpa": "dpa",
    "xinhua": "Xinhua",
    "upi": "UPI",
    "efe": "EFE",
    "ansa": "ANSA",
    "tass": "TASS",
    "interfax": "Interfax",
    "anadolu": "Anadolu",
    "cnn": "CNN",
}
WIRE_NAMES = "|".join(sorted(map(re.escape, WIRES), key=len, reverse=True))
DATELINE = re.compile(r"^[A-Z][\w .,'/-]{1,60}\((?P<wire>[A-Z][\w .&-]{1,30})\)\s*[-\u2013\u2014]")
TOLD = re.compile(rf"\btold\s+(?:the\s+)?(?P<wire>{WIRE_NAMES})\b", re.IGNORECASE)
HEAD = 400  # a dateline or a byline stands in the first lines


def content_id(*parts: object) -> str:
    """Give a stable 128-bit hex id of the parts' content."""
    return _digest(b"".join(map(_framed, parts)))


def content_ids(*head: object) -> Callable[[object], str]:
    """Give what makes the content ids of many that have all their parts but the last in common."""
    framed = b"".join(map(_framed, head))
    return lambda last: _digest(framed + _framed(last))


def _framed(part: object) -> bytes:
    text = str(part).encode("utf-8", "surrogatepass")
    return len(text).to_bytes(8, "big") + text


def _digest(framed: bytes) -> str:
    return blake2b(framed, digest_size=16).hexdigest()


def origin_of(report: Report, teller: str) -> str:
    """Name who really says it: the named speaker whose own word it is, else the article's teller."""
    own = isinstance(report, CeasefireReport) and report.constitutive and report.speaker_name
    return f"speaker:{own.casefold()}" if own else teller


def teller_of(article: Article) -> str:
    """Name the wire agency, else the publisher, else the article itself."""
    wire = wire_of(article.text)
    if wire:
        return f"wire:{wire}"
    return f"publisher:{article.publisher.casefold()}" if article.publisher else f"item:{article.id}"


def wire_of(text: str) -> str:
    """Name the wire agency that an article's head shows, "" where it shows none."""
    head = text[:HEAD].lstrip()
    found = DATELINE.search(head) or TOLD.search(head)
    return WIRES.get(found["wire"].casefold(), found["wire"]) if found else ""


def file_reports(article: Article, coding: Coding, *, first_seen: Millis, muted: bool) -> tuple[FiledReport, ...]:
    """Give each report its provenance; the same article read twice files the same ids."""
    return tuple(_filed(article, coding.reports, first_seen=first_seen, muted=muted))


def _filed(article: Article, reports: Iterable[Report], *, first_seen: Millis, muted: bool) -> Iterable[FiledReport]:
    teller, sketch = teller_of(article), sketch_of(article.text)
    for report in reports:
        yield FiledReport(
            id=content_id(article.id, article.published, report),
            report=report,
            item_id=article.id,
            url=article.url,
            publisher=article.publisher,
            origin=origin_of(report, teller),
            published=article.published,
            first_seen=first_seen,
            muted=muted,
            sketch=sketch,
        )
