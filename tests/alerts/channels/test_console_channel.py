"""The console shows alerts and never waits for who does not read."""

import os
from collections.abc import Callable
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from alerts.channels.console import ConsoleChannel, ConsoleConfig
from alerts.errors import ChannelMisconfigured
from alerts.model import Delivery, OutboxRow, Outcome
from alerts.render import render_block, render_line

NOW = 1_602_500_000_000
Row = Callable[..., OutboxRow]


async def test_a_block_is_written_whole(make_row: Row) -> None:
    stream = StringIO()
    row = make_row("console")
    assert await ConsoleChannel(ConsoleConfig(), stream).send(row, NOW) == Delivery(Outcome.SENT)
    assert stream.getvalue() == render_block(row.alert)


async def test_a_line_is_written_with_its_newline(make_row: Row) -> None:
    stream = StringIO()
    row = make_row("console")
    await ConsoleChannel(ConsoleConfig(style="line"), stream).send(row, NOW)
    assert stream.getvalue() == render_line(row.alert) + "\n"


async def test_a_file_gets_it_at_once(make_row: Row, tmp_path: Path) -> None:
    row = make_row("console")
    with (tmp_path / "log").open("w", encoding="utf-8") as stream:
        assert (await ConsoleChannel(ConsoleConfig(), stream).send(row, NOW)).outcome is Outcome.SENT
        assert (tmp_path / "log").read_text("utf-8") == render_block(row.alert)


async def test_letters_that_the_terminal_lacks_show_their_number(make_row: Row) -> None:
    raw = BytesIO()
    stream = TextIOWrapper(raw, encoding="ascii")
    delivery = await ConsoleChannel(ConsoleConfig(), stream).send(make_row("console", title="هدنة"), NOW)
    assert delivery.outcome is Outcome.SENT
    assert b"\\u0647\\u062f\\u0646\\u0629" in raw.getvalue()


async def test_a_reader_that_does_not_read_is_not_waited_for(make_row: Row) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb"), os.fdopen(writing, "w", encoding="utf-8") as stream:
        console = ConsoleChannel(ConsoleConfig(), stream)
        row = make_row("console", reason="x" * 600)
        outcomes = [(await console.send(row, NOW)).outcome for _ in range(200)]
    assert outcomes[0] is Outcome.SENT
    assert outcomes[-1] is Outcome.RETRY


async def test_a_reader_that_has_gone_asks_for_a_retry(make_row: Row) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "w", encoding="utf-8")
    delivery = await ConsoleChannel(ConsoleConfig(), stream).send(make_row("console"), NOW)
    assert delivery.outcome is Outcome.RETRY
    assert "Broken pipe" in delivery.detail
    with pytest.raises(BrokenPipeError):
        stream.close()


async def test_a_closed_stream_asks_for_a_retry(make_row: Row) -> None:
    stream = StringIO()
    stream.close()
    delivery = await ConsoleChannel(ConsoleConfig(), stream).send(make_row("console"), NOW)
    assert delivery.outcome is Outcome.RETRY
    assert "closed" in delivery.detail


async def test_the_stream_is_not_ours_to_close() -> None:
    stream = StringIO()
    console = ConsoleChannel(ConsoleConfig("screen"), stream)
    await console.aclose()
    assert not stream.closed
    assert (console.name, console.recipients) == ("screen", ("-",))


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ChannelMisconfigured, match='channel "screen": style must be'):
        ConsoleConfig("screen", "loud")  # type: ignore[arg-type]
