"""When the sources go blind and see again: told once, not for what nobody watched, and not for one after the other."""

from dataclasses import replace

import pytest

from monitor.domain.conditions.sight import Vigil, sight_changes, source_key, unseen
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import ChangedField, ChangeKind, ConditionChange, ConditionKind
from monitor.domain.model.coverage import SOURCES, Coverage, Sight, SourceSight
from monitor.domain.model.time import DAY, HOUR, MINUTE, Millis, iso

LOST = 1_602_403_200_000
BEGIN = LOST - 30 * DAY
WATCHED = Vigil(BEGIN, LOST)
KINDS = [ChangeKind.BLIND, ChangeKind.SIGHTED]


def source(number: int, *, seen: bool = False, **more: object) -> SourceSight:
    values = {"interval": 15 * MINUTE, "polled_at": LOST, "ok_at": LOST, "item_at": LOST, **more}
    return SourceSight(number, f"https://{number}.example/f", f"Source {number}", seen=seen, seen_until=LOST, **values)


def sight(at: Millis, *sources: SourceSight, spans: tuple[tuple[Millis, Millis], ...] | None = None) -> Sight:
    known = ((BEGIN, LOST),) if spans is None else spans
    return Sight(at, sources or tuple(source(number, error="refused") for number in range(4)), Coverage(known))


def good(at: Millis, *sources: SourceSight) -> Sight:
    found = sources or tuple(source(number, seen=True, ok_at=at, item_at=at) for number in range(4))
    return sight(at, *found, spans=((BEGIN, at),))


class Journal:
    """Derives and journals, as the stage does with the tables."""

    def __init__(self) -> None:
        self.told: list[ConditionChange] = []

    def look(self, seen: Sight, vigil: Vigil = WATCHED) -> list[ChangeKind]:
        made = sight_changes(seen, self.told, vigil)
        self.told += [ConditionChange(one, seen.at, announced=True) for one in made]
        return [one.change for one in made]


def test_it_goes_blind_once_and_sees_again_once() -> None:
    journal = Journal()
    after = [journal.look(sight(LOST + minutes * MINUTE)) for minutes in (10, 29, 30, 31, 600, 9_000)]
    assert after == [[], [], [ChangeKind.BLIND], [], [], []]
    assert [journal.look(good(LOST + 10 * DAY + minute)) for minute in (0, MINUTE)] == [[ChangeKind.SIGHTED], []]
    blind, sighted = (change.transition for change in journal.told)
    assert (blind.watch, blind.kind, blind.field) == (SOURCES.id, ConditionKind.COVERAGE, ChangedField.SIGHT)
    assert (blind.before, blind.after, blind.at.start, blind.arrangement) == ("sighted", "blind", LOST, None)
    assert blind.reason == (
        "Fewer than half of the sources are seen, 0 of 4. Not seen: Source 0 (refused); Source 1 (refused);"
        " Source 2 (refused); and 1 more."
    )
    assert sighted.reason == f"4 of 4 sources are seen again, blind since {iso(LOST)}."
    assert blind.id != sighted.id


def test_half_of_the_sources_is_enough() -> None:
    journal = Journal()
    two = (source(1, seen=True), source(2, error="refused"))
    assert journal.look(good(LOST + 5 * HOUR, *two)) == []


def test_a_loss_that_nobody_watched_counts_from_when_somebody_did() -> None:
    woken = LOST + 3 * DAY
    journal = Journal()
    assert journal.look(sight(woken), Vigil(woken, woken)) == []
    assert journal.look(sight(woken + 29 * MINUTE), Vigil(woken, woken)) == []
    assert journal.look(sight(woken + 30 * MINUTE), Vigil(woken, woken)) == [ChangeKind.BLIND]
    assert journal.told[0].transition.at.start == woken
    # The control: without a vigil the sleep itself would be told.
    assert Journal().look(sight(woken), WATCHED) == [ChangeKind.BLIND]


@pytest.mark.parametrize(
    ("wait", "same"), [(MINUTE, True), (T.vigil_break, True), (T.vigil_break + 1, False), (-1, False)]
)
def test_a_vigil_breaks_where_nobody_looked_for_long_or_the_clock_went_back(wait: Millis, *, same: bool) -> None:
    vigil = Vigil(BEGIN, LOST).look(LOST + wait)
    assert vigil == Vigil(BEGIN if same else LOST + wait, LOST + wait)


def test_what_was_never_seen_is_no_loss() -> None:
    assert Journal().look(sight(LOST + 9 * DAY, spans=())) == []


