"""A watch's days in a row: how many acts each had, whether it was seen, and whether a truce lay over it.

Acts that were told late are left out: nobody alters what was usual by telling of it afterwards.

Days are numbered since 1970-01-01 in UTC. Sums over spans of days cost the same however long these are.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from monitor.domain.conditions.book import Book
from monitor.domain.conditions.deeds import Deed
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.time import DAY, Millis

WEEK_DAYS = 7


class Calendar:
    """The days from the first act that was seen to today; empty where nothing was seen."""

    def __init__(self, book: Book, now: Millis) -> None:
        spans = book.coverage.spans
        self.today = now // DAY
        self.first = max(book.deeds.first, spans[0][0] // DAY) if spans and book.deeds else self.today + 1
        self.acts = [_fresh(book.deeds.on(day)) for day in range(self.first, self.today + 1)]
        self.truces = tuple(sorted(_truces(book)))
        self._coverage = book.coverage
        self._count = [0, *accumulate(len(acts) for acts in self.acts)]
        self._spent = [0, *accumulate(until - since for since, until in spans)]

    def on(self, day: int) -> Sequence[Deed]:
        """Give the acts of a day."""
        return self.acts[day - self.first] if self.first <= day <= self.today else ()

    def count(self, first: int, last: int) -> int:
        """Count the acts of the days first to last."""
        end = len(self._count) - 1
        return self._count[min(max(last + 1 - self.first, 0), end)] - self._count[min(max(first - self.first, 0), end)]

    def seen(self, first: int, last: int) -> bool:
        """Tell whether these days were covered but for a small share of their hours."""
        start, end = first * DAY, (last + 1) * DAY
        return self._covered(end) - self._covered(start) >= T.seen_share * (end - start)

    def _covered(self, until: Millis) -> Millis:
        """Give how long coverage was good up to a time."""
        spans = self._coverage.spans
        begun = bisect_right(spans, until, key=lambda span: span[0])
        return self._spent[begun] - (max(0, spans[begun - 1][1] - until) if begun else 0)

    def weeks(self, day: int) -> list[int]:
        """Count the acts of each week that says what is usual on a day."""
        return [self.count(*span) for span in self.usual_spans(day)]

    def usual_spans(self, day: int) -> list[tuple[int, int]]:
        """Give the weeks that say what is usual on a day: those seen before its own, or before a truce."""
        end = self._measured_until(day)
        ends = range(end, end - T.usual_weeks * WEEK_DAYS, -WEEK_DAYS)
        spans = [(last - WEEK_DAYS + 1, last) for last in ends]
        return [span for span in spans if self.seen(*span)]

    def basis(self, day: int) -> tuple[object, ...]:
        """Give all that the days before this one are judged by; equal ones are judged alike."""
        truces = [(since, min(until, day)) for since, until in self.truces if since < day]
        return self.first, self.acts[: day - self.first], self._coverage.until(day * DAY), truces

    def _measured_until(self, day: int) -> int:
        under = [since for since, until in self.truces if since <= day <= until]
        return min([day - WEEK_DAYS, *(since - 1 for since in under)])


def _truces(book: Book) -> list[tuple[int, int]]:
    """Give the first and the last day on which a truce was in force, or the last on which it still sets the measure."""
    return [_under(since, truce.over) for truce in book.truces.values() if (since := truce.in_force) is not None]


def _under(since: Millis, over: Millis | None) -> tuple[int, int]:
    first = since // DAY
    longest = first + T.frozen_days
    return first, longest if over is None else min(longest, over // DAY)


def _fresh(acts: Sequence[Deed]) -> Sequence[Deed]:
    return acts if not any(deed.late for deed in acts) else [deed for deed in acts if not deed.late]
