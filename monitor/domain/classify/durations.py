"""Lengths of time told in words, and whether they are a truce's own: `600 lorries a day` is none."""

from collections.abc import Sequence

from monitor.domain.classify.numbers import value
from monitor.domain.classify.units import Unit
from monitor.domain.model.time import DAY, HOUR, MINUTE, WEEK, Millis

MONTH_LENGTH = 30 * DAY
UNITS = {
    "minute": MINUTE,
    "hour": HOUR,
    "day": DAY,
    "week": WEEK,
    "month": MONTH_LENGTH,
    "year": 365 * DAY,
    "decade": 3650 * DAY,
}
COUNTED = UNITS | {f"{name}s": length for name, length in UNITS.items()}
_NAMED = {"weeklong": WEEK, "daylong": DAY, "monthlong": MONTH_LENGTH}
_LONGEST = 36_500 * DAY  # no truce is made for longer
# What behind a length makes it a distance, or the length of something else: `three days later`, `a 12-day war`.
_NOT_LONG = frozenset(
    [
        "ago",
        "later",
        "earlier",
        "old",
        "into",
        "before",
        "after",
        "since",
        "war",
        "conflict",
        "offensive",
        "siege",
        "battle",
        "visit",
        "tour",
        "summit",
        "meeting",
        "deadline",
        "ultimatum",
        "insurgency",
        "operation",
        "curfew",
        "strike",
        "search",
        "wait",
        "delay",
        "march",
        "conference",
    ]
)
_ELSEWHEN = frozenset({"after", "in", "within", "per", "every", "each", "by"})
_BARELY = frozenset(
    {"only", "just", "barely", "about", "nearly", "almost", "some", "less", "more", "than", "more than"}
)
_GONE = frozenset({"last", "past", "previous", "first", "final", "opening"})
_AN = frozenset({"a", "an"})
# Behind what `a day` is a length, and no rate: `600 lorries a day`.
_LASTING = frozenset(
    [
        "for",
        "of",
        "last",
        "lasts",
        "lasting",
        "lasted",
        "about",
        "almost",
        "nearly",
        "around",
        "least",
        "than",
        "another",
        "over",
        "by",
        "agreed",
        "to",
        "declared",
        "announced",
        "after",
        "in",
        "within",
        "with",
    ]
) | {"at least", "more than"}
_QUIET = frozenset({"calm", "quiet", "peace", "respite", "humanitarian"})
_TOLD = 6  # units before a length that tell whose it is
_RESTS = ("truce", "truces", "ceasefire", "cease fire", "pause", "pauses", "calm", "quiet", "silence")


def duration_in(units: Sequence[Unit], *, longer: bool = False) -> Millis | None:
    """Give the first length of time: `72-hour`, `three days`, `weeklong`; `longer` tells one `by` which is extended."""
    for at, unit in enumerate(units):
        if unit.word in _NAMED:
            return _NAMED[unit.word]
        length = COUNTED.get(unit.word)
        if length is None or not at:
            continue
        before = units[at - 1].word
        number = 1 if before in {"a", "an", "one"} else value(before)
        if number is not None and number * length <= _LONGEST and not _otherwise(units, at, longer=longer):
            return number * length
    return None


def _otherwise(units: Sequence[Unit], at: int, *, longer: bool) -> bool:
    """Tell whether a length is that of something else: `three days ago`, `after a week of meetings`, `in a day`."""
    behind = [unit.word for unit in units[at + 1 : at + 3]]
    if behind[:1] == ["of"] and len(behind) > 1:
        return behind[1] not in _QUIET and not units[at + 2].word.endswith(_RESTS)
    before = [unit.word for unit in units[max(0, at - _TOLD) : at - 1]]
    if units[at - 1].word in _AN and before and before[-1] not in _LASTING and not _of_truce(behind):
        return True
    while before and before[-1] in _BARELY:
        before.pop()
    gone = before[-1:] and before[-1] in _GONE and before[-2:-1] and before[-2] in {"the", "its", "their"}
    far = bool(before) and before[-1] in _ELSEWHEN - ({"by"} if longer else set())
    return bool(gone) or far or (bool(behind) and behind[0] in _NOT_LONG)


def _of_truce(behind: Sequence[str]) -> bool:
    return bool(behind) and (behind[0] == "long" or behind[0].endswith(_RESTS))
