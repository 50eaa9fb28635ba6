"""Which entry is which."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.model.article import FeedItem
from monitor.ingest.identity import content_hash, identities

LINK = "https://news.example/"


def entry(guid: str = "", link: str = "", title: str = "t", text: str = "") -> FeedItem:
    return FeedItem(guid, link, title, text, None)


def test_a_guid_comes_before_a_link_and_a_link_before_the_text() -> None:
    assert identities([entry("g1", LINK + "1")]) == ("g1",)
    assert identities([entry("", LINK + "1")]) == (LINK + "1",)
    assert identities([entry("", "", "Truce", "holds")]) == (f"hash:{content_hash('Truce', 'holds')}",)


def test_more_than_five_percent_blank_guids_make_the_feed_fall_back_to_links() -> None:
    entries = [entry(f"g{n}" if n else "", f"{LINK}{n}") for n in range(10)]
    assert identities(entries) == tuple(f"{LINK}{n}" for n in range(10))


def test_up_to_five_percent_blank_guids_touch_only_those_entries() -> None:
    entries = [entry(f"g{n}" if n else "", f"{LINK}{n}") for n in range(20)]
    assert identities(entries) == (f"{LINK}0", *(f"g{n}" for n in range(1, 20)))


def test_a_repeated_guid_suppresses_nothing() -> None:
    entries = [entry(f"g{n}", f"{LINK}{n}", f"t{n}") for n in range(60)]
    entries.append(entry("g7", f"{LINK}other", "another story"))
    found = identities(entries)
    assert found[7] == f"{LINK}7"
    assert found[60] == f"{LINK}other"
    assert len(set(found)) == 61


def test_a_link_that_all_entries_share_identifies_none() -> None:
    found = identities([entry("", LINK, f"t{n}") for n in range(3)])
    assert [identity[:5] for identity in found] == ["hash:"] * 3
    assert len(set(found)) == 3


def test_the_same_entry_twice_is_one_entry() -> None:
    twice = entry("g", LINK + "1", "t", "x")
    assert identities([twice, twice]) == ("g", "g")


def test_the_hash_tells_title_from_text_and_bears_any_character() -> None:
    assert content_hash("a", "b") != content_hash("a\nb", "")
    assert len(content_hash("\ud800", "")) == 32


ENTRIES = st.builds(
    entry,
    guid=st.sampled_from(["", "g1", "g2", "g3"]),
    link=st.sampled_from(["", LINK, LINK + "a"]),
    title=st.sampled_from(["t1", "t2", "t3"]),
    text=st.just(""),
)


@given(st.lists(ENTRIES, max_size=8), st.randoms())
def test_the_order_of_entries_changes_no_identity_and_different_texts_never_share_one(
    entries: list[FeedItem], random: object
) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    before = dict(zip(entries, identities(entries), strict=True))
    assert before == dict(zip(shuffled, identities(shuffled), strict=True))
    by_identity: dict[str, set[str]] = {}
    for traits, identity in before.items():
        by_identity.setdefault(identity, set()).add(traits.title)
    assert all(len(titles) == 1 for titles in by_identity.values())
