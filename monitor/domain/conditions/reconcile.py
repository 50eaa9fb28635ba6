"""The difference between the journal and what is derived now: new changes, corrections and confirmations.

The journal is append-only. A correction's id is made of the id of the change that it corrects and its number in the row
of corrections of that change: an odd one takes the change back, an even one reinstates it. So the journal itself tells
what stands, and reconciling twice gives nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from monitor.domain.conditions.ledger import digest
from monitor.domain.conditions.rulings import set_aside
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import (
    ChangedField,
    ChangeKind,
    ConditionChange,
    ConditionKind,
    Derivation,
    Transition,
)
from monitor.domain.model.report import FiledReport
from monitor.domain.model.ruling import Ruling, Verb
from monitor.domain.model.time import Millis, iso

REMEMBERED = 2**15  # ids of corrections, asked for again with each comparison of a journal
DEADLINES = frozenset({ChangeKind.DEADLINE_NEAR, ChangeKind.DEADLINE_PASSED})
TAKEN_BACK, REINSTATED = "taken back", "reinstated"


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What to append to the journal, and the ids of journalled changes that are confirmed now."""

    changes: tuple[ConditionChange, ...] = ()
    confirmations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A journalled change with the number of its corrections so far; it stands while that is even."""

    change: ConditionChange
    corrections: int

    @property
    def stands(self) -> bool:
        """Tell whether it has not been taken back."""
        return self.corrections % 2 == 0


def reconcile(
    journal: Sequence[ConditionChange],
    confirmed: frozenset[str],
    derivation: Derivation,
    filed: Mapping[str, FiledReport],
    now: Millis,
    *,
    rulings: Sequence[Ruling] = (),
) -> Reconciliation:
    """Compare the journal with the derivation; `confirmed` are the ids confirmed since they were journalled.

    `rulings` are those of the watch, also those that were withdrawn: they say why something is taken back.
    """
    entries = entries_of(journal)
    same, fresh = _paired(entries, derivation.transitions)
    first_seen = _first_seen(derivation, filed) if fresh else {}
    triggers = _triggers(derivation.transitions) if fresh else frozenset[str]()
    changes: list[ConditionChange] = []
    for made in fresh:
        entry = entries.get(made.id)
        if entry is not None:
            changes.append(_corrected(entry, now, filed, rulings))
            same[made.id] = made
        else:
            news = _is_news(made, filed, first_seen, now) and not _told_already(made, triggers)
            changes.append(ConditionChange(made, now, news))
    gone = [entry for entry in entries.values() if entry.stands and entry.change.id not in same]
    changes.extend(_corrected(entry, now, filed, rulings) for entry in gone)
    return Reconciliation(tuple(changes), tuple(_confirmations(entries, same, confirmed)))


def told_as(journal: Sequence[ConditionChange], derivation: Derivation) -> Mapping[str, Transition]:
    """Give for each journalled change that stands, by id, the derived transition that it tells of."""
    return _paired(entries_of(journal), derivation.transitions)[0]


def entries_of(journal: Sequence[ConditionChange]) -> dict[str, Entry]:
    """Give the journalled changes by id, each with how often it was corrected."""
    corrections = {change.id for change in journal if change.transition.change is ChangeKind.CORRECTED}
    entries: dict[str, Entry] = {}
    for change in journal:
        if change.transition.change is not ChangeKind.CORRECTED:
            count = 0
            while corrections and correction_id(change.id, count + 1) in corrections:
                count += 1
            entries[change.id] = Entry(change, count)
    return entries


@lru_cache(maxsize=REMEMBERED)
def correction_id(change_id: str, number: int) -> str:
    """Give the id of a change's correction of that number, from 1."""
    return digest("corrected", change_id, number)


def _paired(
    entries: Mapping[str, Entry], transitions: Sequence[Transition]
) -> tuple[dict[str, Transition], list[Transition]]:
    """Pair standing entries with derived transitions, by id, else by likeness; give the pairs and the derived rest."""
    same = {made.id: made for made in transitions if made.id in entries and entries[made.id].stands}
    loose: dict[tuple[str, ...], list[ConditionChange]] = {}
    for entry in entries.values():
        if entry.stands and entry.change.id not in same:
            loose.setdefault(_kind(entry.change.transition), []).append(entry.change)
    fresh: list[Transition] = []
    for made in transitions:
        if made.id in same:
            continue
        twin = _twin(made, loose.get(_kind(made), []))
        if twin is None:
            fresh.append(made)
        else:
            same[twin.id] = made
            loose[_kind(made)].remove(twin)
    return same, fresh


def _kind(made: Transition) -> tuple[str, ...]:
    actor = made.actor if made.field is ChangedField.TREND else None
    return made.watch, made.kind, made.change, made.field, made.after, actor or ""


