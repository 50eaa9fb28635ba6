from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import FetchError, FetchKind
from monitor.ingest.fetch_redirects import HOPS, host_of, same_origin, start

FEED = "https://a.example/feed"


def test_a_trail_starts_without_credentials_and_fragment() -> None:
    trail = start("https://bob:pw@a.example:8443/feed?x=1#top")
    assert trail.url == "https://a.example:8443/feed?x=1"
    assert (trail.visited, trail.permanent) == ((), "")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feed",
        "/etc/passwd",
        "file:///etc/passwd",
        "ftp://a.example/",
        "https://",
        "http:///x",
        "http://[::1",
        "http://a:b/",
        "javascript:1",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError, match="no web address") as caught:
        start(url)
    assert caught.value.kind is FetchKind.BAD_URL


def test_a_refused_address_does_not_tell_its_password() -> None:
    with pytest.raises(FetchError) as caught:
        start("ftp://bob:canary@a.example/")
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/new", "https://a.example/new"),
        ("new", "https://a.example/new"),
        ("?page=2", "https://a.example/feed?page=2"),
        ("//b.example/x", "https://b.example/x"),
        ("https://b.example", "https://b.example"),
        ("HTTPS://b.example/#frag", "https://b.example/"),
        ("http://eve:pw@b.example/", "http://b.example/"),
        ("https://a.example\\@b.example/", "https://b.example/"),
    ],
)
def test_where_a_redirect_leads(location: str, target: str) -> None:
    assert start(FEED).follow(302, location).url == target


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("", "nowhere"),
        ("/feed", "circle"),
        ("https://a.example/feed#other", "circle"),
        ("ftp://b.example/", "no web address"),
        ("file:///etc/passwd", "no web address"),
        ("data:text/xml,<rss/>", "no web address"),
        ("javascript:alert(1)", "no web address"),
        ("http://", "no web address"),
        ("http://[::1", "an address that is none"),
        ("http://b.example:port/", "an address that is none"),
    ],
)
def test_redirects_that_are_refused(location: str, why: str) -> None:
    with pytest.raises(FetchError, match=why) as caught:
        start(FEED).follow(301, location)
    assert caught.value.kind is FetchKind.REDIRECTS


def test_a_circle_of_two_is_seen() -> None:
    trail = start(FEED).follow(302, "/b")
    with pytest.raises(FetchError, match="circle"):
        trail.follow(302, "/feed")


def test_the_sixth_hop_is_too_many() -> None:
    trail = start(FEED)
    for hop in range(HOPS):
        trail = trail.follow(302, f"/{hop}")
    with pytest.raises(FetchError, match="more than 5 times"):
        trail.follow(302, "/last")


@pytest.mark.parametrize(
    ("hops", "learnt"),
    [
        ([(301, "/b")], "https://a.example/b"),
        ([(308, "/b"), (301, "/c")], "https://a.example/c"),
        ([(301, "/b"), (302, "/c"), (301, "/d")], "https://a.example/b"),
        ([(302, "/b"), (301, "/c")], ""),
        ([(307, "/b")], ""),
        ([(303, "/b")], ""),
        ([(301, "http://a.example/b")], ""),
        ([(301, "/b"), (301, "http://a.example/c"), (301, "https://a.example/d")], "https://a.example/b"),
    ],
)
def test_only_an_unbroken_permanent_chain_is_learnt(hops: list[tuple[int, str]], learnt: str) -> None:
    trail = start(FEED)
    for status, location in hops:
        trail = trail.follow(status, location)
    assert trail.permanent == learnt


def test_a_feed_with_a_password_learns_no_address_without_it() -> None:
    trail = start("https://bob:pw@a.example/feed").follow(301, "/b")
    assert (trail.url, trail.permanent) == ("https://a.example/b", "")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x", "https://A.example:443/y", True),
        ("http://a.example:80/", "http://a.example/", True),
        ("https://a.example/", "http://a.example/", False),
        ("https://a.example/", "https://a.example:8443/", False),
        ("https://a.example/", "https://a.example.evil.example/", False),
    ],
)
def test_what_is_one_origin(one: str, other: str, *, same: bool) -> None:
    assert same_origin(one, other) is same


def test_hosts() -> None:
    assert host_of("https://bob@A.Example.:443/x") == "a.example"
    assert host_of("mailto:x") == ""
    assert host_of("http://[::1") == ""
    assert host_of("http://a\x1b\u202e.example/") == "a.example"


@given(st.text(max_size=40))
def test_no_location_makes_anything_but_a_web_address_or_an_error(location: str) -> None:
    url = FEED
    with suppress(FetchError):
        url = start(FEED).follow(302, location).url
    assert url.startswith(("http://", "https://"))
    assert "@" not in url.split("/")[2]
