"""JSON Feed."""

import json
from datetime import UTC, datetime

import pytest

from monitor.domain.model.time import to_millis
from monitor.errors import FeedError
from monitor.ingest.feed import parse_feed
from monitor.ingest.work import FeedJob, ParsedFeed, Parser

URL = "https://news.example/feed.json"
NOON = to_millis(datetime(2020, 10, 11, 12, 0, tzinfo=UTC))


def body(*items: object, **more: object) -> bytes:
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "World", "items": list(items)} | more
    ).encode()


def parsed(body: bytes) -> ParsedFeed:
    return parse_feed(FeedJob(body, "application/feed+json", URL, URL))


def test_a_feed_of_version_1_1() -> None:
    feed = parsed(
        body(
            {
                "id": "1",
                "url": "/1",
                "title": "Talks resume",
                "content_html": "<p>In the capital</p>",
                "date_published": "2020-10-11T12:00:00Z",
                "authors": [{"name": "A. Writer"}],
            },
            hubs=[{"type": "rssCloud"}, {"type": "WebSub", "url": "https://hub.example/"}],
        )
    )
    found = feed.items[0]
    assert (feed.title, feed.parser) == ("World", Parser.JSON)
    assert feed.pace.hub == "https://hub.example/"
    assert (found.guid, found.link, found.title, found.summary) == (
        "1",
        "https://news.example/1",
        "Talks resume",
        "In the capital",
    )
    assert (found.published, found.author) == (NOON, "A. Writer")


def test_a_feed_of_version_1_0_and_wrong_types() -> None:
    feed = parsed(
        body(
            {"id": 7, "title": "Number", "author": {"name": "B"}, "summary": "s"},
            {"id": True, "title": "Bool", "date_published": 5, "authors": []},
            {"id": ["x"], "title": "List", "url": {"a": 1}, "authors": ["x"], "date_modified": "2020-10-11T12:00:00Z"},
            "no item",
            version="https://jsonfeed.org/version/1",
            hubs="none",
        )
    )
    assert [(found.guid, found.title) for found in feed.items] == [
        ("7", "Number"),
        ("", "Bool"),
        ("", "List"),
    ]
    assert [found.author for found in feed.items] == ["B", "", ""]
    assert [found.published for found in feed.items] == [None, None, NOON]


@pytest.mark.parametrize(
    "text",
    [
        '{"version": ',
        '{"a": ' + "[" * 100_000,
        '{"a": ' + "1" * 10_000 + "}",
    ],
)
def test_damaged_json_is_named(text: str) -> None:
    with pytest.raises(FeedError, match="damaged JSON"):
        parsed(text.encode())


@pytest.mark.parametrize("text", ['{"error": "no such feed"}', '{"version": "https://jsonfeed.org/version/1"}', "{}"])
def test_other_json_is_named(text: str) -> None:
    with pytest.raises(FeedError, match="no JSON Feed"):
        parsed(text.encode())


def test_numbers_that_are_none_and_half_characters_do_no_harm() -> None:
    text = '{"version":"https://jsonfeed.org/version/1","items":[{"id":NaN,"title":"a\\ud800b"}]}'
    assert parsed(text.encode()).items[0].title == "ab"
