"""Attacks so well known that their doer's name alone means them: `since the Hamas attack`, `taken hostage by Hamas`.

Which actor has one, and its day, stands in the lexicon. What is told with a town or a date of its own is another.
"""

from collections.abc import Iterable, Sequence

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.sightings import Sighting, is_threat
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.lexicon import PlaceKind
from monitor.domain.model.report import PloverEvent
from monitor.domain.model.time import DAY, Millis

FRESH = 10 * DAY  # for so long it is the news itself
_NOUNS = frozenset({"attack", "attacks", "assault", "massacre", "onslaught"})
_BY = 5  # units around an act within which its doer or its victims stand
_BESIDE = 10  # units around an act within which a town is where it was
_KNOWN = 3 * 365 * DAY


class LandmarkReader:
    """Knows them; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary) -> None:
        self._days = {a.id: a.landmark for a in cast.lexicon.actors if a.landmark is not None}
        self._countries = frozenset(p.id for p in cast.lexicon.places if p.kind is PlaceKind.COUNTRY)
        self._guards, self._kill = vocabulary.mask("guards"), vocabulary.mask("kill_verb")

    def meant(self, line: Line, sighting: Sighting, published: Millis | None) -> bool:
        """Tell whether an act without a date of its own is one of them."""
        if published is None or not self._known(sighting.actors, published) or is_threat(sighting):
            return False
        units, at = line.units, sighting.head
        suffered = sighting.mood.passive or any(unit.word == "by" for unit in units[at + 1 : at + _BY])
        if suffered and sighting.rule.event is PloverEvent.COERCE:
            return True
        if self._is_another(units, at):
            return False
        return suffered if units[at].form else self._named(units, at)

    def _is_another(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether soldiers or a town stand beside it: another one."""
        if any(unit.mask & self._guards for unit in units[max(0, at - _BY) : at + _BY]):
            return True
        near = {unit.place for unit in units[max(0, at - _BESIDE) : at + _BESIDE] if unit.place}
        return not self._countries.issuperset(near)

    def _named(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a noun means the attack, and no news: not `Hamas attack kills five`."""
        return units[at].word in _NOUNS and not (at + 1 < len(units) and units[at + 1].mask & self._kill)

    def _known(self, actors: Iterable[str], published: Millis) -> bool:
        days = (self._days[actor] for actor in actors if actor in self._days)
        return any(day + FRESH <= published <= day + _KNOWN for day in days)
