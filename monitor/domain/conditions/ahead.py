"""What would change a state next: the ways on from each row of the table of changes, with their thresholds."""

from collections.abc import Iterator, Mapping
from typing import Final

from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import ChangedField, ChangeKind, Compliance, Formal, Transition, Trend
from monitor.domain.model.time import DAY, HOUR, MINUTE

_ENDS = (
    "suspended or ended: by an essential party's own word",
    "lapsed: its stated end passes under good coverage",
)
FORMAL: Final[Mapping[str, tuple[str, ...]]] = {
    Formal.PROPOSED: ("announced: a party accepts or declares it, or every condition set beforehand is met",),
    Formal.ANNOUNCED: (
        (
            "in effect: the stated hour passes and all that it needs have committed, it is reported, or"
            f" {T.presumed_effect // HOUR} hours of good coverage pass without a denial"
        ),
        "never effective: an essential party rejects it before",
    ),
    Formal.IN_EFFECT: _ENDS,
    Formal.SUSPENDED: ("in effect: an essential party resumes it", *_ENDS[1:]),
    Formal.LAPSED: (
        "in effect again: any report that treats it as live",
        f"expired: a report, or {T.expire // HOUR} hours of good coverage without one",
    ),
}
COMPLIANCE: Final[Mapping[str, tuple[str, ...]]] = {
    Compliance.HOLDING: ("strained: a violation or an incident in its scope",),
    Compliance.STRAINED: (
        (
            f"holding: {T.clean_strained // DAY} clean days of good coverage, or a report of it"
            f" {T.dwell_strained // HOUR} hours after the last violation"
        ),
        (
            f"broken: confirmed attacks of a bound actor on {T.break_days} of {T.break_window // DAY} days or in"
            f" {T.break_districts} districts, or its own word"
        ),
    ),
    Compliance.BROKEN: (
        f"holding: {T.clean_broken // DAY} clean days of good coverage",
        f"collapsed: two origins or a principal say so, and nobody affirms it for {T.collapse // HOUR} hours",
    ),
}
TREND: Final[Mapping[str, tuple[str, ...]]] = {
    Trend.SURGE: (
        (
            f"usual: no sooner than {T.trend_dwell_days} days later, once a week like this is likelier than"
            f" {T.surge_over:.0%}"
        ),
    ),
    Trend.LULL: (
        (
            f"usual: no sooner than {T.trend_dwell_days} days later, once a week this quiet is likelier than"
            f" {T.lull_over:.0%}"
        ),
    ),
}
SIGHT: Final[Mapping[str, tuple[str, ...]]] = {
    ChangeKind.BLIND: ("sighted: at least half of the sources are seen again",),
    ChangeKind.SIGHTED: (
        f"blind: fewer than half of the sources are seen for {T.blind_after // MINUTE} minutes or more",
    ),
    ChangeKind.SILENT: ("heard: a good poll, and something new within its usual pauses",),
    ChangeKind.HEARD: ("silent: it fails or brings nothing new for longer than its rhythm allows",),
}
WAYS: Final[Mapping[ChangedField, Mapping[str, tuple[str, ...]]]] = {
    ChangedField.FORMAL: FORMAL,
    ChangedField.COMPLIANCE: COMPLIANCE,
    ChangedField.TREND: TREND,
    ChangedField.SIGHT: SIGHT,
}


def ways_of(made: Transition) -> tuple[str, ...]:
    """Give the ways on from the state that a change led to."""
    return WAYS.get(made.field, {}).get(made.after, ())


def ways_on(made: Transition) -> Iterator[str]:
    """Give these ways, what would confirm the change, and what would take it back; one a line."""
    if not made.confirmed:
        yield "confirmed: a second independent origin, a monitor, or the own word of who did it"
    yield from ways_of(made)
    if made.evidence and made.field not in {
        ChangedField.SIGHT,
        ChangedField.DERIVATION,
    }:  # a publisher's word proves it
        yield "taken back: its publisher retracts the proof, or a late report alters the past"
