"""What a conflict's conditions are worth while its sources are not seen."""

from monitor.domain.conditions.watch_sight import at_last_sight, watch_sights
from monitor.domain.model.condition import Condition, ConditionKind, Trend
from monitor.domain.model.coverage import Coverage, Sight, SourceSight
from monitor.domain.model.time import HOUR, MINUTE

NOW = 1_602_403_200_000


def sources(*seen: bool) -> tuple[SourceSight, ...]:
    """Give sources, numbered from 1; those not seen were lost a minute after one another, the last one last."""
    return tuple(
        SourceSight(number, str(number), str(number), HOUR, seen=one, seen_until=NOW if one else NOW - HOUR + number)
        for number, one in enumerate(seen, 1)
    )


def sight(*seen: bool, until: int = NOW) -> Sight:
    return Sight(NOW, sources(*seen), Coverage(((0, until),)))


OWN = {"valley": frozenset({1, 2, 3}), "hill": frozenset({1, 2})}


def test_a_conflict_is_thin_where_its_own_usual_sources_are_not_seen() -> None:
    found = watch_sights(sight(False, False, False, True, True, True), OWN, ("valley", "hill", "sea"))
    valley, hill, sea = (found[name] for name in ("valley", "hill", "sea"))
    assert (valley.condition.status, valley.seen, valley.of, valley.dim) == ("thin", 0, 3, True)
    assert valley.condition.since == NOW - HOUR + 2  # then the second of three was lost
    assert [(one.condition.status, one.seen, one.of, one.dim) for one in (hill, sea)] == [("seen", 3, 6, False)] * 2
    assert (hill.condition.kind, hill.condition.since) == (ConditionKind.COVERAGE, NOW)


def test_all_are_blind_since_half_was_last_seen() -> None:
    found = watch_sights(sight(False, False, False, False, True, until=NOW - MINUTE), OWN, ("valley", "sea"))
    assert {(one.condition.status, one.condition.since) for one in found.values()} == {("blind", NOW - MINUTE)}
    assert [(one.seen, one.of) for one in found.values()] == [(0, 3), (1, 5)]


def test_blind_from_the_first() -> None:
    never = Sight(NOW, sources(False, False), Coverage())
    (found,) = watch_sights(never, {}, ("sea",)).values()
    assert (found.condition.status, found.condition.since) == ("blind", NOW - HOUR + 2)
    edge = Sight(NOW, sources(True), Coverage())
    assert watch_sights(edge, {}, ("sea",))["sea"].condition.since == NOW


def test_without_sources_nothing_is_said() -> None:
    assert watch_sights(Sight(NOW, (), Coverage()), {}, ("sea",)) == {}


def test_a_calm_that_nobody_sees_is_unknown() -> None:
    blind = watch_sights(sight(False, until=NOW - 1), {}, ("sea",))["sea"]
    seen = watch_sights(sight(True), {}, ("sea",))["sea"]
    calm = Condition("sea", ConditionKind.ACTIVITY, "none", 0, 0.5, trend=Trend.LULL)
    busy = Condition("sea", ConditionKind.ACTIVITY, "high", 0, 0.5, trend=Trend.SURGE)
    truce = Condition("sea", ConditionKind.CEASEFIRE, "none", 0, 0.5)
    assert [at_last_sight(one, blind).status for one in (calm, busy, truce)] == ["unknown", "high", "none"]
    assert [at_last_sight(one, blind).trend for one in (calm, busy)] == [None, Trend.SURGE]
    assert at_last_sight(calm, seen) is calm
