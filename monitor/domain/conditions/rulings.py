"""A watch's rulings as the fold needs them: what is set when, what is upheld, and which reports are set aside.

What a `set` does to an arrangement is in `rules_analyst`; how a ruling is made is in `hand`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from monitor.domain.conditions.heard import EVENT_RANK, Order
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import ChangedField, ChangeKind, Transition
from monitor.domain.model.ruling import Ruling, Verb
from monitor.domain.model.time import When

RULING_RANK: Final = EVENT_RANK + 1  # of one instant an analyst's word comes last


@dataclass(frozen=True, slots=True)
class Setting:
    """A ruling that says how an arrangement stands from a time on."""

    ruling: Ruling
    at: When

    @property
    def order(self) -> Order:
        """Give its place among the reports."""
        return self.at.start, self.ruling.ruled_at, RULING_RANK, self.ruling.id


@dataclass(frozen=True, slots=True)
class Upheld:
    """The transitions that analysts confirmed.

    `ids` are theirs. A late report can give the same change another id, so `triggers` holds kind and report as well:
    what an analyst confirmed stays so wherever that report tells of that kind of change.
    """

    ids: frozenset[str] = frozenset()
    triggers: frozenset[tuple[ChangeKind, str]] = frozenset()

    def holds(self, made: Transition) -> bool:
        """Tell whether a transition is confirmed by a ruling."""
        return made.id in self.ids or any(self.vouch(made.change, report) for report in made.evidence)

    def vouch(self, change: ChangeKind, report: str) -> bool:
        """Tell whether a report tells of a change that an analyst confirmed."""
        return (change, report) in self.triggers


NOTHING: Final = Upheld()


def settings(rulings: Iterable[Ruling]) -> list[Setting]:
    """Give what is set, in any order."""
    return [Setting(one, one.at) for one in rulings if one.counts and one.verb is Verb.SET and one.at is not None]


def upheld(rulings: Iterable[Ruling]) -> Upheld:
    """Give what is confirmed."""
    found = [one for one in rulings if one.counts and one.verb is Verb.CONFIRM]
    ids = frozenset(name for one in found for name in one.acts_on)
    return Upheld(ids, frozenset((ChangeKind(one.value), name) for one in found for name in one.acts_on))


@dataclass(frozen=True, slots=True)
class Struck:
    """A dismissed change of activity: it is struck out wherever it is derived, its attacks go on to count."""

    change: ChangeKind
    names: frozenset[str]
    at: When
    actor: str | None = None

    def strikes(self, made: Transition) -> bool:
        """Tell whether a transition is this change: by its id or its first report, a trend's by its actor and days."""
        if made.change is not self.change:
            return False
        own = made.field is ChangedField.TREND and made.actor == self.actor
        near = own and abs(made.at.start - self.at.start) <= T.same_trend
        return near or not self.names.isdisjoint((made.id, *made.evidence[:1]))


def struck(rulings: Iterable[Ruling]) -> tuple[Struck, ...]:
    """Give the changes of activity that are dismissed."""
    return tuple(
        Struck(ChangeKind(one.value), frozenset(one.acts_on), one.at, one.actor)
        for one in rulings
        if one.counts and one.verb is Verb.DISMISS and one.at is not None
    )


def set_aside(rulings: Iterable[Ruling]) -> dict[str, Ruling]:
    """Give the reports that are set aside, each with the first ruling that does it."""
    aside: dict[str, Ruling] = {}
    for one in rulings:
        if one.counts and one.verb is Verb.DISMISS and one.field is None:
            for report in one.acts_on:
                aside.setdefault(report, one)
    return aside
