"""A watch's level of armed activity: acts of the last week, each once, by absolute floors; changes are in `pulse`."""

from monitor.domain.conditions.book import Book
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import Condition, ConditionKind, Trend
from monitor.domain.model.time import DAY, Millis

NONE, LOW, MEDIUM, HIGH, UNSEEN = "none", "low", "medium", "high", "unknown"


def activity(book: Book, trend: Trend | None, now: Millis) -> Condition | None:
    """Give the level, None where no act was ever told; without coverage of the last day no calm is claimed."""
    if not book.deeds:
        return None
    today = now // DAY
    level, since = _standing(book, today)
    seen = book.coverage.good(now - DAY, now)
    return Condition(
        watch=book.ground.watch.id,
        kind=ConditionKind.ACTIVITY,
        status=level if seen or level != NONE else UNSEEN,
        since=since * DAY,
        confidence=0.5,
        evidence=_recent(book, today),
        trend=trend if seen else None,
    )


def _standing(book: Book, today: Millis) -> tuple[str, Millis]:
    """Give the level of the week that ends today, and the first of the days in a row on which it was that."""
    acts = book.deeds.count(today - T.activity_window_days + 1, today)
    level, since = _level(acts), today
    while since > today - T.activity_memory_days:
        acts += len(book.deeds.on(since - T.activity_window_days)) - len(book.deeds.on(since))
        if _level(acts) != level:
            break
        since -= 1
    return level, since


def _level(acts: int) -> str:
    if acts >= T.activity_high:
        return HIGH
    if acts >= T.activity_medium:
        return MEDIUM
    return LOW if acts else NONE


def _recent(book: Book, today: Millis) -> tuple[str, ...]:
    """Give the first reports of the week's acts, oldest day first; no act lies ahead of today."""
    days = range(today - T.activity_window_days + 1, today + 1)
    recent = [deed.first.filed.id for day in days for deed in book.deeds.on(day)]
    return tuple(recent[-T.evidence_kept :])
