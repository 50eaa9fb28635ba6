"""Who commits by an act about a truce, to whom, and who stands between them."""

from collections.abc import Sequence
from typing import NamedTuple

from monitor.domain.classify.attribution import Voice
from monitor.domain.classify.cast import Cast
from monitor.domain.classify.inflect import FINITE, ING
from monitor.domain.classify.page import Page
from monitor.domain.classify.roles import Roles
from monitor.domain.classify.rules import Deed
from monitor.domain.classify.sightings import Sighting
from monitor.domain.classify.truces import Finding
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import Act

WITH_TERMS = frozenset({Act.ANNOUNCES, Act.OFFERS_IF, Act.ACCEPTS_IF, Act.ACCEPTS, Act.PROPOSES, Act.EXTENDS})
OWN_WORD = WITH_TERMS | {
    Act.REJECTS,
    Act.DENIES_EXISTENCE,
    Act.ENDS,
    Act.WITHDRAWS,
    Act.SUSPENDS,
    Act.TERM_UNMET,
    Act.TERM_MET,
    Act.RESUMES,
    Act.POSTPONES,
    Act.CHANGES_TERMS,
}
_OWNED = frozenset(
    {Act.TAKES_EFFECT, Act.HOLDS, Act.EXPIRES, Act.EXTENDS, Act.RESUMES, Act.POSTPONES, Act.CHANGES_TERMS}
)  # what a truce does whose owner is its party
_OF_TERMS = frozenset({Act.TERM_MET, Act.TERM_UNMET})
_LONE = frozenset({Act.REJECTS, Act.DENIES_EXISTENCE, Act.SUSPENDS, Act.WITHDRAWS, Act.ENDS})
_LINKS = frozenset({"of", "for"})
_LINKED = 6  # units between a breach, the `of` before it and who blames
_BACK = 4  # sentences over which `the group` is somebody named before
_THUS = 2  # units from the comma to `breaking` with such a word between: `, thus breaking the truce`
_SO = frozenset({"thus", "thereby", "effectively", "apparently", "allegedly", "reportedly", "so", "again"})


class Cut(NamedTuple):
    """The roles of one act."""

    parties: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    alone: bool = False  # one party's own act, not an agreement told by others
    apart: bool = False  # the act of one whose truce it is not alone: a faction that quits
    itself: bool = False  # the act of one who is not named, and speaks for himself, whoever else speaks