def _twin(made: Transition, journalled: Iterable[ConditionChange]) -> ConditionChange | None:
    """Find the nearest journalled change that a reader would call the same."""
    nearness = T.same_trend if made.kind is ConditionKind.ACTIVITY else T.same_change
    near = [
        (abs(old.transition.at.start - made.at.start), old.id, old)
        for old in journalled
        if abs(old.transition.at.start - made.at.start) <= nearness
        and (not made.parties or not set(made.parties).isdisjoint(old.transition.parties))
    ]
    return min(near, key=lambda one: one[:2])[2] if near else None


def _first_seen(derivation: Derivation, filed: Mapping[str, FiledReport]) -> dict[str, tuple[Millis, bool]]:
    """Give for each arrangement when its first report was seen, and whether all its reports are muted."""
    seen: dict[str, tuple[Millis, bool]] = {}
    for condition in derivation.conditions:
        reports = [filed[one] for one in condition.evidence if one in filed]
        if condition.arrangement is not None and reports:
            first = min(report.first_seen for report in reports)
            seen[condition.arrangement.id] = (first, all(report.muted for report in reports))
    return seen


def _is_news(
    made: Transition, filed: Mapping[str, FiledReport], first_seen: Mapping[str, tuple[Millis, bool]], now: Millis
) -> bool:
    """Tell whether a change is announced.

    Not what a muted report tells, not what happened long before its report, not what the clock did before we looked.
    """
    if made.reported_at - made.at.end > T.old_news:
        return False
    patience = _patience(made)
    if patience is not None and now - made.at.end > patience:
        return False
    if made.evidence:
        trigger = filed.get(made.evidence[0])
        return trigger is None or not trigger.muted
    if made.arrangement is None:
        return True
    since, muted = first_seen.get(made.arrangement, (made.at.start, False))
    return made.at.start >= since and not (muted and now - made.at.start > T.history)


def _patience(made: Transition) -> Millis | None:
    """Give how old a change may be to be announced, None for any age.

    A surge that is over, or a deadline long gone, is no news; a database of an older version would tell many of them.
    """
    if made.kind is ConditionKind.ACTIVITY:
        return T.activity_news if made.evidence else T.history
    return T.history if made.change in DEADLINES else None


def _triggers(transitions: Iterable[Transition]) -> frozenset[str]:
    """Give the reports that set off changes of truces."""
    return frozenset(one.evidence[0] for one in transitions if one.kind is ConditionKind.CEASEFIRE and one.evidence)


def _told_already(made: Transition, triggers: frozenset[str]) -> bool:
    """Tell whether an attack is told by a change of a truce: then it is no news of its own."""
    if made.kind is not ConditionKind.ACTIVITY or made.field is ChangedField.TREND:
        return False
    return not triggers.isdisjoint(made.evidence)


def _corrected(
    entry: Entry, now: Millis, filed: Mapping[str, FiledReport], rulings: Sequence[Ruling]
) -> ConditionChange:
    """Make the correction that takes a change back, or reinstates it; it goes where the change went."""
    old = entry.change.transition
    number = entry.corrections + 1
    outcome = TAKEN_BACK if entry.stands else REINSTATED
    return ConditionChange(
        replace(
            old,
            id=correction_id(old.id, number),
            change=ChangeKind.CORRECTED,
            field=ChangedField.DERIVATION,
            before=old.change if entry.corrections == 0 else (REINSTATED if entry.stands else TAKEN_BACK),
            after=outcome,
            confirmed=True,
            rule="corrected",
            reason=_correction(old, outcome, filed, rulings),
        ),
        now,
        entry.change.announced,
    )


def _correction(old: Transition, outcome: str, filed: Mapping[str, FiledReport], rulings: Sequence[Ruling]) -> str:
    what = f"The change “{old.change}” of {iso(old.at.start)} ({old.id})"
    if outcome == REINSTATED:
        return f"{what} stands again by all that is known now."
    return f"{what} is taken back: {_why_gone(old, filed, rulings)}."


def _why_gone(old: Transition, filed: Mapping[str, FiledReport], rulings: Sequence[Ruling]) -> str:
    for one in rulings:
        if one.id in old.evidence and one.withdrawn is not None:
            return f"the analyst {one.withdrawn.by} withdrew the ruling: {one.withdrawn.why.rstrip('.')}"
    direct = next((one for one in rulings if one.counts and one.verb is Verb.DISMISS and one.subject == old.id), None)
    if direct is not None and direct.field is not None:
        return f"the analyst {direct.by} dismissed it: {direct.why.rstrip('.')}"
    aside = set_aside(rulings)
    dismissed = next((aside[one] for one in old.evidence if one in aside), None)
    if dismissed is not None:
        return f"the analyst {dismissed.by} dismissed its report: {dismissed.why.rstrip('.')}"
    proofs = [filed[one] for one in old.evidence if one in filed]
    if proofs and all(proof.voided for proof in proofs):
        return "its publisher retracted the report"
    return "a later report, or an analyst's ruling, alters the past" if rulings else "a later report alters the past"


def _confirmations(
    entries: Mapping[str, Entry], same: Mapping[str, Transition], confirmed: frozenset[str]
) -> Iterator[str]:
    for name, made in same.items():
        if made.confirmed and not entries[name].change.transition.confirmed and name not in confirmed:
            yield name
