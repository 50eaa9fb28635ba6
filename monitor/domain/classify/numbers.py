"""Numbers in words and figures, and the dead and wounded that they count."""

from collections.abc import Sequence

from monitor.domain.classify.units import Unit
from monitor.domain.model.report import Toll

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = (
    {word: n for n, word in enumerate(_SMALL)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)} | {"a": 1, "an": 1}
)
_VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "dozen": 12, "several": 3}
_LEAST = frozenset({"least", "over", "than"})
_MOST = frozenset({"to", "nearly", "almost"})
_SPANS = frozenset(
    [
        "day",
        "days",
        "hour",
        "hours",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "minute",
        "minutes",
        "am",
        "pm",
        "percent",
        "miles",
        "km",
    ]
)
_PERSONS = frozenset(
    [
        "child",
        "soldier",
        "policeman",
        "civilian",
        "man",
        "woman",
        "guard",
        "officer",
        "fighter",
        "contractor",
        "girl",
        "boy",
        "person",
    ]
)
_LONGEST = 8  # digits; longer figures are no counts
_REACH = 6
_PAIR = 2  # units from the lower of two figures to the higher
_BEFORE = 7  # units before a word for the dead in which their number stands: `two of its soldiers had been wounded`
_MANY = frozenset({"number", "group", "few", "handful", "couple", "dozen", "family", "crowd", "lot"})


def is_figure(word: str) -> bool:
    """Tell whether a word is a count in figures that `int` reads; `isdigit` also passes the Ethiopic and circled."""
    return word.isdecimal() and len(word) <= _LONGEST


def value(word: str) -> int | None:
    """Give the whole number that a word stands for, None for no number (or one with a fraction or a clock's colon)."""
    if is_figure(word):
        return int(word)
    return _WORDS.get(word) if len(word) > 2 else None  # noqa: PLR2004 - "a" counts only in durations


def toll(units: Sequence[Unit], words: int) -> Toll:
    """Give the figure tied to the first unit of the class mask `words` (the dead, or the wounded)."""
    for at, unit in enumerate(units):
        if unit.mask & words:
            found = _figure(units, range(at - 1, max(-1, at - _BEFORE), -1)) or _figure(
                units, range(at + 1, min(len(units), at + _REACH))
            )
            if found is not None:
                return found
    return Toll()


def _figure(units: Sequence[Unit], places: range) -> Toll | None:
    for at in places:
        word = units[at].word
        if word == "," and places.step < 0:
            return None
        if word in _VAGUE:
            return Toll(low=_VAGUE[word])
        number = 1 if word in {"a", "an"} and _is_person(units, at, places.start - 1) else value(word)
        if number is None or number > 100_000 or 1900 <= number <= 2100:  # noqa: PLR2004 - years and ids
            continue
        if at + 1 < len(units) and units[at + 1].word in _SPANS:
            continue
        span = _range(units, at - _PAIR) or _range(units, at)
        if span is not None:
            return Toll(low=span[0], high=span[1])
        before = units[at - 1].word if at else ""
        if before in _LEAST or before == "at least":
            return Toll(low=number)
        return Toll(high=number) if before in _MOST else Toll(best=number)
    return None


def _is_person(units: Sequence[Unit], article: int, word: int) -> bool:
    """Tell whether an article counts one: before a person, or right behind the word for it (`wounded a shepherd`)."""
    behind = units[article + 1].word if article + 1 < len(units) else ""
    return behind in _PERSONS or (
        article == word + 1 and behind.isalpha() and behind not in _MANY and value(behind) is None
    )


def _range(units: Sequence[Unit], at: int) -> tuple[int, int] | None:
    """Give the two figures of a range whose lower one stands at `at`: `between nine and 14`, `12 to 30`."""
    if at < 0 or at + _PAIR >= len(units):
        return None
    least, joint, most = value(units[at].word), units[at + 1].word, value(units[at + _PAIR].word)
    joined = joint == "to" or (joint == "and" and at > 0 and units[at - 1].word == "between")
    return (least, most) if joined and least is not None and most is not None and least < most else None
