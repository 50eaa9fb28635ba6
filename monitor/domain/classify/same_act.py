"""Whether two reports of one text tell of the same armed act, and what is known of it together."""

from collections.abc import Iterable
from dataclasses import replace

from monitor.domain.classify.cast import Cast
from monitor.domain.model.lexicon import PlaceKind
from monitor.domain.model.report import EventReport, SubEvent, Toll
from monitor.domain.model.time import When

_NO_TOLL = Toll()
_HIDDEN = frozenset({SubEvent.REMOTE_EXPLOSIVE, SubEvent.SUICIDE_BOMB})
_KINDS = {  # weapons that are not mistaken for each other, by a part of their name
    "drone": "drone", "uav": "drone", "unmanned": "drone",
    "rocket": "fire", "missile": "fire", "mortar": "fire", "shell": "fire", "artillery": "fire", "katyusha": "fire",
    "mine": "bomb", "ied": "bomb", "bomb": "bomb", "explos": "bomb",
}  # fmt: skip


class SameAct:
    """Compares armed acts; made once per lexicon."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._towns = frozenset(place.id for place in cast.lexicon.places if place.kind is PlaceKind.CITY)

    def agree(self, one: EventReport, other: EventReport) -> bool:
        """Tell whether two sentences tell of one act: they agree, and lend no hidden bomb to its layers' foes."""
        if _apart(one, other) or not self._same(one, other) or self._hits_doers(one, other):
            return False
        if not _HIDDEN.intersection({one.sub_event, other.sub_event}):
            return True
        armed = self._cast.armed
        return armed.issuperset((*one.actors, *other.actors)) and armed.isdisjoint((*one.targets, *other.targets))

    def _same(self, one: EventReport, other: EventReport) -> bool:
        """Tell whether nothing in two sentences speaks against one act: kind, weapon, doers, victims, place or day."""
        generic = SubEvent.ATTACK in {one.sub_event, other.sub_event}
        if (one.sub_event is not other.sub_event and not generic) or _armed_otherwise(one.weapon, other.weapon):
            return False
        if not self._akin(_doers(one), _doers(other)) or not self._akin(one.targets, other.targets):
            return False
        if one.places and other.places and not self._near(one.places, other.places):
            return False
        return one.when is None or other.when is None or _share_a_moment(one.when, other.when)

    def _hits_doers(self, one: EventReport, other: EventReport) -> bool:
        """Tell whether an act of nobody hits those who did the other: `the army shells X after rockets hit it`."""
        if one.actors and other.actors:
            return False
        doers = {*one.actors, *other.actors}
        states = {whole for doer in doers for whole in self._cast.links[doer]}
        return bool((doers | states).intersection((*one.targets, *other.targets)))

    def _akin(self, mine: Iterable[str], theirs: Iterable[str]) -> bool:
        """Tell whether two lists of actors can mean the same: `jihadists` and the group that is named later."""
        one, other = set(mine), set(theirs)
        if not one or not other or one & other:
            return True
        nameless = self._cast.nameless
        return any(some <= nameless and rest & self._cast.armed for some, rest in ((one, other), (other, one)))

    def _near(self, mine: Iterable[str], theirs: Iterable[str]) -> bool:
        """Tell whether one's place lies in the other's, or both lie in one town."""
        one, other = set(mine), set(theirs)
        wide, wider = self._cast.around(one), self._cast.around(other)
        return bool(wide & other or wider & one or wide & wider & self._towns)


def joined(known: EventReport, report: EventReport, *, tie: bool) -> EventReport:
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


def _armed_otherwise(one: str, other: str) -> bool:
    kinds = {next((kind for part, kind in _KINDS.items() if part in weapon), "") for weapon in (one, other)}
    return len(kinds) > 1 and "" not in kinds


def _apart(one: EventReport, other: EventReport) -> bool:
    """Tell whether one sentence tells of two acts: `Israel struck Gaza after rocket fire`."""
    kinds = {one.sub_event, other.sub_event}
    same_sentence = one.evidence.start == other.evidence.start and SubEvent.ARMED_CLASH not in kinds
    return same_sentence and bool(one.actors) != bool(other.actors) and len(kinds) > 1


def _share_a_moment(one: When, other: When) -> bool:
    return one.start == other.start or (one.start < other.end and other.start < one.end)


def _doers(report: EventReport) -> tuple[str, ...]:
    return report.actors or tuple(claim.actor for claim in report.responsibility)
