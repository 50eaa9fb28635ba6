"""From sightings to EventReports: factuality, weapon, place, toll and ties, and the same act told twice made one."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.domain.classify.attribution import Voice, speaker_kind
from monitor.domain.classify.cast import Cast
from monitor.domain.classify.events import Sighting, is_threat
from monitor.domain.classify.history import HistoryReader
from monitor.domain.classify.inflect import PRESENT
from monitor.domain.classify.numbers import toll
from monitor.domain.classify.page import Page
from monitor.domain.classify.places import places_in
from monitor.domain.classify.units import Line
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import Claim, EventReport, Factuality, Responsibility, Speaker, SubEvent, Toll
from monitor.domain.model.time import When

_NEWS = 2  # paragraphs of the text that tell the news itself
_NO_TOLL = Toll()
_OWN = frozenset({"its", "their", "our"})
_OWN_MEN = 6  # units before a verb in which a speaker's own men stand
_HIDDEN = frozenset({SubEvent.REMOTE_EXPLOSIVE, SubEvent.SUICIDE_BOMB})
_UNREAL = frozenset({Factuality.HYPOTHETICAL, Factuality.HISTORICAL, Factuality.THREATENED})


class EventWriter:
    """Writes event reports; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary) -> None:
        self._cast = cast
        self._history = HistoryReader(vocabulary)
        self._killed, self._injured = vocabulary.mask("killed_word"), vocabulary.mask("injured_word")
        self._weapon = vocabulary.mask("weapon", "mine_word", "rocket_word")

    def write(self, page: Page, sightings: Sequence[Sighting]) -> tuple[EventReport, ...]:
        """Write all events of a text in order; ties join the act that they speak of."""
        events: list[EventReport] = []
        for sighting in sightings:
            report = self._report(page, sighting)
            at = self._known(events, report, sighting)
            if at is None:
                events.append(report)
            else:
                events[at] = _joined(events[at], report, tie=sighting.rule.tie is not None)
        return tuple(self._with_toll(page, event) for event in events)

    def _with_toll(self, page: Page, event: EventReport) -> EventReport:
        """Take the dead and wounded from the sentence behind where the act's own has none."""
        if event.killed != _NO_TOLL or event.injured != _NO_TOLL or event.factuality in _UNREAL:
            return event
        behind = next((line for line in page.lines if page.folded.original(line.start) >= event.evidence.end), None)
        if behind is None:
            return event
        killed, injured = toll(behind.units, self._killed), toll(behind.units, self._injured)
        return event if killed == injured == _NO_TOLL else replace(event, killed=killed, injured=injured)

    def _known(self, events: Sequence[EventReport], report: EventReport, sighting: Sighting) -> int | None:
        """Find the same act before: for a tie the last real act, else one that agrees in everything."""
        for at in range(len(events) - 1, -1, -1):
            known = events[at]
            if known.event is not report.event or (known.factuality in _UNREAL) != (report.factuality in _UNREAL):
                continue
            if sighting.rule.tie is not None or (self._one_hand(known, report) and not _apart(known, report)):
                return at
        return None

    def _one_hand(self, one: EventReport, other: EventReport) -> bool:
        """Tell whether two sentences agree, and lend no hidden bomb to a state's forces."""
        if not _agree(one, other) or not _HIDDEN.intersection({one.sub_event, other.sub_event}):
            return _agree(one, other)
        return self._cast.armed.issuperset((*one.actors, *other.actors))

    def _report(self, page: Page, sighting: Sighting) -> EventReport:
        rule, line = sighting.rule, page.lines[sighting.line]
        voice = page.voice(sighting.line)
        actors = sighting.actors
        if rule.admits and self._own_men(line, sighting.head):
            actors = ()
        if (
            not actors
            and (rule.tie in _OWN_TIES or rule.admits or is_threat(sighting))
            and voice.actor is not None
            and voice.actor in self._cast.armed
        ):
            actors = (voice.actor,)
        if rule.presumed and not line.units[sighting.head].form:  # a noun: `the Tel Aviv bombing` names no doer
            actors = tuple(actor for actor in actors if actor in self._cast.armed)
        return EventReport(
            event=rule.event,
            sub_event=rule.sub_event,
            actors=() if rule.tie is not None else actors,
            targets=sighting.targets,
            factuality=self._factuality(page, sighting),
            evidence=page.evidence(sighting.line, rule.id),
            when=next((when for _, when in page.dates[sighting.line]), None),
            weapon=self._weapon_of(line) or rule.weapon,
            places=places_in(line, self._cast),
            killed=toll(line.units, self._killed),
            injured=toll(line.units, self._injured),
            responsibility=_claims(sighting, actors) or _admission(sighting, actors, voice),
            speaker=self._speaker(page, voice, actors),
            speaker_actor=voice.actor,
            confidence=0.8 if actors else 0.6,
        )

    def _own_men(self, line: Line, head: int) -> bool:
        """Tell whether the doers are only the speaker's own: `its fighters had resumed attacks`."""
        near = line.units[max(0, head - _OWN_MEN) : head]
        pairs = zip(near, near[1:], near[2:], strict=False)
        return any(
            men.actor in self._cast.groups and own.word in _OWN and before.word != "and" for before, own, men in pairs
        )

    def _speaker(self, page: Page, voice: Voice, actors: tuple[str, ...]) -> Speaker:
        """Place the speaker; whoever speaks for an armed group speaks for its kind."""
        kind = speaker_kind(voice, actors, page.scene.belligerents, self._cast)
        if kind is Speaker.OPPONENT and voice.actor in self._cast.armed and self._cast.groups.intersection(actors):
            return Speaker.PARTY
        return Speaker.OFFICIAL if kind is Speaker.OPPONENT and not actors else kind

    def _factuality(self, page: Page, sighting: Sighting) -> Factuality:
        mood = sighting.mood
        if sighting.line in page.background or (sighting.line and self._old(page, sighting)):
            return Factuality.HISTORICAL
        if is_threat(sighting):
            return Factuality.THREATENED
        if sighting.rule.tie is Responsibility.ATTRIBUTED and self._standing(page, sighting):
            return Factuality.HISTORICAL
        if sighting.rule.tie is not None:
            return Factuality.OCCURRED
        if mood.supposed or mood.near:
            return Factuality.HYPOTHETICAL
        return Factuality.DENIED if mood.negated else Factuality.OCCURRED

    def _old(self, page: Page, sighting: Sighting) -> bool:
        line, dates = page.lines[sighting.line], page.dates[sighting.line]
        return self._history.old(line, dates, page.article.published, sighting.head)

    def _standing(self, page: Page, sighting: Sighting) -> bool:
        """Tell whether blame is a standing one, told without a date behind the news: `X blames Y for attacks`."""
        line = page.lines[sighting.line]
        present = line.units[sighting.head].form & PRESENT
        return bool(present) and line.paragraph > _NEWS and not page.dates[sighting.line]

    def _weapon_of(self, line: Line) -> str:
        return next((unit.word for unit in line.units if unit.mask & self._weapon), "")


