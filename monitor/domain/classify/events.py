"""From lines to sightings of armed acts, threats and claims: which rule fired, who does it to whom."""

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from monitor.domain.classify.befallen import BefallenReader
from monitor.domain.classify.matching import Match, RuleIndex
from monitor.domain.classify.mood import Mood, MoodReader
from monitor.domain.classify.role_words import APART, ARTICLES, FELL_AT, stands_behind
from monitor.domain.classify.roles import Roles
from monitor.domain.classify.rules import ArmedRule, Presumed
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import PloverEvent, Responsibility, SubEvent

OWN_TIES = frozenset({Responsibility.CLAIMED, Responsibility.DENIED})
_BEHIND = APART | FELL_AT | {"despite"}
_MET = frozenset({"with", "against"})
_DESCRIBED = 5  # units within which a preposition or a verb stands before men who are described
_FELLED = 3  # units within which the verb stands that men are the object of
_FIGHTING = frozenset({"fighting", "fight", "battling"})
_OWNERS = frozenset({"its", "the", "their", "his", "her", "our", "'s", "this", "that", "takes", "took"})
_PAUSING = frozenset({"pause", "pausing", "halt", "halting", "end", "ending", "lull", "break", "stop", "resumption"})
_OF_PAUSES = frozenset({"in", "of", "to", "the"})
_STRUCK = 4  # units within which a bargain stands behind its verb
_PER_LINE = 3  # events of one sentence; more are the same told again


class Sighting(NamedTuple):
    """An armed rule that fired on a line, with who does it to whom."""

    rule: ArmedRule
    line: int
    head: int
    end: int
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    mood: Mood
    accuser: str | None = None


