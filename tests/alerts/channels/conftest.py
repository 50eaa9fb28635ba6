"""Loopback receivers: a scripted mail server that can fail at every step, and the TLS pair they share."""

import asyncio
import ssl
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

PEM = Path(__file__).parent / "loopback.pem"
RESET, SILENCE = "RESET", "SILENCE"

USUAL = {
    "BANNER": "220 ready",
    "EHLO": "250-here\r\n250 AUTH PLAIN LOGIN",
    "AUTH": "235 welcome",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    "BODY": "250 queued as 42",
    "RSET": "250 ok",
    "QUIT": "221 bye",
}


class ScriptedMailServer:
    """Answers each SMTP step as scripted, else as usual; keeps what it accepted and which steps it saw."""

    def __init__(self) -> None:
        self.script: defaultdict[str, deque[str]] = defaultdict(deque)
        self.accepted: list[bytes] = []
        self.steps: list[str] = []
        self.port = 0

    def at(self, step: str, *answers: str) -> "ScriptedMailServer":
        """Script the next answers of a step; RESET cuts the connection, SILENCE never answers."""
        self.script[step].extend(answers)
        return self

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if await self._answer("BANNER", writer):
                while line := await reader.readline():
                    if not await self._step(line[:4].decode().strip().upper(), reader, writer):
                        break
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def _step(self, step: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        going_on = await self._answer(step, writer)
        if step == "DATA" and going_on and self.steps[-1] == "DATA:354":
            body = (await reader.readuntil(b"\r\n.\r\n"))[:-5]
            going_on = await self._answer("BODY", writer)
            if self.steps[-1] in {"BODY:250", "BODY:RESE"}:
                self.accepted.append(body)
        return going_on and step != "QUIT"

    async def _answer(self, step: str, writer: asyncio.StreamWriter) -> bool:
        answer = self.script[step].popleft() if self.script[step] else USUAL[step]
        self.steps.append(f"{step}:{answer[: 4 if answer == RESET else 3]}")
        if answer == RESET:
            writer.transport.abort()
            return False
        if answer != SILENCE:
            writer.write(answer.encode() + b"\r\n")
            await writer.drain()
        return True


@pytest.fixture
async def mail_server() -> AsyncIterator[ScriptedMailServer]:
    scripted = ScriptedMailServer()
    server = await asyncio.start_server(scripted.serve, "127.0.0.1", 0)
    scripted.port = server.sockets[0].getsockname()[1]
    yield scripted
    server.close()
    await server.wait_closed()


@pytest.fixture
def server_tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    return context


@pytest.fixture
def trusting_tls() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=PEM)


@pytest.fixture
async def listen() -> AsyncIterator[Callable[..., "asyncio.Future[int]"]]:
    """Give a function that serves a protocol factory on a free loopback port until the test ends."""
    stack = AsyncExitStack()

    async def start(factory: Callable[[], asyncio.Protocol], tls: ssl.SSLContext | None = None) -> int:
        server = await asyncio.get_running_loop().create_server(factory, "127.0.0.1", 0, ssl=tls)
        stack.callback(server.close)
        port: int = server.sockets[0].getsockname()[1]
        return port

    yield start  # type: ignore[misc]
    await stack.aclose()
