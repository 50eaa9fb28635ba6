"""From sightings to EventReports: factuality, weapon, place, toll and ties, and the same act told twice made one."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.domain.classify.attribution import Voice, speaker_kind
from monitor.domain.classify.cast import Cast
from monitor.domain.classify.dates import date_in
from monitor.domain.classify.events import Sighting, is_threat
from monitor.domain.classify.history import HistoryReader
from monitor.domain.classify.numbers import toll
from monitor.domain.classify.page import Page
from monitor.domain.classify.reading import Line
from monitor.domain.classify.truce_reports import places_in
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import Claim, EventReport, Factuality, Responsibility, Speaker, SubEvent, Toll

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
        if event.killed != Toll() or event.injured != Toll() or event.factuality in _UNREAL:
            return event
        at = next(n for n, line in enumerate(page.lines) if page.folded.original(line.end - 1) >= event.evidence.start)
        behind = page.lines[at + 1 : at + 2]
        for line in behind:
            return replace(event, killed=toll(line.units, self._killed), injured=toll(line.units, self._injured))
        return event

    def _known(self, events: Sequence[EventReport], report: EventReport, sighting: Sighting) -> int | None:
        """Find the act before that this is the same as: for a tie the last real act, else one that agrees in everything."""
        for at in range(len(events) - 1, -1, -1):
            known = events[at]
            if known.event is not report.event or (known.factuality in _UNREAL) != (report.factuality in _UNREAL):
                continue
            if sighting.rule.tie is not None or _agree(known, report):
                return at
        return None

    def _report(self, page: Page, sighting: Sighting) -> EventReport:
        rule, line = sighting.rule, page.lines[sighting.line]
        voice = page.voice(sighting.line)
        actors = sighting.actors
        if not actors and (rule.tie in _OWN_TIES or is_threat(sighting)) and voice.actor in self._cast.armed:
            actors = (voice.actor,) if voice.actor else ()
        return EventReport(
            event=rule.event,
            sub_event=rule.sub_event,
            actors=() if rule.tie is not None else actors,
            targets=sighting.targets,
            factuality=self._factuality(page, sighting),
            evidence=page.evidence(sighting.line, rule.id),
            when=date_in(line.units, page.article.published),
            weapon=self._weapon_of(line) or rule.weapon,
            places=places_in(line, self._cast),
            killed=toll(line.units, self._killed),
            injured=toll(line.units, self._injured),
            responsibility=_claims(sighting, actors, voice.actor),
            speaker=self._speaker(page, voice, actors),
            speaker_actor=voice.actor,
            confidence=0.8 if actors else 0.6,
        )

    def _speaker(self, page: Page, voice: Voice, actors: tuple[str, ...]) -> Speaker:
        """Place the speaker; whoever speaks for an armed group speaks for its kind."""
        kind = speaker_kind(voice, actors, page.scene.belligerents, self._cast)
        if kind is Speaker.OPPONENT and voice.actor in self._cast.armed and self._cast.groups.intersection(actors):
            return Speaker.PARTY
        return Speaker.OFFICIAL if kind is Speaker.OPPONENT and not actors else kind

    def _factuality(self, page: Page, sighting: Sighting) -> Factuality:
        mood = sighting.mood
        if sighting.line in page.background or (
            sighting.line and self._history.old(page.lines[sighting.line], page.article.published)
        ):
            return Factuality.HISTORICAL
        if is_threat(sighting):
            return Factuality.THREATENED
        if sighting.rule.tie is not None:
            return Factuality.OCCURRED
        if mood.supposed or mood.conditional or mood.modal or mood.planned or mood.future:
            return Factuality.HYPOTHETICAL
        return Factuality.DENIED if mood.negated else Factuality.OCCURRED

    def _weapon_of(self, line: Line) -> str:
        return next((unit.word for unit in line.units if unit.mask & self._weapon), "")


_OWN_TIES = frozenset({Responsibility.CLAIMED, Responsibility.DENIED})


def _claims(sighting: Sighting, actors: tuple[str, ...], speaker: str | None) -> tuple[Claim, ...]:
    tie = sighting.rule.tie
    if tie is None:
        return ()
    by = None if tie in _OWN_TIES or speaker in actors else speaker
    return tuple(Claim(actor, tie, by) for actor in actors)


def _agree(one: EventReport, other: EventReport) -> bool:
    """Tell whether two sentences can tell of the same act: nothing in them speaks against it."""
    generic = SubEvent.ATTACK in {one.sub_event, other.sub_event}
    if one.sub_event is not other.sub_event and not generic:
        return False
    for mine, theirs in ((_doers(one), _doers(other)), (one.targets, other.targets)):
        if mine and theirs and not set(mine) & set(theirs):
            return False
    return one.when is None or other.when is None or one.when.overlaps(other.when.start, other.when.end)


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
        killed=base.killed if base.killed != Toll() else other.killed,
        injured=base.injured if base.injured != Toll() else other.injured,
        responsibility=claims,
    )
