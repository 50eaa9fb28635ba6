"""What an armed act or a threat does to a watch: it joins the acts, and weighs on arrangements that it concerns."""

from dataclasses import replace

from monitor.domain.conditions.book import Book
from monitor.domain.conditions.heard import Done
from monitor.domain.conditions.matching import rests
from monitor.domain.conditions.rules_compliance import broken, violated, with_attack
from monitor.domain.conditions.scope import Verdict, judge
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import LIVE, Shift
from monitor.domain.model.condition import ChangeKind
from monitor.domain.model.report import PloverEvent
from monitor.domain.model.time import DAY


def hear_done(book: Book, done: Done) -> None:
    """Take one act or threat; the clock has been advanced to it."""
    if done.report.event is PloverEvent.THREATEN:
        _hear_threat(book, done)
    elif not done.report.evidence.background:
        deed = book.deeds.file(done)
        at = done.at.start
        for name in [name for name, truce in book.awake.items() if truce.formal in LIVE and not rests(truce, at)]:
            verdict = judge(book.truces[name], deed, book.ground)
            if verdict is not None:
                _weigh(book, name, verdict, done)


def look_back(book: Book, name: str) -> None:
    """Weigh the acts since the effect that were told before it was sure; note how many came before it."""
    since = book.truces[name].in_force
    if since is None:
        return
    day = since // DAY
    book.keep(replace(book.truces[name], acts_before=book.deeds.count(day - T.rate_window // DAY, day - 1)))
    for deed in list(book.deeds.since(day)):
        verdict = judge(book.truces[name], deed, book.ground)
        if verdict is not None:
            _weigh(book, name, verdict, deed.first)


def _hear_threat(book: Book, done: Done) -> None:
    """Put a threat on record with every open arrangement of those who make it; it changes nothing."""
    for name, truce in book.awake.items():
        if not truce.is_over and any(truce.party(actor) for actor in done.actors):
            book.record(name).threats.setdefault(done.filed.id)
            book.record(name).evidence.setdefault(done.filed.id)


def _weigh(book: Book, name: str, verdict: Verdict, done: Done) -> None:
    """Let an act in scope move the compliance of an arrangement."""
    record = book.record(name)
    (record.violations if verdict.actors else record.incidents).setdefault(done.filed.id)
    record.evidence.setdefault(done.filed.id)
    outcome = violated(book.truces[name], verdict, book.ground)
    if isinstance(outcome, Shift):
        book.take(outcome, done)
    else:
        book.keep(outcome)
        book.ledger.corroborate(name, ChangeKind.VIOLATED, None, done, settles=verdict.confirmed)
    if verdict.confirmed:
        book.keep(with_attack(book.truces[name], verdict))
        breach = broken(book.truces[name], verdict, book.ground)
        if breach is not None:
            book.take(breach, done)
