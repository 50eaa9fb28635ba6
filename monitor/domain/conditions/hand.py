"""The analyst's hand: from what somebody asks for to a ruling, or the reason why it cannot be one.

What a ruling acts on is found out here, once, and written into it: reports that come later are judged as ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.domain.conditions.folding import Fold
from monitor.domain.conditions.ledger import digest
from monitor.domain.conditions.reconcile import told_as
from monitor.domain.conditions.rules_analyst import COMPLIANCE, FORMAL, RULE
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import (
    Arrangement,
    ChangedField,
    ChangeKind,
    ConditionChange,
    ConditionKind,
    Derivation,
    Transition,
)
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.report import CeasefireReport
from monitor.domain.model.ruling import Ruling, Verb
from monitor.domain.model.time import Millis, When, iso
from monitor.errors import RulingRefused

SET_IT = "say how it stands with `trucewatch conditions set`"


@dataclass(frozen=True, slots=True)
class Word:
    """Who rules, why, and when."""

    by: str
    why: str
    at: Millis


@dataclass(frozen=True, slots=True)
class Status:
    """How an arrangement stands from an event time on."""

    field: ChangedField
    value: str
    at: When


@dataclass(frozen=True, slots=True)
class Case:
    """A watch on which somebody rules: its reports and rulings, its journal, and what was watched when.

    `fold` is the case's own: it is tried out with rulings that come to nothing.
    """

    watch: str
    fold: Fold
    rulings: Sequence[Ruling]
    journal: Sequence[ConditionChange]
    coverage: Coverage

    def derive(self, now: Millis, *more: Ruling) -> Derivation:
        """Give what follows from all that is known, and from further rulings."""
        self.fold.rule((*self.rulings, *more))
        return self.fold.derive(self.coverage, now)


def setting(case: Case, arrangement: str, status: Status, word: Word) -> Ruling:
    """Rule how an arrangement stands from a time on; raises RulingRefused where that moves nothing."""
    if status.at.start > word.at:
        raise _refused(f"{iso(status.at.start)} lies ahead; say what is, not what will be")
    bare = _on(case, Verb.SET, arrangement, word)
    ruling = _named(replace(bare, field=status.field, value=status.value, at=status.at))
    if not any(ruling.id in made.evidence for made in case.derive(word.at, ruling).transitions):
        raise _refused(_why_idle(_arrangement(case.derive(status.at.start), arrangement), arrangement, status))
    return ruling


def _why_idle(truce: Arrangement | None, name: str, status: Status) -> str:
    when = iso(status.at.start)
    if truce is None:
        return f"{name} had not begun by {when}; give a later --at"
    if status.value == (truce.formal if status.field is ChangedField.FORMAL else truce.compliance):
        return f"{name} was {status.value} already at {when}; to back that change, `trucewatch conditions confirm` it"
    return f"{name} was {truce.formal} at {when}: it is kept or broken only while it stands; set --formal first"


def confirming(case: Case, change: ConditionChange, word: Word) -> Ruling:
    """Rule that a change is a fact; raises RulingRefused where it is confirmed, or has been taken back."""
    made = _told(case, change, word.at)
    if made.confirmed:
        raise _refused(f"{change.id} is confirmed already; nothing is left to say")
    bare = _ruling(case, Verb.CONFIRM, change.id, made.arrangement, word)
    acts_on = (made.id, *made.evidence[:1])
    return _named(replace(bare, field=made.field, value=made.change, at=made.at, acts_on=acts_on))


def dismissing(case: Case, change: ConditionChange, word: Word) -> Ruling:
    """Rule out every report from which a change follows; raises RulingRefused where it follows from none.

    Of a change of activity only the change itself is ruled out: the attacks behind a surge happened all the same.
    """
    made: Transition | None = _told(case, change, word.at)
    ruling = _ruling(case, Verb.DISMISS, change.id, change.transition.arrangement, word)
    if made is not None and made.kind is ConditionKind.ACTIVITY:
        acts_on = (made.id, *made.evidence[:1])
        about = replace(ruling, field=made.field, value=made.change, at=made.at, acts_on=acts_on, actor=made.actor)
        return _named(about)
    while made is not None:
        found = [one for one in made.evidence if one in case.fold.filed and one not in ruling.acts_on]
        if not found:
            raise _refused(_why_not_dismissed(change.id, made))
        ruling = _acting_on(ruling, (*ruling.acts_on, *found))
        made = next((one for one in case.derive(word.at, ruling).transitions if one.id == made.id), None)
    return ruling


def _why_not_dismissed(name: str, made: Transition) -> str:
    if made.rule == RULE:
        return f"{name} was set by an analyst; take that back with `trucewatch conditions undo {made.evidence[0]}`"
    return f"{name} rests on no report, the clock alone made it; {SET_IT}"


def dismissing_all(case: Case, arrangement: str, word: Word) -> Ruling:
    """Rule out every statement that tells of an arrangement, so that there is none.

    Armed acts that weighed on it stay: they happened whether there was a truce or not.
    """
    ruling = _ruling(case, Verb.DISMISS, arrangement, arrangement, word)
    truce = _arrangement(case.derive(word.at), arrangement)
    while truce is not None:
        ruling = _acting_on(ruling, (*ruling.acts_on, *_statements(case, truce)))
        truce = _arrangement(case.derive(word.at, ruling), arrangement)
    if not ruling.acts_on:
        raise _refused(f"{arrangement} stands no more by all that is known; `trucewatch conditions` shows what does")
    return ruling


def noting(case: Case, arrangement: str, word: Word) -> Ruling:
    """Write something beside an arrangement; it moves nothing."""
    return _on(case, Verb.NOTE, arrangement, word)


def allowed(field: ChangedField) -> tuple[str, ...]:
    """Name what can be set."""
    return tuple(FORMAL) if field is ChangedField.FORMAL else tuple(COMPLIANCE)


def _told(case: Case, change: ConditionChange, now: Millis) -> Transition:
    """Give the transition as which a journalled change is derived now."""
    if change.transition.change is ChangeKind.CORRECTED:
        raise _refused(f"{change.id} is a correction, which follows from the rest; rule on the change that it names")
    made = told_as(case.journal, case.derive(now)).get(change.id)
    if made is None:
        raise _refused(f"{change.id} has been taken back already; `trucewatch changes` shows the correction")
    return made


def _arrangement(derivation: Derivation, name: str) -> Arrangement | None:
    found = (one.arrangement for one in derivation.conditions if one.arrangement is not None)
    return next((one for one in found if one.id == name), None)


def _statements(case: Case, truce: Arrangement) -> tuple[str, ...]:
    return tuple(one for one in truce.evidence if isinstance(case.fold.filed[one].report, CeasefireReport))


def _acting_on(ruling: Ruling, reports: tuple[str, ...]) -> Ruling:
    return replace(ruling, acts_on=tuple(dict.fromkeys(reports)))


def _on(case: Case, verb: Verb, arrangement: str, word: Word) -> Ruling:
    """Make a ruling on an arrangement, to be known by its first reports where its id changes."""
    truce = _arrangement(case.derive(word.at), arrangement)
    told = _statements(case, truce)[: T.proof_kept] if truce else ()
    return _acting_on(_ruling(case, verb, arrangement, arrangement, word), told)


def _ruling(case: Case, verb: Verb, subject: str, arrangement: str | None, word: Word) -> Ruling:
    return _named(Ruling("", case.watch, verb, subject, arrangement, word.by, word.why, word.at))


def _named(ruling: Ruling) -> Ruling:
    """Give it its id, which hashes what was said, by whom and when."""
    said = (ruling.watch, ruling.verb, ruling.subject, ruling.field, ruling.value, ruling.at, ruling.by, ruling.why)
    return replace(ruling, id=digest("ruling", *said, ruling.ruled_at))


def _refused(why: str) -> RulingRefused:
    return RulingRefused((why,))