class EventReader:
    """Applies the armed rules; made once per lexicon."""

    def __init__(self, rules: Sequence[ArmedRule], vocabulary: Vocabulary, roles: Roles) -> None:
        self._rules = RuleIndex(rules)
        self._doers, self._faced, self._groups = roles.doers, roles.faced, roles.groups
        self._moods, self._befallen = MoodReader(vocabulary), BefallenReader(vocabulary)
        self._actor = vocabulary.mask("actor")
        self._struck, self._bargain = vocabulary.mask("struck"), vocabulary.mask("bargain")
        self._men = vocabulary.mask("fighters", "raider", "unnamed_party")
        self._group = vocabulary.mask("group_noun", "same")
        self._felling = vocabulary.mask("kill_verb", "attack_verb", "seize", "detain")
        self._hurt, self._say = vocabulary.mask("killed_word", "injured_word"), vocabulary.mask("say")

    def read(self, line: Line, number: int, spent: Iterable[int]) -> list[Sighting]:
        """Give the armed acts and ties of one line, the most telling first; `spent` units spoke of a truce already."""
        found: list[Sighting] = []
        idle: list[tuple[Sighting, tuple[int, ...]]] = []
        taken: set[int] = set(spent)
        for match in self._rules.find(line, taken):
            if len(found) == _PER_LINE:
                break
            head = match.span[match.shape.head]
            if not taken.isdisjoint(match.span) or self._bargains(line.units, head) or self._described(line, head):
                continue
            span = tuple(at for at in match.span if at >= 0)
            sighting = self._sighting(match, line, number, span)
            if _is_nobodys(sighting):
                idle.append((sighting, span))
                continue
            found.append(sighting)
            taken.update(span)
            if match.rule.tie in OWN_TIES:  # the act that is claimed or denied is not told a second time
                taken.update(range(span[-1], self._moods.clause_end(line.units, span[-1])))
        return [*found, *_untold(idle, taken, _PER_LINE - len(found))]

    def _bargains(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether nothing is hit: `rebels strike a prisoner deal`."""
        if not units[head].mask & self._struck:
            return False
        near = takewhile(_describes, units[head + 1 : head + 1 + _STRUCK])
        return any(unit.mask & self._bargain for unit in near)

    def _described(self, line: Line, head: int) -> bool:
        """Tell whether men are only named, not told of: `signed by rebels fighting in`, `meets with rebels and`."""
        units = line.units
        if units[head].word in _FIGHTING:
            return _is_paused(units, head) or (not line.mask & self._hurt and self._fights_on(units, head))
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

    def _sighting(self, match: Match[ArmedRule], line: Line, number: int, span: tuple[int, ...]) -> Sighting:
        """Add the roles to a rule that fired over the units of `span`."""
        rule, units = match.rule, line.units
        head, end = match.span[match.shape.head], span[-1]
        mood = self._moods.read(line, head, span[0], head)
        actors: tuple[str, ...]
        patient: tuple[str, ...] = ()
        if rule.actor == "right":
            actors = self._first(line, head + 1, head + 8)
        elif rule.actor == "both":
            actors = self._within(units, span)
        elif rule.actor == "by":
            actors, patient = self._first(line, head + 1, head + 8), self._doers.subject(units, head)
        elif rule.actor == "between":
            actors = self._faced.between(units, head, of_truces=False) or (
                *self._doers.subject(units, head),
                *self._faced.against(units, head, end + 6),
            )
        elif not units[head].form:
            actors = self._of_noun(rule, units, head)
        elif rule.tie is None and (mood.passive or self._befallen.fell(units, head)):
            actors, patient = self._doers.behind_by(units, head), self._doers.subject(units, head)
        else:
            actors = self._of_verb(units, head)
        targets = patient or self._hit(rule, units, head, span)
        accuser = next(iter(self._doers.subject(units, head)), None) if rule.actor == "right" else None
        return Sighting(rule, number, head, end, actors, tuple(t for t in targets if t not in actors), mood, accuser)

    def _of_verb(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give a verb's doers: its subject, or that of the verb before to which it is joined."""
        verb = self._doers.first_verb(units, head)
        own = self._doers.agent(units, head) if verb == head else self._doers.subject(units, verb)
        return own or self._groups.modifiers(units, head) or self._doers.behind_by(units, head)

    def _of_noun(self, rule: ArmedRule, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give a noun's doers: those that it is, whose it is, or behind its `by`; a threat's are its subject."""
        own = (
            self._groups.itself(units, head)
            or self._groups.modifiers(units, head)
            or self._doers.behind_by(units, head)
        )
        return own or (self._doers.subject(units, head) if rule.event is PloverEvent.THREATEN else ())

    def _hit(self, rule: ArmedRule, units: Sequence[Unit], head: int, span: tuple[int, ...]) -> tuple[str, ...]:
        """Give who is hit by a plain act: in the match itself where the rule says so, else to the right."""
        within = self._within(units, span) if rule.target == "both" else ()
        return within or (self._faced.victims(units, head, span[-1]) if rule.target != "none" else ())

    def _within(self, units: Sequence[Unit], span: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor for at in span for actor in self._groups.itself(units, at)))

    def _first(self, line: Line, start: int, end: int) -> tuple[str, ...]:
        """Give the first who is an actor here, and not only tells whose others are (`Syrian rebels`)."""
        return next(((unit.actor,) for unit in line.units[start:end] if unit.actor and unit.mask & self._actor), ())


def _is_paused(units: Sequence[Unit], head: int) -> bool:
    """Tell whether fighting is only what stops or goes on again: `a halt to the fighting`."""
    at = head - 1
    while at > 0 and units[at].word in _OF_PAUSES:
        at -= 1
    return at >= 0 and units[at].word.rpartition(" ")[2] in _PAUSING  # `the pause` may be one unit


def _untold(idle: Iterable[tuple[Sighting, Iterable[int]]], taken: set[int], most: int) -> list[Sighting]:
    """Give the acts of nobody that no other rule has told."""
    left: list[Sighting] = []
    for sighting, span in idle:
        if len(left) < most and taken.isdisjoint(span):
            left.append(sighting)
            taken.update(span)
    return left


def _is_nobodys(sighting: Sighting) -> bool:
    """Tell whether some attack is told whose doer nobody knows: a rule that presumes one goes before."""
    rule = sighting.rule
    if sighting.actors or rule.tie is not None or rule.presumed is not Presumed.NEVER:
        return False
    return rule.sub_event is SubEvent.ATTACK and not rule.weapon


def is_threat(sighting: Sighting) -> bool:
    """Tell whether it is said, not done."""
    return sighting.rule.event is PloverEvent.THREATEN


def _describes(unit: Unit) -> bool:
    """Tell whether a word can stand between `strike` and what is struck: no preposition, name or verb."""
    return unit.word not in _BEHIND and not (unit.actor or unit.place or unit.form)


def _is_article(unit: Unit) -> bool:
    """Tell whether an article stands here, or opens a phrase: `the rebel group`."""
    return unit.word.partition(" ")[0] in ARTICLES