_OWN_TIES = frozenset({Responsibility.CLAIMED, Responsibility.DENIED})


def _claims(sighting: Sighting, actors: tuple[str, ...]) -> tuple[Claim, ...]:
    tie = sighting.rule.tie
    return () if tie is None else tuple(Claim(actor, tie, sighting.accuser) for actor in actors)


def _admission(sighting: Sighting, actors: tuple[str, ...], voice: Voice) -> tuple[Claim, ...]:
    """Give the claim in a doer's own word: `the group said that it had resumed attacks`."""
    real = not (sighting.mood.negated or sighting.mood.near or sighting.mood.supposed)
    if not sighting.rule.admits or not real or actors != (voice.actor,):
        return ()
    return (Claim(actors[0], Responsibility.CLAIMED),)


def _agree(one: EventReport, other: EventReport) -> bool:
    """Tell whether two sentences can tell of the same act: nothing in them speaks against it."""
    generic = SubEvent.ATTACK in {one.sub_event, other.sub_event}
    if one.sub_event is not other.sub_event and not generic:
        return False
    for mine, theirs in ((_doers(one), _doers(other)), (one.targets, other.targets)):
        if mine and theirs and not set(mine) & set(theirs):
            return False
    return one.when is None or other.when is None or _share_a_moment(one.when, other.when)


def _apart(one: EventReport, other: EventReport) -> bool:
    """Tell whether one sentence tells of two acts: `Israel struck Gaza after rocket fire`."""
    kinds = {one.sub_event, other.sub_event}
    same_sentence = one.evidence.start == other.evidence.start and SubEvent.ARMED_CLASH not in kinds
    return same_sentence and bool(one.actors) != bool(other.actors) and len(kinds) > 1


def _share_a_moment(one: When, other: When) -> bool:
    return one.start == other.start or (one.start < other.end and other.start < one.end)


def _doers(report: EventReport) -> tuple[str, ...]:
    return report.actors or tuple(claim.actor for claim in report.responsibility)


def _joined(known: EventReport, report: EventReport, *, tie: bool) -> EventReport:
    """Fill in what the later sentence adds; a headline yields its evidence to the first sentence of the text."""
    claims = tuple(dict.fromkeys((*known.responsibility, *report.responsibility)))
    base = report if not tie and known.evidence.start == 0 and report.evidence.start else known
    other = known if base is report else report
    return replace(
        base,
        sub_event=other.sub_event if base.sub_event is SubEvent.ATTACK and not tie else base.sub_event,
        actors=base.actors or other.actors,
        targets=base.targets or other.targets,
        when=base.when or other.when,
        weapon=base.weapon or other.weapon,
        places=base.places or other.places,
        killed=base.killed if base.killed != _NO_TOLL else other.killed,
        injured=base.injured if base.injured != _NO_TOLL else other.injured,
        responsibility=claims,
    )
