"""Like is compared with like: sources that come or go are no surge and no lull."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from monitor.domain.conditions import Fold, fold
from monitor.domain.model.condition import ConditionKind, Trend
from monitor.domain.model.coverage import Coverage, Tenure
from monitor.domain.model.time import DAY
from tests.monitor.domain.conditions.test_pulse import FIRST, QUIET_WEEKS, TOWNS, day, trends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.monitor.domain.conditions.conftest import Scene

START = FIRST * DAY


def told(scene: Scene, publisher: str | None, days: Sequence[int], each: int = 1, by: str = "hawks") -> None:
    """Let one publisher, None for a file, tell of so many attacks each day, each in a town of its own."""
    for number in days:
        for town in TOWNS[:each]:
            scene.act(by, at=day(number), on=["state"], places=[town], muted=publisher is None)
            scene.filed[-1] = replace(scene.filed[-1], publisher=publisher or "anybody")


def read(scene: Scene, *tenures: tuple[str | None, int, int | None]) -> None:
    """Say from which to which day each publisher was read."""
    known = (
        Tenure(of, START + since * DAY, None if until is None else START + until * DAY) for of, since, until in tenures
    )
    scene.coverage = replace(scene.coverage, tenures=tuple(known))


def test_what_only_a_new_source_tells_is_no_surge(scene: Scene) -> None:
    told(scene, "old", QUIET_WEEKS)
    told(scene, "new", range(60, 140), each=3)
    assert trends(scene, 80)[0].startswith("surge"), "without a word of who was read when it is one"
    read(scene, ("old", -10, None), ("new", 60, None))
    assert trends(scene, 130) == [], "when it counts, its own weeks say what is usual"


def test_what_an_old_source_tells_too_is_a_surge(scene: Scene) -> None:
    told(scene, "old", QUIET_WEEKS)
    told(scene, "new", range(60, 80))
    told(scene, "old", range(71, 74), each=3)
    read(scene, ("old", -10, None), ("new", 60, None))
    assert trends(scene, 74) == ["surge 73"]
    (surge,) = [made for made in scene.fold(f"{day(74)} 23:00").transitions if made.after == Trend.SURGE]
    assert surge.reason == "Attacks in 7 days, told by sources that were read all along: 9; usual are 1.3 a week."


def test_a_new_source_counts_once_its_own_weeks_are_known(scene: Scene) -> None:
    told(scene, "old", range(0, 90, 10))
    told(scene, "new", range(30, 80, 5))
    told(scene, "new", range(81, 84), each=3)
    read(scene, ("old", -10, None), ("new", 30, None))
    assert trends(scene, 84) == ["surge 83"]


def test_a_source_that_leaves_is_no_lull(scene: Scene) -> None:
    told(scene, "one", range(70), each=2)
    told(scene, "two", range(0, 120, 9), by="kites")
    assert trends(scene, 95) == ["lull 82"]
    read(scene, ("one", -10, 70), ("two", -10, None))
    assert trends(scene, 95) == []


def test_a_source_that_comes_back_comes_anew(scene: Scene) -> None:
    told(scene, "one", [*range(60), *range(125, 170)], each=2)
    told(scene, "two", range(0, 170, 9), by="kites")
    read(scene, ("one", -10, 60), ("one", 125, None), ("two", -10, None))
    assert trends(scene, 169) == []


def test_a_new_source_is_measured_by_its_own_weeks_alone(scene: Scene) -> None:
    told(scene, "old", range(0, 130, 10))
    told(scene, "new", range(60, 130), each=4, by="kites")
    read(scene, ("old", -10, None), ("new", 60, None))
    assert trends(scene, 129) == [], "weeks without it are none of its usual ones"


def test_files_are_read_while_they_are_loaded(scene: Scene) -> None:
    told(scene, None, range(70), each=2)
    told(scene, "feed", range(70, 120))
    read(scene, (None, 0, 70), ("feed", 70, None))
    assert trends(scene, 100) == [], "nothing can be compared with the files"
    assert scene.activity(f"{day(69)} 23:00").trend is Trend.USUAL
    assert trends(scene, 119) == []


def test_what_a_file_tells_is_not_a_feeds_by_its_name(scene: Scene) -> None:
    told(scene, None, QUIET_WEEKS)
    told(scene, None, range(71, 74), each=3)
    read(scene, (None, 0, 130), ("anybody", 128, None))
    assert trends(scene, 130) == ["surge 73", "usual 80"]


def test_what_a_feed_held_before_it_was_read_counts_for_nothing(scene: Scene) -> None:
    told(scene, "old", QUIET_WEEKS)
    told(scene, None, range(71, 74), each=3)
    read(scene, ("old", -10, None), ("new", 74, None))
    assert trends(scene, 80) == []


def test_who_is_known_by_no_source_counts(scene: Scene) -> None:
    told(scene, "of another name", QUIET_WEEKS)
    told(scene, "of another name", range(71, 74), each=3)
    read(scene, ("old", -10, None), (None, -3, 2))
    assert trends(scene, 74) == ["surge 73"]


def test_a_surge_that_nobody_can_follow_any_more_is_none_in_the_end(scene: Scene) -> None:
    told(scene, "old", QUIET_WEEKS)
    told(scene, "old", range(71, 74), each=3)
    read(scene, ("old", -10, 74))
    assert trends(scene, 200) == ["surge 73"]
    assert scene.activity(f"{day(120)} 23:00").trend is Trend.SURGE
    assert scene.activity(f"{day(140)} 23:00").trend is None


def test_an_actors_trend_is_taken_of_what_can_be_compared(scene: Scene) -> None:
    told(scene, "old", range(90), each=2)
    told(scene, "new", range(60, 90), each=4, by="kites")
    read(scene, ("old", -10, None), ("new", 60, None))
    assert trends(scene, 89) == []


@pytest.mark.parametrize("seed", range(8))
def test_going_on_gives_what_the_whole_gives_while_sources_come_and_go(scene: Scene, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - no secret hangs on it
    tenures: list[tuple[str | None, int, int | None]] = [("old", -10, None)]
    told(scene, "old", [*range(0, 150, 5), *(number for number in range(105, 109) for _ in TOWNS)], by="kites")
    told(scene, "old", range(105, 109), each=3)
    for name in ("first", "second", "third"):
        start, stop = chance.randrange(-10, 90), chance.choice((None, chance.randrange(90, 140)))
        tenures += [(name, start, stop)]
        if stop and chance.random() < 0.5:
            tenures += [(name, stop + 9, None)]
        begin, busy, each = max(start + chance.choice((0, 40, -50)), 0), chance.random(), chance.choice((1, 2, 4))
        told(scene, name, [number for number in range(begin, 150) if chance.random() < busy], each, by="kites")
    read(scene, *tenures)
    going = Fold(scene.watch, scene.lexicon)
    come = sorted(scene.filed, key=lambda one: one.reported_at + chance.choice((0, 0, 9)) * DAY)
    for end in range(20, len(come) + 1, 20):
        now = max(one.reported_at for one in come[:end])
        known = (one for one in scene.coverage.tenures if one.since <= now)
        lasting = (replace(one, until=None) if one.until and one.until > now else one for one in known)
        seen = Coverage(scene.coverage.spans, tuple(lasting))
        going.file(come[:end])
        whole = fold(scene.watch, come[:end], scene.lexicon, seen, now)
        assert going.derive(seen, now) == whole
    assert any(one.kind is ConditionKind.ACTIVITY for one in whole.transitions)