class PartyReader:
    """Reads the roles of acts about truces; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary, roles: Roles) -> None:
        self._cast, self._whose, self._groups = cast, roles.whose, roles.groups
        self._doers, self._faced = roles.doers, roles.faced
        self._made = vocabulary.mask("agree", "declare", "accept", "sign", "reach", "propose", "call")
        self._militants, self._actor = vocabulary.mask("militants_acts"), vocabulary.mask("actor")
        self._say, self._blame = vocabulary.mask("say"), vocabulary.mask("blame", "other_verb")

    def read(self, page: Page, finding: Finding, line: Line, voice: Voice) -> Cut:
        """Give the roles: of those between whom the truce is, or of those who act and those whom they face."""
        left_out = self._faced.left_out(line)
        fighting = page.scene.belligerents.difference(voice.mediators, left_out)
        brokers = (*self._faced.brokers(line), *voice.mediators)
        barred = {*brokers, *left_out}
        agent = tuple(a for a in self._agent(page, line.units, finding, voice) if a not in barred)
        between = self._faced.between(line.units, finding.truce) or self._pair(line.units, finding.truce)
        if finding.act in _OF_TERMS and voice.direct and voice.actor in fighting:
            owed = self._others((*agent, *self._doers.subject(line.units, finding.head)), fighting, (voice.actor,))
            return Cut((voice.actor,), tuple(dict.fromkeys(owed)), alone=True)
        lone = self._lone(finding, agent, voice, between)
        if lone:
            return Cut(lone, alone=len(lone) == 1 and lone[0] in fighting, apart=True)
        if between and not fighting.intersection(agent).intersection(between) and not self._vague(between, agent):
            return Cut(between, mediators=self._go_betweens(agent, brokers, between))
        others = self._facing(line.units, finding, fighting, agent, brokers)
        both = self._doers.both(line.units, finding.head)
        own, covered = self._own(finding, fighting, agent, voice, both=both)
        state = self._state_at_arms(page, agent) if not own or voice.actor in own else ()
        own, itself = state or (*self._state_beside(page, agent, own), *own), bool(state)
        if not own and finding.act in _OWNED:
            own = self._others(self._groups.owners(line.units, finding.truce), fighting, brokers)
            return Cut(own, self._others(others, fighting, own))
        speaker = own[0] if own else voice.actor
        principals = dict.fromkeys(self._cast.principal(a, speaker) for a in others)
        ours = {*own, *(self._cast.state_of(actor) for actor in own), *((voice.actor,) if both else ())}
        counterparts = self._among(line.units, finding, fighting, [a for a in principals if a not in ours])
        joined = self._whose.coordinated(line.units, finding.head) or self._whose.decided(line.units, finding.head)
        alone = len(own) == 1 and not joined
        return Cut(own, counterparts, covered, self._go_betweens(agent, brokers, own), alone, itself=itself)

    def _own(
        self, finding: Finding, fighting: frozenset[str], agent: Sequence[str], voice: Voice, *, both: bool
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give who commits himself, and those who are only covered by another's word for them."""
        named = fighting - self._cast.nameless
        own = tuple(a for a in agent if a in named)
        speaks = voice.actor if voice.actor in named and finding.act in OWN_WORD and voice.direct else None
        speaks = None if both else speaks
        if speaks and (not own or self._cast.groups.intersection(own)) and speaks not in own:
            return (speaks,), own
        return own, ()

    def _vague(self, between: Sequence[str], agent: Sequence[str]) -> bool:
        """Tell whether those who act are named, and those between whom there were talks are not: `warring factions`."""
        named = self._cast.armed.union(self._cast.states) - self._cast.nameless
        return not self._cast.nameless.isdisjoint(between) and not named.isdisjoint(agent)

    def _among(
        self, units: Sequence[Unit], finding: Finding, fighting: frozenset[str], found: Sequence[str]
    ) -> tuple[str, ...]:
        """Give the groups that a general name counts up, where it does: `armed groups, including the ELN and`."""
        if not found or not self._cast.nameless.issuperset(found):
            return tuple(found)
        behind = range(finding.truce + 1, len(units))
        opened = next((at for at in behind if units[at].word in {"including", "among"}), None)
        named = self._groups.behind(units, opened) if opened is not None else ()
        return tuple(actor for actor in named if actor in fighting - self._cast.nameless) or tuple(found)

    def _state_at_arms(self, page: Page, agent: Sequence[str]) -> tuple[str, ...]:
        """Give the state whose army is meant where `the military` acts in a war that an armed group speaks of, too."""
        if not agent or not self._cast.unnamed_forces.issuperset(agent) or self._cast.states & page.scene.belligerents:
            return ()
        return tuple(actor for actor in page.scene.implied if actor in self._cast.states)[:1]

    def _state_beside(self, page: Page, agent: Sequence[str], own: Sequence[str]) -> tuple[str, ...]:
        """Give the state whose army is meant beside a group of its country: `the army and the Arakan Army agreed`."""
        forces = tuple(actor for actor in agent if actor in self._cast.unnamed_forces)
        homes = {self._cast.homes.get(actor) for actor in own} - {None}
        return tuple(state for state in self._state_at_arms(page, forces) if self._cast.homes.get(state) in homes)

    def _facing(
        self,
        units: Sequence[Unit],
        finding: Finding,
        fighting: frozenset[str],
        agent: Sequence[str],
        brokers: Sequence[str],
    ) -> tuple[str, ...]:
        """Give those who fight and whom the act is addressed to, or whose truce it is."""
        facing = self._faced.toward(units, min(finding.head, finding.truce) + 1, len(units))
        owners = self._faced.named_behind_by(units, finding.truce)
        return self._others(facing, fighting, brokers) or self._others(owners, fighting, (*brokers, *agent))

    def _go_betweens(self, agent: Sequence[str], brokers: Sequence[str], barred: Sequence[str]) -> tuple[str, ...]:
        """Give the mediators: those who act without being a side, and those who are told to broker."""
        outside = (a for a in agent if a in self._cast.mediators)
        return tuple(dict.fromkeys(a for a in (*outside, *brokers) if a not in barred))

    def misplaced(self, page: Page, finding: Finding, line: Line, cut: Cut) -> bool:
        """Tell whether a rule for parties found none, or one who has no say in it."""
        turned = finding.act is Act.REJECTS and finding.rule.act is not Act.REJECTS
        if (finding.rule.party_only or turned) and not self._has_party(page, finding, line, cut):
            return True
        word = finding.act is Act.ENDS and not line.units[finding.head].form  # a word about the truce, no deed
        if (finding.rule.no_outsider or word) and self._outsider(page, finding, line):
            return True
        return self._stops_others(finding, line, cut)

    def _agent(self, page: Page, units: Sequence[Unit], finding: Finding, voice: Voice) -> tuple[str, ...]:
        """Give who acts; where the truce itself acts, those who made it: `agreed to a truce that will begin`."""
        if finding.rule.context and finding.head == finding.truce:
            return ()  # the truce is only the setting: who acts in it need not have made it
        accused = self._accused(units, finding.head) if finding.act is Act.ALLEGES_VIOLATION else ()
        own = accused or self._doers.agent(units, finding.head)
        if not accused and (finding.rule.by_deed or _by_which(units, finding)):
            return self._breaker(page, units, finding, own)
        if self._whose.blames_unnamed(units, finding.head):
            return ()
        if not own and finding.act is Act.OFFERS_IF and finding.truce < finding.head:
            own = self._groups.owners(units, finding.truce)  # `the group's attacks will end only when`
        if not own and self._doers.stands_for(units, finding.head):
            return voice.together or self._named_before(page, finding.line)
        if own or finding.head <= finding.truce:
            return own
        made = (
            at for at in range(finding.truce - 1, -1, -1) if units[at].mask & self._made and units[at].form & FINITE
        )
        return next((found for at in made if (found := self._doers.subject(units, at))), ())

    def _breaker(self, page: Page, units: Sequence[Unit], finding: Finding, own: tuple[str, ...]) -> tuple[str, ...]:
        """Give who broke a truce by a deed: its doer, unless the name that stands near is none of those whom it hits.

        Without a deed only the sentence's first name can be that of the breaker.
        """
        deeds = page.deeds.get(finding.line, ())
        if finding.rule.by_deed is Deed.ONLY:
            return self._called(units, finding, deeds or page.deeds.get(finding.line - 1, ()))
        before = [deed for deed in deeds if deed.head < finding.head]
        if not (before or finding.rule.by_deed):
            return own  # `X, violating the truce, was struck by Y`
        if not deeds:
            return own if self._acts_first(units, finding.head, own) else ()
        deed = max(before, key=lambda one: one.head) if before else deeds[0]
        hit = not own or not set(own).isdisjoint((*deed.targets, *deed.actors)) or not deed.targets
        return deed.actors if hit else own

    def _accused(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give who is accused of breaches that a noun tells: `accuses X of nine truce violations`."""
        if units[head].form:
            return ()
        near = range(head - 1, max(0, head - _LINKED), -1)
        link = next((at for at in near if units[at].word in _LINKS), 0)
        blamed = any(unit.mask & self._blame for unit in units[max(0, link - _LINKED) : link])
        return self._groups.group(units, link - 1) if blamed and units[link - 1].mask & self._actor else ()

    def _acts_first(self, units: Sequence[Unit], head: int, own: Sequence[str]) -> bool:
        """Tell whether the sentence's first name is theirs, and not only of him who says it."""
        first = next((at for at, unit in enumerate(units) if unit.mask & self._actor or unit.form), len(units))
        named = first < len(units) and units[first].actor in own
        return named and not any(unit.mask & self._say and unit.form for unit in units[first:head])

    def _called(self, units: Sequence[Unit], finding: Finding, deeds: Sequence[Sighting]) -> tuple[str, ...]:
        """Give who did what somebody calls a breach, here or a sentence before; else whose breach it is."""
        if deeds:
            return next((deed.actors for deed in deeds if deed.actors), ())
        return self._doers.behind_by(units, finding.head) or self._groups.owners(units, finding.truce)

    def _named_before(self, page: Page, number: int) -> tuple[str, ...]:
        """Give whom `the group` or `it` means: who fights and was named first in the nearest sentence before."""
        fighting = page.scene.belligerents - self._cast.nameless
        before = [page.lines[at] for at in range(number - 1, max(-1, number - _BACK), -1)]
        telling = sorted(before, key=self._doers.opens_with_pronoun)  # those with a subject of their own first
        named = (unit.actor for line in telling for unit in line.named if unit.actor in fighting)
        return tuple(actor for actor in (next(named, None),) if actor)

    def _lone(self, finding: Finding, agent: Sequence[str], voice: Voice, between: Sequence[str]) -> tuple[str, ...]:
        """Give who refuses or quits what is between others: one party's own act is never theirs."""
        if not between or finding.act not in _LONE:
            return ()
        doers = tuple(agent) or ((voice.actor,) if voice.actor and voice.direct else ())
        return () if set(doers) & set(between) else doers

    def _others(self, found: Sequence[str], fighting: frozenset[str], barred: Sequence[str]) -> tuple[str, ...]:
        """Keep those who fight and are not spoken for already."""
        return tuple(a for a in found if a in fighting and a not in barred)

    def _has_party(self, page: Page, finding: Finding, line: Line, cut: Cut) -> bool:
        """Tell whether a party acts, one that is named or at least one of its kind: `militants`."""
        fighting = page.scene.belligerents | self._cast.nameless
        doers = (*cut.parties, *self._doers.agent(line.units, finding.head), page.voice(finding.line).actor)
        return not fighting.isdisjoint(doers) or (page.scene.at_arms and self._doers.unnamed(line.units, finding.head))

    def _outsider(self, page: Page, finding: Finding, line: Line) -> bool:
        """Tell whether someone acts who is named and is no party, or says by his own word that a truce is over."""
        agent = self._doers.agent(line.units, finding.head)
        speaker = page.voice(finding.line).actor
        if finding.act is Act.ENDS and not line.units[finding.head].form and speaker is not None:
            agent = (speaker,)
        return bool(agent) and page.scene.belligerents.isdisjoint(agent)

    def _stops_others(self, finding: Finding, line: Line, cut: Cut) -> bool:
        """Tell whether a state halts what only its enemies do: `the army vowed to end the rocket fire`."""
        enemies = line.units[finding.truce].mask & self._militants
        return bool(enemies and cut.parties) and self._cast.armed.isdisjoint(cut.parties)

    def _pair(self, units: Sequence[Unit], truce: int) -> tuple[str, ...]:
        found = self._groups.modifiers(units, truce)
        return found if len(found) > 1 else ()


def _by_which(units: Sequence[Unit], finding: Finding) -> bool:
    """Tell whether it is by the act told before that a truce is broken: `X was bombed by Y, breaking the truce`."""
    head = finding.head
    if finding.act is not Act.ALLEGES_VIOLATION or head < _THUS or not units[head].form & ING:
        return False
    at = head - 1 if units[head - 1].word not in _SO else head - _THUS
    return units[at].word == ","
