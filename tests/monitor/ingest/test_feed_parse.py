"""From a body to a clean ParsedFeed, on bodies of our own, kind and hostile."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.domain.filing import content_id
from monitor.domain.model.article import ItemState, SkipReason
from monitor.domain.model.time import DAY, HOUR, Precision, to_millis
from monitor.errors import FeedError
from monitor.ingest.feed import ITEM_LIMIT, SUMMARY_LIMIT, TITLE_LIMIT, parse_feed
from monitor.ingest.work import Drop, FeedJob, ParsedFeed, Parser

URL = "https://news.example/feeds/world.xml"
NOW = to_millis(datetime(2020, 10, 12, tzinfo=UTC))
NOON = NOW - 12 * HOUR
DATE = "Sun, 11 Oct 2020 12:00:00 GMT"


def rss(*items: str, head: str = "<title>World</title>") -> bytes:
    return f"<rss version='2.0'><channel>{head}{''.join(items)}</channel></rss>".encode()


def item(title: str = "Convoy reaches the town", guid: str = "g1", rest: str = f"<pubDate>{DATE}</pubDate>") -> str:
    return f"<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid>{rest}</item>"


def parsed(body: bytes) -> ParsedFeed:
    return parse_feed(job(body))


def job(body: bytes, seen: str = "", now: int | None = NOW) -> FeedJob:
    return FeedJob(body, "application/rss+xml", URL, URL, seen, now)


SUMMARY = f"<description>Along the river</description><pubDate>{DATE}</pubDate>"


def outcome(body: bytes) -> str:
    try:
        return f"{len(parsed(body).items)} items"
    except FeedError as error:
        return "holds no feed" if "holds no feed" in str(error) else "refused"


def only(body: bytes) -> ParsedFeed:
    feed = parsed(body)
    assert len(feed.items) == 1
    return feed


def test_a_plain_feed() -> None:
    body = rss(
        item(
            rest=f"<link>https://news.example/1</link><description>Aid &amp;amp; water</description>"
            f"<author>A. Writer</author><pubDate>{DATE}</pubDate>"
        ),
        head="<title>World</title><language>en</language><ttl>60</ttl>",
    )
    feed = only(body)
    found = feed.items[0]
    assert (feed.title, feed.parser, feed.pace.ttl) == ("World", Parser.FAST, HOUR)
    assert (found.guid, found.link, found.title) == ("g1", "https://news.example/1", "Convoy reaches the town")
    assert (found.summary, found.author) == ("Aid & water", "A. Writer")
    assert (found.published, found.precision) == (NOON, Precision.INSTANT)
    assert feed.items[0].id == content_id("item", URL, "g1")
    assert feed.dropped == ()


@pytest.mark.parametrize(
    ("date", "published", "precision", "parser"),
    [
        (f"<pubDate>{DATE}</pubDate>", NOON, Precision.INSTANT, Parser.FAST),
        ("<pubDate>2020-10-11</pubDate>", NOON - 12 * HOUR, Precision.DAY, Parser.FAST),
        ("<pubDate>Sun Oct 11 12:00:00 2020</pubDate>", NOON, Precision.INSTANT, Parser.RECORD),
        ("", None, Precision.UNKNOWN, Parser.FAST),
        ("<pubDate></pubDate>", None, Precision.UNKNOWN, Parser.FAST),
        ("<pubDate>yesterday</pubDate>", None, Precision.UNKNOWN, Parser.RECORD),
        ("<pubDate>10:30</pubDate>", None, Precision.UNKNOWN, Parser.RECORD),
        ("<pubDate>-05-11</pubDate>", None, Precision.UNKNOWN, Parser.RECORD),
        ("<pubDate>2020-W41-7</pubDate>", None, Precision.UNKNOWN, Parser.RECORD),
        ("<pubDate>2020-10-11T99:99:99Z</pubDate>", None, Precision.UNKNOWN, Parser.RECORD),
        (f"<pubDate>{'2020-285 ' * 20}</pubDate>", None, Precision.UNKNOWN, Parser.RECORD),
        ("<pubDate>2020-10-11T15+03:00</pubDate>", NOON, Precision.INSTANT, Parser.RECORD),
        ("<pubDate>Wed, 14 Oct 2020 12:00:00 GMT</pubDate>", None, Precision.UNKNOWN, Parser.FAST),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None, Precision.UNKNOWN, Parser.FAST),
        ("<pubDate>soon</pubDate><dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2020-10-11T12:00:00Z</dc:date>",
         NOON, Precision.INSTANT, Parser.RECORD),
    ],
)  # fmt: skip
def test_dates_are_the_publishers_or_unknown(
    date: str, published: int | None, precision: Precision, parser: Parser
) -> None:
    feed = only(rss(item(guid="2020", rest=date)))
    assert (feed.items[0].published, feed.items[0].precision) == (published, precision)
    assert feed.parser is parser


def test_without_now_no_date_is_too_far_ahead() -> None:
    feed = parse_feed(job(rss(item(rest="<pubDate>Wed, 14 Oct 2020 12:00:00 GMT</pubDate>")), now=None))
    assert feed.items[0].published == NOON + 3 * DAY


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("/2020/a", "https://news.example/2020/a"),
        ("b.html", "https://news.example/feeds/b.html"),
        ("//other.example/c", "https://other.example/c"),
        (" https://news.example/a b ", "https://news.example/a%20b"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("https://[bad", ""),
        ("", ""),
    ],
)
def test_links_are_absolute_and_of_the_web(written: str, link: str) -> None:
    assert only(rss(item(rest=f"<link>{written}</link><pubDate>{DATE}</pubDate>"))).items[0].link == link


def test_hostile_text_is_inert() -> None:
    markup = "&lt;script&gt;alert(1)&lt;/script&gt;Truce\u202e holds &lt;b&gt;now&lt;/b&gt;"
    found = only(rss(item(title=markup, rest=f"<description>{markup}</description><pubDate>{DATE}</pubDate>"))).items[0]
    assert found.title == "Truce holds now"
    assert found.summary == "Truce holds now"


def test_a_terminal_sequence_is_text_by_the_time_it_is_read() -> None:
    """A C1 character is the Windows letter of that code, as the parser of record has it, and so no sequence."""
    found = only(rss(item(title="Truce \x9b31mholds", rest="<author>\x9b31m</author>"))).items[0]
    assert (found.title, found.author) == ("Truce \u203a31mholds", "\u203a31m")


def test_lengths_are_bounded() -> None:
    long = "word " * 100_000
    found = only(rss(item(title=long, guid="g" * 50_000, rest=f"<description>{long}</description>"))).items[0]
    assert len(found.title) <= TITLE_LIMIT
    assert len(found.summary) <= SUMMARY_LIMIT
    assert len(found.guid) <= 2_000


def test_markup_is_not_cut_in_a_tag() -> None:
    body = "x" * 3_000 + "&lt;a href='" + "y" * 30_000 + "'&gt;z"
    assert only(rss(item(rest=f"<description>{body}</description>"))).items[0].summary == "x" * 3_000


def test_what_is_left_out_is_counted() -> None:
    items = [item(f"t{n}", f"g{n}") for n in range(ITEM_LIMIT - 2)]
    feed = parsed(rss(*items, item("t0", "g0"), item("", "empty"), item("over", "over")))
    assert len(feed.items) == ITEM_LIMIT - 2
    assert dict(feed.dropped) == {Drop.OVER_CAP: 1, Drop.EMPTY: 1, Drop.REPEATED: 1}


def test_a_replayed_guid_hides_no_story() -> None:
    feed = parsed(rss(item("first", "same"), item("second", "same")))
    assert [found.title for found in feed.items] == ["first", "second"]


def test_triage_decides_what_matters() -> None:
    body = rss(item("A truce", "1", SUMMARY), item("A match", "2", SUMMARY), item("A bare headline", "3"))
    feed = parse_feed(job(body), lambda texts: ["truce" in text for text in texts])
    assert [(found.state, found.skip) for found in feed.items] == [
        (ItemState.WANTED, None),
        (ItemState.SKIPPED, SkipReason.IRRELEVANT),
        (ItemState.WANTED, None),
    ]
    assert all(found.state is ItemState.WANTED for found in parsed(body).items)


def test_an_edit_changes_the_hash_and_a_date_does_not() -> None:
    first = only(rss(item("A truce"))).items[0]
    later = only(rss(item("A truce", rest="<pubDate>Sun, 11 Oct 2020 13:00:00 GMT</pubDate>"))).items[0]
    edited = only(rss(item("A shaky truce"))).items[0]
    assert first.content_hash == later.content_hash != edited.content_hash
    assert first.id == later.id == edited.id


def test_what_the_last_body_had_is_left_out() -> None:
    first = parsed(rss(item("A truce", "1"), item("A match", "2")))
    assert (len(first.items), len(first.seen.split()), first.overlap) == (2, 2, False)
    later = parse_feed(job(rss(item("A raid", "3"), item("A truce", "1"), item("A draw", "2")), first.seen))
    assert [found.title for found in later.items] == ["A raid", "A draw"]
    assert later.overlap
    assert len(later.seen.split()) == 3
    moved = parse_feed(job(rss(item("A truce", "1", "<pubDate>Sun, 11 Oct 2020 13:00:00 GMT</pubDate>")), first.seen))
    assert (moved.items, moved.overlap) == ((), True)


@pytest.mark.parametrize("guid", ["1", "", "1\u200b"])
def test_nothing_is_left_out_where_guids_do_not_tell_entries_apart(guid: str) -> None:
    """The control: a replayed guid makes both entries fall back to their links or texts, the known one too."""
    first = parsed(rss(item("A truce", "1")))
    second = parse_feed(job(rss(item("A truce", "1"), item("A raid", guid)), first.seen))
    assert [found.title for found in second.items] == ["A truce", "A raid"]


def test_an_entry_that_says_nothing_joins_no_two_bodies() -> None:
    first = parsed(rss("<item/>", item("A truce", "1")))
    second = parse_feed(job(rss("<item/>", item("A raid", "2")), first.seen))
    assert ([found.title for found in second.items], second.overlap) == (["A raid"], False)


def test_a_text_that_moves_from_one_field_to_the_next_is_an_edit() -> None:
    description = f"<description>{{}}</description><pubDate>{DATE}</pubDate>"
    first = parsed(rss(item("Truce holds\nGovernment denies", "1", description.format("Army attacks"))))
    second = item("Truce holds", "1", description.format("Government denies\nArmy attacks"))
    assert len(parse_feed(job(rss(second), first.seen)).items) == 1


def test_an_empty_feed_leaves_no_gap() -> None:
    feed = parsed(rss())
    assert (feed.items, feed.seen, feed.overlap) == ((), "", True)


def test_broken_markup_is_read_by_the_parser_of_record() -> None:
    feed = parsed(
        b"<rss version='2.0'><channel><title>W</title><item><title>A & B &nbsp; C</title><guid>1</guid><item>"
    )
    assert feed.parser is Parser.RECORD
    assert feed.items[0].title.startswith("A & B")


def test_references_to_no_character_do_not_cost_the_feed() -> None:
    feed = only(rss(item(title="a&#x110000;&#xD83D;&#99999999999;&#65;&#x42;", rest="<oops>")))
    assert feed.parser is Parser.RECORD
    assert feed.items[0].title == "a\ufffd\ufffd\ufffdAB"


@pytest.mark.parametrize(
    "inside",
    [
        "<x:pos xmlns:x='http://www.opengis.net/gml'>1 2</x:pos>",
        "<x:chapters xmlns:x='http://podlove.org/simple-chapters'><x:chapter/></x:chapters>",
    ],
)
def test_what_feedparser_cannot_bear_is_a_feed_error_or_read_without_it(inside: str) -> None:
    with pytest.raises(FeedError, match="cannot be parsed"):
        parsed(rss(item(rest=inside + "<modified>a doubt</modified>")))
    assert only(rss(item(rest=inside))).parser is Parser.FAST


@pytest.mark.parametrize("body", [b"<rss></rss>", b"<channel></channel>", b"<feed xmlns='urn:other'><x/></feed>"])
def test_an_empty_shell_is_an_empty_feed_or_no_feed(body: bytes) -> None:
    assert outcome(body) in {"0 items", "holds no feed"}


def test_a_path_or_an_address_as_body_is_never_opened(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_bytes(rss(item()))
    for body in (str(feed), f"file://{feed}"):
        with pytest.raises(FeedError, match="neither XML nor JSON"):
            parsed(body.encode())


@pytest.mark.parametrize(
    "body",
    [
        b"<rss version='2.0'><channel>" + b"\n" * 100_000 + b"<item><title>x</title></item></channel></rss>",
        b"\n" * 100_000 + b"<rss version='2.0'><channel><item><title>x</title></item></channel></rss>",
        b'<?encoding="' * 5_000 + b"?><rss version='2.0'><channel><item><title>x</title></item></channel></rss>",
        b"<rss version='2.0'><channel><item><title>x</title><author>"
        + b"a " * 50_000
        + b"</author></item></channel></rss>",
        b"<rss version='2.0'><channel><item><title>x</title></item>" + b"<a>" * 3_000,
        b"<rss version='2.0'><channel><item><title>x" + b"<" * 5_000,
        b"<rss version='2.0'><channel><item><title>x</title>" + b"<![CDATA[" * 5_000,
        b"<rss version='2.0'><channel><item><title>x" + b"&" * 5_000,
        rss(item("x", rest=f"<link>https://x.example/{'&amp;' * 400_000}</link>")),
    ],
)
def test_known_bombs_are_read_or_refused_within_the_tests_patience(body: bytes) -> None:
    assert outcome(body) in {"0 items", "1 items", "holds no feed", "refused"}


def test_each_field_of_a_column_that_is_not_plain_is_cleaned() -> None:
    rest = f"<author>{'w' * 201}</author><pubDate>{DATE}</pubDate>"
    feed = parsed(rss(item("t" * 500, "a  b"), item("u" * 501, "c" * 2_001, rest)))
    assert [one.guid for one in feed.items] == ["a b", "c" * 2_000]
    assert [one.title for one in feed.items] == ["t" * 500, "u" * 499 + "\u2026"]
    assert [one.author for one in feed.items] == ["", "w" * 199 + "\u2026"]


def test_plain_guids_are_cut_as_others_are() -> None:
    assert [one.guid for one in parsed(rss(item(guid="c" * 2_001), item(guid="d"))).items] == ["c" * 2_000, "d"]
