"""Who speaks in a clause that only tells who says it: `..., doctors said`, `..., the defence ministry said`."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.dates import opens_date
from monitor.domain.classify.inflect import FINITE
from monitor.domain.classify.role_words import stands_behind
from monitor.domain.classify.units import Unit
from monitor.domain.classify.vocabulary import Vocabulary

_CLOSES = frozenset({",", '"', "(", "that", "and"})
_ASIDE = frozenset(
    {"the", "a", "an", "on", "in", "late", "early", "meanwhile", "too", "again", "earlier", "also", "later"}
)
_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
_ENDED = frozenset(
    {",", ".", '"', "at", "in", "on", "of", "from", "who", "quoted", "near", "late", "early", "speaking"}
)
_JOINED = 6  # units before an `and` in which the other speaker stands
_INVERTED = 6  # units behind `said` in which an inverted speaker without a name stands
_OTHERS = frozenset({"'s", "neighbouring", "neighboring", "opposition", "other", "third"})
_PLAIN = 3  # letters of the shortest word that can be a speaker


class Kind(Enum):
    """What kind of speaker such a clause names."""

    NAMED = auto()  # an actor, a pronoun, or one of the subject's own: the subject tells who
    BOTH = auto()  # the two sides together
    BYSTANDER = auto()  # doctors, residents, a local official: nobody's voice
    STATE = auto()  # a ministry, the army, the police: the state that the sentence names
    REBELS = auto()  # `the rebels`: the armed group that the sentence names


class Tail(NamedTuple):
    """A clause's kind of speaker, and the actor where the sentence tells him.

    `together` are several who are named in it and speak as one; `own` says that they are all the subject's own:
    `their foreign ministries said`.
    """

    kind: Kind
    actor: str | None = None
    together: tuple[str, ...] = ()
    own: bool = False


class TailReader:
    """Reads such clauses; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary) -> None:
        self._cast = cast
        self._clause = vocabulary.mask("wall", "clausal", "quote")
        self._bounds = self._clause | vocabulary.mask("perfect", "be", "will", "modal")
        self._actor, self._say = vocabulary.mask("actor"), vocabulary.mask("say")
        self._same = vocabulary.mask("same", "own_speech")
        self._both, self._sides = vocabulary.mask("both"), vocabulary.mask("sides_organ")
        self._bystander, self._unnamed = vocabulary.mask("bystander"), vocabulary.mask("unnamed")
        self._state, self._rebels = vocabulary.mask("state_organ"), vocabulary.mask("fighters", "rebel_force")

    def read(self, units: Sequence[Unit], at: int) -> Tail:
        """Give the speaker of the reporting verb `at` by the words right before it, or behind an inverted one."""
        words = list(self._before(units, at))
        if not words:
            words = self._behind(units, at)
        return self._tail(units, words, closed=bool(words) and self._closed(units, words[0]))

    def _before(self, units: Sequence[Unit], at: int) -> list[int]:
        start = at
        while start and not self._bounds_at(units[start - 1]):
            start -= 1
            start = max(0, start - 2) if units[start].word == ")" else start
        return [here for here in range(start, at) if self._tells(units[here])]

    def _bounds_at(self, unit: Unit) -> bool:
        return unit.word in _CLOSES or bool(unit.mask & self._bounds or (unit.mask & self._say and unit.form & FINITE))

    def _tells(self, unit: Unit) -> bool:
        """Tell whether a word can be part of a speaker: no article, adverb or date."""
        return unit.word not in _ASIDE | {'"', "(", ")"} and not unit.word.endswith("ly") and not opens_date(unit.word)

    def _behind(self, units: Sequence[Unit], at: int) -> list[int]:
        """Give the words of a speaker behind his verb: `said doctors`, `said a local official`."""
        if units[at].word != "according to" and (not at or units[at - 1].word not in {",", '"'}):
            return []
        known = self._bystander | self._unnamed | self._state | self._rebels | self._both
        for here in range(at + 1, min(len(units), at + _INVERTED)):
            unit, end = units[here], here + 1 == len(units)
            if unit.actor or unit.form & FINITE or unit.word in _ENDED:
                return []
            if unit.mask & known and (end or units[here + 1].word in _ENDED):
                return [at_ for at_ in range(at + 1, here + 1) if self._tells(units[at_])]
        return []

    def _closed(self, units: Sequence[Unit], first: int) -> bool:
        """Tell whether the words are a clause of their own behind a comma or a conjunction."""
        for here in range(first - 1, -1, -1):
            if units[here].word in _CLOSES - {"and", "that"} or units[here].mask & self._clause:
                return True
            if self._tells(units[here]) or units[here].mask & self._bounds:
                return False
        return False

    def _tail(self, units: Sequence[Unit], words: Sequence[int], *, closed: bool) -> Tail:
        told = [units[here] for here in words]
        if any(unit.mask & self._bystander for unit in told):
            return Tail(Kind.BYSTANDER)
        if self._of_both(told):
            return Tail(Kind.BOTH)
        if not told or any(unit.mask & self._actor or unit.word in _OWN for unit in told):
            return Tail(Kind.NAMED, together=self._together(units, words), own=self._their_own(told))
        if any(unit.mask & self._state for unit in told):
            return Tail(Kind.STATE, self._state_of(units, words[0]))
        if any(unit.mask & self._rebels for unit in told):
            return Tail(Kind.REBELS, self._only(self._rebels_in(units[: words[0]])))
        named = any(unit.mask & self._same for unit in told) or any(unit.capital for unit in told[1:])
        plain = closed and not named and len(told[-1].word) >= _PLAIN and not told[0].capital
        return Tail(Kind.BYSTANDER if plain else Kind.NAMED)

    def _of_both(self, said: Sequence[Unit]) -> bool:
        """Tell whether two sides speak together: `both delegations`, `the foreign ministers of both countries`."""
        told = [
            unit for at, unit in enumerate(said) if not (unit.word == "'s" and at and said[at - 1].mask & self._both)
        ]
        others = any(unit.mask & (self._unnamed | self._actor) or unit.place or unit.word in _OTHERS for unit in told)
        if others or not told or not told[-1].mask & (self._both | self._sides):
            return False  # `both sides' families`, `two Israeli ministers`, `leaders in both parties in Washington`
        if any(unit.mask & self._both for unit in told):
            return True
        both = any(unit.word == "both" for unit in told)
        two = any(one.word == "the" and other.word == "two" for one, other in pairwise(told))
        return (both or two) and any(unit.mask & self._sides for unit in told)

    def _together(self, units: Sequence[Unit], words: Sequence[int]) -> tuple[str, ...]:
        """Give several who speak as one: `A and B said`, `the foreign ministries in A's capital and B's said`."""
        named = [here for here in words if units[here].actor and not self._owner(units, here)]
        told = list(dict.fromkeys(units[here].actor for here in named))
        joined = bool(words) and words[0] > 0 and units[words[0] - 1].word in {"and", "the"}
        speaking = told if len(told) != 1 or not joined else self._joined(units, words[0], told)
        together = tuple(dict.fromkeys(actor for actor in speaking if actor))
        return together if len(together) > 1 else ()

    def _owner(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a name only says whose the next is: `Libya's GNA said`."""
        return units[at + 1].word == "'s" and bool(units[at + 2].actor)

    def _joined(self, units: Sequence[Unit], first: int, told: list[str | None]) -> list[str | None]:
        """Add whoever stands before the `and` that joins the last speaker: his name, an office or a place beside it."""
        end = first - 1 if units[first - 1].word == "and" else first - 2
        if end < 0 or units[end].word != "and":
            return told
        before = next((at for at in range(end - 1, max(-1, end - _JOINED), -1) if units[at].actor), None)
        if before is None or any(unit.form & FINITE or unit.word == "," for unit in units[before:end]):
            return told
        return [units[before].actor, *told]

    def _their_own(self, told: Sequence[Unit]) -> bool:
        """Tell whether several offices of the subject's own speak: `their foreign ministries`, `they`."""
        return any(unit.word == "their" for unit in told) and any(unit.mask & self._sides for unit in told)

    def _state_of(self, units: Sequence[Unit], end: int) -> str | None:
        """Give the one state that the sentence names before, not as one with whom another deals."""
        states = [
            (at, self._cast.state_of(unit.actor or "")) for at, unit in enumerate(units[:end]) if self._acts(unit)
        ]
        found = {state for _, state in states if state}
        if len(found) > 1:
            found = {state for at, state in states if state and not stands_behind(units, at, frozenset({"with"}))}
        return self._only(found)

    def _acts(self, unit: Unit) -> bool:
        return bool(unit.actor) and bool(unit.mask & self._actor) and unit.actor not in self._cast.armed

    def _rebels_in(self, units: Sequence[Unit]) -> Iterator[str]:
        known = self._cast.armed - self._cast.nameless
        return (unit.actor for unit in units if unit.actor in known and unit.actor)

    def _only(self, found: Iterator[str] | set[str]) -> str | None:
        actors = set(found)
        return next(iter(actors)) if len(actors) == 1 else None
