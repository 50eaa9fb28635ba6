"""What kind of text it is and who fights in it: an armed conflict, or trade, sport, film and politics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.reading import Line
from monitor.domain.classify.vocabulary import Vocabulary

_OPINION_SHARE = 3  # words of a headline within which "Opinion |" marks a comment


@dataclass(frozen=True, slots=True)
class Scene:
    """Who fights in the text, and how much speaks for and against an armed conflict (distinct words)."""

    belligerents: frozenset[str]
    mentioned: tuple[str, ...]
    war: int
    armed: int
    other: int
    opinion: bool
    protest: bool

    @property
    def figurative(self) -> bool:
        """Tell whether a truce in this text is none between armed sides."""
        if self.armed:
            return self.other > self.war + self.armed + 2
        return self.other > self.war


class SceneReader:
    """Reads scenes; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary) -> None:
        self._cast = cast
        self._war, self._other = vocabulary.mask("war_words"), vocabulary.mask("no_conflict", "foreign_domestic")
        self._opinion, self._rally = vocabulary.mask("opinion"), vocabulary.mask("rally")

    def read(self, lines: Sequence[Line]) -> Scene:
        """Read the scene of a whole text."""
        war: set[str] = set()
        other: set[str] = set()
        actors: dict[str, None] = {}
        places: set[str] = set()
        for line in lines:
            for unit in line.units:
                if unit.actor:
                    actors[unit.actor] = None
                if unit.place:
                    places.update(self._cast.within[unit.place])
                if unit.mask & self._war:
                    war.add(unit.word)
                if unit.mask & self._other:
                    other.add(unit.word)
        belligerents = self._belligerents(actors, places)
        title = lines[0] if lines else None
        return Scene(
            belligerents=belligerents,
            mentioned=tuple(actors),
            war=len(war) + (1 if belligerents and len(belligerents & actors.keys()) > 1 else 0),
            armed=len(self._cast.armed & actors.keys()),
            other=len(other),
            opinion=title is not None and any(unit.mask & self._opinion for unit in title.units[:_OPINION_SHARE]),
            protest=title is not None and bool(title.mask & self._rally),
        )

    def _belligerents(self, actors: Iterable[str], places: set[str]) -> frozenset[str]:
        """Give those who fight: armed groups, and the sides of every catalogued conflict that the text is about."""
        mentioned = set(actors)
        for actor in tuple(mentioned):
            mentioned.update(self._cast.links[actor])
        fighting = set(mentioned & self._cast.armed)
        numbers = {number for actor in mentioned for number in self._cast.conflicts.get(actor, ())}
        for sides, where in (self._cast.sides[number] for number in sorted(numbers)):
            present = [side & mentioned for side in sides]
            count = sum(1 for side in present if side)
            if count > 1 or (count == 1 and where & places):
                for side in present:
                    fighting |= side
        if not fighting:
            fighting = mentioned - self._cast.organisations - self._cast.mediators
        return frozenset(fighting)
