"""Rules by the clock about deadlines: one draws near, or has passed; what follows from it is for reports to say.

A truce's own end is a deadline too, but that it has passed is a lapse, and `clock`'s to say.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final, TypeAlias

from monitor.domain.conditions.rules_effect import FINE, point
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import Shift, Truce
from monitor.domain.model.condition import ChangedField, ChangeKind, Formal
from monitor.domain.model.report import Term, TermStatus
from monitor.domain.model.time import Millis, When, instant, iso

Due: TypeAlias = tuple[Millis, Callable[[Truce, Millis], Shift]]
RUNNING: Final = frozenset({Formal.IN_EFFECT, Formal.SUSPENDED})
DATE = len("2020-10-11")
AHEAD, NEAR, PASSED = "ahead", "near", "passed"


def deadlines(truce: Truce) -> Iterator[Due]:
    """Give when which deadline is told of, as near or as passed; each once."""
    if truce.is_over:
        return
    if truce.dates.expires is not None and truce.formal in RUNNING:
        yield from _near(truce, truce.dates.expires, None)
    for term in truce.terms:
        ahead = term.deadline_at is not None and point(term.deadline_at) > _known(truce)
        if term.deadline_at is not None and ahead and term.status is TermStatus.PENDING:
            yield from _near(truce, term.deadline_at, term)
            if _key(term, term.deadline_at, PASSED) not in truce.warned:
                yield point(term.deadline_at), partial(_passed, when=term.deadline_at, term=term)


def _near(truce: Truce, when: When, term: Term | None) -> Iterator[Due]:
    """Warn of a deadline that is not near from the start."""
    if point(when) - _known(truce) >= T.deadline_span and _key(term, when, NEAR) not in truce.warned:
        yield point(when) - T.deadline_near, partial(_drawn_near, when=when, term=term)


def _known(truce: Truce) -> Millis:
    """Give since when its dates are known, at the latest."""
    declared, effective = truce.dates.declared, truce.dates.effective
    return max(truce.born, truce.extended or 0, *(when.start for when in (declared, effective) if when))


def _drawn_near(truce: Truce, at: Millis, *, when: When, term: Term | None) -> Shift:
    if term is not None and at >= point(when):  # nobody watched when it drew near
        return _passed(truce, at, when=when, term=term)
    what = "It runs out" if term is None else f"The condition “{term.text}” is due"
    return Shift(
        replace(truce, warned=truce.warned | {_key(term, when, NEAR)}),
        ChangeKind.DEADLINE_NEAR,
        ChangedField.DATE if term is None else ChangedField.TERM,
        AHEAD,
        NEAR,
        instant(at),
        confirmed=True,
        rule="deadline_near",
        reason=f"{what} {_stated(when)}; nothing newer was said of it.",
        actor=None if term is None else term.obligor,
    )


def _passed(truce: Truce, at: Millis, *, when: When, term: Term) -> Shift:
    return Shift(
        replace(truce, warned=truce.warned | {_key(term, when, NEAR), _key(term, when, PASSED)}),
        ChangeKind.DEADLINE_PASSED,
        ChangedField.TERM,
        NEAR,
        PASSED,
        instant(at),
        confirmed=True,
        rule="deadline_passed",
        reason=f"The condition “{term.text}” was due {_stated(when)}; nobody has said that it was met.",
        actor=term.obligor,
    )


def _stated(when: When) -> str:
    return f"at {iso(when.start)}" if when.precision in FINE else f"on {iso(when.start)[:DATE]}"


def _key(term: Term | None, when: When, stage: str) -> str:
    return f"{stage} {when.start} {term.text if term else ''}"
