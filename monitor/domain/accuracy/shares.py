"""Counts and the figures they make; where nothing was counted there is no figure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def figure(self) -> float | None:
        """Give the share, None of nothing."""
        return self.hits / self.of if self.of else None


def share(answers: Iterable[bool]) -> Share:
    """Count the true ones."""
    listed = list(answers)
    return Share(sum(listed), len(listed))


@dataclass(frozen=True, slots=True)
class Detection:
    """How something was found: rightly, where it is not (false alarms), not where it is, and rightly not."""

    found: int
    false_alarms: int
    missed: int
    silent: int

    @property
    def precision(self) -> float | None:
        """Give the share of what was found that is there."""
        return Share(self.found, self.found + self.false_alarms).figure

    @property
    def recall(self) -> float | None:
        """Give the share of what is there that was found."""
        return Share(self.found, self.found + self.missed).figure

    @property
    def false_alarm_rate(self) -> float | None:
        """Give the share of what is not there that was found all the same."""
        return Share(self.false_alarms, self.false_alarms + self.silent).figure

    @property
    def f1(self) -> float | None:
        """Give the harmonic mean of precision and recall."""
        return Share(2 * self.found, 2 * self.found + self.false_alarms + self.missed).figure


def detection(pairs: Iterable[tuple[bool, bool]]) -> Detection:
    """Count pairs of (is there, was found)."""
    listed = list(pairs)
    return Detection(*(listed.count(pair) for pair in ((True, True), (False, True), (True, False), (False, False))))
