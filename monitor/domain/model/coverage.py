"""What was watched when: the fold calls nothing calm, and lets no clock fire, outside of it."""

from dataclasses import dataclass

from monitor.domain.model.time import Millis


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sorted, disjoint spans [start, end] of good coverage, in UTC milliseconds."""

    spans: tuple[tuple[Millis, Millis], ...] = ()

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
        """Give what of it lies up to a time."""
        return Coverage(tuple((since, min(until, end)) for since, until in self.spans if since <= end))
