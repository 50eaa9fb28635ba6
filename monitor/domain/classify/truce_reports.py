"""From a finding to a CeasefireReport: who commits, to whom, who says so, on what terms, from when."""

from collections.abc import Sequence
from typing import NamedTuple

from monitor.domain.classify.attribution import Voice, speaker_kind
from monitor.domain.classify.cast import Cast
from monitor.domain.classify.history import HistoryReader
from monitor.domain.classify.hours import ZoneReader
from monitor.domain.classify.inflect import DONE, FINITE
from monitor.domain.classify.moments import MomentReader, Moments
from monitor.domain.classify.page import Page
from monitor.domain.classify.places import places_in
from monitor.domain.classify.roles import RoleReader
from monitor.domain.classify.terms import TermReader
from monitor.domain.classify.truces import Finding
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import Act, CeasefireReport, Factuality, Speaker, Term

_WITH_TERMS = frozenset({Act.ANNOUNCES, Act.OFFERS_IF, Act.ACCEPTS_IF, Act.ACCEPTS, Act.PROPOSES, Act.EXTENDS})
_OWN_WORD = _WITH_TERMS | {
    Act.REJECTS,
    Act.DENIES_EXISTENCE,
    Act.ENDS,
    Act.WITHDRAWS,
    Act.SUSPENDS,
    Act.TERM_UNMET,
    Act.TERM_MET,
}
_STAGES = frozenset({Act.ANNOUNCES, Act.ACCEPTS, Act.TAKES_EFFECT, Act.HOLDS, Act.EXTENDS})
_FACTUALITY = {
    Act.PROPOSES: Factuality.ANNOUNCED,
    Act.OFFERS_IF: Factuality.ANNOUNCED,
    Act.ACCEPTS_IF: Factuality.ANNOUNCED,
    Act.ANNOUNCES: Factuality.ANNOUNCED,
    Act.EXTENDS: Factuality.ANNOUNCED,
    Act.HOLDS: Factuality.IN_PROGRESS,
    Act.NEGOTIATES: Factuality.IN_PROGRESS,
    Act.APPEAL: Factuality.HYPOTHETICAL,
    Act.DENIES_EXISTENCE: Factuality.DENIED,
}


_LONE = frozenset({Act.REJECTS, Act.DENIES_EXISTENCE, Act.SUSPENDS, Act.WITHDRAWS, Act.ENDS})


class Cut(NamedTuple):
    """The roles of one act."""

    parties: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    alone: bool = False  # one party's own act, not an agreement told by others
    apart: bool = False  # the act of one whose truce it is not alone: a faction that quits


