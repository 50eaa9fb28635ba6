"""Article pages: generated ones with a news site's furniture, or real ones whose first paragraph we put in.

A folder or tar.gz of `*.html.gz` named by TRUCEWATCH_BENCH_PAGES gives the real ones; only English ones are taken.
"""

import gzip
import os
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from monitor.domain.model.time import MINUTE
from tests.benchmarks.invented import Inventor
from tests.benchmarks.made_feeds import START, Entry, write_feed
from tests.benchmarks.publisher import host

VARIABLE = "TRUCEWATCH_BENCH_PAGES"
PAGES = 200
A_FEED = 20
WARM_PAGES = 4
WARM_FEED = 99
ENGLISH = 20  # times " the "
FURNITURE = 60  # teasers in each of three places
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_PARAGRAPH = re.compile(rb"<p[\s>]", re.IGNORECASE)
_TEASER = (
    '<li class="teaser teaser--{n}"><a href="/section/{n}/story" data-track="list-{n}"><span class="kicker">{kicker}'
    '</span><h3 class="teaser__title">{title}</h3></a><time datetime="2020-10-0{day}">{day} October</time></li>\n'
)
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | Gazette</title>
<meta name="description" content="{title}"><meta property="og:title" content="{title}">
<meta property="og:type" content="article"><link rel="canonical" href="{link}">
<style>.teaser{{display:flex}}.kicker{{color:#900}}</style><script>window.settings = {{"page": {n}}};</script></head>
<body><header><nav><ul class="menu">{menu}</ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">By A. Writer</p>
{text}</article></main>
<aside><h2>Most read</h2><ul>{most_read}</ul></aside>
<footer><ul>{more}</ul><p>Gazette. All rights reserved.</p></footer></body></html>
"""


@dataclass(frozen=True, slots=True)
class Stock:
    """What is there to be read: the pages' addresses, and how many feeds announce them.

    The feed `WARM_FEED` announces a few more pages, the `warm` ones, which are read before anything is measured.
    """

    pages: list[str]
    warm: list[str]
    feeds: int
    real: bool


def write_pages(folder: Path, port: int, *, relevant: float) -> Stock:
    """Write pages and the feeds that announce them; so large a share is about a war by title, summary and text."""
    real = list(_real_pages())
    count = len(real) or PAGES
    entries: list[Entry] = []
    for number in range(count + WARM_PAGES):
        war = number >= count or int(number * relevant) != int((number + 1) * relevant)
        link = f"http://{host(number)}:{port}/page-{number}.html"
        dress = real[number] if number < len(real) else None
        entry, page = _made(number, link, war=war) if dress is None else _dressed(number, link, dress, war=war)
        (folder / f"page-{number}.html").write_bytes(page)
        entries.append(entry)
    starts = range(0, count, A_FEED)
    for feed, at in enumerate(starts):
        write_feed(folder, feed, 1, entries[at : min(at + A_FEED, count)], atom=False)
    write_feed(folder, WARM_FEED, 1, entries[count:], atom=False)
    links = [entry.link for entry in entries]
    return Stock(links[:count], links[count:], len(starts), bool(real))


def _made(number: int, link: str, *, war: bool) -> tuple[Entry, bytes]:
    inventor = Inventor(900_000 + number)
    entry = _entry(inventor, number, link, inventor.title(war=war), war=war)
    paragraphs = inventor.paragraphs(inventor.chance.randint(8, 20), war=war)
    page = _PAGE.format(
        title=escape(entry.title),
        link=link,
        n=number,
        text="".join(f"<p>{escape(text)}</p>\n" for text in [entry.summary, *paragraphs]),
        menu=_teasers(inventor),
        most_read=_teasers(inventor),
        more=_teasers(inventor),
    )
    return entry, page.encode()


def _dressed(number: int, link: str, page: bytes, *, war: bool) -> tuple[Entry, bytes]:
    """Put a summary of ours before the first paragraph of a real page; its title stays its own."""
    found = _TITLE.search(page)
    title = " ".join(unescape(found[1].decode("utf-8", "replace")).split()) if found else ""
    entry = _entry(Inventor(900_000 + number), number, link, title, war=war)
    if not war:
        return entry, page
    ours = f"<p>{escape(entry.summary)}</p>".encode()
    return entry, _PARAGRAPH.sub(lambda first: ours + first[0], page, count=1)


def _entry(inventor: Inventor, number: int, link: str, title: str, *, war: bool) -> Entry:
    return Entry(title, inventor.passage(2, war=war), link, START - MINUTE * number)


def _teasers(inventor: Inventor) -> str:
    kickers = inventor.chance.choices(("Life", "Town", "Sport"), k=FURNITURE)
    return "".join(
        _TEASER.format(n=n, kicker=kicker, title=inventor.title(war=False), day=1 + n % 5)
        for n, kicker in enumerate(kickers)
    )


def _real_pages() -> Iterator[bytes]:
    place = os.environ.get(VARIABLE)
    if not place:
        return
    path = Path(place)
    packed = _from_folder(path) if path.is_dir() else _from_archive(path)
    english = (page for page in map(gzip.decompress, packed) if page.count(b" the ") >= ENGLISH)
    for _, page in zip(range(PAGES), english, strict=False):
        yield page


def _from_folder(path: Path) -> Iterator[bytes]:
    for file in sorted(path.rglob("*.html.gz")):
        yield file.read_bytes()


def _from_archive(path: Path) -> Iterator[bytes]:
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".html.gz") else None
            if file:
                yield file.read()
