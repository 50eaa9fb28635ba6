"""From sightings to EventReports: factuality, weapon, place, toll and ties, and the same act told twice made one."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.domain.classify.attribution import Voice, speaker_kind
from monitor.domain.classify.cast import Cast
from monitor.domain.classify.history import NEWS, HistoryReader, in_name
from monitor.domain.classify.inflect import ING, PRESENT
from monitor.domain.classify.landmarks import FRESH, LandmarkReader
from monitor.domain.classify.page import Page
from monitor.domain.classify.places import places_in
from monitor.domain.classify.rules import Presumed
from monitor.domain.classify.same_act import SameAct, joined
from monitor.domain.classify.sightings import OWN_TIES, Sighting, is_threat
from monitor.domain.classify.tolls import TollReader
from monitor.domain.classify.units import Line
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import Claim, EventReport, Factuality, Responsibility, Speaker, SubEvent

_BOMBS = frozenset({"bomb", "bombs"})
_OWN = frozenset({"its", "their", "our"})
_OWN_DATE = 6  # units between an act and its date
_OWN_MEN = 6  # units before a verb in which a speaker's own men stand
_OF_A_WAR = 2_000  # dead; so many are a war's or a campaign's so far, not one act's
_UNREAL = frozenset({Factuality.HYPOTHETICAL, Factuality.HISTORICAL, Factuality.THREATENED})


class EventWriter:
    """Writes event reports; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary) -> None:
        self._cast = cast
        self._history = HistoryReader(vocabulary)
        self._means = {
            vocabulary.mask("rocket_word", "volley", "shelling"): SubEvent.SHELLING_ARTILLERY_MISSILE,
            vocabulary.mask("drone_word", "airstrike_word"): SubEvent.AIR_DRONE_STRIKE,
            vocabulary.mask("suicide_word"): SubEvent.SUICIDE_BOMB,
            vocabulary.mask("mine_word"): SubEvent.REMOTE_EXPLOSIVE,
        }
        self._same, self._tolls = SameAct(cast), TollReader(vocabulary)
        self._landmarks = LandmarkReader(cast, vocabulary)
        self._fighting = cast.armed | cast.outlaws
        self._officials = (cast.states | cast.forces) - cast.armed  # a group that took power took towns before
        self._answer = vocabulary.mask("answer")
        self._weapon = vocabulary.mask("weapon", "mine_word", "rocket_word")

    def write(self, page: Page, sightings: Sequence[Sighting]) -> tuple[EventReport, ...]:
        """Write all events of a text in order; ties join the act that they speak of."""
        events: list[EventReport] = []
        for sighting in sightings:
            report = self._report(page, sighting)
            at = self._known(page, events, sighting, report)
            if at is None and not sighting.rule.joins:
                events.append(report)
            elif at is not None:
                events[at] = joined(events[at], report, tie=sighting.rule.tie is not None)
        told = {event.evidence.start for event in events}
        return tuple(
            e if e.factuality in _UNREAL else _of_one_act(self._tolls.completed(page, e, told)) for e in events
        )

    def _known(self, page: Page, events: Sequence[EventReport], sighting: Sighting, report: EventReport) -> int | None:
        """Find the same act before: for a tie the last real act, else one that agrees in everything.

        Who answers an act did not do it: `Rockets hit the port. The army retaliated with strikes.`
        """
        answers = bool(page.lines[sighting.line].mask & self._answer)
        for at in range(len(events) - 1, -1, -1):
            known = events[at]
            if known.event is not report.event or (known.factuality in _UNREAL) != (report.factuality in _UNREAL):
                continue
            if sighting.rule.tie is not None:
                return at
            if self._same.agree(known, report) and not (answers and report.actors and not known.actors):
                return at
        return None

    def _report(self, page: Page, sighting: Sighting) -> EventReport:
        rule, line = sighting.rule, page.lines[sighting.line]
        voice = page.voice(sighting.line)
        places = places_in(line, self._cast)
        actors = self._doers(line, sighting, voice, places)
        killed, injured = self._tolls.read(line)
        factuality = self._factuality(page, sighting)
        past = factuality is Factuality.HISTORICAL
        return EventReport(
            event=rule.event,
            sub_event=self._kind(line, sighting, actors, places, past=past),
            actors=() if rule.tie is not None else actors,
            targets=sighting.targets,
            factuality=factuality,
            evidence=page.evidence(sighting.line, rule.id),
            when=next((when for _, when in page.dates[sighting.line]), None),
            weapon=self._weapon_of(line, sighting) or rule.weapon,
            places=places,
            killed=killed,
            injured=injured,
            responsibility=_claims(sighting, actors) or _admission(sighting, actors, voice),
            speaker=self._speaker(page, voice, actors),
            speaker_actor=voice.actor,
            confidence=0.8 if actors else 0.6,
        )

    def _doers(self, line: Line, sighting: Sighting, voice: Voice, places: Sequence[str]) -> tuple[str, ...]:
        """Give who does it, the speaker where an armed group owns up to it, denies it or threatens."""
        rule = sighting.rule
        named = () if rule.admits and self._own_men(line, sighting.head) else sighting.actors
        owned = rule.tie in OWN_TIES or rule.admits or is_threat(sighting)
        if not named and owned and voice.actor is not None and voice.actor in self._cast.armed:
            named = (voice.actor,)
        noun = not line.units[sighting.head].form and rule.actor != "both"
        if rule.presumed is Presumed.ALWAYS and noun and not self._dropped(line, sighting.head, places):
            return tuple(actor for actor in named if actor in self._fighting)  # `the Tel Aviv bombing` names no doer
        return named

    def _dropped(self, line: Line, head: int, places: Sequence[str]) -> bool:
        """Tell whether it is a state's bomb that falls abroad: `a US bomb killed ten in Kandahar`."""
        owner = line.units[head - 1] if head else line.units[head]
        bomb = line.units[head].word in _BOMBS and owner.actor in self._cast.states
        home = self._cast.homes.get(owner.actor or "")
        return bomb and home is not None and bool(places) and home not in self._cast.around(places)

    def _kind(
        self, line: Line, sighting: Sighting, actors: Sequence[str], places: Sequence[str], *, past: bool
    ) -> SubEvent:
        """Give the kind of an act: a rule's, or by the means of one only blamed; ground taken at home is regained."""
        rule = sighting.rule
        if rule.tie and not past:
            return self._told_by_means(line, sighting.head)
        takes = rule.sub_event is SubEvent.TAKES_TERRITORY
        regains = takes and self._at_home(actors, places, again=line.units[sighting.head].word.startswith("re"))
        return SubEvent.REGAINS_TERRITORY if regains else rule.sub_event

    def _at_home(self, actors: Sequence[str], places: Sequence[str], *, again: bool) -> bool:
        """Tell whether one of some doers is a state's and stands in it; where no place is named, only who comes back.

        The first place counts that is not just the doer's own: the others are where somebody spoke.
        """
        if not self._cast.unnamed_forces.isdisjoint(actors):
            return True
        homes = {self._cast.homes[actor] for actor in self._officials.intersection(actors) & self._cast.homes.keys()}
        if not places:
            return again and bool(homes)
        ground = next((place for place in places if place not in homes), places[0])
        return not homes.isdisjoint(self._cast.around([ground]))

    def _told_by_means(self, line: Line, head: int) -> SubEvent:
        """Give the kind of an act that is only blamed on someone or owned, by the one means that is named."""
        behind = line.units[head + 1 :]
        kinds = [kind for mask, kind in self._means.items() if any(unit.mask & mask for unit in behind)]
        return kinds[0] if len(kinds) == 1 else SubEvent.ATTACK

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
        if (
            sighting.line in page.background
            or mood.dating
            or self._old(page, sighting)
            or self._landmark(page, sighting)
            or self._only_spoken_of(page, sighting)
        ):
            return Factuality.HISTORICAL
        if is_threat(sighting):
            return Factuality.THREATENED
        if sighting.rule.tie is Responsibility.ATTRIBUTED and self._standing(page, sighting):
            return Factuality.HISTORICAL
        if sighting.rule.tie is not None or sighting.rule.ongoing:
            return Factuality.IN_PROGRESS if sighting.rule.ongoing else Factuality.OCCURRED
        if mood.supposed or mood.near:
            return Factuality.HYPOTHETICAL
        return Factuality.DENIED if mood.negated else Factuality.OCCURRED

    def _old(self, page: Page, sighting: Sighting) -> bool:
        line, dates = page.lines[sighting.line], page.dates[sighting.line]
        if not sighting.line:  # a first line tells the news, unless by the name of something past
            dates = tuple((at, when) for at, when in dates if in_name(line.units, at, sighting.head))
        published, head = page.article.published, sighting.head
        named = line.units[head].form in {0, ING} and self._history.of_old(line, published, head)  # `the 2013 bombing`
        return named or self._history.old(line, dates, published, head)

    def _landmark(self, page: Page, sighting: Sighting) -> bool:
        line, dates, published = page.lines[sighting.line], page.dates[sighting.line], page.article.published
        own = [when for at, when in dates if abs(at - sighting.head) <= _OWN_DATE]
        fresh = published is None or any(when.end > published - FRESH for when in own)
        return not fresh and self._landmarks.meant(line, sighting, published)

    def _only_spoken_of(self, page: Page, sighting: Sighting) -> bool:
        """Tell whether it is only spoken of: what somebody is tried for, and an attack that has a name.

        So is what nobody did behind a headline from court.
        """
        if is_threat(sighting):
            return False
        reader, line, tie = self._history, page.lines[sighting.line], sighting.rule.tie is not None
        if not tie and reader.named_in_passing(line.units, sighting.head):
            return True
        undated = sighting.line and not (sighting.actors or page.dates[sighting.line])
        if undated and reader.from_court(page.lines[0]):
            return True
        return reader.before_court(line, sighting.head, tie=tie)

    def _standing(self, page: Page, sighting: Sighting) -> bool:
        """Tell whether blame is a standing one, told without a date behind the news: `X blames Y for attacks`."""
        line = page.lines[sighting.line]
        present = line.units[sighting.head].form & PRESENT
        return bool(present) and line.paragraph > NEWS and not page.dates[sighting.line]

    def _weapon_of(self, line: Line, sighting: Sighting) -> str:
        """Give the weapon in the act's own words, else the rule's or the first, without its owner: `Russian drones`."""
        weapons = [(at, unit) for at, unit in enumerate(line.units) if unit.mask & self._weapon]
        own = [unit for at, unit in weapons if sighting.head <= at <= sighting.end]
        told = own or [unit for _, unit in weapons if not sighting.rule.weapon]
        armed = next(iter(told), None)
        if armed is None:
            return ""
        return armed.word.rpartition(" ")[2] if armed.actor else armed.word


def _claims(sighting: Sighting, actors: tuple[str, ...]) -> tuple[Claim, ...]:
    tie = sighting.rule.tie
    if tie is None or (tie is Responsibility.CLAIMED and sighting.mood.negated):
        return ()  # `for which nobody has claimed responsibility`
    return tuple(Claim(actor, tie, sighting.accuser) for actor in actors)


def _admission(sighting: Sighting, actors: tuple[str, ...], voice: Voice) -> tuple[Claim, ...]:
    """Give the claim in a doer's own word: `the group said that it had resumed attacks`."""
    real = not (sighting.mood.negated or sighting.mood.near or sighting.mood.supposed)
    if not sighting.rule.admits or not real or actors != (voice.actor,):
        return ()
    return (Claim(actors[0], Responsibility.CLAIMED),)


def _of_one_act(event: EventReport) -> EventReport:
    """Call an act told of old where its dead are those of a whole war: `an offensive that has killed 15,000 people`."""
    whole = event.killed.best is not None and event.killed.best >= _OF_A_WAR
    return replace(event, factuality=Factuality.HISTORICAL) if whole else event
