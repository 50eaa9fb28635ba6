"""The first pass over a sentence: names and phrases, the longest first; what a name means is told by the whole text."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from monitor.domain.classify.dates import DATE_WORDS, opens_date
from monitor.domain.classify.gazetteer import Gazetteer, Name, NameKind, Names
from monitor.domain.classify.numbers import is_figure
from monitor.domain.classify.sentences import Sentence, Token
from monitor.domain.classify.tokens import WALL
from monitor.domain.classify.units import Unit
from monitor.domain.classify.vocabulary import Phrases, Vocabulary


class Draft(NamedTuple):
    """A sentence's units, those that are names still to be understood, and those that can begin a date."""

    units: list[Unit]
    names: list[tuple[int, Name]]
    days: list[int]


class _Longer(NamedTuple):
    """What a word can begin: `named` says that it can be a name by itself, `seconds` stand behind it in longer ones."""

    named: bool
    seconds: frozenset[str]
    names: Names | None
    phrases: Phrases | None


# A word's own classes and forms, what it can begin, and whether that can be a date. A plain tuple, for the inner loop.
_Known: TypeAlias = tuple[int, int, _Longer | None, bool]
_PAIR = 2  # words that can hide the opening of a longer name: `the government`, `the coalition`
_UNKNOWN: _Known = (0, 0, None, False)
_NAME = NameKind.NAME
_unit = tuple.__new__  # the same as Unit(...), at half its cost where a whole text is built of them


class Drafter:
    """Drafts sentences; made once per lexicon."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary) -> None:
        self._number = vocabulary.mask("number")
        self._truce = vocabulary.mask("truce")
        self._marks = {WALL: vocabulary.mask("wall"), '"': vocabulary.mask("quote")}
        self._kept = vocabulary.mask(
            "guards", "raider", "watcher", "drone_word", "airstrike_word", "rocket_word", "parley"
        )
        names, phrases = gazetteer.names, vocabulary.phrases
        words = names.keys() | phrases.keys() | DATE_WORDS
        self._words = {word: self._known(word, names.get(word), phrases.get(word)) for word in words}

    def _known(self, word: str, names: Names | None, phrases: Phrases | None) -> _Known:
        _, mask, form = phrases.alone if phrases and phrases.alone else ((), 0, 0)
        seconds = frozenset(names.longer if names else ()) | frozenset(phrases.longer if phrases else ())
        longer = _Longer(names is not None and bool(names.alone), seconds, names, phrases)
        return mask | self._mark(word), form, longer if longer.named or seconds else None, opens_date(word)

    def _mark(self, word: str) -> int:
        """Give the class of a number, a wall or a quote."""
        return self._number if word[0].isdigit() else self._marks.get(word, 0)

    def draft(self, tokens: Sequence[Token], sentence: Sentence, *, cased: bool) -> Draft:
        """Cut a sentence into units; `cased` says that the text tells names by their capitals."""
        draft = Draft([], [], [])
        words, units, days = self._words, draft.units, draft.days
        last, free = sentence.last, sentence.first
        for at, (word, start, end, capital, _) in enumerate(tokens[free:last], free):
            if at < free:
                continue
            mask, form, longer, dated = words.get(word, _UNKNOWN)
            if longer is not None and (longer.named or (at + 1 < last and tokens[at + 1][0] in longer.seconds)):
                free = at + self._add_longest(draft, longer, tokens[at:last], cased=cased)
                continue
            if not mask and not word.isalpha():
                mask, dated = self._mark(word), is_figure(word)
            if dated:
                days.append(len(units))
            units.append(_unit(Unit, (word, mask, form, start, end, capital, None, _NAME, "", "", None)))
        return draft

    def _add_longest(self, draft: Draft, longer: _Longer, ahead: Sequence[Token], *, cased: bool) -> int:
        """Add the longest name or phrase that `ahead` begins with, a name where both are as long; give its size.

        A phrase of a truce keeps the shorter name in it.
        """
        size, mask, form = _longest_phrase(longer.phrases, ahead) if longer.phrases else (0, 0, 0)
        name = _longest_name(longer.names, ahead, cased=cased) if longer.names else None
        if name is None or len(name.rest) < size - 1:
            if size == _PAIR and ahead[0][0] == "the" and self._longer_name(ahead[1:], cased=cased):
                return self._add(draft, ahead[:1], 0, 0)
            named = name if mask & self._truce else None  # `a Gaza pause`
            return self._add(draft, ahead[: size or 1], mask, form, name=named)
        own = ahead[: 1 + len(name.rest)]
        if len(own) == _PAIR and own[0][0] == "the" and self._longer_name(ahead[1:], cased=cased):
            return self._add(draft, ahead[:1], 0, 0)
        kept = self._words.get(own[-1][0], _UNKNOWN)[0] & self._kept  # `Malian soldiers` are soldiers still
        return self._add(draft, own, *((mask, form) if len(own) == size else (kept, 0)), name=name)

    def _longer_name(self, ahead: Sequence[Token], *, cased: bool) -> bool:
        """Tell whether a name of several words begins here: `the Government of National Accord`."""
        known = self._words.get(ahead[0][0], _UNKNOWN)[2]
        name = _longest_name(known.names, ahead, cased=cased) if known and known.names else None
        return name is not None and bool(name.rest)

    def _add(self, draft: Draft, tokens: Sequence[Token], mask: int, form: int, *, name: Name | None = None) -> int:
        """Add one unit of one or several words; give their number."""
        word, start, end, capital, _ = tokens[0]
        if len(tokens) > 1:
            word, end = " ".join([token[0] for token in tokens]), tokens[-1][2]
        if name is None:
            mask |= self._mark(word)
        else:
            draft.names.append((len(draft.units), name))
        if opens_date(word):
            draft.days.append(len(draft.units))
        draft.units.append(_unit(Unit, (word, mask, form, start, end, capital, None, _NAME, "", "", None)))
        return len(tokens)


def _longest_name(names: Names, ahead: Sequence[Token], *, cased: bool) -> Name | None:
    _, _, _, capital, upper = ahead[0]
    longer: Sequence[Name] = names.longer.get(ahead[1][0], ()) if len(ahead) > 1 else ()
    for entry in chain(longer, names.alone):
        if cased and ((entry.capital and not capital) or (entry.upper and not upper)):
            continue
        if _follows(entry.rest, ahead):
            return entry
    return None


def _longest_phrase(known: Phrases, ahead: Sequence[Token]) -> tuple[int, int, int]:
    """Give the size, the classes and the forms of the longest phrase; the size is 0 for none."""
    longer = known.longer.get(ahead[1][0], ()) if len(ahead) > 1 else ()
    for rest, mask, form in longer:
        if _follows(rest, ahead):
            return 1 + len(rest), mask, form
    return (1, known.alone[1], known.alone[2]) if known.alone else (0, 0, 0)


def _follows(rest: Sequence[str], ahead: Sequence[Token]) -> bool:
    """Tell whether these words stand behind the first; the second was looked up already."""
    size = len(rest)
    return size <= 1 or (size < len(ahead) and all(ahead[at][0] == rest[at - 1] for at in range(2, size + 1)))
