"""The cheap first look: can a title and summary matter at all? High recall, no grammar, a few microseconds."""

import re
from collections.abc import Iterable
from string import ascii_lowercase, ascii_uppercase
from typing import Final

from monitor.domain.classify.vocabulary import Vocabulary

# Texts are looked at as bytes: they are folded and split in half the time that strings take.
_EDGES: Final = b"-/,.;:!?()[]\"|'`\x1c\x1d\x1e\x1f"
_FOLD: Final = bytes.maketrans(ascii_uppercase.encode() + _EDGES, ascii_lowercase.encode() + b" " * len(_EDGES))
_FOREIGN_EDGES: Final = re.compile("[\u2010\u2011\u2013\u2014\u201c\u201d\u2018\u2019\u02bc]|\\s")


class Triage:
    """Knows the words that open the door; made once."""

    def __init__(self, vocabulary: Vocabulary, classes: Iterable[str]) -> None:
        self._words = frozenset(word.encode() for word in vocabulary.first_words(*classes) - _COMMON)

    def matters(self, *texts: str) -> bool:
        """Tell whether any of the texts holds a word that can matter."""
        text = " ".join(texts)
        if not text.isascii():
            text = _FOREIGN_EDGES.sub(" ", text.lower())
        words = text.encode("utf-8", "surrogatepass").translate(_FOLD).split()
        return not self._words.isdisjoint(words)


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
