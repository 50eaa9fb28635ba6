"""The cheap first look: can a title and summary matter at all? High recall, no grammar, a few microseconds.

A phrase opens the door where all of its words stand in the text, in whatever order: "guns" alone, or "year" of
"year-long truce", would let half of the world's news pass.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from string import ascii_lowercase, ascii_uppercase
from typing import Any, Final

from ahocorasick_rs import BytesAhoCorasick, Implementation

from monitor.domain.classify.vocabulary import Vocabulary

TRIAGE_LISTS: Final = ("classes", "phrases", "everyday")
# Texts are looked at as bytes: they are folded and split in half the time that strings take.
_EDGES: Final = bytes(set(range(128)) - set(b"0123456789" + (ascii_lowercase + ascii_uppercase).encode()))
_FOLD: Final = bytes.maketrans(ascii_uppercase.encode() + _EDGES, ascii_lowercase.encode() + b" " * len(_EDGES))
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_FOREIGN_EDGES: Final = re.compile(r"[^\w\x00-\x7f]")
_SHORTEST: Final = 3  # letters
# Texts that are walked through together, which costs two thirds of a walk through each; more would take more memory
# than it saves time, for one letter can fold to eighteen.
_TOGETHER: Final = 64
# A table of every state would be a little faster, but is too large for the processor's caches.
_MACHINE: Final = Implementation.ContiguousNFA


class Triage:
    """Knows the phrases that open the door, those of several words by their longest; made once."""

    def __init__(self, doors: Iterable[str], everyday: Iterable[str]) -> None:
        """A phrase of nothing but everyday words and initials opens no door."""
        common = frozenset(word for text in everyday for word in _words(text))
        opening = {words: _key(words - common) for words in map(frozenset, map(_words, doors))}
        phrases: dict[bytes, list[tuple[bytes, ...]]] = defaultdict(list)
        for words in _fewest(words for words, key in opening.items() if len(key) >= _SHORTEST):
            others = sorted(words - {opening[words]}, key=len, reverse=True)  # the longer, the rarer
            phrases[opening[words]].append(tuple(map(_spaced, others)))
        self._phrases = list(phrases.values())
        self._keys = BytesAhoCorasick(list(map(_spaced, phrases)), implementation=_MACHINE)

    def matter(self, texts: Sequence[str]) -> list[bool]:
        """Tell of each text whether it holds all the words of a phrase that can matter."""
        return [one for at in range(0, len(texts), _TOGETHER) for one in self._matter(texts[at : at + _TOGETHER])]

    def _matter(self, texts: Sequence[str]) -> list[bool]:
        line, ends = _in_line(texts)
        matters = [False] * len(texts)
        looked_for: set[tuple[int, int]] = set()
        at = 0
        for key, _, end in self._keys.find_matches_as_indexes(line, overlapping=True):  # words share a blank
            while end > ends[at]:
                at += 1
            if not matters[at] and (at, key) not in looked_for:
                looked_for.add((at, key))
                matters[at] = self._opens(key, line, ends[at - 1] - 1 if at else 0, ends[at])
        return matters

    def _opens(self, key: int, line: bytes, start: int, end: int) -> bool:
        """Tell whether all the other words of a key's phrase stand between two places."""
        for others in self._phrases[key]:
            for word in others:
                if line.find(word, start, end) < 0:
                    break
            else:
                return True
        return False


def compile_triage(patterns: Mapping[str, Any], vocabulary: Vocabulary, names: Iterable[str]) -> Triage:
    """Compile the `triage` tables of all files; `names` open the door, too."""
    lists: dict[str, list[str]] = {name: [] for name in TRIAGE_LISTS}
    for content in patterns.values():
        for name, entries in content.get("triage", {}).items():
            lists[name] += entries
    return Triage(chain(vocabulary.phrases_of(*lists["classes"]), lists["phrases"], names), lists["everyday"])


def _key(words: Iterable[bytes]) -> bytes:
    """Give the longest of some words."""
    return max(sorted(words), key=len, default=b"")


def _fewest(phrases: Iterable[frozenset[bytes]]) -> Iterable[frozenset[bytes]]:
    """Leave out phrases that hold all the words of another, which is six of seven: that one opens the door for them."""
    kept: dict[bytes, list[frozenset[bytes]]] = defaultdict(list)  # by their longest word
    for phrase in sorted(phrases, key=len):
        if not any(other <= phrase for word in phrase for other in kept[word]):
            kept[_key(phrase)].append(phrase)
            yield phrase


def _words(text: str) -> list[bytes]:
    return _folded(text).split()


def _folded(text: str) -> bytes:
    """Give a text's words in lower case with blanks between them."""
    if not text.isascii():
        text = _FOREIGN_EDGES.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).lower())
    return text.encode("utf-8", "surrogatepass").translate(_FOLD)


def _in_line(texts: Sequence[str]) -> tuple[bytes, list[int]]:
    """Give texts folded one behind the other, a blank before and behind each, and where each with its blank ends."""
    line = "\n".join(texts)
    if line.isascii():
        return _spaced(_folded(line)), _ends(texts)
    folded = list(map(_folded, texts))
    return _spaced(b" ".join(folded)), _ends(folded)


def _ends(texts: Iterable[str | bytes]) -> list[int]:
    return list(accumulate([len(text) + 1 for text in texts], initial=1))[1:]


def _spaced(words: bytes) -> bytes:
    return b" %b " % words
