"""What the story must come out as, held against the journal, the conditions and the receivers' ledger.

Pure: each check is a sentence, whether it holds, and what was found.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.demo.receivers import Receipt
from monitor.domain.model.condition import (
    Arrangement,
    ArrangementKind,
    ChangeKind,
    Compliance,
    Condition,
    ConditionChange,
    Formal,
    Stance,
    Transition,
)
from monitor.domain.model.report import DeadlineKind, EventReport, FiledReport, Responsibility, TermStatus, TermTiming
from monitor.domain.model.time import iso

COMMISSION = "iraqi-resistance-coordination-commission"
KATAIB = "kataib-hezbollah"
ASAIB = "asaib-ahl-al-haq"
KAHF = "ashab-al-kahf"
ROCKETS = "2020-11-17"
BETWEEN = "2020-11-10"  # the truce had held for a month
NOTE = "The claim of the rockets names the embassy; our own man heard seven."


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a played story left behind; `sent` are the identities that the outbox calls delivered."""

    changes: tuple[ConditionChange, ...]
    conditions: tuple[Condition, ...]
    filed: dict[str, FiledReport]
    receipts: tuple[Receipt, ...]
    refused: tuple[str, ...]
    sent: frozenset[str]
    unsent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One sentence about the story, whether it holds, and what was found."""

    sentence: str
    holds: bool
    found: str


def check_story(outcome: Outcome) -> tuple[Check, ...]:
    """Hold the outcome against the story, in the story's order."""
    made = [change.transition for change in outcome.changes if change.transition.change is not ChangeKind.CORRECTED]
    return (
        _offer(made),
        _announced(made),
        _effect(made, outcome),
        _threat(outcome),
        _strained(made, outcome),
        _reprint(made),
        _november(made, outcome),
        _first_attack(outcome),
        _kataib_stands(outcome),
        _asaib_leaves(made, outcome),
        _quiet(made, outcome),
        *_receipts(outcome),
    )


def _first(made: Iterable[Transition], wanted: Callable[[Transition], bool]) -> Transition | None:
    return next((transition for transition in made if wanted(transition)), None)


def _told(transition: Transition | None) -> str:
    if transition is None:
        return "no such change"
    sure = "confirmed" if transition.confirmed else "unconfirmed"
    return f"{iso(transition.at.start)} {transition.before} → {transition.after}, {sure}: {transition.reason}"


def _truce(outcome: Outcome) -> Arrangement | None:
    found = [c.arrangement for c in outcome.conditions if c.arrangement and _party(c.arrangement, KATAIB)]
    return found[0] if len(found) == 1 else None


def _party(truce: Arrangement, actor: str) -> Stance | None:
    return next((party.stance for party in truce.parties if party.actor == actor), None)


def _offer(made: Sequence[Transition]) -> Check:
    found = _first(made, lambda t: t.change is ChangeKind.CONDITIONAL_OFFER)
    holds = found is not None and not found.confirmed and COMMISSION in found.parties
    return Check("10 October: conditional offer of the Commission, unconfirmed", holds, _told(found))


def _announced(made: Sequence[Transition]) -> Check:
    found = _first(made, lambda t: t.change is ChangeKind.ANNOUNCED)
    holds = found is not None and found.confirmed and KATAIB in found.parties
    return Check("11 October: announced by Kataib Hezbollah's own spokesman", holds, _told(found))


def _effect(made: Sequence[Transition], outcome: Outcome) -> Check:
    found = _first(made, lambda t: t.change is ChangeKind.IN_EFFECT)
    truce = _truce(outcome)
    term = truce.terms[0] if truce and truce.terms else None
    holds = (
        found is not None
        and truce is not None
        and truce.kind is ArrangementKind.UNILATERAL
        and any(
            t.timing is TermTiming.RESOLUTIVE and t.deadline is DeadlineKind.NONE_STATED and "timetable" in t.text
            for t in truce.terms
        )
    )
    shown = f"{truce.kind if truce else '-'}; {term.text if term else 'no condition'}"
    return Check(
        "11 October: in effect, unilateral, on condition of a timetable, deadline none stated",
        holds,
        f"{_told(found)} [{shown}]",
    )


def _threat(outcome: Outcome) -> Check:
    truce = _truce(outcome)
    said = (
        [outcome.filed[id_].report.evidence.sentence for id_ in truce.threats if id_ in outcome.filed] if truce else []
    )
    return Check("11 October: a threat is on record", bool(said), said[0] if said else "no threat")


def _strained(made: Sequence[Transition], outcome: Outcome) -> Check:
    found = _first(made, lambda t: t.change is ChangeKind.VIOLATED)
    acts = _acts(found, outcome)
    unclaimed = bool(acts) and not any(act.actors or act.responsibility for act in acts)
    broken = any(t.change is ChangeKind.BROKEN for t in made)
    holds = found is not None and iso(found.at.start).startswith("2020-10-11") and found.after == Compliance.STRAINED
    return Check(
        "11 October: strained by the unclaimed bomb, an incident, not broken",
        holds and unclaimed and not broken and not (found and found.confirmed),
        _told(found),
    )


def _reprint(made: Sequence[Transition]) -> Check:
    again = [t for t in made if t.change in {ChangeKind.ANNOUNCED, ChangeKind.IN_EFFECT}]
    shown = ", ".join(str(t.change) for t in again) or "neither"
    return Check("11 October: the reprint changes nothing more", len(again) == 2, f"in all: {shown}")  # noqa: PLR2004  announced and in effect


