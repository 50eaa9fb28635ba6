"""What is usual for a watch, and how surprising a count is against it; figures only, no acts and no changes.

Attacks come in campaigns, so their weekly counts scatter more than Poisson's: they are taken as negative-binomial, as
outbreak detection takes its counts (Noufaily et al., Statistics in Medicine 32, 2013, after Farrington et al. 1996).
"""

from collections.abc import Sequence

from monitor.domain.conditions.thresholds import T


def usual(weeks: Sequence[int]) -> float | None:
    """Give the usual count a week: the mean without the highest week, so that one surge does not hide the next.

    None where too few weeks are known.
    """
    if len(weeks) < T.warm_up_weeks:
        return None
    return max(T.usual_floor, (sum(weeks) - max(weeks)) / (len(weeks) - 1))


def at_least(count: int, rate: float) -> float:
    """Give how likely a week of so many acts or more is at this rate a week."""
    return max(0.0, 1.0 - at_most(count - 1, rate))


def at_most(count: int, rate: float, weeks: int = 1) -> float:
    """Give how likely so few acts or fewer are in so many weeks at this rate a week."""
    size, mean = T.spread * weeks, rate * weeks
    here = (size / (size + mean)) ** size
    total = 0.0
    for known in range(count + 1):
        total += here
        here *= (size + known) / (known + 1) * mean / (size + mean)
    return min(1.0, total)
