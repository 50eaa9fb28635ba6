"""The first pass over a sentence: names and phrases, the longest first; what a name means is told by the whole text."""

from collections.abc import Sequence
from typing import NamedTuple

from monitor.domain.classify.gazetteer import Gazetteer, Name, NameKind, Names
from monitor.domain.classify.tokens import WALL, Sentence, Token
from monitor.domain.classify.units import Unit
from monitor.domain.classify.vocabulary import Phrases, Vocabulary


class Draft(NamedTuple):
    """A sentence's units, and which of them are names that are still to be understood."""

    units: list[Unit]
    names: list[tuple[int, Name]]


class _Opener(NamedTuple):
    """A word's own classes and forms, and what it can begin.

    `named` says that it can be a name by itself, `seconds` are the words that stand behind it in longer ones.
    """

    mask: int
    form: int
    named: bool
    seconds: frozenset[str]
    names: Names | None
    phrases: Phrases | None


_unit = tuple.__new__  # the same as Unit(...), at half its cost where a whole text is built of them


class Drafter:
    """Drafts sentences; made once per lexicon."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary) -> None:
        self._number = vocabulary.mask("number")
        self._marks = {WALL: vocabulary.mask("wall"), '"': vocabulary.mask("quote")}
        names, phrases = gazetteer.names, vocabulary.phrases
        self._openers = {
            word: self._opener(word, names.get(word), phrases.get(word)) for word in names.keys() | phrases.keys()
        }

    def _opener(self, word: str, names: Names | None, phrases: Phrases | None) -> _Opener:
        _, mask, form = phrases.alone if phrases and phrases.alone else ((), 0, 0)
        seconds = frozenset(names.longer if names else ()) | frozenset(phrases.longer if phrases else ())
        named = names is not None and bool(names.alone)
        return _Opener(mask | self._mark(word), form, named, seconds, names, phrases)

    def _mark(self, word: str) -> int:
        """Give the class of a number, a wall or a quote."""
        return self._number if word[0].isdigit() else self._marks.get(word, 0)

    def draft(self, tokens: Sequence[Token], sentence: Sentence, *, cased: bool) -> Draft:
        """Cut a sentence into units; `cased` says that the text tells names by their capitals."""
        draft = Draft([], [])
        openers, add = self._openers, draft.units.append
        at, last = sentence.first, sentence.last
        while at < last:
            word, start, end, capital, _ = tokens[at]
            opener = openers.get(word)
            if opener is None:
                mask, form = 0 if word.isalpha() else self._mark(word), 0
            elif opener.named or (opener.seconds and at + 1 < last and tokens[at + 1].word in opener.seconds):
                at += self._add_longest(draft, opener, tokens[at:last], cased=cased)
                continue
            else:
                mask, form = opener.mask, opener.form
            add(_unit(Unit, (word, mask, form, start, end, capital, None, NameKind.NAME, "", "", None)))
            at += 1
        return draft

    def _add_longest(self, draft: Draft, opener: _Opener, ahead: Sequence[Token], *, cased: bool) -> int:
        """Add the longest name or phrase that `ahead` begins with, a name where both are as long; give its size."""
        size, mask, form = _longest_phrase(opener.phrases, ahead) if opener.phrases else (0, 0, 0)
        name = _longest_name(opener.names, ahead, cased=cased) if opener.names else None
        if name is not None and len(name.rest) >= size - 1:
            own = 1 + len(name.rest)
            draft.names.append((len(draft.units), name))
            draft.units.append(_joined(ahead[:own], *((mask, form) if own == size else (0, 0))))
            return own
        if size > 1:
            draft.units.append(_joined(ahead[:size], mask | (opener.mask & self._number), form))
            return size
        draft.units.append(_joined(ahead[:1], opener.mask, opener.form))
        return 1


def _joined(tokens: Sequence[Token], mask: int, form: int) -> Unit:
    """Make one unit of one or several words."""
    first = tokens[0]
    word = first.word if len(tokens) == 1 else " ".join([token.word for token in tokens])
    return Unit(word, mask, form, first.start, tokens[-1].end, first.capital)


def _longest_name(names: Names, ahead: Sequence[Token], *, cased: bool) -> Name | None:
    first = ahead[0]
    longer: Sequence[Name] = names.longer.get(ahead[1].word, ()) if len(ahead) > 1 else ()
    for entry in (*longer, *names.alone):
        if cased and ((entry.capital and not first.capital) or (entry.upper and not first.upper)):
            continue
        if _follows(entry.rest, ahead):
            return entry
    return None


def _longest_phrase(known: Phrases, ahead: Sequence[Token]) -> tuple[int, int, int]:
    """Give the size, the classes and the forms of the longest phrase; the size is 0 for none."""
    longer = known.longer.get(ahead[1].word, ()) if len(ahead) > 1 else ()
    for rest, mask, form in longer:
        if _follows(rest, ahead):
            return 1 + len(rest), mask, form
    return (1, known.alone[1], known.alone[2]) if known.alone else (0, 0, 0)


def _follows(rest: Sequence[str], ahead: Sequence[Token]) -> bool:
    """Tell whether these words stand behind the first."""
    return len(rest) < len(ahead) and all(ahead[at].word == word for at, word in enumerate(rest, 1))