class TruceWriter:
    """Writes ceasefire reports; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary, roles: RoleReader) -> None:
        self._cast, self._roles = cast, roles
        self._terms = TermReader(vocabulary, roles)
        self._history = HistoryReader(vocabulary)
        self._will = vocabulary.mask("will", "modal", "planned")
        self._made = vocabulary.mask("agree", "declare", "accept", "sign", "reach", "propose", "call")
        self._zones = ZoneReader(cast)
        self._moments = MomentReader(vocabulary, self._zones)
        self._pressing = cast.mediators & cast.states - {"vatican"}  # the Pope appeals
        self._militants = vocabulary.mask("militants_acts")

    def write(self, page: Page, finding: Finding) -> CeasefireReport | None:
        """Write one finding's report; None where a rule for parties found no party."""
        line, voice = page.lines[finding.line], page.voice(finding.line)
        if finding.rule.own_word and voice.direct and voice.actor in page.scene.belligerents:
            finding = finding._replace(act=finding.rule.own_word)
        cut = self._roles_of(page, finding, line, voice)
        turned = finding.act is Act.REJECTS and finding.rule.act is not Act.REJECTS
        if (finding.rule.party_only or turned) and not self._has_party(page, finding, line, cut):
            return None
        if finding.rule.no_outsider and self._outsider(page, finding, line):
            return None
        if self._stops_others(finding, line, cut):
            return None
        act = self._dated(page, line, finding)
        act = Act.WITHDRAWS if act is Act.ENDS and cut.apart else act
        effective = finding.rule.effective and act is Act.ANNOUNCES and self._settled(line.units, finding)
        speaker = speaker_kind(voice, cut.parties, page.scene.belligerents, self._cast)
        constitutive = self._constitutive(act, cut, voice)
        own = constitutive and voice.actor is None
        moments = self._moments_of(page, line, finding, act)
        return CeasefireReport(
            act=act,
            parties=cut.parties,
            counterparts=cut.counterparts,
            factuality=self._factuality(page, finding, act, effective=effective),
            evidence=page.evidence(finding.line, finding.rule.id),
            when=moments.when,
            covered=cut.covered,
            speaker=Speaker.PARTY
            if own
            else Speaker.MEDIATOR
            if cut.mediators and speaker is Speaker.OFFICIAL
            else speaker,
            speaker_actor=cut.parties[0] if own else voice.actor,
            speaker_name=voice.name,
            constitutive=constitutive,
            effective_now=effective,
            terms=self._terms_of(page, finding, act, cut, settled=effective),
            start=moments.start,
            duration=moments.duration,
            expires=moments.expires,
            mediators=cut.mediators,
            places=places_in(line, self._cast),
            confidence=round(min(0.95, 0.45 + 0.45 * finding.rule.weight + 0.05 * bool(cut.parties)), 2),
        )

    def _dated(self, page: Page, line: Line, finding: Finding) -> Act:
        """Give the act, where an effect told for a day to come is only announced: `takes effect on Friday`."""
        act, published = finding.act or finding.rule.act, page.article.published
        if finding.rule.by_mediator and not self._pressing.intersection(self._roles.agent(line.units, finding.head)):
            return Act.APPEAL
        if act is not Act.TAKES_EFFECT or finding.rule.turns.future is not Act.ANNOUNCES or published is None:
            return act
        start = self._moments_of(page, line, finding, act).start
        return act if start is None or start.start <= published else Act.ANNOUNCES

    def _moments_of(self, page: Page, line: Line, finding: Finding, act: Act) -> Moments:
        home = self._zones.home((line, *page.lines[1:]))
        found, published = page.dates[finding.line], page.article.published
        return self._moments.read(line.units, found, finding.head, act, published, home)

    def _roles_of(self, page: Page, finding: Finding, line: Line, voice: Voice) -> Cut:
        """Find the parties: those between whom the truce is, or those who act and those whom they face."""
        units, fighting = line.units, page.scene.belligerents - frozenset(voice.mediators)
        brokers = (*self._roles.brokers(line), *voice.mediators)
        agent = tuple(a for a in self._agent(units, finding) if a not in brokers)
        between = self._roles.between(units, finding.truce) or self._pair(units, finding.truce)
        lone = self._lone(finding, agent, voice, between)
        if lone:
            return Cut(lone, alone=len(lone) == 1, apart=True)
        if between and not fighting.intersection(agent).intersection(between):
            outside = (a for a in agent if a in self._cast.mediators)
            return Cut(between, (), (), tuple(dict.fromkeys(a for a in (*outside, *brokers) if a not in between)))
        facing = self._roles.toward(units, min(finding.head, finding.truce) + 1, len(units))
        owners = self._roles.named_behind_by(units, finding.truce)
        others = self._others(facing, fighting, brokers) or self._others(owners, fighting, (*brokers, *agent))
        own = tuple(a for a in agent if a in fighting and a not in self._cast.nameless)
        speaks = voice.actor if voice.actor in fighting - self._cast.nameless and finding.act in _OWN_WORD else None
        if speaks and (not own or self._cast.groups.intersection(own)) and voice.direct and speaks not in own:
            covered, own = tuple(a for a in own if a != speaks), (speaks,)
        else:
            covered = ()
        speaker = own[0] if own else voice.actor
        principals = tuple(dict.fromkeys(self._cast.principal(a, speaker) for a in others))
        outside = (a for a in agent if a in self._cast.mediators)
        mediators = tuple(dict.fromkeys(a for a in (*outside, *brokers) if a not in own))
        return Cut(own, tuple(a for a in principals if a not in own), covered, mediators, len(own) == 1)

    def _agent(self, units: Sequence[Unit], finding: Finding) -> tuple[str, ...]:
        """Give who acts; where the truce itself is what acts, those who made it: `agreed to a truce that will begin`."""
        own = self._roles.agent(units, finding.head)
        if own or finding.head <= finding.truce:
            return own
        made = (
            at for at in range(finding.truce - 1, -1, -1) if units[at].mask & self._made and units[at].form & FINITE
        )
        return next((found for at in made if (found := self._roles.subject(units, at))), ())

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
        doers = (*cut.parties, *self._roles.agent(line.units, finding.head), page.voice(finding.line).actor)
        return not fighting.isdisjoint(doers) or (page.scene.at_arms and self._roles.unnamed(line.units, finding.head))

    def _outsider(self, page: Page, finding: Finding, line: Line) -> bool:
        """Tell whether someone acts who is named and is no party."""
        agent = self._roles.agent(line.units, finding.head)
        return bool(agent) and page.scene.belligerents.isdisjoint(agent)

    def _stops_others(self, finding: Finding, line: Line, cut: Cut) -> bool:
        """Tell whether a state halts what only its enemies do: `the army vowed to end the rocket fire`."""
        enemies = line.units[finding.truce].mask & self._militants
        return bool(enemies and cut.parties) and self._cast.armed.isdisjoint(cut.parties)

    def _pair(self, units: Sequence[Unit], truce: int) -> tuple[str, ...]:
        found = self._roles.modifiers(units, truce)
        return found if len(found) > 1 else ()

    def _settled(self, units: Sequence[Unit], finding: Finding) -> bool:
        """Tell whether the halt already holds: `have halted`, `has suspended`."""
        head = units[finding.head]
        governed = any(unit.mask & self._will for unit in units[max(0, finding.head - 3) : finding.head])
        return bool(head.form & DONE) and not governed

    def _constitutive(self, act: Act, cut: Cut, voice: Voice) -> bool:
        """One direct statement by a recognised party, for itself."""
        if act not in _OWN_WORD or not cut.alone or not self._cast.recognised(cut.parties[0]):
            return False
        return not voice.unnamed and (voice.actor is None or (voice.actor == cut.parties[0] and voice.direct))

    def _factuality(self, page: Page, finding: Finding, act: Act, *, effective: bool) -> Factuality:
        number, published = finding.line, page.article.published
        line, dates = page.lines[number], page.dates[number]
        old = number in page.background or self._history.old(line, dates, published, finding.head)
        if (old and number) or self._history.looks_back(line, published, finding.head):
            return Factuality.HISTORICAL
        if act in _STAGES and self._history.of_old(line, published, finding.truce):
            return Factuality.HISTORICAL
        return Factuality.OCCURRED if effective else _FACTUALITY.get(act, Factuality.OCCURRED)

    def _terms_of(self, page: Page, finding: Finding, act: Act, cut: Cut, *, settled: bool) -> tuple[Term, ...]:
        if act not in _WITH_TERMS or finding.line in page.background:
            return ()
        behind = (self._cast.state_of(actor) for actor in cut.counterparts)
        ruler = next(filter(None, behind), None)
        published = page.article.published
        return self._terms.read(page.folded, page.lines, finding.line, published, ruler, settled=settled)
