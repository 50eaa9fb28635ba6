"""Coverage arithmetic: from spans of single sources to spans in which enough of them were seen. No I/O here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from monitor.domain.model.time import HOUR, Millis

Span: TypeAlias = tuple[Millis, Millis]

GRACE_INTERVALS = 2  # a source counts as seen this long after its last good poll
WAIT_CAP: Millis = 3 * HOUR  # or until its next poll, where its publisher asks for so long a wait, and no longer
SHARE = 2  # one in so many sources must be seen: half


@dataclass(frozen=True, slots=True)
class Seen:
    """One source's spans, sorted; it counts from when it was added until it rests (None: it does not).

    `planned` is when it is polled next after a good poll, 0 after a failed one.
    """

    interval: Millis
    added_at: Millis
    rested_at: Millis | None
    spans: tuple[Span, ...]
    planned: Millis = 0

    def covered(self, now: Millis) -> tuple[Span, ...]:
        """Give the spans with the latest one lengthened by the grace, none beyond its rest."""
        if not self.spans:
            return ()
        *closed, (since, until) = self.spans
        end = self.end(now)
        wait = min(self.planned + self.interval, until + WAIT_CAP)
        latest = (since, max(until, min(max(until + GRACE_INTERVALS * self.interval, wait), end)))
        return merged((start, min(stop, end)) for start, stop in (*closed, latest) if start <= end)

    def counts(self, at: Millis) -> bool:
        """Tell whether it counts at a moment."""
        return self.start <= at <= self.end(at)

    def seen_until(self, at: Millis) -> Millis:
        """Give until when it was seen by then, or had to be seen first."""
        covered = self.covered(at)
        return covered[-1][1] if covered else self.start

    def end(self, now: Millis) -> Millis:
        """Give until when it counts."""
        return now if self.rested_at is None else self.rested_at

    @property
    def start(self) -> Millis:
        """Give from when it counts: its first good poll, or the grace after it was added, whichever is earlier.

        So new sources do not open a gap before their first poll, and sources that never answer do count.
        """
        late = self.added_at + GRACE_INTERVALS * self.interval
        return min(late, self.spans[0][0]) if self.spans else late


def well_covered(sources: Sequence[Seen], now: Millis) -> list[Span]:
    """Give the spans in which at least half of the sources that counted then were seen; sorted and disjoint."""
    edges: list[tuple[Millis, int, int, int]] = []
    for source in sources:
        edges += _edges(source.start, source.end(now), counted=1)
        for since, until in source.covered(now):
            edges += _edges(since, until, covered=1)
    return _sweep(sorted(edges))


def _edges(since: Millis, until: Millis, *, counted: int = 0, covered: int = 0) -> list[tuple[Millis, int, int, int]]:
    """Give a span's two ends as (time, 0 opens or 1 closes, and what it adds to both counts)."""
    if until < since:
        return []
    return [(since, 0, counted, covered), (until, 1, -counted, -covered)]


def _sweep(edges: Sequence[tuple[Millis, int, int, int]]) -> list[Span]:
    """Walk along the edges; spans are closed, so at one moment all openings come before the closings."""
    spans: list[Span] = []
    opened: Millis | None = None
    counted = covered = 0
    for index, (at, closes, more_counted, more_covered) in enumerate(edges):
        counted += more_counted
        covered += more_covered
        if index + 1 < len(edges) and edges[index + 1][:2] == (at, closes):
            continue
        enough = covered > 0 and covered * SHARE >= counted
        if enough and opened is None:
            opened = at
        elif not enough and opened is not None:
            spans.append((opened, at))
            opened = None
    return spans


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that overlap or touch; sorted and disjoint."""
    joined: list[Span] = []
    for since, until in sorted(spans):
        if joined and since <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(until, joined[-1][1]))
        else:
            joined.append((since, until))
    return tuple(joined)
