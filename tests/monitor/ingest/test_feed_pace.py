"""What a feed says about its own rhythm."""

import pytest

from monitor.domain.model.time import DAY, HOUR, MINUTE
from monitor.ingest.feed_pace import read_pace
from monitor.ingest.work import Pace


def test_all_of_it() -> None:
    pace = read_pace(
        "<rss><channel><ttl> 30</ttl>"
        "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>12</sy:updateFrequency>"
        "<skipHours><hour>0</hour><hour>24</hour><hour>3</hour></skipHours>"
        "<skipDays><day>Saturday</day><day>Sunday</day><day>Noday</day></skipDays>"
        "<atom:link rel='self' href='https://x.example/feed'/>"
        "<atom:link rel='hub' href='https://hub.example/'/><item><ttl>1</ttl></item></channel></rss>"
    )
    assert pace == Pace(2 * HOUR, (0, 3), (5, 6), "https://hub.example/")


@pytest.mark.parametrize(
    ("head", "ttl"),
    [
        ("<ttl>15</ttl>", 15 * MINUTE),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", HOUR),
        ("<sy:updatePeriod>weekly</sy:updatePeriod>", 7 * DAY),
        ("<sy:updatePeriod>never</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_ttl(head: str, ttl: int | None) -> None:
    assert read_pace(f"<rss>{head}").ttl == ttl


def test_a_hub_needs_an_address() -> None:
    assert (
        read_pace("<feed><link rel='hub' href='javascript:x'/><link rel=\"alternate\" href='https://a.example'/>").hub
        == ""
    )
