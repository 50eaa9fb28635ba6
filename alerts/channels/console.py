"""The console channel: one block, or one line, per alert on a text stream; it never waits for a reader."""

import select
from dataclasses import dataclass
from io import UnsupportedOperation
from typing import Literal, TextIO

from alerts.channels.answers import recorded
from alerts.errors import ChannelMisconfigured
from alerts.model import Delivery, OutboxRow, Outcome
from alerts.render import render_block, render_line

# A pipe that is ready takes this many bytes without blocking; four bytes is the longest character.
_CHUNK = select.PIPE_BUF // 4


@dataclass(frozen=True, slots=True)
class ConsoleConfig:
    """How alerts are shown: `style` is "block" for reading, "line" for logs."""

    name: str = "console"
    style: Literal["block", "line"] = "block"

    def __post_init__(self) -> None:
        if self.style not in {"block", "line"}:
            raise ChannelMisconfigured(f'channel "{self.name}": style must be "block" or "line"')


class ConsoleChannel:
    """Writes alerts to a stream, by default to standard output as given by the composition root."""

    def __init__(self, config: ConsoleConfig, stream: TextIO) -> None:
        self._config = config
        self._stream = stream

    @property
    def name(self) -> str:
        """Give the channel's name from the configuration."""
        return self._config.name

    @property
    def recipients(self) -> tuple[str, ...]:
        """Give the one recipient: whoever looks."""
        return ("-",)

    async def send(self, row: OutboxRow, now: int) -> Delivery:  # noqa: ARG002 - the contract of channels
        """Write one alert; a stream that is closed, full or without reader asks for a retry."""
        try:
            for chunk in self._chunks(row):
                if not _ready(self._stream):
                    return Delivery(Outcome.RETRY, "the console's reader does not read: start it again")
                self._stream.write(chunk)
                self._stream.flush()
        except (OSError, ValueError) as error:  # ValueError: the stream is closed
            return Delivery(Outcome.RETRY, recorded(f"cannot write to the console: {error}"))
        return Delivery(Outcome.SENT)

    async def aclose(self) -> None:
        """Leave the stream open: it is not ours."""

    def _chunks(self, row: OutboxRow) -> tuple[str, ...]:
        text = render_block(row.alert) if self._config.style == "block" else render_line(row.alert) + "\n"
        coding = self._stream.encoding or "utf-8"
        # A terminal that cannot show a letter shows its number instead.
        shown = text.encode(coding, "backslashreplace").decode(coding)
        return tuple(shown[start : start + _CHUNK] for start in range(0, len(shown), _CHUNK))


def _ready(stream: TextIO) -> bool:
    """Tell whether a write would not block; a stream without file descriptor never does."""
    try:
        descriptor = stream.fileno()
    except UnsupportedOperation:
        return True
    _, writable, _ = select.select([], [descriptor], [], 0)
    return bool(writable)
