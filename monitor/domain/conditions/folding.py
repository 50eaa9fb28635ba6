"""The fold: a watch's reports and analysts' rulings in order of events, the clock between them.

A fold that has been made goes on from a bookmark before the first report that is new, not from the beginning. That
gives what a whole fold gives: a bookmark is the state after the first so many reports, in which nothing is used but
these reports and the coverage up to the last of them. Rulings are few: a new one lets the fold begin anew.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping

from monitor.domain.conditions.activity import activity
from monitor.domain.conditions.book import Book
from monitor.domain.conditions.bookmarks import Bookmarks
from monitor.domain.conditions.doing import hear_done, look_back
from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Heard, Order, Said, hear, once, order
from monitor.domain.conditions.publishing import Publisher
from monitor.domain.conditions.pulse import Pulsing
from monitor.domain.conditions.ruling_taken import take_ruling
from monitor.domain.conditions.rulings import Setting, set_aside, settings, struck, upheld
from monitor.domain.conditions.saying import hear_said
from monitor.domain.conditions.stories import Stories
from monitor.domain.model.condition import ChangeKind, Derivation
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.report import FiledReport
from monitor.domain.model.ruling import Ruling
from monitor.domain.model.time import Millis, day_of


def fold(
    watch: Watch,
    filed: Iterable[FiledReport],
    lexicon: Lexicon,
    coverage: Coverage,
    now: Millis,
    *,
    rulings: Iterable[Ruling] = (),
) -> Derivation:
    """Derive a watch's conditions and all their transitions from its reports, in whatever order these arrive."""
    whole = Fold(watch, lexicon)
    whole.rule(rulings)
    whole.file(once(filed))
    return whole.derive(coverage, now)


class Fold:
    """One watch's reports as far as they are known, and what was derived on the way through them."""

    def __init__(self, watch: Watch, lexicon: Lexicon) -> None:
        self._ground = Ground(watch, lexicon)
        self._filed: dict[str, FiledReport] = {}
        self._rulings: dict[str, Ruling] = {}
        self._aside: Mapping[str, Ruling] = {}
        self._line: list[tuple[Order, Heard | Setting]] = []  # in order; each order holds an id, so no two are the same
        self._marks = Bookmarks(self._ground)
        self._publisher = Publisher()
        self._pulsing = Pulsing(self._ground)
        self._stories = Stories()

    @property
    def filed(self) -> Mapping[str, FiledReport]:
        """Give the reports by id, for reading."""
        return self._filed

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """Give the rulings, also those that were withdrawn."""
        return tuple(self._rulings.values())

    def rule(self, rulings: Iterable[Ruling]) -> None:
        """Put these rulings in the place of those that were known; where they differ the fold begins anew."""
        known = {one.id: one for one in sorted(rulings, key=lambda one: (one.ruled_at, one.id))}
        if known == self._rulings:
            return
        self._rulings, self._aside = known, set_aside(known.values())
        self._marks = Bookmarks(self._ground, upheld(known.values()))
        self._pulsing = Pulsing(self._ground, struck(known.values()))
        self._line = sorted((one.order, one) for one in settings(known.values()))
        self._add(heard for heard in map(self._hear, self._filed.values()) if heard)

    def file(self, filed: Iterable[FiledReport]) -> None:
        """Add reports, or put them in the place of those of the same id; of several of one id the last counts."""
        latest = {report.id: report for report in filed}
        new = {name: report for name, report in latest.items() if self._filed.get(name) != report}
        moved = self._stories.add(new.values())
        again = {name: one for name, one in self._filed.items() if one.item_id in moved} if moved else {}
        heard_anew = {**again, **new}
        self._drop(self._filed[name] for name in heard_anew if name in self._filed)
        self._filed.update(new)
        self._add(heard for heard in map(self._hear, heard_anew.values()) if heard)

    def derive(self, coverage: Coverage, now: Millis) -> Derivation:
        """Give what follows from the reports that there are by now, under this coverage."""
        end = bisect_right(self._line, now, key=lambda place: place[0][0])
        book, start = self._marks.latest(end, coverage)
        for place in range(start + 1, end + 1):
            heard = self._line[place - 1][1]
            _advance(book, heard.at.start)
            _hear(book, heard)
            if self._marks.wanted(place, end):
                self._marks.put(place, book, heard.at.start)
                book = book.fork(coverage) if place < end else book
        self._marks.thin(end)
        return self._ahead(book, now)

    def _ahead(self, book: Book, now: Millis) -> Derivation:
        """Let the clock go on to now, in a copy: the next report may come before what it sets off."""
        if book.next_alarm(now) is not None:
            book = book.fork(book.coverage)
            _advance(book, now)
        pulse = self._pulsing.take(book, now)
        level = activity(book, pulse, now)
        return Derivation(
            watch=self._ground.watch.id,
            transitions=(*book.ledger.transitions, *pulse.transitions),
            conditions=self._publisher.ceasefires(book) + ((level,) if level else ()),
            next_due=_earliest(book.next_due(now), day_of(now).end if pulse.waits else None),
        )

    def _hear(self, report: FiledReport) -> Heard | None:
        return None if report.id in self._aside else hear(self._stories.heard(report), self._ground)

    def _drop(self, filed: Iterable[FiledReport]) -> None:
        for heard in map(self._hear, filed):
            if heard:
                place = bisect_left(self._line, (order(heard),))
                del self._line[place]
                self._marks.cut(place)

    def _add(self, heard: Iterable[Heard]) -> None:
        line: list[tuple[Order, Heard | Setting]] = sorted((order(one), one) for one in heard)
        if line:
            self._marks.cut(bisect_left(self._line, line[0]))
        if len(line) > len(self._line):
            self._line = sorted((*self._line, *line))
        else:
            for one in line:
                insort(self._line, one)


def _earliest(*times: Millis | None) -> Millis | None:
    return min((time for time in times if time is not None), default=None)


def _hear(book: Book, heard: Heard | Setting) -> None:
    if isinstance(heard, Setting):
        take_ruling(book, heard)
    elif isinstance(heard, Said):
        hear_said(book, heard)
    else:
        hear_done(book, heard)


def _advance(book: Book, to: Millis) -> None:
    """Let every clock rule fire that is due by then, earliest first."""
    while (due := book.next_alarm(to)) is not None:
        truce, alarm, at = due
        shift = alarm.fire(truce, at)
        book.take(shift, None)
        if shift.change is ChangeKind.IN_EFFECT:
            look_back(book, truce.id)
