import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.storage import SearchHit, Store
from monitor.storage.search import match_expression


async def fill(store: Store, build: SimpleNamespace, **texts: str) -> None:
    articles = (build.loaded(name, text=text, title=f"About {name}") for name, text in texts.items())
    await store.settle(build.settlement(*articles))


async def test_a_hit_says_where_it_is_from(store: Store, build: SimpleNamespace) -> None:
    await fill(store, build, one="The spokesman said that attacks had been halted.")
    (hit,) = await store.search("HALTED attacks", 5)
    snippet = "The spokesman said that attacks had been halted."
    assert hit == SearchHit("one", "About one", "https://one.example/a", "One", build.now - 5, snippet)


async def test_a_long_text_gives_the_passage_around_the_words(store: Store, build: SimpleNamespace) -> None:
    await fill(store, build, one=f"{'first ' * 200} the truce {'last ' * 200}")
    (hit,) = await store.search("truce")
    assert "truce" in hit.snippet
    assert len(hit.snippet) < 250


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("rockets", {"one", "two"}),
        ("rockets baghdad", {"one"}),
        ('"baghdad rockets"', set()),
        ('"rockets hit baghdad"', {"one"}),
        ("kataib", {"three"}),
        ("ketaïb", set()),
        ("ĶÀTAIB", {"three"}),
        ("كتائب", {"three"}),
        ("about", {"one", "two", "three"}),
        ("rockets OR kataib", set()),
        ("", set()),
        ('" "', set()),
        ("***", set()),
    ],
)
async def test_words_are_all_needed_and_phrases_stay_together(
    store: Store, build: SimpleNamespace, query: str, found: set[str]
) -> None:
    await fill(store, build, one="Rockets hit Baghdad.", two="Rockets fell.", three="Kataib (كتائب) spoke.")
    assert {hit.item_id for hit in await store.search(query)} == found


async def test_a_hit_in_the_title_comes_first_and_no_more_come_than_asked(store: Store, build: SimpleNamespace) -> None:
    await fill(store, build, one="Something about truce and truce.", truce="Nothing here to see, move on please.")
    assert [hit.item_id for hit in await store.search("truce")] == ["truce", "one"]
    assert [hit.item_id for hit in await store.search("truce", 1)] == ["truce"]


@given(st.text(st.characters()) | st.text('"*()^:-+{} \x00\ud800aOR'))
def test_no_query_is_malformed(query: str) -> None:
    expression = match_expression(query)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5 (words)")
        found = connection.execute("SELECT * FROM t WHERE t MATCH ?", (expression or '""',)).fetchall()
    assert found == []
