"""From a line to its findings about a truce: the best rule for each truce that it speaks of, turned by mood."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from monitor.domain.classify.dates import dates_in
from monitor.domain.classify.inflect import PARTICIPLE
from monitor.domain.classify.matching import Match, RuleIndex
from monitor.domain.classify.mood import Mood, MoodReader
from monitor.domain.classify.ruled_out import Passed, Reason, why_nothing
from monitor.domain.classify.rules import Between, TruceRule
from monitor.domain.classify.scene import Scene
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import Act


class Finding(NamedTuple):
    """A rule that fired on a line: what act it makes, where its head and its truce stand."""

    rule: TruceRule
    act: Act | None
    line: int
    head: int
    truce: int
    span: tuple[int, ...]
    mood: Mood


_PAUSES = ("pause", "pauses", "halt", "lull", "standstill", "stoppage", "of calm", "of quiet")
_LONG_PAST = frozenset(map(str, range(1800, 1980)))  # years
_TRADE = frozenset({"trade", "tariff", "tariffs"})
_TRADED = 9  # units behind a truce in which its trade stands
_HALTED = (
    "hostile",
    "armed_acts",
    "lay_down",
    "hold_fire",
    "fire_held",
    "silence",
)  # what a truce is told by, besides its name
_TELLING = (
    "condition_word",
    "truce_condition",
    "parley",
    "go_between",
    "implementing",
)  # what else makes a sentence worth a look
_TRUCES = frozenset({"truce", "truces"})
_OBJECTS = frozenset({"on", "in", "of", "to", "for", ",", "and", "after", "by"})
_OBJECT = 6  # units within which a pause's object stands
_OTHERS = frozenset({"by", "from"})
_BESIDE = 2  # units from a participle to the truce that it only describes
_DONE_ONCE = frozenset({Act.EXTENDS, Act.ANNOUNCES, Act.ACCEPTS})
_DETERMINERS = frozenset({"a", "an", "the", "this", "its", "their"})
_OVER = frozenset(Act) - {Act.APPEAL, Act.NEGOTIATES, Act.ALLEGES_VIOLATION}
_SPOKEN = frozenset({Act.APPEAL, Act.NEGOTIATES, Act.DENIES_EXISTENCE})
_OF_TERMS = frozenset({Act.TERM_MET, Act.TERM_UNMET})
_NEVER_ASKED = frozenset({Act.TAKES_EFFECT, Act.HOLDS})


class TruceReader:
    """Applies the truce rules; made once per lexicon."""

    def __init__(self, rules: Sequence[TruceRule], vocabulary: Vocabulary) -> None:
        self._rules = RuleIndex(rules)
        self._moods = MoodReader(vocabulary)
        self._truce, self._halted = vocabulary.mask("truce"), vocabulary.mask(*_HALTED)
        self._other, self._hostage_deal = vocabulary.mask("no_conflict"), vocabulary.mask("hostage_deal")
        self._armed = vocabulary.mask("hostile", "war_words", "actor", "place", "number", "time_unit", "both", "organ")
        self._actors, self._broker = vocabulary.mask("actor", "fighters"), vocabulary.mask("broker")
        self._war, self._arms_pause = vocabulary.mask("war_words"), vocabulary.mask("pause_of_arms")
        self._warfare, self._ending = vocabulary.mask("warfare"), vocabulary.mask("ending")
        self._wanted = self._truce | self._halted | vocabulary.mask(*_TELLING)

    def read(self, line: Line, number: int, passed: list[Passed] | None = None) -> list[Finding]:
        """Give the findings of one line, at most one for each truce or halt in it; `passed` takes what is ruled out."""
        if not (line.mask & self._wanted or (line.mask & self._warfare and line.mask & self._ending)):
            return []
        chosen: dict[int, Finding] = {}
        taken: set[int] = set()
        for match in self._rules.find(line, taken):
            truce = self._truce_of(line.units, match.span)
            outranked = truce in chosen or not taken.isdisjoint(match.span)
            finding = Reason.OUTRANKED if outranked else self._weighed(line, number, match, truce)
            if isinstance(finding, Finding):
                chosen[truce] = finding
                taken.update(finding.span)
            if passed is not None and (isinstance(finding, Reason) or finding.act is None):
                reason = finding if isinstance(finding, Reason) else why_nothing(finding.mood)
                passed.append(Passed(match.rule.id, match.rule.act, number, reason))
        return [finding for finding in chosen.values() if finding.act is not None]

    def _weighed(self, line: Line, number: int, match: Match[TruceRule], truce: int) -> Finding | Reason:
        """Turn a match by its mood, or tell why its rule does not hold here."""
        rule, span = match.rule, match.span
        if any(not line.mask & mask for mask in rule.needs):
            return Reason.LACKING
        head = span[match.shape.head]
        mood = self._moods.read(line, head, span[0], max(span))
        if rule.active and mood.passive:
            return Reason.PASSIVE
        act = turned(rule, mood)
        if act is None and not (mood.negated or mood.bygone or rule.closes):
            return why_nothing(mood)
        finding = Finding(rule, act, number, head, truce, tuple(at for at in span if at >= 0), mood)
        if self._borrowed(line.units, truce):
            return Reason.BORROWED
        return Reason.DESCRIBED if self._described(line.units, finding) else finding

    def _described(self, units: Sequence[Unit], finding: Finding) -> bool:
        """Tell whether what is halted is another's (`halt attacks by rebels`), or a truce only described."""
        behind = finding.truce + 1
        if not units[finding.truce].mask & self._truce and behind + 1 < len(units):
            return units[behind].word in _OTHERS and bool(units[behind + 1].mask & self._actors)
        return self._attributive(units, finding)

    def _attributive(self, units: Sequence[Unit], finding: Finding) -> bool:
        """Tell whether the predicate only describes the truce: `the extended ceasefire`, `a mediated truce`."""
        at, act = finding.head, finding.rule.act
        if not units[at].form & PARTICIPLE or at != min(finding.span) or not 0 < finding.truce - at <= _BESIDE:
            return False
        if finding.truce == at + 1 and (act is Act.NEGOTIATES or units[at].mask & self._broker):
            return True
        return act in _DONE_ONCE and at > 0 and units[at - 1].word in _DETERMINERS

    def _truce_of(self, units: Sequence[Unit], span: tuple[int, ...]) -> int:
        """Give the unit that is the truce, or else what is halted."""
        for mask in (self._truce, self._halted):
            for at in span:
                if at >= 0 and units[at].mask & mask:
                    return at
        return span[0]

    def of_arms(self, finding: Finding, lines: Sequence[Line], scene: Scene) -> bool:
        """Tell whether a bare pause or truce is one of arms, which the words around it must tell.

        A truce is one between any two, or at a place; one with a lone name takes more words of arms.
        """
        units = lines[finding.line].units
        if finding.rule.between is not None or units[finding.truce].mask & self._hostage_deal:
            return _between(finding.rule.between, lines[finding.line], scene)
        word = units[finding.truce].word
        if finding.act in _OF_TERMS and not units[finding.truce].mask & (self._truce | self._halted):
            return scene.at_arms
        if not units[finding.truce].mask & self._truce and any(unit.word in _LONG_PAST for unit in units):
            return False
        if word in _TRUCES:
            alone = bool(scene.mentioned) and not scene.embattled
            told = len(scene.mentioned) > 1 or scene.placed or bool(scene.implied or scene.armed)
            return told or scene.war > alone
        bare = word.endswith(_PAUSES) and not units[finding.truce].mask & self._arms_pause
        guns = word.startswith("guns") and not scene.implied  # those of hunters and of football fall silent too
        return scene.at_arms or not (bare or guns)

    def _borrowed(self, units: Sequence[Unit], truce: int) -> bool:
        """Tell whether the truce is one of trade, film, sport or history by the words around it."""
        near, behind = units[max(0, truce - 2) : truce + 2], units[truce + 1 : truce + _TRADED]
        if any(unit.mask & self._other or unit.word in _LONG_PAST for unit in near) or self._at_peace(units):
            return True
        if any(unit.word in _TRADE for unit in behind):
            return True
        return units[truce].word.endswith(_PAUSES) and self._of_other_things(units, truce + 1)

    def _at_peace(self, units: Sequence[Unit]) -> bool:
        """Tell whether a sentence speaks of sport or trade and of nothing else: `two football clubs called a truce`."""
        others = [unit.word for unit in units if unit.mask & self._other]
        if len(set(others)) <= 1 or any(unit.mask & self._war for unit in units):
            return False
        return not any(one.mask & self._actors and behind.word != "'s" for one, behind in pairwise(units))

    def _of_other_things(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a pause has an object that is no fighting: `a pause on permits`, `in new building`."""
        words = [unit.word for unit in units[at : at + 2]]
        if not (words[:1] == ["on"] or (words[1:] == ["new"] and words[0] in _OBJECTS)):
            return False
        behind = units[at + 1 : at + _OBJECT]
        end = next((here for here, unit in enumerate(behind) if unit.word in _OBJECTS), len(behind))
        named = any(unit.mask & self._armed for unit in behind[:end])
        return not named and not dates_in(behind[:end], 0)


def _between(whom: Between | None, line: Line, scene: Scene) -> bool:
    """Tell whether those whom a rule asks for talk or deal here, in a text on those who fight."""
    on_group = scene.armed > 0 or scene.on_group
    if whom is not Between.FOES:
        return on_group and whom is not Between.NOBODY
    named = scene.belligerents.intersection(unit.actor for unit in line.named if unit.actor)
    return len(named) > 1 and (on_group or scene.open_war)


def turned(rule: TruceRule, mood: Mood) -> Act | None:
    """Give the act that a rule makes under a mood, None where nothing is reported."""
    if rule.act in _SPOKEN:
        return rule.turns.negated or rule.act if mood.negated else rule.act
    if mood.asked and rule.act not in _NEVER_ASKED:
        return rule.act if rule.act is Act.REJECTS else Act.APPEAL
    if mood.supposed or mood.unreal or mood.pending or (mood.bygone and rule.act in _OVER):
        return None
    return _governed(rule, mood)


def _governed(rule: TruceRule, mood: Mood) -> Act | None:
    """Turn an act by negation first, then condition, plan and time to come."""
    if rule.act is Act.HOLDS and mood.doubtful:
        return Act.HOLDS  # `may not hold` says that it does so far
    if mood.negated:
        return rule.turns.negated
    # Only an offer can be made and still hang on a condition.
    if mood.conditional and rule.turns.conditional is not None and (not mood.settled or rule.act is Act.PROPOSES):
        return rule.turns.conditional
    if mood.doubtful and rule.turns.planned is Act.ANNOUNCES:
        return Act.NEGOTIATES
    if mood.planned or mood.modal:
        return rule.turns.planned
    return rule.turns.future if mood.future else rule.act
