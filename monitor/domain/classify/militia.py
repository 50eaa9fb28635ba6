"""Whether a text tells of militia activity: an armed group attacks, threatens, kidnaps, claims or breaks a truce."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.relevance import DONE
from monitor.domain.classify.reports import Found
from monitor.domain.classify.rules import Presumed, armed_rules
from monitor.domain.classify.scene import Scene
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    EventReport,
    Factuality,
    Label,
    PloverEvent,
    Speaker,
    SubEvent,
    Toll,
)

_CALM = frozenset(
    {Label.ANNOUNCED, Label.IN_EFFECT, Label.EXTENDED, Label.PROPOSED, Label.CONDITIONAL_OFFER, Label.NEGOTIATION_ONLY}
)
_BROKEN = frozenset({Label.VIOLATED, Label.SUSPENDED_OR_COLLAPSED})
_BOTH_HAVE = ("missile", "drone")
_SHARED_WEAPONS = ("rocket", "katyusha", "mortar", "landmine", "land mine")  # states at war fire them too
_BOMBS = frozenset({SubEvent.SUICIDE_BOMB, SubEvent.REMOTE_EXPLOSIVE})
_BANGS = ("bomb", "blast", "explosion")
_GUNMEN = "gunmen"
_HALT = "announce.will-halt"  # `will not halt attacks` is a threat
_THREAT = "none.threatens-end"


class MilitiaReader:
    """Reads militia activity; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary, patterns: Mapping[str, Any]) -> None:
        self._cast = cast
        self._nobody = cast.outlaws | {_GUNMEN}
        self._presumed = {rule.id: rule.presumed for rule in armed_rules(patterns, vocabulary.bits)}

    def active(self, scene: Scene, found: Found, label: Label) -> bool:
        """Tell whether a non-state armed group attacks, threatens, claims, denies, breaks a truce or would end it."""
        armed = self._cast.armed_at(found.page.article.published)
        done = [event for event in found.events if event.factuality in DONE]
        if label in _CALM and not armed.issuperset(scene.belligerents):
            done = [event for event in done if event.actors or not _of_the_war(event)]
        done = [event for event in done if not self._crime(event, scene, found)]
        if label in _BROKEN and any(self._with_nobody(event, found) for event in done):
            return True
        return any(self._by_militia(event, scene, found, armed) for event in done) or any(
            self._breach(report, armed) for report in found.truces
        )

    def _crime(self, event: EventReport, scene: Scene, found: Found) -> bool:
        """Tell whether nobody of a name did it where no armed group fights: there it is crime, or one man's terror."""
        if not event.actors and self._cast.at_open_war(scene.implied, found.page.article.published):
            return True  # a war of states: bombs of nobody are theirs
        somebody = not self._nobody.issuperset(event.actors) or event.responsibility
        if somebody or event.sub_event is SubEvent.ARMED_CLASH:
            return False
        places = _places(event, found)
        if self._political(event, scene, places):
            return False
        return self._cast.at_peace(places) if places else not (scene.implied or scene.armed)

    def _political(self, event: EventReport, scene: Scene, places: Iterable[str]) -> bool:
        """Tell whether an act is none of common crime.

        So is a bombing with victims or of a bomb in a car, and all where an armed group is at home that the text names:
        `as the IRA ends its truce, a bomb goes off in London`.
        """
        hurt = {event.killed, event.injured} != {Toll()}
        if event.sub_event in _BOMBS and (hurt or not event.weapon.startswith(_BANGS)):
            return True
        named = self._cast.armed.intersection(scene.mentioned) - self._cast.nameless
        return not self._cast.around(places).isdisjoint(self._cast.homes.get(group) for group in named)

    def _breach(self, report: CeasefireReport, armed: frozenset[str]) -> bool:
        """Tell whether armed groups alone break or will not keep a truce, or threaten to end it; to end it is none."""
        goes_on = report.act is Act.REJECTS and report.evidence.rule == _HALT
        breach = (goes_on or report.act is Act.ALLEGES_VIOLATION) and report.factuality in DONE
        threat = report.evidence.rule == _THREAT
        return (breach or threat) and bool(report.parties) and armed.issuperset(report.parties)

    def _by_militia(self, event: EventReport, scene: Scene, found: Found, armed: frozenset[str]) -> bool:
        if any(claim.actor in armed for claim in event.responsibility):
            return True
        if event.factuality is Factuality.DENIED and event.speaker is not Speaker.PARTY:
            return False  # `the group has not struck` is nothing that it did or denied
        if armed.intersection(event.actors) or self._by_gangs(event, scene):
            return True
        if event.sub_event is SubEvent.ARMED_CLASH and armed.intersection(event.targets):
            return True
        denied = event.factuality is Factuality.DENIED
        return not (denied or scene.figurative or event.actors) and self._by_nobody(event, scene, found)

    def _with_nobody(self, event: EventReport, found: Found) -> bool:
        """Tell whether one state's men clash with somebody not named where its war is with an armed group."""
        if event.sub_event is not SubEvent.ARMED_CLASH:
            return False
        sides = {self._cast.state_of(actor) for actor in event.actors}
        return len(sides) == 1 and None not in sides and any(map(self._cast.insurgent, _places(event, found)))

    def _by_gangs(self, event: EventReport, scene: Scene) -> bool:
        """Tell whether gangs or a gunman act where the war is with an armed group: in Haiti, not in Chicago."""
        at_war = self._cast.armed_side(scene.implied) or any(map(self._cast.insurgent, event.places))
        return at_war and not self._cast.outlaws.isdisjoint(event.actors)

    def _by_nobody(self, event: EventReport, scene: Scene, found: Found) -> bool:
        """Tell whether an act whose doer is not named is a non-state group's, by its means or by whom it hits."""
        presumed = self._presumed[event.evidence.rule]
        if presumed is Presumed.INSURGENCY:
            return any(map(self._cast.in_insurgency, _places(event, found)))
        if presumed is not Presumed.NEVER and any(map(self._cast.insurgent, _places(event, found, actors=False))):
            return True
        if self._from_the_armed_side(event, scene):
            return True
        by_means = presumed is Presumed.ALWAYS
        if event.weapon and not event.weapon.startswith(_SHARED_WEAPONS):
            return by_means
        between_states = scene.implied and not scene.armed and not self._cast.armed.intersection(scene.implied)
        return not between_states and (bool(event.weapon) or by_means)

    def _from_the_armed_side(self, event: EventReport, scene: Scene) -> bool:
        """Tell whether a missile or drone of nobody hits the state that fights an armed group in the conflict meant."""
        shared = any(means in event.weapon for means in _BOTH_HAVE)
        if not shared or not self._cast.armed.intersection(scene.implied):
            return False
        hit = {*event.targets, *(whole for target in event.targets for whole in self._cast.links[target])}
        return bool(hit.intersection(scene.implied) - self._cast.armed)


def _of_the_war(event: EventReport) -> bool:
    """Tell whether beside a truce that is made it only tells of the war that this ends: clashes, captives."""
    return event.sub_event is SubEvent.ARMED_CLASH or event.event is PloverEvent.COERCE


def _places(event: EventReport, found: Found, *, actors: bool = True) -> Sequence[str]:
    """Give where an act was, else all places that the text names; without `actors` none that is a name of who acts."""
    if event.places:
        return event.places
    named = (unit for line in found.page.lines for unit in line.named)
    return [unit.place for unit in named if unit.place and (actors or not unit.actor)]
