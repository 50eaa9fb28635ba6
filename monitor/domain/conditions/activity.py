"""A watch's level of armed activity: acts of the last week, counted once, by absolute floors; no trend, no changes."""

from monitor.domain.conditions.book import Book
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import Condition, ConditionKind
from monitor.domain.model.time import DAY, Millis

NONE, LOW, MEDIUM, HIGH, UNSEEN = "none", "low", "medium", "high", "unknown"


def activity(book: Book, now: Millis) -> Condition | None:
    """Give the level, None where no act was ever told; without coverage of the last day no calm is claimed."""
    daily = book.deeds.daily()
    if not daily:
        return None
    today = now // DAY
    level = _level(daily, today)
    since = today
    while since > today - T.activity_memory_days and _level(daily, since - 1) == level:
        since -= 1
    unseen = level == NONE and not book.coverage.good(now - DAY, now)
    return Condition(
        watch=book.ground.watch.id,
        kind=ConditionKind.ACTIVITY,
        status=UNSEEN if unseen else level,
        since=since * DAY,
        confidence=0.5,
        evidence=_recent(book, today),
    )


def _level(daily: dict[Millis, int], day: Millis) -> str:
    acts = sum(daily.get(day - back, 0) for back in range(T.activity_window_days))
    if acts >= T.activity_high:
        return HIGH
    if acts >= T.activity_medium:
        return MEDIUM
    return LOW if acts else NONE


def _recent(book: Book, today: Millis) -> tuple[str, ...]:
    recent = [deed.first.filed.id for deed in book.deeds.since(today - T.activity_window_days + 1)]
    return tuple(recent[-T.evidence_kept :])
