"""The cheap first look: can a title and summary matter at all? High recall, no grammar, a few microseconds."""

from collections.abc import Iterable
from typing import Final

from monitor.domain.classify.vocabulary import Vocabulary

_EDGES: Final = str.maketrans(dict.fromkeys('-\u2010\u2011\u2013\u2014/,.;:!?()[]"\u201c\u201d\u2018|', " "))
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("'\u2019\u02bc\u2018`", " "))


class Triage:
    """Knows the words that open the door; made once."""

    def __init__(self, vocabulary: Vocabulary, classes: Iterable[str]) -> None:
        self._words = vocabulary.first_words(*classes) - _COMMON

    def matters(self, *texts: str) -> bool:
        """Tell whether any of the texts holds a word that can matter."""
        for text in texts:
            words = text.lower().translate(_EDGES).translate(_APOSTROPHES).split()
            if not self._words.isdisjoint(words):
                return True
        return False


_COMMON: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "of",
        "to",
        "and",
        "end",
        "fight",
        "fire",
        "operations",
        "plan",
        "war",
        "military",
        "force",
        "forces",
    ]
)
