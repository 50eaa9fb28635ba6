"""Whose an act is where the nearest name is not the doer's: decisions, blame, a speaker who goes on, owners."""

from collections.abc import Sequence

from monitor.domain.classify.inflect import ING
from monitor.domain.classify.role_words import DECIDED, DECIDING, OF, OWNED, REBELS, UNNAMED
from monitor.domain.classify.units import Unit
from monitor.domain.classify.vocabulary import Vocabulary


class Whose:
    """Reads whose an act is; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._actor, self._say, self._same = (vocabulary.mask(name) for name in ("actor", "say", "same"))
        self._forces, self._men = vocabulary.mask("unnamed_party"), vocabulary.mask("fighters")
        self._lead = vocabulary.mask("spokesman", "organ", "fighters")

    def decides(self, units: Sequence[Unit], at: int, head: int) -> bool:
        """Tell whether an actor's own decision is told: `the decision of the rebels to end`, `the ELN's move to`."""
        behind = [unit.word for unit in units[at + 1 : head]]
        before = [unit.word for unit in units[max(0, at - DECIDING) : at]]
        if behind[:1] == ["'s"]:
            return "to" in behind and not DECIDED.isdisjoint(behind)
        return behind[:1] == ["to"] and not DECIDED.isdisjoint(before) and not {"of", "by"}.isdisjoint(before)

    def decided(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether another's decision is all that is told, in nobody's own word."""
        near = range(max(0, head - UNNAMED), head)
        return any(units[at].mask & self._actor and self.decides(units, at, head) for at in near)

    def blames_unnamed(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether someone not named is blamed for it: `the army said, blaming the militant group for breaking`."""
        if head < 2 or not units[head].form & ING or units[head - 1].word not in OF:  # noqa: PLR2004 - a group and `for`
            return False
        blamed = units[head - 2]
        return bool(blamed.mask & (self._forces | self._men | self._same)) and blamed.actor is None

    def goes_on(self, units: Sequence[Unit], at: int, head: int) -> bool:
        """Tell whether a second `that it` goes back to who speaks: `X said that Y agreed, and that it has halted`."""
        if not at or units[at - 1].word not in {"and", "but"} or not units[at + 1].mask & self._same:
            return False
        return head - at <= OWNED and any(unit.mask & self._say for unit in units[:at])

    def coordinated(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether a place stands beside the subject as one who acts, too: `Ethiopia, Tigray sign truce`."""
        if head < 3 or units[head - 1].place is None or units[head - 1].actor:  # noqa: PLR2004 - a name, a joint, a name
            return False
        return units[head - 2].word in {",", "and", "&"} and bool(units[head - 3].mask & self._actor)

    def owns_group(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a country only owns the group that is named behind it: `Sudan's RSF`, `Mali's rebels`."""
        if at + 2 >= len(units) or units[at + 1].word != "'s" or units[at].place is None:
            return False
        named = units[at + 2]
        own = not named.mask & self._lead or named.word in REBELS
        return bool(named.mask & self._actor) and own and named.place is None
