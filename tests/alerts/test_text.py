import html
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alerts.text import LINE_LIMIT, MARKS, are_plain, clean_line, clean_text, plain_from_html

HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(
            "\x1b[]m\x07\x9b\r\n\t\v\f\x85\u2028\u202e\u2066\u200b\u200c\u200d\ufeff\U000e0041\ud800 <>&#;/!-"
        ),
        st.sampled_from("\u0301\u0315\u0316\u0345ée\u0915\u0626\U0001f600\ufe0f\u0340\u1100\u1161"),
    ),
    max_size=80,
)


def harmless(text: str) -> bool:
    """Tell whether nothing in a text can act: an independent, slow check by category."""
    return all(char == "\n" or unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"} for char in text) and not (
        set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff\u00ad\u2028")
    )


@given(HOSTILE)
@example("\x1b\x1b[31m[31m")
@example("\x9b\x9b31mm")
@example("a\r\u200b\nb")
@example("\n\u00a0\n\u200b\n x")
def test_clean_text_is_harmless_normal_and_stable(text: str) -> None:
    clean = clean_text(text)
    assert harmless(clean)
    assert unicodedata.is_normalized("NFC", clean)
    assert clean == clean.strip()
    assert "  " not in clean
    assert "\n\n\n" not in clean
    assert clean_text(clean) == clean


@given(HOSTILE, st.integers(min_value=1, max_value=20))
def test_clean_text_keeps_its_limit(text: str, limit: int) -> None:
    clean = clean_text(text, limit)
    assert len(clean) <= limit
    assert clean_text(clean, limit) == clean


@given(HOSTILE)
def test_a_clean_line_has_no_break(text: str) -> None:
    assert "\n" not in clean_line(text)


@given(HOSTILE)
def test_text_from_hostile_html_is_harmless(markup: str) -> None:
    assert harmless(plain_from_html(markup))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Truce holds", "Truce holds"),
        ("  Truce \t holds\u00a0 ", "Truce holds"),
        ("one\r\ntwo\rthree\x85four\u2028five\vsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("one \n\n \n\n two", "one\n\ntwo"),
        ("a\x1b[31mred\x1b[0m b", "ared b"),
        ("a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c", "abc"),
        ("\x9b31mred", "red"),
        ("a\x1b]never ended", "a]never ended"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("a\u2066b\u2069c\u200fd", "abcd"),
        ("zero\u200bwidth\ufeff\u2060\u00ad", "zerowidth"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("lone\ud83d", "lone"),
        ("null\x00\x07\x08\x7f", "null"),
        ("nonchar\ufffe\uffff\ufdd0", "nonchar"),
        ("e\u0301", "é"),
        ("filler\u3164\u115f", "filler"),
        ("heart\u2764\ufe0f", "heart\u2764\ufe0f"),
    ],
)
def test_what_becomes_of_a_text(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@pytest.mark.parametrize(
    "text",
    ["می\u200cخواهند", "क\u094d\u200dष", "\U0001f468\u200d\U0001f469", "كتائب حزب الله", "Katā’ib “Hezbollah”"],
)
def test_scripts_keep_what_they_are_spelt_with(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize("text", ["Hez\u200cbollah", "Hez\u200dbollah", "\u200cHezbollah", "Hezbollah\u200d"])
def test_joiners_hide_no_name(text: str) -> None:
    assert clean_text(text) == "Hezbollah"


def test_marks_are_stacked_no_higher_than_a_script_needs() -> None:
    assert len(clean_text("a" + "\u0315\u0316" * 50_000)) <= 1 + MARKS
    assert clean_text("x\u0323\u0302y") == unicodedata.normalize("NFC", "x\u0323\u0302y")


def test_a_run_of_symbols_is_no_run_of_marks() -> None:
    assert clean_text("…" * 30 + "\u0301" * 30) == "…" * 30 + "\u0301" * MARKS


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("abc def", 5, "abc…"),
        ("ab\u0316\u0317c", 4, "a…"),
        ("ab", 1, "…"),
        ("a" + "\x00" * 100, 10, "a…"),
        ("", 5, ""),
    ],
)
def test_a_long_text_is_cut_between_characters(text: str, limit: int, cut: str) -> None:
    assert clean_text(text, limit) == cut


def test_a_line_is_one_line_and_short() -> None:
    assert clean_line("Truce\r\nBcc: everyone\u2028now") == "Truce Bcc: everyone now"
    assert len(clean_line("long " * 1_000)) <= LINE_LIMIT


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("no markup at all", "no markup at all"),
        ("<p>One</p><p>Two <b>three</b></p>", "One\n\nTwo three"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<td>1</td><td>2</td>", "1 2"),
        ("Tom &amp; Jerry&#8217;s &quot;truce&quot;", 'Tom & Jerry’s "truce"'),
        ("twice &amp;amp; once", "twice &amp; once"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("a<script>alert('<p>')</script>b", "ab"),
        ("a<STYLE>p{}</Style >b", "ab"),
        ("a<script>never closed", "a"),
        ("a</script>b", "ab"),
        ("a<!-- hidden > still -->b", "ab"),
        ("a<!-- never closed", "a"),
        ("<!DOCTYPE html><?xml?>a", "a"),
        ("3 < 5 and 7 > 6", "3 < 5 and 7 > 6"),
        ('see <a href="https://x.example', "see"),
        ("red&#27;[31m&#x1b;[0m&#8238;", "red[31m[0m"),
        ("&#0;&#xD800;&#99999999999;&#" + "9" * 5_000 + ";", "\ufffd\ufffd\ufffd\ufffd"),
        ("", ""),
    ],
)
def test_what_becomes_of_html(markup: str, text: str) -> None:
    assert plain_from_html(markup) == text


def test_the_standard_library_stumbles_over_a_huge_reference() -> None:
    """The control: why huge references are taken out first."""
    with pytest.raises(ValueError, match="integer string conversion"):
        html.unescape("&#" + "9" * 5_000 + ";")


def test_html_has_a_limit_too() -> None:
    assert plain_from_html("<b>" + "x" * 100, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    "piece",
    [
        "<a",
        "<",
        "<script>",
        "<script></script>",
        "&",
        "&#9",
        "<!--",
        "<!---->",
        "\x1b]",
        "\x1b[",
        "\x9d",
        "<p>x",
        '<a ">',
        "\u0315\u0316",
    ],
)
def test_a_megabyte_of_anything_comes_back(piece: str) -> None:
    assert harmless(plain_from_html(piece * (1_000_000 // len(piece))))


@given(st.lists(st.text(alphabet="ab &<\n\t\x7f\u2019", max_size=4), max_size=4), st.integers(1, 5))
@example([], 1)
@example(["a b", "", "c"], 3)
def test_what_is_plain_stays_as_it_is(texts: list[str], limit: int) -> None:
    if are_plain(texts, limit):
        assert [plain_from_html(text, limit) for text in texts] == texts
        assert not any("\n" in text for text in texts)


@pytest.mark.parametrize("odd", ["a & b", "<b>", "a  b", " a", "a ", "a\nb", "a\tb", "caf\u00e9", "a\x7f", "123456"])
def test_one_text_that_is_not_plain_is_enough(odd: str) -> None:
    assert are_plain(["a b", "c"], 5)
    assert not are_plain(["a b", odd], 5)
    assert not are_plain([odd, "a b"], 5)
