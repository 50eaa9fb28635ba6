"""From a finding to a CeasefireReport: who commits, to whom, who says so, on what terms, from when."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.domain.classify.attribution import NOBODY, Voice, of_party, speaker_kind
from monitor.domain.classify.cast import Cast
from monitor.domain.classify.dates import date_at
from monitor.domain.classify.following import FollowReader
from monitor.domain.classify.history import HistoryReader
from monitor.domain.classify.hours import ZoneReader
from monitor.domain.classify.inflect import DONE, PAST, PRESENT, S
from monitor.domain.classify.moments import MomentReader, Moments, Today
from monitor.domain.classify.page import Page
from monitor.domain.classify.parties import OWN_WORD, WITH_TERMS, Cut, PartyReader
from monitor.domain.classify.places import named_after, scope_in
from monitor.domain.classify.roles import Roles
from monitor.domain.classify.terms import TermReader
from monitor.domain.classify.truces import Finding
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import Act, CeasefireReport, Evidence, Factuality, Speaker, Term
from monitor.domain.model.time import DAY, Millis, Precision

_STAGES = frozenset({Act.ANNOUNCES, Act.ACCEPTS, Act.TAKES_EFFECT, Act.HOLDS, Act.EXTENDS})
_IN_COMMON = frozenset(  # what several parties do by one word
    {Act.ANNOUNCES, Act.ACCEPTS, Act.EXTENDS, Act.CHANGES_TERMS, Act.POSTPONES, Act.RESUMES}
)
_DATED = frozenset({Act.ANNOUNCES, Act.ACCEPTS, Act.PROPOSES, Act.OFFERS_IF})
_OVER = frozenset({Act.ENDS, Act.EXPIRES})
_NO_TRUCE = frozenset({"monitoring", "mechanism", "committee", "commission", "protocol", "roadmap", "proposal"})
_TOLD = 4  # units behind a verb in which its day stands
_HOME = 20  # sentences in which a text tells where its truce is
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


class TruceWriter:
    """Writes ceasefire reports; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary, roles: Roles) -> None:
        self._cast, self._doers = cast, roles.doers
        self._terms = TermReader(vocabulary, roles)
        self._history = HistoryReader(vocabulary)
        self._sign = vocabulary.mask("sign")
        self._follow = FollowReader(vocabulary)
        self._halt, self._armed_acts = vocabulary.mask("halt"), vocabulary.mask("armed_acts")
        self._will = vocabulary.mask("will", "modal", "planned")
        self._parties = PartyReader(cast, vocabulary, roles)
        self._moments = MomentReader(vocabulary, ZoneReader(cast))
        self._pressing = cast.mediators & cast.states - {"vatican"}  # the Pope appeals

    def write(self, page: Page, finding: Finding) -> CeasefireReport | None:
        """Write one finding's report; None where a rule for parties found no party."""
        line, voice = page.lines[finding.line], page.voice(finding.line)
        finding = self._own_word(page, finding, voice)
        cut = self._parties.read(page, finding, line, voice)
        voice = NOBODY if cut.itself else voice
        if self._parties.misplaced(page, finding, line, cut):
            return None
        act = self._dated(page, line, finding)
        act = Act.WITHDRAWS if act is Act.ENDS and cut.apart else act
        settled = finding.rule.effective and act is Act.ANNOUNCES and self._settled(line.units, finding)
        later = list(self._follow.behind(page.lines, finding.line)) if act in _DATED else []
        common = len(cut.parties) > 1 and (self._signed(line, finding, act, voice) or voice.for_all(cut.parties))
        constitutive = self._constitutive(act, cut, voice, common=common)
        own = constitutive and voice.actor is None
        moments = self._moments_of(page, line, finding, act)
        for told in later:
            moments = moments.with_later(self._told_later(told, page, line))
        effective = settled or (not _waits(moments, page) and self._at_once(line, finding, act, later))
        return CeasefireReport(
            act=act,
            parties=cut.parties,
            counterparts=cut.counterparts,
            factuality=self._factuality(page, finding, act, effective=effective),
            evidence=self._evidence(page, finding),
            when=moments.when,
            covered=cut.covered,
            speaker=Speaker.PARTY if own else self._speaker(page, cut, voice),
            speaker_actor=None if constitutive and common else cut.parties[0] if own else voice.actor,
            speaker_name=voice.name,
            constitutive=constitutive,
            effective_now=effective,
            terms=self._terms_of(page, finding, act, cut, settled=settled),
            start=moments.start,
            duration=moments.duration,
            expires=moments.expires,
            mediators=cut.mediators,
            places=self._places(line, finding, cut),
            confidence=round(min(0.95, 0.45 + 0.45 * finding.rule.weight + 0.05 * bool(cut.parties)), 2),
        )

    def _places(self, line: Line, finding: Finding, cut: Cut) -> tuple[str, ...]:
        """Give where it holds; of a truce that nobody is named for its own adjective tells it."""
        sides = (*cut.parties, *cut.counterparts)
        found = scope_in(line, self._cast, sides)
        return found if found or sides else named_after(line, finding.truce, self._cast)

    def _own_word(self, page: Page, finding: Finding, voice: Voice) -> Finding:
        """Give the finding with the act that it is where a party says so itself, unless its mood has turned it."""
        straight = finding.act is None or finding.act is finding.rule.act
        if straight and finding.rule.own_word and voice.direct and voice.actor in page.scene.belligerents:
            return finding._replace(act=finding.rule.own_word)
        return finding

    def _told_later(self, told: Line, page: Page, line: Line) -> Moments:
        """Give the hours that a further sentence tells of a truce just announced: none has passed by then."""
        moments, published = self._moments.follow(told.units, self._today(page, line)), page.article.published
        past = published is not None and moments.start is not None and moments.start.end <= published
        return moments._replace(start=None) if past else moments

    def _evidence(self, page: Page, finding: Finding) -> Evidence:
        """Prove it by its sentence; one that only mentions a truce tells no news of it, unless it tells of a halt."""
        evidence = page.evidence(finding.line, finding.rule.id)
        mask = page.lines[finding.line].mask
        told = mask & self._halt and mask & self._armed_acts
        return replace(evidence, background=True) if finding.rule.mention and not told else evidence

    def _speaker(self, page: Page, cut: Cut, voice: Voice) -> Speaker:
        """Place the speaker; an official where somebody mediates speaks as a mediator."""
        kind = speaker_kind(voice, cut.parties, page.scene.belligerents, self._cast)
        return Speaker.MEDIATOR if cut.mediators and kind is Speaker.OFFICIAL else kind

    def _dated(self, page: Page, line: Line, finding: Finding) -> Act:
        """Give the act, where an effect told for a day to come is only announced: `takes effect on Friday`."""
        act, published = finding.act or finding.rule.act, page.article.published
        if finding.rule.by_mediator and not self._presses(page, line, finding):
            return Act.APPEAL
        if act in _OVER and published is not None and self._to_come(line, finding, published):
            return Act.HOLDS
        if (
            act is Act.TAKES_EFFECT
            and line.units[finding.head].form == S
            and self._follow.at_once(line.units, finding.truce)
        ):
            return Act.ANNOUNCES  # `a truce that takes effect immediately`
        if act is not Act.TAKES_EFFECT or finding.rule.turns.future is not Act.ANNOUNCES or published is None:
            return act
        form = line.units[finding.head].form
        if form & PAST and not form & PRESENT and not finding.mood.future:
            return act  # `took effect at noon`, in a text that bears only that day
        start = self._moments_of(page, line, finding, act).start
        latest = published + (DAY - 1 if page.article.precision is Precision.DAY else 0)  # when it can have been told
        return act if start is None or start.start <= latest else Act.ANNOUNCES

    def _to_come(self, line: Line, finding: Finding, published: Millis) -> bool:
        """Tell whether an end in the present is told for a day to come: `the truce ends on Saturday`."""
        units, head = line.units, finding.head
        if not units[head].form & S:
            return False
        days = (date_at(units, at, published, ahead=True) for at in range(head + 1, min(head + _TOLD, len(units))))
        return any(when is not None and when.start > published for when in days)

    def _presses(self, page: Page, line: Line, finding: Finding) -> bool:
        """Tell whether a state acts that mediates and is no head of the war that is meant; `is pressed` hides it."""
        agent = self._pressing.intersection(self._doers.agent(line.units, finding.head))
        return finding.mood.passive or not agent.issubset(page.scene.implied)

    def _moments_of(self, page: Page, line: Line, finding: Finding, act: Act) -> Moments:
        found = page.dates[finding.line]
        return self._moments.read(line.units, found, finding.head, act, self._today(page, line))

    def _today(self, page: Page, line: Line) -> Today:
        return Today(page.article.published, (line, *page.lines[1:_HOME]))

    def _at_once(self, line: Line, finding: Finding, act: Act, later: Sequence[Line]) -> bool:
        """Tell whether what is announced holds from now on: `an immediate ceasefire`, `It takes effect immediately`."""
        mood = finding.mood
        agreed = act is Act.ACCEPTS and finding.rule.own_word is Act.ACCEPTS
        if not (act is Act.ANNOUNCES or agreed) or mood.planned or mood.doubtful or mood.conditional:
            return False
        own = self._follow.at_once(line.units, finding.truce)
        return own or any(self._follow.at_once(told.units, 0) for told in later)

    def _settled(self, units: Sequence[Unit], finding: Finding) -> bool:
        """Tell whether the halt already holds: `have halted`, `has suspended`."""
        head = units[finding.head]
        governed = any(unit.mask & self._will for unit in units[max(0, finding.head - 3) : finding.head])
        return bool(head.form & DONE) and not governed

    def _constitutive(self, act: Act, cut: Cut, voice: Voice, *, common: bool) -> bool:
        """One direct statement by a recognised party, for itself; several commit together by a word in common."""
        told = act is Act.TAKES_EFFECT and len(cut.parties) > 1
        if not (act in OWN_WORD or told) or voice.unnamed or not cut.parties:
            return False
        if common and act in _IN_COMMON:
            return all(self._cast.recognised(actor) for actor in cut.parties)
        if not cut.alone:  # an agreement that one of its parties tells: his own word, not the other's
            return voice.direct and of_party(voice.actor, cut.parties, self._cast) and self._known(voice.actor)
        if not self._cast.recognised(cut.parties[0]):
            return False
        return voice.actor is None or (voice.actor == cut.parties[0] and voice.direct)

    def _signed(self, line: Line, finding: Finding, act: Act, voice: Voice) -> bool:
        """Tell whether a truce is told as signed by those who make it, and not only by somebody's word."""
        head, mood = line.units[finding.head], finding.mood
        done = head.form and not (mood.future or mood.modal or mood.planned)
        behind = line.units[finding.truce + 1].word if finding.truce + 1 < len(line.units) else ""
        signed = act is Act.ANNOUNCES and bool(head.mask & self._sign and done) and voice == NOBODY
        return signed and behind not in _NO_TRUCE

    def _known(self, actor: str | None) -> bool:
        return actor is not None and self._cast.recognised(actor)

    def _factuality(self, page: Page, finding: Finding, act: Act, *, effective: bool) -> Factuality:
        number, published = finding.line, page.article.published
        line, dates = page.lines[number], page.dates[number]
        old = number in page.background or self._history.old(line, dates, published, finding.head)
        if (old and number) or self._history.looks_back(line, published, finding.head):
            return Factuality.HISTORICAL
        if act in _STAGES and self._of_old(line, published, finding.truce):
            return Factuality.HISTORICAL
        return Factuality.OCCURRED if effective else _FACTUALITY.get(act, Factuality.OCCURRED)

    def _of_old(self, line: Line, published: Millis | None, truce: int) -> bool:
        """Tell whether a truce is one of a year long past that nobody agrees to keep anew."""
        return self._history.of_old(line, published, truce) and not self._history.kept_anew(line.units, truce)

    def _terms_of(self, page: Page, finding: Finding, act: Act, cut: Cut, *, settled: bool) -> tuple[Term, ...]:
        if act not in WITH_TERMS or finding.line in page.background:
            return ()
        behind = (self._cast.state_of(actor) for actor in cut.counterparts)
        ruler = next(filter(None, behind), None)
        published = page.article.published
        return self._terms.read(page.folded, page.lines, finding.line, published, ruler, settled=settled)


def _waits(moments: Moments, page: Page) -> bool:
    """Tell whether a start is stated that lies ahead: nothing is in effect at once then."""
    start, published = moments.start, page.article.published
    return start is not None and published is not None and start.start > published


def each_own(report: CeasefireReport) -> tuple[CeasefireReport, ...]:
    """Give a word in common as each party's own: one report for each, with that party first."""
    if not report.constitutive or report.speaker_actor is not None or len(report.parties) == 1:
        return (report,)
    others = {actor: tuple(other for other in report.parties if other != actor) for actor in report.parties}
    return tuple(
        replace(report, parties=(actor, *rest), speaker_actor=actor, speaker_name="") for actor, rest in others.items()
    )
