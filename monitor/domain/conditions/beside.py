"""What stands beside a change: reports that say otherwise, and those that moved nothing, with the reason.

It is looked for among the watch's reports of the days around; what proves the change itself is not here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Done, Heard, Said, hear
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import ChangeKind, Transition
from monitor.domain.model.report import Act, CeasefireReport, FiledReport, Responsibility
from monitor.domain.model.time import Millis

AGAINST_A_TRUCE: Final = frozenset(
    {Act.REJECTS, Act.DENIES_EXISTENCE, Act.SUSPENDS, Act.WITHDRAWS, Act.ENDS, Act.EXPIRES, Act.COLLAPSES}
)
FOR_A_TRUCE: Final = frozenset({Act.ACCEPTS, Act.TAKES_EFFECT, Act.HOLDS, Act.EXTENDS, Act.RESUMES})
AGAINST: Final[Mapping[ChangeKind, frozenset[Act]]] = {
    **dict.fromkeys((ChangeKind.PROPOSED, ChangeKind.CONDITIONAL_OFFER, ChangeKind.ANNOUNCED), AGAINST_A_TRUCE),
    **dict.fromkeys((ChangeKind.IN_EFFECT, ChangeKind.EXTENDED, ChangeKind.RESUMED), AGAINST_A_TRUCE),
    ChangeKind.HOLDING: AGAINST_A_TRUCE | {Act.ALLEGES_VIOLATION},
    ChangeKind.TERM_MET: frozenset({Act.TERM_UNMET}),
    ChangeKind.TERM_UNMET: frozenset({Act.TERM_MET}),
    **dict.fromkeys((ChangeKind.VIOLATED, ChangeKind.BROKEN), frozenset({Act.HOLDS})),
    **dict.fromkeys((ChangeKind.SUSPENDED, ChangeKind.WITHDRAWN, ChangeKind.ENDED), FOR_A_TRUCE),
    **dict.fromkeys((ChangeKind.COLLAPSED, ChangeKind.LAPSED, ChangeKind.EXPIRED), FOR_A_TRUCE),
    **dict.fromkeys((ChangeKind.REJECTED, ChangeKind.DENIED), FOR_A_TRUCE | {Act.ANNOUNCES}),
}
BREACHES: Final = frozenset({ChangeKind.VIOLATED, ChangeKind.BROKEN})


@dataclass(frozen=True, slots=True)
class Beside:
    """A report beside a change, and why it stands there."""

    filed: FiledReport
    why: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that stands beside a change."""

    dissent: tuple[Beside, ...] = ()
    passed_over: tuple[Beside, ...] = ()


def surroundings(
    made: Transition, filed: Collection[FiledReport], ground: Ground, used: Collection[str]
) -> Surroundings:
    """Give what stands beside a change; `used` are the reports that prove this change or another."""
    dissent = dissenting(made, filed, ground)
    told = {*used, *(one.filed.id for one in dissent)}
    return Surroundings(dissent, passed_over(made, filed, ground, told))


def dissenting(made: Transition, filed: Iterable[FiledReport], ground: Ground) -> tuple[Beside, ...]:
    """Give the reports that contradict a change, in the order of their times: they stay side by side with it."""
    return tuple(
        Beside(heard.filed, why) for heard in _around(made, filed, ground) if (why := _dissent(made, heard, ground))
    )


def passed_over(
    made: Transition, filed: Iterable[FiledReport], ground: Ground, used: Collection[str]
) -> tuple[Beside, ...]:
    """Give the reports of those days that moved nothing, each with the reason; `used` are those that prove a change."""
    near = (one for one in filed if one.id not in used and _near(made, one.reported_at))
    ordered = sorted(near, key=lambda one: (one.reported_at, one.id))
    return tuple(Beside(one, _idle(one, ground)) for one in ordered)


def _near(made: Transition, at: Millis) -> bool:
    return made.at.start - T.beside_before <= at <= made.at.start + T.beside_after


def _around(made: Transition, filed: Iterable[FiledReport], ground: Ground) -> Iterator[Heard]:
    heard = (hear(one, ground) for one in filed if _near(made, one.reported_at))
    yield from sorted((one for one in heard if one), key=lambda one: (one.at.start, one.filed.id))


def _dissent(made: Transition, heard: Heard, ground: Ground) -> str:
    """Say in what a report contradicts a change, "" where it does not."""
    if isinstance(heard, Done):
        denying = [one.actor for one in heard.report.responsibility if one.kind is Responsibility.DENIED]
        return f"denied by {ground.names(denying)}" if denying and made.change in BREACHES else ""
    about = not heard.named or not made.parties or not set(heard.named).isdisjoint(made.parties)
    return f"it says {heard.act}" if about and heard.act in AGAINST.get(made.change, ()) else ""


def _idle(one: FiledReport, ground: Ground) -> str:
    if one.voided:
        return "its publisher retracted it"
    heard = hear(one, ground)
    if heard is None:
        return _unheard(one)
    if isinstance(heard, Said) and not heard.moves:
        return "a threat or a background paragraph bears out and moves nothing"
    if isinstance(heard, Done) and one.report.evidence.background:
        return "a background paragraph moves nothing"
    if not heard.neutral and not (isinstance(heard, Said) and heard.committers):
        return "a side's word about the other proves nothing"
    return "no rule that it could move by was open: told already, out of scope, or of another arrangement"


def _unheard(one: FiledReport) -> str:
    if one.published is None and one.muted:
        return "history without a date has no place in the order"
    if isinstance(one.report, CeasefireReport) and one.report.act is Act.APPEAL:
        return "an appeal moves nothing"
    return f"it tells of what is {one.report.factuality}, or at no time that can be placed"
