"""A watch's days in a row: how many acts each had, whether it was seen, and whether a truce lay over it.

Acts that were told late are left out: nobody alters what was usual by telling of it afterwards. Like is compared with
like: which publishers count on a day is in `panel`.

Days are numbered since 1970-01-01 in UTC. Sums over spans of days cost the same however long these are.
"""

from bisect import bisect_right
from collections.abc import Sequence
from copy import copy
from itertools import accumulate

from monitor.domain.conditions.book import Book
from monitor.domain.conditions.deeds import Deed
from monitor.domain.conditions.panel import Panel, Publishers, Week
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.coverage import Tenure
from monitor.domain.model.time import DAY, Millis

WEEK_DAYS = 7
_MUTED = frozenset({None})


class Calendar:
    """The days from the first act that was seen to today; empty where nothing was seen."""

    def __init__(self, book: Book, now: Millis) -> None:
        spans = book.coverage.spans
        self.today = now // DAY
        self.first = max(book.deeds.first, spans[0][0] // DAY) if spans and book.deeds else self.today + 1
        kept = _told_live if _is_live(book.coverage.tenures) else _fresh
        self.acts: list[Sequence[Deed]] = [kept(book.deeds.on(day)) for day in range(self.first, self.today + 1)]
        self.truces = tuple(sorted(_truces(book)))
        self._coverage = book.coverage
        self._count = [0, *accumulate(len(acts) for acts in self.acts)]
        self._spent = [0, *accumulate(until - since for since, until in spans)]
        self._panel = Panel(book.coverage.tenures, enumerate(self.acts, self.first), self.first)

    def without(self, publishers: Publishers) -> "Calendar":
        """Give the same days without the acts that these publishers alone told."""
        twin = copy(self)
        twin.acts = [[deed for deed in acts if not deed.tellers <= publishers] for acts in self.acts]
        twin._count = [0, *accumulate(len(acts) for acts in twin.acts)]  # noqa: SLF001 - it is one of us
        return twin

    @property
    def total(self) -> int:
        """Count all acts."""
        return self._count[-1]

    def strangers(self, day: int) -> Publishers:
        """Give the publishers whose acts say nothing on a day: they were not read all along."""
        return self._panel.strangers(day, self._seen_weeks(day) if self._panel.grew else ())

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

    def usual_spans(self, day: int) -> list[Week]:
        """Give the weeks that say what is usual on a day: those seen before its own, or before a truce.

        All publishers that count on that day were read in them; where none counts there are no weeks.
        """
        weeks = self._seen_weeks(day) if self._count[-1] else []
        since = self._panel.since(day, weeks)
        return [week for week in weeks if week[0] >= since]

    def _seen_weeks(self, day: int) -> list[Week]:
        end = self._measured_until(day)
        ends = range(end, end - T.usual_weeks * WEEK_DAYS, -WEEK_DAYS)
        weeks = [(last - WEEK_DAYS + 1, last) for last in ends]
        return [week for week in weeks if self.seen(*week)]

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


def _told_live(acts: Sequence[Deed]) -> Sequence[Deed]:
    """Leave out what feeds held before they were first read, too: a new feed brings days of it at once."""
    return [deed for deed in _fresh(acts) if deed.tellers != _MUTED]


def _is_live(tenures: Sequence[Tenure]) -> bool:
    """Tell whether all that is muted came from feeds: publishers were read, and no files."""
    return bool(tenures) and all(tenure.publisher is not None for tenure in tenures)
