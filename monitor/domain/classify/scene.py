"""What kind of text it is and who fights in it: an armed conflict, or trade, sport, film and politics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.gazetteer import NameKind
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary

_CLEAR = 3  # a named ground, or a side that does not only mediate
_PROTESTS = frozenset({"protest", "protests", "protested", "protesting"})
_LODGING = frozenset({"lodge", "lodges", "lodged", "convey", "conveys", "conveyed", "file", "files", "filed"})
_BREACHES = frozenset({"violation", "violations", "breach", "breaches"})
_OPINION_SHARE = 3  # words of a headline within which "Opinion |" marks a comment


@dataclass(frozen=True, slots=True)
class Scene:
    """Who fights in the text, and how much speaks for and against an armed conflict (distinct words).

    `implied` are the heads of the conflict that is meant most clearly, whether they are named or not.
    """

    belligerents: frozenset[str]
    implied: tuple[str, ...]
    mentioned: tuple[str, ...]
    placed: bool  # a place is named that is no actor
    fighting: bool  # an armed group, or sides of one conflict; else `belligerents` are only the states named
    embattled: bool  # somebody who is at war somewhere is named
    on_group: bool  # the conflict that is meant is fought with an armed group
    open_war: bool  # it is, or was, a war that states fight every day
    war: int
    armed: int
    other: int
    opinion: bool
    protest: bool

    @property
    def at_arms(self) -> bool:
        """Tell whether anything at all in the text speaks of arms or of those who fight."""
        return self.fighting or self.war > 0

    @property
    def figurative(self) -> bool:
        """Tell whether a truce in this text is none between armed sides."""
        if self.armed:
            return self.other > self.war + self.armed + 2
        return self.other > self.war


def _lodged(before: Sequence[Unit]) -> bool:
    """Tell whether a protest is a state's: `India protests breaches`, `lodged a strong protest`."""
    return any(unit.word in _LODGING for unit in before) or bool(before and before[-1].actor)


def _words(lines: Sequence[Line], mask: int) -> set[str]:
    """Give the different words of a class."""
    return {unit.word for line in lines if line.mask & mask for unit in line.units if unit.mask & mask}


class _Conflict(NamedTuple):
    """A catalogued conflict: how clearly the text is about it, its number, and who of it fights in the text."""

    score: int
    number: int
    fighting: frozenset[str]


class SceneReader:
    """Reads scenes; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary) -> None:
        self._cast = cast
        self._war = vocabulary.mask("war_words", "suicide_word", "volley", "raider", "airstrike_word")
        self._other = vocabulary.mask("no_conflict", "foreign_domestic")
        self._opinion, self._rally = vocabulary.mask("opinion"), vocabulary.mask("rally")

    def read(self, lines: Sequence[Line]) -> Scene:
        """Read the scene of a whole text."""
        named = [unit for line in lines for unit in line.named]
        actors = dict.fromkeys(unit.actor for unit in named if unit.actor)
        grounds = {unit.place for unit in named if unit.place and not unit.actor}
        places = self._cast.around({unit.place for unit in named if unit.place})
        war, other = _words(lines, self._war), _words(lines, self._other)
        mentioned = self._mentioned(actors)
        conflicts = self._conflicts(mentioned, places, grounds)
        belligerents = self._fighting(mentioned, conflicts)
        title = lines[0] if lines else None
        implied = self._cast.heads[conflicts[0].number] if conflicts and conflicts[0].score >= _CLEAR else ()
        return Scene(
            belligerents=belligerents,
            implied=implied,
            mentioned=tuple(actors),
            placed=bool(grounds),
            fighting=bool(self._cast.armed & mentioned) or any(conflict.fighting for conflict in conflicts),
            embattled=not mentioned.isdisjoint(self._cast.conflicts),
            on_group=self._cast.armed_side(implied),
            open_war=self._cast.openly_fought(implied),
            war=len(war) + (1 if belligerents and len(belligerents & actors.keys()) > 1 else 0),
            armed=len(self._cast.armed & {u.actor for u in named if u.kind is not NameKind.ADJECTIVE}),
            other=len(other),
            opinion=title is not None and any(unit.mask & self._opinion for unit in title.units[:_OPINION_SHARE]),
            protest=title is not None and self._rallies(title),
        )

    def _rallies(self, title: Line) -> bool:
        """Tell whether a headline is of a rally, and not of a state that protests a breach."""
        if title.paragraph or not title.mask & self._rally:
            return False
        units = title.units
        rallying = [at for at, unit in enumerate(units) if unit.mask & self._rally]
        breach = any(unit.word in _BREACHES for unit in units)
        return any(
            not (breach and units[at].word in _PROTESTS and _lodged(units[max(0, at - 2) : at])) for at in rallying
        )

    def _mentioned(self, actors: Iterable[str]) -> set[str]:
        """Give the actors with those whose part they are: US troops stand for the United States too."""
        mentioned = set(actors)
        for actor in tuple(mentioned):
            mentioned.update(self._cast.links[actor])
        return mentioned

    def _conflicts(self, mentioned: set[str], places: set[str], grounds: set[str]) -> list[_Conflict]:
        """Give the catalogued conflicts that the text touches, the one it is most clearly about first.

        Of equals the first in the catalogue: it lists a country's main conflict first.
        """
        numbers = {number for place in places for number in self._cast.theatres.get(place, ())}
        numbers |= {number for actor in mentioned for number in self._cast.conflicts.get(actor, ())}
        found: list[_Conflict] = []
        for number in sorted(numbers):
            sides, where = self._cast.sides[number]
            present = [side & mentioned for side in sides]
            count = sum(1 for side in present if side)
            sure = sum(1 for side in present if side - self._cast.mediators)
            score = 2 * (count + sure) + 2 * bool(where & grounds) + bool(where & places)
            fighting = count > 1 or (count == 1 and bool(where & places))
            found.append(_Conflict(score, number, frozenset[str]().union(*present) if fighting else frozenset()))
        return sorted(found, key=lambda conflict: (-conflict.score, conflict.number))

    def _fighting(self, mentioned: set[str], conflicts: Sequence[_Conflict]) -> frozenset[str]:
        """Give those who fight: armed groups, and the sides of the conflicts that the text is about."""
        fighting = (mentioned & self._cast.armed).union(*(conflict.fighting for conflict in conflicts))
        states = mentioned - self._cast.organisations
        if fighting and self._cast.nameless.issuperset(fighting):  # `Syria rules out a truce with terrorists`
            return frozenset(fighting | (states - self._cast.mediators))
        # One who mediates elsewhere is a party where a text names no one else, no other war: `Kremlin rejects truce`.
        lone = len(states) == 1 and not (conflicts and conflicts[0].score >= _CLEAR)
        return frozenset(fighting or states - self._cast.mediators or (states if lone else ()))
