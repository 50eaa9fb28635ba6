"""The fold: a watch's reports in order of events, the clock between them."""

from collections.abc import Iterable

from monitor.domain.conditions.activity import activity
from monitor.domain.conditions.book import Book
from monitor.domain.conditions.doing import hear_done, look_back
from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Said, listen
from monitor.domain.conditions.publishing import ceasefires
from monitor.domain.conditions.saying import hear_said
from monitor.domain.model.condition import ChangeKind, Derivation
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.report import FiledReport
from monitor.domain.model.time import Millis


def fold(watch: Watch, filed: Iterable[FiledReport], lexicon: Lexicon, coverage: Coverage, now: Millis) -> Derivation:
    """Derive a watch's conditions and all their transitions from its reports, in whatever order these arrive."""
    ground = Ground(watch, lexicon)
    book = Book(ground, coverage)
    for heard in listen(filed, ground, now):
        _advance(book, heard.at.start)
        if isinstance(heard, Said):
            hear_said(book, heard)
        else:
            hear_done(book, heard)
    _advance(book, now)
    level = activity(book, now)
    return Derivation(
        watch=watch.id,
        transitions=tuple(book.ledger.transitions),
        conditions=tuple(ceasefires(book)) + ((level,) if level else ()),
        next_due=book.next_due(now),
    )


def _advance(book: Book, to: Millis) -> None:
    """Let every clock rule fire that is due by then, earliest first."""
    while (due := book.next_alarm(to)) is not None:
        truce, alarm, at = due
        shift = alarm.fire(truce, at)
        book.take(shift, None)
        if shift.change is ChangeKind.IN_EFFECT:
            look_back(book, truce.id)
