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
_REACH = 6


def value(word: str) -> int | None:
    """Give the whole number that a word stands for, None for no number (or one with a fraction or a clock's colon)."""
    if word.isdigit() and len(word) < 9:  # noqa: PLR2004 - longer figures are no counts
        return int(word)
    return _WORDS.get(word) if len(word) > 2 else None  # noqa: PLR2004 - "a" counts only in durations


def toll(units: Sequence[Unit], words: int) -> Toll:
    """Give the figure tied to the first unit of the class mask `words` (the dead, or the wounded)."""
    for at, unit in enumerate(units):
        if unit.mask & words:
            found = _figure(units, range(at - 1, max(-1, at - _REACH), -1)) or _figure(
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
        number = 1 if word in {"a", "an"} and at + 1 < len(units) and units[at + 1].word in _PERSONS else value(word)
        if number is None or number > 100_000 or 1900 <= number <= 2100:  # noqa: PLR2004 - years and ids
            continue
        if at + 1 < len(units) and units[at + 1].word in _SPANS:
            continue
        before = units[at - 1].word if at else ""
        if before in _LEAST or before == "at least":
            return Toll(low=number)
        return Toll(high=number) if before in _MOST else Toll(best=number)
    return None
