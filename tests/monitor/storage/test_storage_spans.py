from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from monitor.storage.spans import WAIT_CAP, Seen, Span, merged, well_covered

NOW = 60
moments = st.integers(0, NOW)
spans = st.lists(st.tuples(moments, moments).map(lambda pair: (min(pair), max(pair))), max_size=3).map(merged)
sources = st.builds(Seen, st.integers(0, 5), moments, st.none() | moments, spans)


def seen(*found: Span, added_at: int = 0, rested_at: int | None = None, interval: int = 5) -> Seen:
    return Seen(interval, added_at, rested_at, found)


def test_the_latest_span_is_lengthened_by_the_grace_but_not_beyond_now() -> None:
    assert seen((0, 5), (20, 30)).covered(NOW) == ((0, 5), (20, 40))
    assert seen((20, 55)).covered(NOW) == ((20, NOW),)


def test_a_poll_that_is_later_than_now_counts_up_to_now() -> None:
    assert seen((20, 70)).covered(NOW) == ((20, NOW),)


def test_a_wait_that_a_publisher_asks_for_is_no_gap_up_to_a_cap() -> None:
    asked = Seen(5, 0, None, ((0, 10),), planned=40)
    assert asked.covered(NOW) == ((0, 45),)
    assert asked.covered(30) == ((0, 30),)
    assert Seen(5, 0, None, ((0, 10),), planned=2 * WAIT_CAP).covered(9 * WAIT_CAP) == ((0, 10 + WAIT_CAP),)


def test_what_was_seen_last_is_known_at_each_moment() -> None:
    found = seen((10, 20), (40, 50))
    assert [found.seen_until(at) for at in (5, 15, 30, 45, 80)] == [10, 15, 20, 45, 60]
    assert [found.counts(at) for at in (5, 10, 80)] == [False, True, True]
    assert seen().seen_until(NOW) == 10


def test_a_source_counts_from_its_first_good_poll_or_soon_after_it_was_added() -> None:
    assert seen((3, 4)).start == 3
    assert seen((30, 40)).start == 10
    assert seen().start == 10


def test_a_resting_source_no_longer_counts() -> None:
    assert seen((0, 20), (30, 50), rested_at=25).covered(NOW) == ((0, 20),)
    assert well_covered([seen((0, NOW)), *[seen(rested_at=5)] * 3], NOW) == [(0, NOW)]


def test_half_of_the_sources_is_enough_and_less_is_not() -> None:
    never = seen()
    assert well_covered([seen((0, NOW)), never], NOW) == [(0, NOW)]
    assert well_covered([seen((0, NOW)), never, never], NOW) == [(0, 10)]


def test_sources_take_over_from_one_another() -> None:
    assert well_covered([seen((0, 20), interval=0), seen((20, 40), interval=0)], NOW) == [(0, 40)]


def test_without_sources_nothing_is_covered() -> None:
    assert well_covered([], NOW) == []


def test_spans_that_touch_are_one() -> None:
    assert merged([(5, 9), (0, 3), (3, 4), (6, 7)]) == ((0, 4), (5, 9))


@given(st.lists(sources, max_size=5))
def test_it_agrees_with_counting_every_moment(found: list[Seen]) -> None:
    spans_found = well_covered(found, NOW)
    for moment in range(NOW + 1):
        counted = sum(source.start <= moment <= source.end(NOW) for source in found)
        covered = sum(any(a <= moment <= b for a, b in source.covered(NOW)) for source in found)
        expected = covered > 0 and 2 * covered >= counted
        assert any(a <= moment <= b for a, b in spans_found) == expected or _between(found, moment)


def _between(found: list[Seen], moment: int) -> bool:
    """Tell whether an end of a span falls on this moment: closed ends may join it or not to its neighbours."""
    ends = {end for source in found for end in (source.start, source.end(NOW))}
    return moment in ends | {end for source in found for span in source.covered(NOW) for end in span}


@given(st.lists(sources, max_size=5))
def test_spans_are_sorted_and_disjoint(found: list[Seen]) -> None:
    spans_found = well_covered(found, NOW)
    assert all(since <= until for since, until in spans_found)
    assert all(first[1] <= second[0] for first, second in pairwise(spans_found))
