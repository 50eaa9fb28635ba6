import asyncio

import pytest

from monitor.domain.model.time import DAY, HOUR, MINUTE
from monitor.errors import FetchError, FetchKind
from monitor.ingest.pacing import REST_CAP, Pace, Pacing, admit, owed


def test_a_request_starts_at_once_or_a_gap_after_the_last() -> None:
    start, pace = admit(Pace(), 1_000, 500)
    assert (start, pace.earliest) == (1_000, 1_500)
    start, pace = admit(pace, 1_100, 500)
    assert (start, pace.earliest) == (1_500, 2_000)
    start, pace = admit(pace, 9_000, 500)
    assert (start, pace.earliest) == (9_000, 9_500)


def test_a_host_is_remembered_while_something_is_owed_to_it() -> None:
    assert owed(Pace(earliest=10), 9)
    assert owed(Pace(rest_until=10), 9)
    assert not owed(Pace(10, 10), 10)


async def test_only_so_many_are_at_a_host_at_once() -> None:
    pacing = Pacing(at_once=2, gap=0)
    inside, most = 0, 0

    async def visit(host: str) -> None:
        nonlocal inside, most
        async with pacing.turn(host):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.001)
            inside -= 1

    await asyncio.gather(*(visit("a.example") for _ in range(10)))
    assert most == 2
    await asyncio.gather(*(visit(f"{n}.example") for n in range(10)))
    assert most == 10, "other hosts do not wait"


async def test_turns_at_a_host_start_a_gap_apart() -> None:
    pacing = Pacing(at_once=5, gap=20)
    loop = asyncio.get_running_loop()
    begin = int(loop.time() * 1_000)
    starts: list[float] = []

    async def visit() -> None:
        async with pacing.turn("a.example"):
            starts.append(loop.time() * 1_000)

    await asyncio.gather(*(visit() for _ in range(4)))
    assert all(at >= begin + 20 * turn for turn, at in enumerate(starts))


async def test_a_failed_turn_is_given_back() -> None:
    pacing = Pacing(at_once=1, gap=0)
    for _ in range(3):
        with pytest.raises(RuntimeError, match="inside"):
            async with pacing.turn("a.example"):
                raise RuntimeError("inside")
    async with pacing.turn("a.example"):
        assert len(pacing.remembered) == 1


async def test_a_resting_host_is_left_alone_and_no_failure_counts() -> None:
    pacing = Pacing(gap=0)
    pacing.rest("a.example", 10 * MINUTE)
    pacing.rest("a.example", MINUTE)
    with pytest.raises(FetchError, match=r"a\.example asked to be left alone") as caught:
        async with pacing.turn("a.example"):
            pytest.fail("let in")
    assert (caught.value.kind, caught.value.weight) == (FetchKind.BUSY, 0.0)
    assert caught.value.retry_after is not None
    assert MINUTE < caught.value.retry_after <= 10 * MINUTE
    async with pacing.turn("b.example"):
        pass


async def test_a_rest_is_an_hour_at_most() -> None:
    pacing = Pacing(gap=0)
    pacing.rest("a.example", DAY)
    with pytest.raises(FetchError) as caught:
        async with pacing.turn("a.example"):
            pytest.fail("let in")
    assert caught.value.retry_after is not None
    assert caught.value.retry_after <= REST_CAP == HOUR


async def test_those_in_the_queue_leave_when_the_host_wants_rest() -> None:
    pacing = Pacing(at_once=1, gap=0)

    async def visit() -> None:
        async with pacing.turn("a.example"):
            pytest.fail("let in")

    async with pacing.turn("a.example"):
        queued = asyncio.create_task(visit())
        await asyncio.sleep(0)
        pacing.rest("a.example", MINUTE)
    with pytest.raises(FetchError):
        await queued


async def test_hosts_are_forgotten() -> None:
    pacing = Pacing(gap=0, hosts=100)
    pacing.rest("resting.example", MINUTE)
    for n in range(1_000):
        async with pacing.turn(f"{n}.example"):
            pass
    assert len(pacing.remembered) <= 100
    assert "resting.example" in pacing.remembered, "those that nothing is owed to go first"


async def test_resting_hosts_are_bounded_and_those_in_use_stay() -> None:
    pacing = Pacing(gap=0, hosts=100)
    async with pacing.turn("used.example"):
        for n in range(1_000):
            pacing.rest(f"{n}.example", MINUTE)
        assert len(pacing.remembered) <= 101
        assert "used.example" in pacing.remembered