def _november(made: Sequence[Transition], outcome: Outcome) -> Check:
    found = _first(made, lambda t: t.change is ChangeKind.VIOLATED and iso(t.at.start)[:10] == ROCKETS)
    # All that is on record of that day: which of two articles the change was made from depends on which came first.
    acts = [
        act for act in map(_act, outcome.filed.values()) if act and act.when and iso(act.when.start)[:10] == ROCKETS
    ]
    claims = {(claim.actor, claim.kind) for act in acts for claim in act.responsibility}
    holds = found is not None and found.confirmed
    expected = {(KAHF, Responsibility.CLAIMED), (KATAIB, Responsibility.DENIED)}
    shown = ", ".join(sorted(f"{actor} {kind}" for actor, kind in claims))
    return Check(
        "17 November: violated, one claim, one denial", holds and claims == expected, f"{_told(found)} [{shown}]"
    )


def _first_attack(outcome: Outcome) -> Check:
    found = next((change for change in outcome.changes if _of_that_day(change, ChangeKind.FIRST_ATTACK)), None)
    told = "no such change" if found is None else found.transition.reason
    return Check(
        "17 November: the first attack in a month, in the journal alone: the truce's alert tells of it",
        found is not None and not found.announced,
        told,
    )


def rockets(outcome: Outcome) -> tuple[str, ...]:
    """Give the ids of what the rockets of 17 November changed, those of the truce first."""
    kinds = (ChangeKind.VIOLATED, ChangeKind.FIRST_ATTACK)
    return tuple(change.id for kind in kinds for change in outcome.changes if _of_that_day(change, kind))


def questions(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    """Give what a user would ask of the story: why, how it stood before and stands now, and what he says of it."""
    yield from (("explain", change) for change in rockets(outcome))
    yield "conditions", "--as-of", BETWEEN
    yield ("conditions",)  # the story is over, nobody publishes: it stands as at last sight
    for condition in outcome.conditions:
        if condition.arrangement is not None:
            yield "conditions", "note", condition.arrangement.id, NOTE, "--by", "the desk"
    yield "conditions", "rulings"


def _of_that_day(change: ConditionChange, kind: ChangeKind) -> bool:
    return change.transition.change is kind and iso(change.transition.at.start)[:10] == ROCKETS


def _acts(found: Transition | None, outcome: Outcome) -> list[EventReport]:
    filed = [outcome.filed[id_] for id_ in found.evidence if id_ in outcome.filed] if found else []
    return [act for act in map(_act, filed) if act]


def _act(filed: FiledReport) -> EventReport | None:
    return filed.report if isinstance(filed.report, EventReport) else None


def _kataib_stands(outcome: Outcome) -> Check:
    truce = _truce(outcome)
    stance = _party(truce, KATAIB) if truce else None
    holds = stance in {Stance.ACCEPTS, Stance.ACCEPTS_IF} and truce is not None and truce.formal is Formal.IN_EFFECT
    return Check("17 November: Kataib Hezbollah's own stance is unchanged", holds, f"stance {stance}")


def _asaib_leaves(made: Sequence[Transition], outcome: Outcome) -> Check:
    truce = _truce(outcome)
    found = _first(made, lambda t: t.change is ChangeKind.WITHDRAWN and t.actor == ASAIB)
    unmet = truce is not None and any(t.status in {TermStatus.UNMET, TermStatus.CONTESTED} for t in truce.terms)
    told = any(t.change is ChangeKind.TERM_UNMET for t in made)
    left = truce is not None and _party(truce, ASAIB) is Stance.WITHDRAWS
    return Check(
        "19 November: Asaib Ahl al-Haq withdraws, the term unmet",
        found is not None and unmet and told and left,
        _told(found),
    )


def _quiet(made: Sequence[Transition], outcome: Outcome) -> Check:
    allowed = {"commission-offer", "spokesman-truce", "spokesman-truce-reprint", "convoy-bomb", "khazali-ends"}
    allowed |= {"green-zone-rockets", "green-zone-rockets-courier"}
    blamed = {outcome.filed[id_].url for t in made for id_ in t.evidence if id_ in outcome.filed}
    strays = sorted(url for url in blamed if not any(url.endswith(f"/{name}.html") for name in allowed))
    return Check(
        "the derby, the appeal and the background paragraphs change nothing", not strays, ", ".join(strays) or "-"
    )


def _receipts(outcome: Outcome) -> Iterable[Check]:
    for way in ("mail", "webhook"):
        got = [receipt for receipt in outcome.receipts if receipt.way == way]
        once = {receipt.identity: receipt for receipt in got}
        announced = sum(change.announced for change in outcome.changes)
        extra = len(got) - len(once)
        yield Check(
            f"every alert arrived by {way}; duplicates only under the same identity",
            bool(once) and len(once) >= announced and outcome.sent >= set(once),
            f"{len(once)} alerts, {extra} duplicates",
        )
    yield Check("every webhook's signature is good", not outcome.refused, f"{len(outcome.refused)} refused")
    yield Check("nothing waits and nothing is dead in the outbox", not outcome.unsent, ", ".join(outcome.unsent) or "-")
