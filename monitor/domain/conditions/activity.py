"""A watch's and its actors' level of armed activity: acts of the last week, each once, by absolute floors.

Changes are in `pulse`.
"""

from collections import Counter

from monitor.domain.conditions.book import Book
from monitor.domain.conditions.pulse import Pulse
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import Acting, Condition, ConditionKind
from monitor.domain.model.time import DAY, Millis

NONE, LOW, MEDIUM, HIGH, UNSEEN = "none", "low", "medium", "high", "unknown"


def activity(book: Book, pulse: Pulse, now: Millis) -> Condition | None:
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
        trend=pulse.trend if seen else None,
        actors=_acting(book, pulse, today) if seen else (),
    )


def _acting(book: Book, pulse: Pulse, today: Millis) -> tuple[Acting, ...]:
    """Give the actors of the week's acts, and those whose own attacks surge or ebb, the busiest first."""
    days = range(today - T.activity_window_days + 1, today + 1)
    acts = Counter(actor for day in days for deed in book.deeds.on(day) for actor in deed.actors)
    named = sorted(acts.keys() | pulse.actors.keys(), key=lambda actor: (-acts[actor], actor))
    return tuple(Acting(actor, _level(acts[actor]), pulse.actors.get(actor)) for actor in named)


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
