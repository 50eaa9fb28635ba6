"""JSON Feed 1.0 and 1.1 (jsonfeed.org), by the standard library's parser.

Types are checked field by field: what is not a string where a string belongs counts as absent.
"""

import json
from collections.abc import Mapping
from typing import TypeAlias

from monitor.errors import FeedError
from monitor.ingest.feed_dates import read_date
from monitor.ingest.feed_entry import Entry, Feed
from monitor.ingest.work import Pace

Members: TypeAlias = Mapping[str, object]


def read_json(text: str) -> tuple[Feed, Pace]:
    """Parse a JSON Feed; raises FeedError for JSON that is damaged, too deep, or something else."""
    try:
        top: object = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise FeedError("answers damaged JSON, so no feed can be read: ask its publisher to mend it") from error
    members = _members(top)
    items = members.get("items")
    if "jsonfeed.org/version/1" not in _text(members, "version") or not isinstance(items, list):
        raise FeedError("answers JSON that is no JSON Feed (version and items): check the address")
    entries = [_entry(_members(item)) for item in items]
    feed = Feed(_text(members, "title"), entries)
    return feed, Pace(hub=_hub(members))


def _members(value: object) -> Members:
    return value if isinstance(value, dict) else {}


def _text(members: Members, *names: str) -> str:
    """Give the first of these members that is a string with something in it."""
    for name in names:
        value = members.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _entry(members: Members) -> Entry:
    known = members.get("id")
    return Entry(
        guid=str(known) if isinstance(known, int | float) and not isinstance(known, bool) else _text(members, "id"),
        link=_text(members, "url", "external_url"),
        title=_text(members, "title"),
        summary=_text(members, "summary"),
        content=_text(members, "content_html", "content_text"),
        author=_author(members),
        dated=read_date(_text(members, "date_published", "date_modified")),
    )


def _author(members: Members) -> str:
    """Give the first author's name: `authors` since version 1.1, `author` before."""
    several = members.get("authors")
    first = several[0] if isinstance(several, list) and several else members.get("author")
    return _text(_members(first), "name")


def _hub(members: Members) -> str:
    hubs = members.get("hubs")
    for hub in hubs if isinstance(hubs, list) else ():
        if url := _text(_members(hub), "url"):
            return url
    return ""
