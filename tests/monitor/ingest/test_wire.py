"""Values that travel to a worker and back are what they were."""

import pytest

from monitor.domain.model.article import Article, FeedItem, ItemState
from monitor.domain.model.time import Precision
from monitor.domain.ports import IncomingItem
from monitor.errors import FeedError
from monitor.ingest.wire import pack, unpack
from monitor.ingest.work import Pace, ParsedFeed

ITEM = FeedItem("g", "https://news.example/1", "A truce", "holds", None, Precision.UNKNOWN)


@pytest.mark.parametrize(
    "value",
    [
        None,
        (1, "two", b"three", [4.0], {"five": {6}}),
        ITEM,
        Article("a", "A truce", "holds", lang="en"),
        ParsedFeed("W", (IncomingItem("i", *ITEM, "h", ItemState.WANTED),) * 2, Pace(ttl=5)),
    ],
)
def test_what_is_packed_comes_out_the_same(value: object) -> None:
    came = unpack(pack(value))
    assert came == value
    assert type(came) is type(value)


def test_a_value_met_twice_is_sent_once() -> None:
    first, second = unpack(pack((ITEM, ITEM)))  # type: ignore[misc]
    assert first is second


def test_errors_travel_too() -> None:
    came = unpack(pack(FeedError("answers HTML")))
    assert isinstance(came, FeedError)
    assert str(came) == "answers HTML"
