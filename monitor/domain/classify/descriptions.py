"""What describes men or a war and is no act of the day: `meets with rebels and`, `the group that is fighting X`."""

from collections.abc import Sequence

from monitor.domain.classify.role_words import APART, ARTICLES, stands_behind
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary

_MET = frozenset({"with", "against"})
_DESCRIBED = 5  # units within which a preposition or a verb stands before men who are described
_FELLED = 3  # units within which the verb stands that men are the object of
_FIGHTING = frozenset({"fighting", "fight", "battling"})
_OWNERS = frozenset({"its", "the", "their", "his", "her", "our", "'s", "this", "that", "takes", "took"})
_PAUSING = frozenset({"pause", "pausing", "halt", "halting", "end", "ending", "lull", "break", "stop", "resumption"})
_OF_PAUSES = frozenset({"in", "of", "to", "the"})
_BEING = frozenset({"is", "are", "was", "were", "has", "have", "had", "been", "still"})
_RELATIVE = frozenset({"which", "that", "who"})


class DescriptionReader:
    """Tells descriptions from acts; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._actor = vocabulary.mask("actor")
        self._men = vocabulary.mask("fighters", "raider", "unnamed_party")
        self._group = vocabulary.mask("group_noun", "same")
        self._felling = vocabulary.mask("kill_verb", "attack_verb", "seize", "detain")
        self._hurt, self._say = vocabulary.mask("killed_word", "injured_word"), vocabulary.mask("say")
        self._war = vocabulary.mask("war_name")

    def only_describes(self, line: Line, head: int) -> bool:
        """Tell whether men, or a war, are only named by what they do, not told of: `signed by rebels fighting in`."""
        units = line.units
        clause = _relative(units, head)
        if units[head].word in _FIGHTING:
            return _is_paused(units, head) or (not line.mask & self._hurt and (clause or self._fights_on(units, head)))
        if clause and units[head - 2].word in _RELATIVE and units[head - 3].mask & self._war:
            return True  # `an insurgency which has killed thousands`
        if not head or not units[head].mask & self._men or units[head].form:
            return False
        joined = head + 1 < len(units) and units[head + 1].word == "and"
        felled = any(unit.form and unit.mask & self._felling for unit in units[max(0, head - _FELLED) : head])
        return joined and (felled or stands_behind(units, head, _MET))

    def _fights_on(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether fighting is no news: a war's, `the fight with`, or that of men who are named for it."""
        before = units[max(0, head - _DESCRIBED) : head]
        if not before or units[head].word == "fight":
            return bool(before) and before[-1].word in _OWNERS
        named = before[-1].actor or before[-1].mask & (self._men | self._group)
        if not named or before[-1].form:
            return False
        for at in range(len(before) - 2, -1, -1):
            unit = before[at]
            if unit.word == ",":  # `the RSF, the paramilitary group fighting`
                return at > 0 and bool(before[at - 1].mask & self._actor) and _is_article(before[at + 1])
            if unit.place or unit.mask & self._say:
                return False
            if unit.form or unit.word in APART:
                return True
        return False


def _relative(units: Sequence[Unit], head: int) -> bool:
    """Tell whether a verb is that of a relative clause about what one does or is doing: `which has been fighting`."""
    at = head - 1
    while at > 0 and units[at].word in _BEING:
        at -= 1
    return 0 < at < head - 1 and units[at].word in _RELATIVE


def _is_paused(units: Sequence[Unit], head: int) -> bool:
    """Tell whether fighting is only what stops or goes on again: `a halt to the fighting`."""
    at = head - 1
    while at > 0 and units[at].word in _OF_PAUSES:
        at -= 1
    return at >= 0 and units[at].word.rpartition(" ")[2] in _PAUSING  # `the pause` may be one unit


def _is_article(unit: Unit) -> bool:
    """Tell whether an article stands here, or opens a phrase: `the rebel group`."""
    return unit.word.partition(" ")[0] in ARTICLES
