"""Where a fold can go on: its state after the first so many reports, ever fewer of them the farther back.

A bookmark holds under any coverage that is the same up to the last of its reports. Beyond that nothing was asked: a
clock rule fires at the end of a stretch of good coverage, so one that is due by then is due then under both.
"""

from dataclasses import dataclass

from monitor.domain.conditions.book import Book
from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.rulings import NOTHING, Upheld
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.time import Millis

NEAR = 4  # reports: so few are heard as fast as a state is copied


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The state after so many reports, whose last one is of this time; `book` is not written into any more."""

    place: int
    book: Book
    at: Millis
    seen: Coverage

    def holds(self, coverage: Coverage) -> bool:
        """Tell whether the state would be the same under this coverage."""
        return self.seen.spans == coverage.until(self.at).spans  # truces do not ask by whom it was seen


class Bookmarks:
    """The bookmarks of one fold, in order; about as many as the number of reports can be halved."""

    def __init__(self, ground: Ground, upheld: Upheld = NOTHING) -> None:
        self._ground = ground
        self._upheld = upheld
        self._marks: list[Bookmark] = []

    def latest(self, end: int, coverage: Coverage) -> tuple[Book, int]:
        """Give a state to go on from, at most so far, and its place: the last that holds, else an empty one."""
        while self._marks and not (self._marks[-1].place <= end and self._marks[-1].holds(coverage)):
            self._marks.pop()
        if not self._marks:
            return Book(self._ground, coverage, self._upheld), 0
        return self._marks[-1].book.fork(coverage), self._marks[-1].place

    def put(self, place: int, book: Book, at: Millis) -> None:
        """Keep a state; who goes on from there goes on with a fork of it."""
        self._marks.append(Bookmark(place, book, at, book.coverage.until(at)))

    def cut(self, place: int) -> None:
        """Forget the states in which the report at this place, or a later one, is told."""
        while self._marks and self._marks[-1].place > place:
            self._marks.pop()

    def thin(self, end: int) -> None:
        """Forget the states that are no longer wanted now that the reports end here."""
        self._marks = [mark for mark in self._marks if self.wanted(mark.place, end)]

    @staticmethod
    def wanted(place: int, end: int) -> bool:
        """Tell whether to keep a place: the end, and at a distance multiples of about that distance.

        A place that is wanted at a distance was wanted when it was nearer.
        """
        behind = end - place
        return behind == 0 or place % max(NEAR, 1 << (behind.bit_length() - 1)) == 0