def test_without_sources_there_is_nothing_to_see() -> None:
    assert Journal().look(Sight(LOST, (), Coverage())) == []


def test_rare_polls_get_the_time_to_be_tried_again() -> None:
    slow = tuple(source(number, interval=2 * HOUR) for number in range(3))
    after = [Journal().look(sight(LOST + hours * HOUR, *slow)) for hours in (3, 4)]
    assert after == [[], [ChangeKind.BLIND]]


def test_a_line_that_comes_and_goes_is_told_ever_more_rarely() -> None:
    journal, at, told = Journal(), LOST, 0
    for _ in range(24):  # an hour each: half of it lost, half of it seen
        lost = replace(sight(at + 40 * MINUTE), coverage=Coverage(((BEGIN, at),)))
        told += len(journal.look(lost))
        at += HOUR
        told += len(journal.look(good(at)))
    assert told == 2
    later = at + 3 * DAY
    assert journal.look(replace(sight(later), coverage=Coverage(((BEGIN, later - 31 * MINUTE),)))) == [ChangeKind.BLIND]


def test_the_latest_lost_is_named_first_and_one_that_is_not_polled_says_so() -> None:
    early, late = source(1, error="refused"), replace(source(2), seen_until=LOST + 1)
    assert unseen(sight(LOST, early, late, source(3, seen=True))) == [late, early]
    journal = Journal()
    journal.look(sight(LOST + HOUR, early, late))
    assert journal.told[0].transition.reason.endswith("Not seen: Source 2 (not polled); Source 1 (refused).")


def failing(at: Millis, **more: object) -> SourceSight:
    return source(1, **{"error": "host: refused", "failures": 6.0, "polled_at": at, "item_at": None, **more})


def test_one_source_falls_silent_once_and_is_heard_again_once() -> None:
    journal, fine = Journal(), source(2, seen=True)
    days = [journal.look(good(LOST + day * DAY, failing(LOST + day * DAY), fine)) for day in (1, 2, 3, 9)]
    assert days == [[], [ChangeKind.SILENT], [], []]
    back = LOST + 10 * DAY
    assert journal.look(good(back, failing(back, failures=0.5, ok_at=LOST), fine)) == []
    heard = source(1, seen=True, ok_at=back, item_at=back)
    assert [journal.look(good(back + minute, heard, fine)) for minute in (0, MINUTE)] == [[ChangeKind.HEARD], []]
    silent, again = (change.transition for change in journal.told)
    assert silent.arrangement == again.arrangement == source_key(heard)
    assert "example" not in str(silent.arrangement)
    assert (silent.actor, silent.at.start, silent.rule) == ("Source 1", LOST, "silent.failing")
    assert (again.before, again.after, again.rule) == ("silent", "heard", "heard")


def test_nothing_is_told_of_single_sources_while_all_are_blind_nor_of_what_all_lost() -> None:
    journal = Journal()
    cut = tuple(replace(failing(LOST + 3 * DAY), id=number, url=str(number)) for number in range(5))
    assert journal.look(sight(LOST + 3 * DAY, *cut)) == [ChangeKind.BLIND]
    back = LOST + 3 * DAY + HOUR
    mended = (*(source(number, seen=True) for number in range(5, 10)), *cut)
    assert journal.look(good(back, *mended)) == [ChangeKind.SIGHTED]
    assert journal.look(good(back + DAY, *mended)) == []
    still = tuple(replace(one, polled_at=back + 2 * DAY) for one in mended)
    assert journal.look(good(back + 2 * DAY, *still)) == [ChangeKind.SILENT] * 5
    # The control: had all not been blind, each would have been told at once.
    assert Journal().look(good(back, *mended)) == [ChangeKind.SILENT] * 5


def test_a_source_that_comes_and_goes_has_to_be_away_for_longer() -> None:
    journal, at, told = Journal(), LOST, []
    for _ in range(10):  # 30 hours away, then back
        away = at + 30 * HOUR
        told += journal.look(good(away, failing(away, ok_at=at), source(2, seen=True)))
        at = away + HOUR
        told += journal.look(good(at, source(1, seen=True, ok_at=at, item_at=at), source(2, seen=True)))
    assert told == [ChangeKind.SILENT, ChangeKind.HEARD]


def test_the_same_look_gives_the_same_ids() -> None:
    first, second = (sight_changes(sight(LOST + HOUR), (), WATCHED) for _ in range(2))
    assert first == second
