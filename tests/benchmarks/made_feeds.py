"""Feeds made of invented items: mostly RSS as news sites write it, some Atom, some with whole articles in markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from monitor.domain.model.time import HOUR, MINUTE, Millis, to_datetime
from tests.benchmarks.invented import Inventor
from tests.benchmarks.publisher import host

START: Millis = 1_601_884_800_000  # Monday, 2020-10-05T08:00Z
ITEMS = 30
WAR_SHARE = 0.1  # of a world-news feed's items
ATOM_EVERY = 5
WHOLE_TEXT_EVERY = 4
_RSS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">\n<channel>\n'
    "<title>{title}</title>\n<link>http://{host}/</link>\n<description>News from {title}</description>\n"
    "<language>en</language>\n<ttl>30</ttl>\n{items}</channel>\n</rss>\n"
)
_RSS_ITEM = (
    '<item>\n<title>{title}</title>\n<link>{link}</link>\n<guid isPermaLink="false">{link}#g</guid>\n'
    "<description><![CDATA[<p>{summary}</p>]]></description>\n{more}<dc:creator>{author}</dc:creator>\n"
    '<category>World</category>\n<media:content url="{link}.jpg" medium="image" width="1024" height="576"/>\n'
    "<pubDate>{date}</pubDate>\n</item>\n"
)
_ATOM = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n<title>{title}</title>\n'
    '<id>http://{host}/</id>\n<updated>2020-10-05T08:00:00Z</updated>\n<link href="http://{host}/"/>\n{items}</feed>\n'
)
_ATOM_ENTRY = (
    '<entry>\n<title>{title}</title>\n<link href="{link}"/>\n<id>{link}#g</id>\n'
    '<author><name>{author}</name></author>\n<summary type="html">&lt;p&gt;{summary}&lt;/p&gt;</summary>\n'
    "<published>{date}</published>\n"
    "<updated>{date}</updated>\n</entry>\n"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed; `content` is its whole text in markup or ""."""

    title: str
    summary: str
    link: str
    at: Millis
    author: str = "A. Writer"
    content: str = ""


def write_feeds(folder: Path, feeds: int, editions: int) -> None:
    """Write so many feeds in so many editions; each edition has one new item in every feed, and drops the oldest."""
    for number in range(feeds):
        entries = [_invented(number, at) for at in range(ITEMS + editions - 1)]
        for edition in range(1, editions + 1):
            shown = entries[edition - 1 : edition - 1 + ITEMS]
            write_feed(folder, number, edition, shown[::-1], atom=number % ATOM_EVERY == 0)


def write_feed(folder: Path, number: int, edition: int, entries: Sequence[Entry], *, atom: bool) -> None:
    """Write one edition of one feed."""
    outer, inner = (_ATOM, _ATOM_ENTRY) if atom else (_RSS, _RSS_ITEM)
    items = "".join(inner.format(**_fields(entry, atom=atom)) for entry in entries)
    text = outer.format(title=f"Gazette {number}", host=host(number), items=items)
    (folder / f"feed-{number}.{edition}.xml").write_text(text, "utf-8")


def feed_urls(port: int, feeds: int) -> list[str]:
    """The addresses of so many feeds."""
    return [f"http://{host(number)}:{port}/feed-{number}.xml" for number in range(feeds)]


def _invented(number: int, at: int) -> Entry:
    inventor = Inventor(number * 1_000 + at)
    war = inventor.chance.random() < WAR_SHARE
    whole = number % WHOLE_TEXT_EVERY == 1
    return Entry(
        title=inventor.title(war=war),
        summary=inventor.passage(2, war=war),
        link=f"http://{host(number)}/story-{number}-{at}.html",
        at=START - HOUR * ITEMS + HOUR * at + MINUTE * number // 2,
        content="".join(f"<p>{text}</p>" for text in inventor.paragraphs(6, war=war)) if whole else "",
    )


def _fields(entry: Entry, *, atom: bool) -> dict[str, str]:
    date = to_datetime(entry.at)
    return {
        "title": escape(entry.title),
        "summary": escape(entry.summary),
        "link": entry.link,
        "author": entry.author,
        "date": f"{date:%Y-%m-%dT%H:%M:%SZ}" if atom else f"{date:%a, %d %b %Y %H:%M:%S} +0000",
        "more": f"<content:encoded><![CDATA[{entry.content}]]></content:encoded>\n" if entry.content else "",
    }
