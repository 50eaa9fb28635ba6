"""Sketches of texts: reprints, cut ones and edited ones are alike, other texts are not."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.sketch import SIZE, alike, from_text, sketch_of, to_text

STORY = (
    "The two armies that have faced each other across the river since the spring said on Tuesday that their guns would"
    " fall silent at dawn, after a week of talks in a hotel whose owner had hidden the cutlery. Officers on both banks"
    " told reporters that the order had gone out by radio, and that anyone who fired would answer to a court. Farmers"
    " began to cross the bridge before noon with whatever they could carry, and a priest rang the bell of a church that"
    " has had no roof for a year. Nobody would say how long the quiet is meant to last."
)
OTHER = (
    "The harbour council voted by nine to four to let the old ferry sail for another winter, although its engine was"
    " built before most of the councillors were born and its captain retires in March. The ferry carries some two"
    " hundred people on a good day, and on a bad one nobody but the postman, who says that he does not mind the waves."
    " A new boat would cost more than the village has spent on anything since the lighthouse was painted."
)


def test_a_reprint_is_alike_under_another_dateline_and_cut_short() -> None:
    assert alike(sketch_of(STORY), sketch_of(STORY))
    assert alike(sketch_of(STORY), sketch_of(f"RIVERTON (Wire) - {STORY}"))
    assert alike(sketch_of(STORY), sketch_of(STORY.replace("Tuesday", "Tuesday evening").upper()))
    assert alike(sketch_of(STORY), sketch_of(STORY[:500]))


def test_other_texts_are_not() -> None:
    assert not alike(sketch_of(STORY), sketch_of(OTHER))
    assert not alike(sketch_of(STORY), sketch_of(f"{STORY[:90]} {OTHER}"))
    assert not alike(sketch_of(STORY), ())


def test_a_short_text_has_none() -> None:
    assert sketch_of("Guns fall silent at dawn, both armies say.") == ()
    assert len(sketch_of(STORY)) == SIZE


def test_what_lies_behind_the_lead_counts_for_nothing() -> None:
    assert sketch_of(STORY * 20 + OTHER) == sketch_of(STORY * 20)


@given(st.lists(st.integers(0, 2**48 - 1), max_size=SIZE))
def test_a_column_keeps_it(hashes: list[int]) -> None:
    assert from_text(to_text(hashes)) == tuple(hashes)


@given(st.text())
def test_any_text_has_a_sketch(text: str) -> None:
    assert len(sketch_of(text)) <= SIZE
