"""What was watched when, and what can be seen at a moment.

The fold calls nothing calm, and lets no clock fire, outside of coverage. What follows from a lost sight is decided in
`conditions.sight`.
"""

from dataclasses import dataclass
from typing import Final

from monitor.domain.model.lexicon import Watch
from monitor.domain.model.time import Millis

# The watch under which changes of coverage are journalled: of all conflicts at once, not one for each of them.
SOURCES: Final = Watch("sources", "Your sources", ())


@dataclass(frozen=True, slots=True)
class Tenure:
    """From when until when a publisher was read without a long gap; `until` is None while it is.

    The publisher None is all that was loaded from files.
    """

    publisher: str | None
    since: Millis
    until: Millis | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sorted, disjoint spans [start, end] of good coverage, in UTC milliseconds, and who was read when."""

    spans: tuple[tuple[Millis, Millis], ...] = ()
    tenures: tuple[Tenure, ...] = ()

    def good(self, start: Millis, end: Millis) -> bool:
        """Tell whether one span covers the whole of [start, end]."""
        return any(since <= start and end <= until for since, until in self.spans)

    def first_good(self, start: Millis, length: Millis) -> Millis | None:
        """Give the earliest end of a fully covered stretch of that length which begins at or after start."""
        for since, until in self.spans:
            end = max(since, start) + length
            if end <= until:
                return end
        return None

    def until(self, end: Millis) -> "Coverage":
        """Give what of it lies up to a time; who is read later is known by name."""
        spans = tuple((since, min(until, end)) for since, until in self.spans if since <= end)
        return Coverage(spans, tuple(_by(end, tenure) for tenure in self.tenures))


def _by(end: Millis, tenure: Tenure) -> Tenure:
    """Give a tenure as it stood at a time: one that ended later had not ended."""
    return tenure if tenure.until is None or tenure.until < end else Tenure(tenure.publisher, tenure.since)


@dataclass(frozen=True, slots=True)
class SourceSight:
    """How one source that counts does at a moment.

    `seen_until` is when it was last seen (or had to be seen first), `error` what its last poll met ("" for a good one,
    no secret in it), `failures` the weighted number since its last good poll. `item_at` is when it last brought
    something new, `pause` a pause that it makes again and again, None where too little is known to say.
    """

    id: int
    url: str
    title: str
    interval: Millis
    seen: bool
    seen_until: Millis
    polled_at: Millis = 0
    ok_at: Millis | None = None
    error: str = ""
    failures: float = 0.0
    item_at: Millis | None = None
    pause: Millis | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be seen at a moment: the sources that count then, and when at least half of them were seen."""

    at: Millis
    sources: tuple[SourceSight, ...]
    coverage: Coverage

    @property
    def blind(self) -> bool:
        """Tell whether there are sources, and fewer than half of them are seen."""
        return bool(self.sources) and not self.coverage.good(self.at, self.at)

    @property
    def seen(self) -> int:
        """Count the sources that are seen."""
        return sum(source.seen for source in self.sources)

    @property
    def lost(self) -> Millis | None:
        """Give when half of them were last seen, None where they never were."""
        return max((min(until, self.at) for since, until in self.coverage.spans if since <= self.at), default=None)
