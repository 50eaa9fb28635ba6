import asyncio
import socket
import threading

import pytest

from alerts.http_names import NameLookup, system_addresses


def test_the_system_knows_literal_addresses() -> None:
    assert system_addresses("127.0.0.1") == ("127.0.0.1",)


@pytest.mark.parametrize("host", ["a..b", "x" * 300, "bücher..example"])
def test_an_impossible_name_is_a_name_error(host: str) -> None:
    with pytest.raises(socket.gaierror):
        system_addresses(host)


async def test_a_lookup_gives_addresses() -> None:
    lookup = NameLookup(lambda host: (f"for {host}",))
    assert await lookup("a.example") == ("for a.example",)


async def test_a_failed_lookup_raises_what_the_system_raised() -> None:
    def fail(host: str) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_AGAIN, host)

    with pytest.raises(socket.gaierror, match=r"a\.example"):
        await NameLookup(fail)("a.example")


async def test_a_lookup_that_was_given_up_still_counts_until_its_thread_ends() -> None:
    release = threading.Event()

    def slow(host: str) -> tuple[str, ...]:
        if host == "slow.example":
            release.wait(10)
        return (host,)

    lookup = NameLookup(slow, at_once=1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await lookup("slow.example")
    waiting = asyncio.create_task(lookup("next.example"))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    release.set()
    assert await waiting == ("next.example",)


def test_a_lookup_that_outlives_its_loop_harms_nobody() -> None:
    release, ended = threading.Event(), threading.Event()

    def slow(host: str) -> tuple[str, ...]:
        release.wait(10)
        ended.set()
        return (host,)

    async def ask_and_leave() -> None:
        task = asyncio.create_task(NameLookup(slow)("slow.example"))
        await asyncio.sleep(0.01)
        task.cancel()

    asyncio.run(ask_and_leave())
    release.set()
    assert ended.wait(10)
    for thread in threading.enumerate():
        if thread.name == "name lookup":
            thread.join(10)
    assert not [thread for thread in threading.enumerate() if thread.name == "name lookup"]
