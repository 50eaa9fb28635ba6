"""Surges, lulls and what is new in attacks: over weeks of days, with coverage, truces and late reports."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.domain.conditions import Fold, fold, reconcile
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import ChangedField, ChangeKind, ConditionKind, Transition, Trend
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.report import Act, EventReport, SubEvent
from monitor.domain.model.time import DAY, HOUR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.monitor.domain.conditions.conftest import Scene, Words

TOWNS = ("alba", "borg", "coral", "strait")
TRENDS = {ChangeKind.SURGE, ChangeKind.LULL, ChangeKind.USUAL}


def day(number: int) -> str:
    """Name a day of the year by its number from 0, for 2020."""
    months = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    for month, days in enumerate(months, 1):
        if number < days:
            return f"{month:02}-{number + 1:02}"
        number -= days
    raise ValueError(number)


def fight(scene: Scene, days: Sequence[int], each: int = 1, by: str = "hawks", origin: str = "") -> None:
    for number in days:
        for town in TOWNS[:each]:
            scene.act(by, at=day(number), on=["state"], places=[town], origin=origin)


def activity(scene: Scene, until: int | str) -> list[Transition]:
    derived = scene.fold(until if isinstance(until, str) else f"{day(until)} 23:00")
    return [made for made in derived.transitions if made.kind is ConditionKind.ACTIVITY]


def trends(scene: Scene, until: int) -> list[str]:
    return [f"{made.change} {made.at.start // DAY - FIRST}" for made in activity(scene, until) if made.change in TRENDS]


def new(scene: Scene, until: int) -> list[str]:
    return [made.change.value for made in activity(scene, until) if made.change not in TRENDS]


FIRST = 18_262  # 2020-01-01, in days since 1970
QUIET_WEEKS = range(0, 70, 5)  # an attack every fifth day


def test_a_surge_and_its_end(scene: Scene) -> None:
    fight(scene, QUIET_WEEKS)
    assert trends(scene, 70) == []
    fight(scene, range(71, 74), each=3)
    assert trends(scene, 74) == ["surge 73"]
    assert trends(scene, 90) == ["surge 73", "usual 80"]
    (surge,) = [made for made in activity(scene, 74) if made.change is ChangeKind.SURGE]
    assert (surge.field, surge.before, surge.after) == (ChangedField.TREND, "usual", "surge")
    assert surge.reason.startswith("Attacks in 7 days: 9; usual are 1.")
    assert len(surge.evidence) == 9
    assert surge.evidence[0] == scene.filed[-1].id, "the attack told last is what set it off"
    assert scene.activity(f"{day(74)} 23:00").trend is Trend.SURGE


def test_few_attacks_are_no_surge_however_rare_they_were(scene: Scene) -> None:
    fight(scene, [0])
    fight(scene, range(70, 70 + T.surge_floor - 1))
    assert trends(scene, 80) == []


def test_what_is_usual_must_be_known_first(scene: Scene) -> None:
    fight(scene, range(10, 13), each=4)
    assert trends(scene, 20) == []
    assert scene.activity(f"{day(20)} 23:00").trend is None


def surge_of(scene: Scene) -> Transition:
    (surge,) = [made for made in activity(scene, 74) if made.change is ChangeKind.SURGE]
    return surge


def test_one_origin_alone_confirms_no_surge(scene: Scene) -> None:
    fight(scene, QUIET_WEEKS)
    fight(scene, range(71, 74), each=3, origin="publisher:one")
    assert not surge_of(scene).confirmed
    scene.act("kites", at=day(73), on=["coalition"], places=["borg"], origin="publisher:two")
    assert not surge_of(scene).confirmed, "it is none without the first"
    for town in TOWNS:
        for number in (72, 73, 74):
            scene.act("lodge", at=day(number), on=["coalition"], places=[town], origin="publisher:three")
    assert surge_of(scene).confirmed


def test_one_origin_alone_confirms_no_lull(scene: Scene) -> None:
    fight(scene, range(70), each=2, origin="publisher:one")
    (lull,) = [made for made in activity(scene, 90) if made.change is ChangeKind.LULL]
    assert not lull.confirmed


def test_nothing_is_usual_that_nobody_sees(scene: Scene, words: Words) -> None:
    fight(scene, QUIET_WEEKS)
    fight(scene, range(71, 74), each=3)
    scene.coverage = Coverage(((words.ms(day(0)), words.ms(day(76))),))
    assert trends(scene, 110) == ["surge 73"]
    assert scene.activity(f"{day(110)} 23:00").trend is None


def test_a_silence_that_goes_on_is_not_the_usual_by_and_by(scene: Scene) -> None:
    fight(scene, range(70), each=2)
    assert trends(scene, 200) == ["lull 81"]


def test_an_hour_unseen_now_and_then_does_not_matter(scene: Scene, words: Words) -> None:
    starts = [words.ms(f"{day(number)} 02:00") for number in range(0, 120, 7)]
    scene.coverage = Coverage(tuple((since, until - 2 * HOUR) for since, until in pairwise(starts)))
    fight(scene, QUIET_WEEKS)
    fight(scene, range(71, 74), each=3)
    assert trends(scene, 75) == ["surge 73"]
    fight(scene, [109])
    assert new(scene, 109) == ["first_attack"]


def test_what_is_told_late_alters_no_past(scene: Scene, words: Words) -> None:
    fight(scene, QUIET_WEEKS)
    fight(scene, range(71, 74), each=3)
    scene.act("kites", at=day(74), on=["state"], places=["coral"], killed=15)
    before = activity(scene, 80)
    for number in range(40, 71):
        for town in TOWNS:
            scene.act("kites", at=day(79), on=["coalition"], places=[town], killed=900, when=words.day(day(number)))
    assert activity(scene, 80) == before
    forged = scene.act("kites", at=day(60), on=["coalition"], places=["borg"], killed=900, seen=f"{day(79)} 12:00")
    assert activity(scene, 80) == before, f"{forged.published} is what its publisher wrote on it"


def test_a_lull_and_its_end(scene: Scene) -> None:
    fight(scene, range(70), each=2)
    assert trends(scene, 70) == []
    assert trends(scene, 100) == ["lull 81"]
    (lull,) = [made for made in activity(scene, 100) if made.change is ChangeKind.LULL]
    assert lull.evidence == ()
    assert lull.confirmed
    assert lull.reported_at == lull.at.end, "it is known once its day is over"
    fight(scene, range(100, 107), each=2)
    assert trends(scene, 107) == ["lull 81", "usual 102"]


def test_no_lull_is_told_of_days_that_nobody_saw(scene: Scene, words: Words) -> None:
    fight(scene, range(70), each=2)
    scene.coverage = Coverage(((words.ms(day(0)), words.ms(day(75))), (words.ms(day(78)), words.ms(day(200)))))
    assert trends(scene, 90) == []
    assert trends(scene, 100) == ["lull 91"]


def test_a_truce_freezes_what_is_usual(scene: Scene) -> None:
    fight(scene, range(60), each=2)
    scene.say(Act.ANNOUNCES, "hawks", at=f"{day(60)} 09:00", own=True, effective_now=True, to=["state"])
    fight(scene, range(150, 154), each=2, by="kites")
    assert [told.split()[0] for told in trends(scene, 154)] == ["lull", "usual"], "as many as before the truce"
    scene.filed = [filed for filed in scene.filed if isinstance(filed.report, EventReport)]
    assert [told.split()[0] for told in trends(scene, 154)] == ["lull", "usual", "surge"]


def test_the_passing_of_a_day_is_waited_for_where_it_can_matter(scene: Scene, words: Words) -> None:
    fight(scene, [0])
    assert scene.fold(f"{day(10)} 13:00").next_due is None
    fight(scene, range(1, 60), each=2)
    assert scene.fold(f"{day(60)} 13:00").next_due == words.ms(f"{day(61)} 00:00")


def test_the_first_attack_after_a_quiet_time(scene: Scene) -> None:
    fight(scene, [1, 20])
    assert new(scene, 30) == []
    fight(scene, [60])
    (first,) = activity(scene, 60)
    assert (first.change, first.before, first.after) == (ChangeKind.FIRST_ATTACK, "none", "low")
    assert first.parties == ("hawks",)
    assert "39 days" in first.reason
    assert not first.confirmed
    scene.act("hawks", at=day(60), on=["state"], origin="another")
    assert activity(scene, 60)[0].confirmed
    fight(scene, [61])
    assert new(scene, 61) == ["first_attack"]


def test_the_first_attack_of_all_after_a_month_of_watching(scene: Scene) -> None:
    fight(scene, [40])
    (first,) = activity(scene, 40)
    assert f"{T.quiet_days} days" in first.reason


def test_no_first_attack_where_nobody_looked_or_nobody_is_named(scene: Scene, words: Words) -> None:
    fight(scene, [60], by="gunmen")
    scene.act(at=day(100), on=["state"])
    assert new(scene, 100) == []
    scene.filed.clear()
    fight(scene, [1, 60])
    scene.coverage = Coverage(((words.ms(day(0)), words.ms(day(40))), (words.ms(day(45)), words.ms(day(200)))))
    assert new(scene, 60) == []


def test_an_attack_that_changed_a_truce_is_not_told_twice(scene: Scene, words: Words) -> None:
    scene.say(Act.ANNOUNCES, "hawks", at=f"{day(40)} 09:00", own=True, effective_now=True, to=["state"])
    fight(scene, [80])
    derived = scene.fold(f"{day(80)} 23:00")
    assert [made.change for made in derived.transitions][-2:] == [ChangeKind.VIOLATED, ChangeKind.FIRST_ATTACK]
    filed = {one.id: one for one in scene.filed}
    journal = reconcile((), frozenset(), derived, filed, words.ms(f"{day(80)} 23:00"))
    told = {one.transition.change: one.announced for one in journal.changes}
    assert (told[ChangeKind.VIOLATED], told[ChangeKind.FIRST_ATTACK]) == (True, False)
    alone = replace(derived, transitions=derived.transitions[-1:])
    (first,) = reconcile((), frozenset(), alone, filed, words.ms(f"{day(80)} 23:00")).changes
    assert first.announced, "but where no truce tells of it, it is"
    (old,) = reconcile((), frozenset(), alone, filed, words.ms(day(90))).changes
    assert not old.announced


def test_a_vague_word_hides_nothing(scene: Scene) -> None:
    fight(scene, [59], by="gunmen")
    scene.act("hawks", at=day(59), on=[], places=[], day=False)
    fight(scene, [60])
    assert new(scene, 60) == ["first_attack"]


def test_the_word_of_one_origin_hides_no_other_attack(scene: Scene) -> None:
    scene.act("hawks", at=day(1), on=["state"], killed=4_000, origin="publisher:evil")
    scene.act("hawks", at=day(3), on=["state"], killed=10**9, origin="publisher:evil")
    scene.act("hawks", at=day(5), on=["state"], killed=100, origin="publisher:good")
    found = [made for made in activity(scene, 6) if made.change is ChangeKind.MASS_CASUALTY]
    assert [made.at.start // DAY - FIRST for made in found] == [1, 5]
    assert not found[1].confirmed


def test_a_toll_is_what_two_origins_say(scene: Scene) -> None:
    scene.act("hawks", at=day(5), on=["state"], killed=12, origin="publisher:a")
    scene.act("hawks", at=day(5), on=["state"], killed=900, origin="publisher:evil")
    (found,) = [made for made in activity(scene, 6) if made.change is ChangeKind.MASS_CASUALTY]
    assert found.confirmed
    assert found.reason.startswith("12 killed")
    assert found.evidence == ("r000", "r001")
    scene.filed.pop()
    scene.act("hawks", at=day(5), on=["state"], killed=1, origin="publisher:b", claimed=["hawks"])
    (found,) = [made for made in activity(scene, 6) if made.change is ChangeKind.MASS_CASUALTY] or [None]
    assert found is None, "two say at least one, and one alone says twelve"


def test_two_attacks_of_one_day_are_two(scene: Scene) -> None:
    for town, killed in (("alba", 40), ("coral", 400)):
        scene.act("hawks", at=day(5), on=["state"], places=[town], killed=killed)
    found = [made.reason.split()[0] for made in activity(scene, 6) if made.change is ChangeKind.MASS_CASUALTY]
    assert found == ["40", "400"]


def test_a_mass_casualty_attack_is_news_if_it_is_the_deadliest(scene: Scene) -> None:
    for number, killed in ((1, 9), (2, 30), (3, 29), (20, 31), (60, 10)):
        scene.act("hawks", at=day(number), on=["state"], killed=killed, origin="publisher:one")
    found = [made for made in activity(scene, 60) if made.change is ChangeKind.MASS_CASUALTY]
    assert [made.at.start // DAY - FIRST for made in found] == [2, 20, 60]
    assert found[0].reason == "30 killed in one attack, more than in any other of 30 days."
    assert (found[0].field, found[0].after) == (ChangedField.TOLL, "10 or more")


def test_what_was_told_long_afterwards_is_no_news(scene: Scene, words: Words) -> None:
    scene.act("hawks", at=day(60), on=["state"], killed=50, when=words.day(day(20)))
    assert activity(scene, 70) == []


def test_new_actor_weapon_and_target(scene: Scene) -> None:
    fight(scene, range(T.novelty_acts))
    scene.act("kites", "militias", at=day(30), on=["coalition", "gunmen"], places=["coral"])
    found = [made for made in activity(scene, 30) if made.change is not ChangeKind.FIRST_ATTACK]
    assert [(made.change, made.after) for made in found] == [
        (ChangeKind.NEW_ACTOR, "kites"),
        (ChangeKind.NEW_TARGET, "coalition"),
    ]
    assert found[0].reason == "No attack of Kites was seen in the 365 days before."
    assert found[1].reason == "No attack on Coalition was seen in the 365 days before."
    scene.act("kites", at=day(31), on=["coalition"], places=["coral"])
    assert len(activity(scene, 31)) == 2


def test_a_new_kind_of_weapon(scene: Scene) -> None:
    fight(scene, range(T.novelty_acts))
    filed = scene.act("hawks", at=day(25), on=["state"], sub_event=SubEvent.AIR_DRONE_STRIKE)
    (found,) = activity(scene, 25)
    assert (found.change, found.after, found.evidence) == (ChangeKind.NEW_WEAPON, "Air/drone strike", (filed.id,))
    assert found.reason.endswith("Air/drone strike.")


def test_nothing_is_new_to_a_young_watch(scene: Scene) -> None:
    fight(scene, range(T.novelty_acts - 1))
    scene.act("kites", at=day(25), on=["coalition"], places=["coral"])
    assert new(scene, 25) == []


def test_nothing_is_said_of_a_watch_that_nobody_ever_saw(scene: Scene) -> None:
    fight(scene, range(60), each=2)
    scene.coverage = Coverage()
    assert activity(scene, 90) == []


@pytest.mark.parametrize("seed", range(6))
def test_going_on_gives_what_the_whole_gives(scene: Scene, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - no secret hangs on it
    for number in range(150):
        if chance.random() < 0.04:
            word = chance.choice((Act.ANNOUNCES, Act.ANNOUNCES, Act.ENDS))
            scene.say(word, "hawks", at=day(number), own=True, to=["state"], effective_now=word is Act.ANNOUNCES)
        busy = 70 <= number < 76 or 20 <= number < 60
        for _ in range(chance.choice((2, 3)) if busy else chance.random() < 0.2):
            town, actor = chance.choice(TOWNS), chance.choice(("hawks", "kites"))
            scene.act(actor, at=day(number), on=["state"], places=[town], killed=chance.choice((None, 3, 12, 40)))
    come = sorted(scene.filed, key=lambda one: one.reported_at + chance.choice((0, 0, 0, 5, 40)) * DAY)
    going, known, changes = Fold(scene.watch, scene.lexicon), 0, set()
    while known < len(come):
        known += chance.choice((1, 3, 9))
        going.file(come[:known])
        now = max(one.reported_at for one in come[:known]) + chance.choice((0, DAY, 20 * DAY))
        derived = going.derive(scene.coverage, now)
        assert derived == fold(scene.watch, come[:known], scene.lexicon, scene.coverage, now)
        changes |= {made.change for made in derived.transitions}
    assert changes & TRENDS, "there was something to agree on"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.randoms(use_true_random=False))
def test_any_order_gives_the_same(scene: Scene, order: Random) -> None:
    scene.filed.clear()
    fight(scene, QUIET_WEEKS)
    fight(scene, range(71, 74), each=3)
    fight(scene, [110], by="kites")
    wanted = scene.fold(f"{day(120)} 12:00")
    mixed = scene.filed.copy()
    order.shuffle(mixed)
    assert scene.fold(f"{day(120)} 12:00", mixed) == wanted
