"""Which names stand together: the coordinated group around a name, and whose a noun is."""

from collections.abc import Sequence

from monitor.domain.classify.gazetteer import NameKind
from monitor.domain.classify.inflect import FINITE, PRESENT
from monitor.domain.classify.role_words import (
    APART,
    ARTICLES,
    CLOSES,
    FROM,
    GROUP,
    GROUPED,
    JOINTS,
    LOCAL,
    ONTO,
    OWN,
    OWNED,
    SPOKEN,
    WHERE,
    is_address,
    stands_behind,
)
from monitor.domain.classify.units import Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.classify.whose import Whose

_ONTO_OR_IN = ONTO | WHERE


class GroupReader:
    """Finds groups of actors; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary, whose: Whose) -> None:
        self._whose = whose
        self._actor = vocabulary.mask("actor")
        self._wall = vocabulary.mask("wall")
        self._bridge = vocabulary.mask("spokesman", "fighters", "both", "organ")
        self._lead = vocabulary.mask("spokesman", "organ", "fighters")
        self._men, self._bang = vocabulary.mask("fighters"), vocabulary.mask("bang")
        self._stop = vocabulary.mask("subordinate")
        self._say = vocabulary.mask("say")

    def group(self, units: Sequence[Unit], at: int) -> tuple[str, ...]:
        """Give the coordinated actors around one: `the army and the RSF`."""
        if self._whose.owns_group(units, at):
            at += 2
        actors = {at: units[at].actor}
        for step in (-1, 1):
            here = at + step
            while 0 <= here < len(units) and abs(here - at) < GROUP:
                unit = units[here]
                if step > 0 and unit.mask & self._actor and self.speaks(units, here):
                    break
                if step < 0 and unit.mask & self._actor and self._opens(units, here):
                    break
                if unit.mask & self._actor and not stands_behind(units, here, WHERE) and not self._owns(units, here):
                    actors[here] = unit.actor
                elif unit.word not in GROUPED and (unit.form & PRESENT or not unit.mask & self._bridge):
                    break
                here += step
        return tuple(dict.fromkeys(actor for _, actor in sorted(actors.items()) if actor))

    def behind(self, units: Sequence[Unit], at: int) -> tuple[str, ...]:
        """Give the coordinated actors right behind a word."""
        return self.first_group(units, at + 1, 4)

    def first_group(self, units: Sequence[Unit], start: int, reach: int) -> tuple[str, ...]:
        """Give the first coordinated actors within `reach` units from `start`, but for the doer's own men."""
        for at in range(start, min(start + reach, len(units))):
            if units[at].place and (is_address(units, at) or units[at - 1].word in WHERE):
                continue  # `by a bomb in Kabul, Afghanistan`
            if units[at].mask & self._actor and not self._own_men(units, at):
                return self.group(units, at)
        return ()

    def itself(self, units: Sequence[Unit], at: int) -> tuple[str, ...]:
        """Give the actors that a noun is: `gunmen`, or whose men it tells of: `gunmen of the ADF`, `ADF gunmen`."""
        if self.men_of(units, at) and (whose := self.first_group(units, at + 2, 2)):
            return whose
        if at and units[at].mask & self._men and not units[at].mask & self._actor and units[at - 1].mask & self._actor:
            return (units[at - 1].actor or "",)  # `Boko Haram militants`
        return self.group(units, at) if units[at].mask & self._actor else ()

    def owners(self, units: Sequence[Unit], noun: int) -> tuple[str, ...]:
        """Give the group whose a truce is: `the FARC's unilateral truce`, `the truce of the ELN`; a country is none."""
        behind = [at for at in range(noun + 1, min(noun + 4, len(units))) if units[at].mask & self._actor]
        if behind and units[noun + 1].word == "of" and units[behind[0]].place is None:
            return self.group(units, behind[0])
        for at in range(noun - 1, max(0, noun - OWNED), -1):
            if units[at].word == "'s" and units[at - 1].mask & self._actor and units[at - 1].place is None:
                return (units[at - 1].actor or "",)
        return ()

    def modifiers(self, units: Sequence[Unit], at: int) -> tuple[str, ...]:
        """Give the actors right before a noun: `Israel-Hamas truce`, `the army's attacks`."""
        found: list[str] = []
        for here in range(at - 1, max(-1, at - 6), -1):
            unit = units[here]
            if unit.actor and unit.place and self._only_where(units, here, at):
                break
            if unit.actor:
                found.append(unit.actor)
            elif unit.word not in JOINTS and (found or unit.mask & self._bang or self._parts(unit)):
                break
        return tuple(reversed(list(dict.fromkeys(found))))

    def men_of(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a noun is the men of a group that is named behind it: `gunmen of the ADF`."""
        return bool(units[at].mask & self._men) and at + 2 < len(units) and units[at + 1].word == "of"

    def _opens(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a name closes what opens a sentence: `In a raid on the PKK, the army`."""
        return units[at + 1].word == "," and stands_behind(units, at, ONTO)

    def _owns(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a name only owns what follows: `the Houthis, Israel's enemy`, `strikes and Hamas's refusal`."""
        owner = at + 2 < len(units) and units[at + 1].word == "'s" and units[at + 2].word != "rival"
        return self._whose.owns_group(units, at) or (owner and not units[at + 2].mask & (self._lead | self._actor))

    def _own_men(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether the doer's own men are meant, who are nobody whom he faces: `ordered their fighters`."""
        return bool(units[at].mask & self._men) and units[at - 1].word in OWN

    def speaks(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a name behind a comma opens what tells who says it: `by Israel, Hamas leaders said`."""
        before = at - 1 if units[at - 1].word not in ARTICLES else at - 2
        if units[before].word not in CLOSES:
            return False
        behind = units[at + 1 : at + SPOKEN]
        end = next(
            (here for here, unit in enumerate(behind) if unit.word in JOINTS or unit.mask & self._wall), len(behind)
        )
        return any(unit.mask & self._say and unit.form & FINITE for unit in behind[:end])

    def _only_where(self, units: Sequence[Unit], at: int, noun: int) -> bool:
        """Tell whether a country only says where: `a blast in Pakistan kills`, `a raid on a Sanaa ministry kills`."""
        if is_address(units, at) or (units[at + 1].form and stands_behind(units, at, WHERE | FROM)):
            return True
        if at + 1 == noun:  # `killed in Mali attacks`, but `in Russia attack on Kherson`
            onto = any(unit.word in _ONTO_OR_IN for unit in units[noun + 1 : noun + 3])
            inside = at > 0 and units[at - 1].word == "in" and not onto
            return units[at].kind is not NameKind.ADJECTIVE and (inside or bool(units[noun].mask & self._bang))
        return stands_behind(units, at, LOCAL)

    def _parts(self, unit: Unit) -> bool:
        """Tell whether a word stands between a noun and what is no part of it: a verb, a preposition, a new clause."""
        return not unit.word.isalpha() or bool(unit.form or unit.mask & self._stop) or unit.word in APART
