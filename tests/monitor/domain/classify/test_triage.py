"""The first look lets pass what can matter, and not every item that shares a word with a war."""

import tracemalloc
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.domain.classify.coder import Coder
from monitor.domain.classify.triage import Triage, compile_triage
from monitor.domain.classify.vocabulary import compile_vocabulary


@pytest.mark.parametrize(
    ("title", "summary", "wanted"),
    [
        ("Rebels call a truce", "", True),
        ("Quiet day", "A cease-fire was signed.", True),
        ("", "Gunmen\u2019s raid kills two", True),
        ("Boko Haram burns a village in the north", "", True),
        ("Nobody claimed responsibility", "The group that usually does was silent.", True),
        ("Both armies agree to silence the guns", "", True),
        ("Israeli forces kill a man near Nablus", "", True),
        ("India and Pakistan agree to stop all firing", "", True),
        ("Katyusha lands near a base", "", True),
        ("A new peace proposal", "Envoys hope to end the war.", True),
        ("Markets rise", "Shares gained on Monday.", False),
        ("The long year of the month-old panda", "It eats for hours, days and weeks.", False),
        ("The base of the party is a family", "The group is a movement of its own.", False),
        ("", "", False),
    ],
)
def test_what_passes(title: str, summary: str, *, wanted: bool, coder: Coder) -> None:
    assert coder.triage([f"{title} {summary}"]) == [wanted]


@pytest.mark.parametrize(
    "word",
    [
        "#ceasefire", "\u00abceasefire\u00bb", "\u201eceasefire\u201f", "ceasefire\u2026", "*ceasefire*", "_ceasefire_",
        "<b>ceasefire</b>", "\ufeffceasefire", "cease\u00adfire", "ceasefire\u200b", "cease\u2212fire",
        "\uff23\uff25\uff21\uff33\uff25\uff26\uff29\uff32\uff25", "truce\u3002",
    ],
)  # fmt: skip
def test_no_sign_beside_or_in_a_word_hides_it(word: str, coder: Coder) -> None:
    assert coder.triage([f"Talk of {word} today"]) == [True]


def test_all_words_of_a_phrase_must_stand_there_in_whatever_order() -> None:
    triage = Triage(["lay down arms", "raid"], [])
    assert triage.matter(["Arms that they lay down", "A raid", "They lay down in the grass"]) == [True, True, False]


def test_a_phrase_of_everyday_words_or_initials_opens_no_door() -> None:
    triage = Triage(["The Base", "IS group", "P.K.K.", "The Base in Sirte"], ["the", "base", "group"])
    assert triage.matter(["The base is a group of P.K.K.", "Sirte: in the base"]) == [False, True]


def test_each_file_may_add_to_the_lists() -> None:
    patterns: dict[str, Any] = {
        "one": {"words": {"truce": ["truce"]}, "triage": {"classes": ["truce"], "phrases": ["siege"]}},
        "two": {"triage": {"phrases": ["raid"], "everyday": ["party"]}},
    }
    triage = compile_triage(patterns, compile_vocabulary(patterns), ["M23", "Party"])
    assert triage.matter(["Truce", "siege", "raid", "M23", "party"]) == [True, True, True, True, False]


def test_a_phrase_opens_the_door_whatever_shorter_one_it_holds() -> None:
    long = " ".join(f"word{number}" for number in range(30))
    triage = Triage(["halt of attacks", "attacks halt", "shelling", long, f"{long} shelling"], ["of"])
    assert triage.matter(["Attacks: no halt", long, "Shelling", "Attacks of old"]) == [True, True, True, False]


@given(st.lists(st.text(alphabet="abr\u00e9 -", max_size=9), max_size=5))
@example(["b", "a a", ""])
def test_no_text_opens_the_door_for_its_neighbour(texts: list[str]) -> None:
    triage = Triage(["aaa bbb", "r\u00e9r", "ba", "ab"], [])
    texts = [text.replace("a", "aaa ").replace("b", " bbb") for text in texts]
    assert triage.matter(texts) == [triage.matter([text]) == [True] for text in texts]


def test_a_thousand_texts_are_not_held_folded_at_once() -> None:
    triage = Triage(["truce"], [])
    texts = ["\ufdfa" * 1_000] * 640  # each letter folds to eighteen
    texts[500] = "a truce"

    def peak(texts: list[str]) -> int:
        tracemalloc.start()
        found = triage.matter(texts)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert found == [text == "a truce" for text in texts]
        return most

    assert peak(texts) < 2 * peak(texts[:64])
