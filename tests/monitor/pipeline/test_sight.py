"""P19: silence is noticed. Told once, and not for a sleep, a restart, a fresh database or one run through."""

from dataclasses import replace

import pytest

from alerts.model import Severity
from monitor.domain.model.condition import ConditionChange
from monitor.domain.model.coverage import SOURCES
from monitor.domain.model.time import DAY, HOUR, MINUTE, Millis
from monitor.domain.ports import Settlement
from monitor.errors import StaleWatch
from monitor.pipeline.sight import Looking
from monitor.storage import Store

CUT = (502, b"", "text/plain")
TRUCE = "Kataib Hezbollah has halted its attacks on US forces, the group's spokesman Mohammed Mohi said on Sunday."


@pytest.fixture
def looking(desk) -> Looking:
    return restarted(desk)


def restarted(desk, **more: object) -> Looking:
    settler = desk.settler
    values = {"store": desk.store, "watches": settler.watches, "lexicon": settler.lexicon, "clock": desk.clock, **more}
    return Looking(enqueue=settler.enqueue, **values)


async def live(desk, looking: Looking, span: Millis, *, step: Millis = 2 * MINUTE) -> list[str]:
    """Let time pass as it does while the daemon runs; gives what was told of coverage meanwhile."""
    before, end = len(desk.alerts), desk.clock.at + span
    while desk.clock.at < end:
        desk.clock.at += step
        await polled(desk)
        await looking.step()
    return [alert.change for alert in desk.alerts[before:] if alert.watch == SOURCES.id]


async def polled(desk) -> None:
    while await desk.polling.step():
        await desk.polling.finish()


async def journal(desk) -> tuple[ConditionChange, ...]:
    return await desk.store.changes(SOURCES.id)


async def test_a_cut_cable_is_told_once_and_so_is_its_end(desk, looking: Looking) -> None:
    desk.press.publish("a", "A truce", TRUCE, desk.clock.at)
    assert await live(desk, looking, 2 * HOUR) == []
    begun = desk.clock.at
    desk.press.answer = CUT
    assert await live(desk, looking, 3 * HOUR) == ["blind"]
    assert await live(desk, looking, DAY) == []
    desk.press.answer = None
    assert await live(desk, looking, 7 * HOUR) == ["sighted"]
    blind, sighted = (alert for alert in desk.alerts if alert.watch == SOURCES.id)
    assert (blind.severity, sighted.severity) == (Severity.WARNING, Severity.NOTICE)
    assert begun <= blind.event_at + HOUR <= blind.detected_at + HOUR <= begun + 4 * HOUR
    assert ("sources seen", "0 of 1") in blind.facts
    (failing,) = [value for label, value in blind.facts if label == "not seen"]
    assert failing.startswith("Wire: wire.example answered 502")
    assert [change.announced for change in await journal(desk)] == [True, True]
    assert len(await desk.store.copies()) == len(desk.alerts)


async def test_what_stood_at_last_sight_is_told(desk, looking: Looking) -> None:
    await live(desk, looking, MINUTE)
    desk.press.publish("a", "Kataib Hezbollah halts attacks", TRUCE, desk.clock.at)
    await desk.go()
    assert await desk.store.conditions()
    desk.press.answer = CUT
    assert await live(desk, looking, 3 * HOUR) == ["blind"]
    title = desk.settler.watches["iraq-us"].title
    assert ("at last sight", f"{title}: in_effect, unknown") in desk.alerts[-1].facts


async def test_polling_that_stands_still_is_noticed(desk, looking: Looking) -> None:
    await live(desk, looking, HOUR)
    for _ in range(120):  # nobody polls any more, but somebody looks
        desk.clock.at += 2 * MINUTE
        await looking.step()
    assert [alert.change for alert in desk.alerts] == ["blind"]
    assert ("not seen", "Wire: not polled") in [(a, b[:16]) for a, b in desk.alerts[0].facts]


