"""Reads a text once: units (words, phrases, names) in lines, with their classes; no grammar lives here."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.gazetteer import ActorName, Gazetteer, Name, NameKind, Names
from monitor.domain.classify.inflect import PRESENT
from monitor.domain.classify.tokens import WALL, Sentence, Token
from monitor.domain.classify.vocabulary import Phrases, Vocabulary

_PREPOSITIONS = frozenset({"in", "of", "by", "from", "during", "after", "over", "despite", "amid", "against", "for"})
_BEFORE_NAMED_NOUN = _PREPOSITIONS | {"a", "an", "another", "any", "no"}
_BEFORE_NOUN = _BEFORE_NAMED_NOUN | {"the", "this", "its", "their", "his", "with"}
_DATELINE = 12  # units within which a dateline ends


class Unit(NamedTuple):
    """A word, phrase or name: its classes, and whom or where it names; offsets are of the folded text."""

    word: str
    mask: int
    form: int
    start: int
    end: int
    capital: bool = False
    actor: str | None = None
    kind: NameKind = NameKind.NAME
    person: str = ""
    role: str = ""
    place: str | None = None


class Line(NamedTuple):
    """One sentence as units; `mask` holds every class in it, offsets are of the folded text."""

    units: tuple[Unit, ...]
    mask: int
    paragraph: int
    start: int
    end: int


class _Span(NamedTuple):
    """A stretch of tokens that is one unit."""

    first: int
    size: int
    name: Name | None
    mask: int
    form: int


class Reader:
    """Turns tokens into lines; places support the short names of their country's actors."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary, cast: Cast) -> None:
        self._names = gazetteer.names
        self._phrases = vocabulary.phrases
        self._countries = cast.homes
        self._armed_at_home = {actor: f"~{home}" for actor, home in cast.homes.items() if actor in cast.armed}
        self._around = {place: (place, *(f"~{here}" for here in chain)) for place, chain in cast.within.items()}
        self._wall, self._number, self._quote = (vocabulary.mask(name) for name in ("wall", "number", "quote"))
        self._actor, self._place = vocabulary.mask("actor"), vocabulary.mask("place")
        self._fighters, self._tied = vocabulary.mask("fighters"), vocabulary.mask("tied")
        self._group, self._office = vocabulary.mask("fighters", "group_noun"), vocabulary.mask("spokesman", "organ")

    def read(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[Line]:
        """Give all lines of a text."""
        cased = any(token.capital for token in tokens)
        support: set[str] = set()
        spans = [self._spans(tokens, sentence, support, cased=cased) for sentence in sentences]
        return [self._line(tokens, sentence, own, support) for sentence, own in zip(sentences, spans, strict=True)]

    def _spans(self, tokens: Sequence[Token], sentence: Sentence, support: set[str], *, cased: bool) -> list[_Span]:
        """Find names and phrases, longest first; collect what supports short names."""
        spans: list[_Span] = []
        names, phrases = self._names, self._phrases
        at, last = sentence.first, sentence.last
        while at < last:
            word = tokens[at].word
            entries = names.get(word)
            name = _longest_name(entries, tokens, at, last, cased=cased) if entries else None
            options = phrases.get(word)
            size, mask, form = _longest_phrase(options, tokens, at, last) if options else (0, 0, 0)
            if name is not None and 1 + len(name.rest) >= size:
                own = 1 + len(name.rest)
                spans.append(_Span(at, own, name, *((mask, form) if size == own else (0, 0))))
                _support(name, support, self._around)
                at += own
            else:
                spans.append(_Span(at, size or 1, None, mask, form))
                at += size or 1
        return spans

    def _line(self, tokens: Sequence[Token], sentence: Sentence, spans: list[_Span], support: set[str]) -> Line:
        units = self._without_dateline([self._unit(tokens, span, support) for span in spans], sentence.paragraph)
        for at, unit in enumerate(units):
            if unit.mask & self._actor and self._stands_aside(units, at):
                units[at] = unit._replace(mask=unit.mask & ~self._actor)
            elif at and unit.form & PRESENT and _is_noun(units, at):
                units[at] = unit._replace(form=unit.form & ~PRESENT)
        whole = 0
        for unit in units:
            whole |= unit.mask
        return Line(tuple(units), whole, sentence.paragraph, units[0].start, units[-1].end)

    def _stands_aside(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a name only tells whose others are: `Syrian rebels`, `Yemen militants`, `Iran-backed`."""
        behind = units[at + 1] if at + 1 < len(units) else units[at]
        if behind.mask & self._tied:
            return True
        if units[at].kind is not NameKind.ADJECTIVE:
            return units[at].place is not None and bool(behind.mask & self._fighters)
        if behind.mask & self._group:
            return True
        open_end = not behind.form and not behind.mask & self._office and at + 2 < len(units)
        return open_end and bool(units[at + 2].mask & self._group)

    def _without_dateline(self, units: list[Unit], paragraph: int) -> list[Unit]:
        """Leave out `BAGHDAD, Oct 11 (Wire) -` before a story's first sentence."""
        if paragraph != 1 or not units or not units[0].word.isalpha():
            return units
        for at, unit in enumerate(units[:_DATELINE]):
            if unit.mask & self._wall:
                named = units[0].capital and all(u.capital or not u.word.isalpha() for u in units[:at])
                return units[at + 1 :] if named and at + 1 < len(units) and units[0].place else units
        return units

    def _unit(self, tokens: Sequence[Token], span: _Span, support: set[str]) -> Unit:
        first = tokens[span.first]
        size, name, mask = span.size, span.name, span.mask
        if size == 1:
            word, end = first.word, first.end
        else:
            word = " ".join([token.word for token in tokens[span.first : span.first + size]])
            end = tokens[span.first + size - 1].end
        if name is None:
            if word == WALL:
                mask |= self._wall
            elif word == '"':
                mask |= self._quote
            elif word[0].isdigit():
                mask |= self._number
            return Unit(word, mask, span.form, first.start, end, first.capital)
        reading = self._reading(name.actors, support)
        if name.place:
            mask |= self._place
        if reading is None:
            return Unit(word, mask, span.form, first.start, end, first.capital, place=name.place)
        mask |= self._actor
        return Unit(word, mask, span.form, first.start, end, first.capital, *reading, place=name.place)

    def _reading(self, readings: tuple[ActorName, ...], support: set[str]) -> ActorName | None:
        """Choose the supported reading; a cue without support names nobody."""
        for reading in readings:
            actor = reading.actor
            if actor in support or self._countries.get(actor) in support or self._armed_at_home.get(actor) in support:
                return reading
        return readings[0] if readings and readings[0].kind is not NameKind.CUE else None


def _is_noun(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a word that could be a verb is a noun by what stands before: `an attack`, `of Hamas attacks`."""
    before = at - 1
    while before and units[before].actor:
        before -= 1
    return units[before].word in (_BEFORE_NOUN if before == at - 1 else _BEFORE_NAMED_NOUN)


def _support(name: Name, support: set[str], around: Mapping[str, Sequence[str]]) -> None:
    """Collect what supports short names: a place its country's forces, and what lies around it armed groups (`~`)."""
    if name.place:
        support.update(around[name.place])
    if len(name.actors) == 1 and name.actors[0].kind is not NameKind.CUE:
        support.add(name.actors[0].actor)


def _longest_name(names: Names, tokens: Sequence[Token], at: int, last: int, *, cased: bool) -> Name | None:
    first = tokens[at]
    longer: Sequence[Name] = names.longer.get(tokens[at + 1].word, ()) if at + 1 < last else ()
    for entry in (*longer, *names.alone):
        if cased and ((entry.capital and not first.capital) or (entry.upper and not first.upper)):
            continue
        rest = entry.rest
        if at + len(rest) < last and all(tokens[at + k].word == word for k, word in enumerate(rest, 1)):
            return entry
    return None


def _longest_phrase(known: Phrases, tokens: Sequence[Token], at: int, last: int) -> tuple[int, int, int]:
    longer = known.longer.get(tokens[at + 1].word, ()) if known.longer and at + 1 < last else ()
    for rest, mask, form in longer:
        if at + len(rest) < last and all(tokens[at + k].word == word for k, word in enumerate(rest, 1)):
            return 1 + len(rest), mask, form
    return (1, known.alone[1], known.alone[2]) if known.alone else (0, 0, 0)
