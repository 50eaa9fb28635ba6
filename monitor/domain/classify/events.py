"""From lines to sightings of armed acts, threats and claims: which rule fired, who does it to whom."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from monitor.domain.classify.befallen import BefallenReader
from monitor.domain.classify.descriptions import DescriptionReader
from monitor.domain.classify.inflect import ING
from monitor.domain.classify.matching import Match, RuleIndex
from monitor.domain.classify.mood import MoodReader
from monitor.domain.classify.role_words import APART, FELL_AT
from monitor.domain.classify.roles import Roles
from monitor.domain.classify.rules import ArmedRule, Presumed
from monitor.domain.classify.sightings import OWN_TIES, Sighting
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import PloverEvent, SubEvent

_BEHIND = APART | FELL_AT | {"despite"}
_BLAMED = 10  # units within which `for` stands before what was done, and who is blamed before that
_STRUCK = 4  # units within which a bargain stands behind its verb
_THEIR = frozenset({"its", "their"})
_PER_LINE = 4  # events of one sentence; more are the same told again


class EventReader:
    """Applies the armed rules; made once per lexicon."""

    def __init__(self, rules: Sequence[ArmedRule], vocabulary: Vocabulary, roles: Roles) -> None:
        self._rules = RuleIndex(rules)
        self._doers, self._faced, self._groups = roles.doers, roles.faced, roles.groups
        self._moods, self._befallen = MoodReader(vocabulary), BefallenReader(vocabulary)
        self._descriptions = DescriptionReader(vocabulary)
        self._actor, self._violate = vocabulary.mask("actor"), vocabulary.mask("violate")
        self._struck, self._bargain = vocabulary.mask("struck"), vocabulary.mask("bargain")

    def read(self, line: Line, number: int, spent: Iterable[int]) -> list[Sighting]:
        """Give the armed acts and ties of one line, the most telling first; `spent` units spoke of a truce already."""
        found: list[Sighting] = []
        idle: list[tuple[Sighting, tuple[int, ...]]] = []
        taken: set[int] = set(spent)
        for match in self._rules.find(line, taken):
            if len(found) == _PER_LINE:
                break
            head = match.span[match.shape.head]
            if (
                not taken.isdisjoint(match.span)
                or self._bargains(line.units, head)
                or self._descriptions.only_describes(line, head)
            ):
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
        elif rule.tie is None and self._befallen.described(units, head):
            actors = self._doers.behind_by(units, head)
        elif rule.tie is None and (mood.passive or self._befallen.fell(units, head)):
            actors, patient = self._doers.behind_by(units, head), self._doers.subject(units, head)
        else:
            actors = self._of_verb(units, head)
        targets = patient or self._hit(rule, units, head, span)
        accuser = next(iter(self._doers.subject(units, head)), None) if rule.actor == "right" else None
        return Sighting(rule, number, head, end, actors, tuple(t for t in targets if t not in actors), mood, accuser)

    def _of_verb(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give a verb's doers: its subject, or that of the verb before to which it is joined."""
        if blamed := self._blamed(units, head):
            return blamed
        verb = self._doers.first_verb(units, head)
        own = self._doers.agent(units, head) if verb == head else self._doers.subject(units, verb)
        return own or self._groups.modifiers(units, head) or self._doers.behind_by(units, head)

    def _blamed(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give who did what somebody is blamed for: `suspended the truce with X for breaking it by attacking`."""
        if not head or units[head - 1].word != "by" or not units[head].form & ING:
            return ()
        before = range(head - 2, max(0, head - _BLAMED), -1)
        cause = next((at for at in before if units[at].word in {"for", ","}), 0)
        if units[cause].word != "for" or not units[cause + 1].mask & self._violate:
            return ()
        near = range(cause - 1, max(-1, cause - _BLAMED), -1)
        at = next((at for at in near if units[at].mask & self._actor), None)
        return () if at is None else self._groups.itself(units, at)

    def _of_noun(self, rule: ArmedRule, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give a noun's doers: those that it is, whose it is, or behind its `by`; of a threat or `its` the subject."""
        own = (
            self._groups.itself(units, head)
            or self._groups.modifiers(units, head)
            or self._doers.behind_by(units, head)
        )
        theirs = rule.event is PloverEvent.THREATEN or (head > 1 and units[head - 1].word in _THEIR)
        return own or (self._doers.subject(units, head) if theirs else ())

    def _hit(self, rule: ArmedRule, units: Sequence[Unit], head: int, span: tuple[int, ...]) -> tuple[str, ...]:
        """Give who is hit by a plain act: in the match itself where the rule says so, else to the right."""
        within = self._within(units, span) if rule.target == "both" else ()
        return within or (self._faced.victims(units, head, span[-1]) if rule.target != "none" else ())

    def _within(self, units: Sequence[Unit], span: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor for at in span for actor in self._groups.itself(units, at)))

    def _first(self, line: Line, start: int, end: int) -> tuple[str, ...]:
        """Give the first who is an actor here, and not only tells whose others are (`Syrian rebels`)."""
        return next(((unit.actor,) for unit in line.units[start:end] if unit.actor and unit.mask & self._actor), ())


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


def _describes(unit: Unit) -> bool:
    """Tell whether a word can stand between `strike` and what is struck: no preposition, name or verb."""
    return unit.word not in _BEHIND and not (unit.actor or unit.place or unit.form)
