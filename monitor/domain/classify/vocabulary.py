"""Word classes from the pattern files, compiled into one look-up by first word; the files' schema is checked elsewhere.

A class is a bit. Verb lemmas are inflected; a phrase of several words is found as one unit, the longest first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import Any, NamedTuple, TypeAlias

from monitor.domain.classify.inflect import Form, verb_forms
from monitor.domain.classify.normalise import plain
from monitor.domain.classify.tokens import words_of

Phrase: TypeAlias = tuple[tuple[str, ...], int, int]
BUILT_IN = ("wall", "quote", "number", "actor", "place")


class Phrases(NamedTuple):
    """The phrases that begin with one word: that word alone, and longer ones by their second word, longest first.

    A phrase is (words behind the first, class mask, verb forms).
    """

    alone: Phrase | None
    longer: dict[str, list[Phrase]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Class bits by name, and phrases by their first word."""

    bits: dict[str, int]
    phrases: dict[str, Phrases]

    def mask(self, *names: str) -> int:
        """Give the union of classes; an unknown name is a mistake of the caller and raises KeyError."""
        together = 0
        for name in names:
            together |= self.bits[name]
        return together

    def single_words(self, *names: str) -> frozenset[str]:
        """Give the words that alone are of one of the classes."""
        mask = self.mask(*names)
        return frozenset(word for word, known in self.phrases.items() if known.alone and known.alone[1] & mask)

    def phrases_of(self, *names: str) -> Iterator[str]:
        """Give every phrase of the classes, single words among them."""
        mask = self.mask(*names)
        for first, known in self.phrases.items():
            yield from (" ".join((first, *rest)) for rest, classes, _ in _all_of(known) if classes & mask)


def class_names(patterns: Mapping[str, Any]) -> list[str]:
    """Give every class that any file defines, in a stable order."""
    names: dict[str, None] = dict.fromkeys(BUILT_IN)
    for content in patterns.values():
        for table in ("verbs", "words"):
            names.update(dict.fromkeys(content.get(table, {})))
    return list(names)


def compile_vocabulary(patterns: Mapping[str, Any]) -> Vocabulary:
    """Compile the `verbs`, `words` and `irregular` tables of all files."""
    bits = {name: 1 << at for at, name in enumerate(class_names(patterns))}
    irregular: dict[str, Sequence[str]] = {}
    for content in patterns.values():
        irregular.update(content.get("irregular", {}))
    whole: dict[tuple[str, ...], tuple[int, Form]] = {}
    for content in patterns.values():
        for name, lemmas in content.get("verbs", {}).items():
            for words, form in _inflected(lemmas, irregular):
                _merge(whole, words, bits[name], form)
        for name, phrases in content.get("words", {}).items():
            for phrase in phrases:
                for words in _spelt_out(phrase):
                    _merge(whole, words, bits[name], Form.NONE)
    return Vocabulary(bits, _by_first_word(whole))


def _spelt_out(phrase: str) -> Iterator[tuple[str, ...]]:
    """Give all that a phrase with alternatives stands for: `a|b` one of them, `-` nothing, `_` a blank inside one."""
    if "|" not in phrase:
        yield words_of(plain(phrase))
        return
    choices = [
        [words_of(plain(one.strip("-").replace("_", " "))) for one in part.split("|")] for part in phrase.split()
    ]
    for parts in product(*choices):
        yield tuple(chain.from_iterable(parts))


def _inflected(lemmas: Iterable[str], irregular: Mapping[str, Sequence[str]]) -> Iterable[tuple[tuple[str, ...], Form]]:
    for lemma in lemmas:
        first, *rest = words_of(plain(lemma))
        for word, form in verb_forms(first, irregular).items():
            yield (word, *rest), form


def _merge(whole: dict[tuple[str, ...], tuple[int, Form]], words: tuple[str, ...], bit: int, form: Form) -> None:
    mask, known = whole.get(words, (0, Form.NONE))
    whole[words] = (mask | bit, known | form)


def _by_first_word(whole: Mapping[tuple[str, ...], tuple[int, Form]]) -> dict[str, Phrases]:
    phrases: dict[str, Phrases] = {}
    for (first, *rest), (mask, form) in sorted(whole.items(), key=lambda entry: -len(entry[0])):
        known = phrases.setdefault(first, Phrases(None, {}))
        phrase = (tuple(rest), mask, int(form))
        if rest:
            known.longer.setdefault(rest[0], []).append(phrase)
        else:
            phrases[first] = known._replace(alone=phrase)
    return phrases


def _all_of(known: Phrases) -> Iterable[Phrase]:
    yield from filter(None, (known.alone,))
    for phrases in known.longer.values():
        yield from phrases