@pytest.mark.parametrize("asleep", [6 * MINUTE, 8 * HOUR, 30 * DAY])
async def test_a_sleep_and_a_restart_are_not_the_sources_fault(desk, looking: Looking, asleep: Millis) -> None:
    await live(desk, looking, HOUR)
    desk.clock.at += asleep
    await looking.step()
    assert await live(desk, looking, 2 * HOUR) == []
    desk.clock.at += asleep
    assert await live(desk, restarted(desk), 2 * HOUR) == []
    assert desk.alerts == []


async def test_without_a_vigil_a_sleep_would_be_told(desk, looking: Looking) -> None:
    """The control of the test above."""
    await live(desk, looking, HOUR)
    desk.clock.at += 8 * HOUR
    looking.vigil = replace(looking.vigil, looked_at=desk.clock.at - 2 * MINUTE)
    assert await looking.step() == 1


async def test_a_fresh_database_has_nothing_to_lose(desk, looking: Looking) -> None:
    desk.press.answer = CUT
    assert await live(desk, looking, 2 * DAY, step=4 * MINUTE) == []
    assert await journal(desk) == ()


async def test_a_restart_while_blind_tells_nothing_anew_but_that_it_sees_again(desk, looking: Looking) -> None:
    await live(desk, looking, HOUR)
    desk.press.answer = CUT
    assert await live(desk, looking, 3 * HOUR) == ["blind"]
    desk.clock.at += 3 * DAY
    assert await live(desk, restarted(desk), 5 * HOUR) == []
    desk.press.answer = None
    assert await live(desk, restarted(desk), 7 * HOUR) == ["sighted"]


async def test_a_frozen_feed_is_told_once_and_so_is_its_next_item(desk, looking: Looking) -> None:
    for hour in range(15):
        at = desk.clock.at - (20 - hour) * HOUR
        desk.press.publish(f"old{hour}", "Harvest", "Growers expect a good harvest.", at)
    assert await live(desk, looking, 20 * HOUR, step=5 * HOUR) == []
    assert await live(desk, looking, 10 * HOUR, step=5 * HOUR) == ["silent"]
    assert await live(desk, restarted(desk), 3 * DAY, step=6 * HOUR) == []
    desk.press.publish("new", "Harvest", "Growers had a good harvest.", desk.clock.at)
    assert await live(desk, looking, HOUR, step=HOUR) == ["heard"]
    assert await live(desk, looking, 20 * HOUR, step=5 * HOUR) == []
    silent, heard = desk.alerts
    assert silent.title == "a source has fallen silent - Wire"
    assert silent.thread == heard.thread != SOURCES.id


async def test_it_looks_once_a_minute(desk, looking: Looking) -> None:
    looks: list[Millis] = []

    class Counted:
        def __getattr__(self, name: str) -> object:
            looks.append(desk.clock.at)
            return getattr(desk.store, name)

    looking.store = Counted()
    for _ in range(10):
        await looking.step()
        desk.clock.at += 20_000
    assert len(looks) == 4


class Failing:
    """A store in which nothing can be committed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    async def settle(self, settlement: Settlement) -> None:
        assert settlement.updates
        raise StaleWatch("watch sources is no longer at version 0: read it again")


async def test_what_was_not_committed_is_told_by_the_next_look_under_the_same_id(desk, looking: Looking) -> None:
    await live(desk, looking, HOUR)
    desk.press.answer = CUT
    failing = restarted(desk, store=Failing(desk.store))
    with pytest.raises(StaleWatch):
        await live(desk, failing, 3 * HOUR)
    assert (await journal(desk), await desk.store.copies()) == ((), ())
    failing.store = desk.store
    desk.clock.at += MINUTE
    assert await failing.step() == 1
    first, second = desk.alerts
    assert first.id == second.id
    (copy,) = await desk.store.copies()
    assert copy.row.alert == second


async def test_what_goes_to_nobody_is_journalled_as_not_announced(desk, looking: Looking) -> None:
    await live(desk, looking, HOUR)
    desk.press.answer = CUT
    looking.enqueue = lambda _alert, _now: ()
    await live(desk, looking, 3 * HOUR)
    assert [change.announced for change in await journal(desk)] == [False]
