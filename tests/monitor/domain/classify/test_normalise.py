"""Folding keeps a way back to the original's offsets."""

import pytest

from monitor.domain.classify.normalise import fold_text, plain


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kata\u2019ib", "Kata'ib"),
        ("\u201cno\u201d \u2014 yes", '"no" | yes'),
        ("Erdo\u011fan, \u00d8rsted, \u0141\u00f3d\u017a, D\u0131yarbak\u0131r", "Erdogan, Orsted, Lodz, Diyarbakir"),
        ("a\u200bb\u202ec", "abc"),
        ("Tom &amp; Ann&nbsp;said #39;no&#39; quot;yes quot;", "Tom & Ann said 'no' \"yes \""),
        ("<p>one</p>two", " one two"),
        ("tab\tand `tick`", "tab and 'tick'"),
        ("\u0643\u062a\u0627\u0626\u0628 \u06a9\u06cc", "\u0643\u062a\u0627\u064a\u0628 \u0643\u064a"),
        ("a & b < c", "a & b < c"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert plain(text) == folded


def test_offsets_lead_back_where_lengths_change() -> None:
    text = "<b>Stra\u00dfe</b> \u0153uvre end"
    folded = fold_text(text)
    for word in ("Stra", "end"):
        start = folded.text.index(word)
        assert text[folded.original(start) :].startswith(word)
    assert folded.original(0) == 0


def test_a_letter_that_unfolds_at_the_end_leads_to_no_place_behind_it() -> None:
    text = "call \u2121"
    folded = fold_text(text)
    assert folded.text == "call TEL"
    assert [folded.original(at) for at in range(3, 8)] == [3, 4, 5, 5, 5]


def test_a_sign_that_stands_for_a_phrase_stays_one() -> None:
    assert plain("\ufdfa") == "\ufdfa"


def test_foreign_letters_inside_a_tag_go_with_it() -> None:
    assert plain('x<a title="\u00e9t\u00e9">y \u00e9t\u00e9 <i>z</i>') == "x y ete  z "


def test_plain_text_is_its_own_map() -> None:
    folded = fold_text("plain")
    assert (folded.text, folded.original(3)) == ("plain", 3)
