import asyncio
import gzip
import logging
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TypeAlias

import httpx
import pytest

from alerts.addresses import AddressPolicy
from alerts.errors import ForbiddenAddress
from alerts.http import LINE_LIMIT, NameFailure, TLSFailure, open_client, shared_tls, trusting_tls

PEM = Path(__file__).parent / "channels" / "loopback.pem"
LOOPBACK = AddressPolicy(("127.0.0.0/8", "::1/128"))
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"

Answer: TypeAlias = Callable[[asyncio.StreamWriter], Awaitable[None]]

# Ways to write an address of this machine; most of them resolve to it or are it.
LOOPBACK_SPELLINGS = (
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0x7f.0.0.1",
    "0X7F.0X0.0X0.0X1",
    "0177.0.0.1",
    "0177.1",
    "017700000001",
    "127.0.0.001",
    "127.000.000.001",
    "127.0.0.1.",
    "127.9.8.7",
    "0",
    "0.0.0.0",  # noqa: S104 - an address to ask for, none to bind to
    "127。0。0。1",
    "127．0．0．1",
    "127｡0｡0｡1",
    "１２７.0.0.1",
    "①②⑦.0.0.1",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[::1%25lo]",
    "localhost",
    "LOCALHOST",
    "127.0.0.1%00",
    "127.0.0.1%2f",
)


class Publisher:
    """A loopback server that answers every request alike and keeps the heads of what it was asked."""

    def __init__(self, answer: bytes | Answer) -> None:
        self.answer = answer
        self.heads: list[bytes] = []
        self.bodies: list[bytes] = []
        self.connections = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.heads.append(head)
                length = [int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
                self.bodies.append(await reader.readexactly(length[0] if length else 0))
                if isinstance(self.answer, bytes):
                    writer.write(self.answer)
                    await writer.drain()
                else:
                    await self.answer(writer)
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def publishing(publisher: Publisher, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    async with AsyncExitStack() as servers:
        four = await servers.enter_async_context(await asyncio.start_server(publisher.serve, "127.0.0.1", 0, ssl=tls))
        port: int = four.sockets[0].getsockname()[1]
        await servers.enter_async_context(await asyncio.start_server(publisher.serve, "::1", port, ssl=tls))
        yield port


def at(*addresses: str) -> Callable[[str], Awaitable[tuple[str, ...]]]:
    async def names(host: str) -> tuple[str, ...]:
        assert host
        return addresses

    return names


async def reset(writer: asyncio.StreamWriter) -> None:
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@pytest.mark.parametrize("host", LOOPBACK_SPELLINGS)
async def test_no_spelling_of_loopback_is_connected_to(host: str) -> None:
    publisher = Publisher(OK)
    async with publishing(publisher) as port, open_client(AddressPolicy(), user_agent="t") as client:
        with pytest.raises((ForbiddenAddress, httpx.TransportError, httpx.InvalidURL)):
            await client.get(f"http://{host}:{port}/")
    assert publisher.connections == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "127。0。0。1", "localhost", "[::1]"])
async def test_without_the_guard_they_do_connect(host: str) -> None:
    """The control: with loopback allowed, names and literals of several spellings reach the server."""
    publisher = Publisher(OK)
    async with publishing(publisher) as port, open_client(LOOPBACK, user_agent="t") as client:
        assert (await client.get(f"http://{host}:{port}/")).status_code == 200
    assert publisher.connections == 1


async def test_a_name_is_refused_for_any_forbidden_address() -> None:
    for addresses in (("127.0.0.1",), ("8.8.8.8", "10.0.0.1"), ("64:ff9b::7f00:1",), ("not an address",)):
        async with open_client(AddressPolicy(), user_agent="t", names=at(*addresses)) as client:
            with pytest.raises(ForbiddenAddress, match=r"publisher\.test leads to"):
                await client.get("http://publisher.test/")


async def test_a_name_that_turns_to_loopback_later_is_refused_then() -> None:
    """Rebinding: the address is checked at each connection, so an earlier good answer counts for nothing."""
    answers = iter([("127.0.0.1",), ("127.0.0.2",)])

    async def rebinding(host: str) -> tuple[str, ...]:
        assert host == "publisher.test"
        return next(answers)

    publisher = Publisher(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi")
    policy = AddressPolicy(("127.0.0.1/32",))
    async with publishing(publisher) as port:
        for expected in (1, 1):
            async with open_client(policy, user_agent="t", names=rebinding) as client:
                if publisher.connections == 0:
                    assert (await client.get(f"http://publisher.test:{port}/")).status_code == 200
                else:
                    with pytest.raises(ForbiddenAddress):
                        await client.get(f"http://publisher.test:{port}/")
            assert publisher.connections == expected


async def test_the_checked_address_is_the_one_connected_to() -> None:
    publisher = Publisher(OK)
    async with publishing(publisher) as port, open_client(LOOPBACK, user_agent="t", names=at("127.0.0.1")) as client:
        assert (await client.get(f"http://publisher.test:{port}/")).status_code == 200
    assert b"\r\nhost: publisher.test:" in publisher.heads[0].lower()


@pytest.mark.parametrize(
    ("error", "temporary"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), False),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), True),
    ],
)
async def test_a_name_without_address_says_whether_to_ask_again(error: OSError, *, temporary: bool) -> None:
    async def failing(host: str) -> tuple[str, ...]:
        assert host == "publisher.test"
        raise error

    async with open_client(AddressPolicy(), user_agent="t", names=failing) as client:
        with pytest.raises(NameFailure, match=r"(?i)name") as caught:
            await client.get("http://publisher.test/")
    assert caught.value.temporary is temporary


async def test_a_name_with_no_addresses_at_all_is_a_name_failure() -> None:
    async with open_client(AddressPolicy(), user_agent="t", names=at()) as client:
        with pytest.raises(NameFailure, match="no address"):
            await client.get("http://publisher.test/")


async def test_requests_say_who_asks_and_take_gzip_alone() -> None:
    publisher = Publisher(OK)
    async with publishing(publisher) as port, open_client(LOOPBACK, user_agent="Reader/1.0") as client:
        await client.get(f"http://127.0.0.1:{port}/a?b=%2F#fragment")
    head = publisher.heads[0].lower()
    assert head.startswith(b"get /a?b=%2f http/1.1\r\n")
    assert b"\r\nuser-agent: reader/1.0\r\n" in head
    assert b"\r\naccept-encoding: gzip\r\n" in head


async def test_a_body_stays_raw_until_someone_decodes_it() -> None:
    packed = gzip.compress(b"x" * 100_000)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
    async with publishing(Publisher(head + packed)) as port, open_client(LOOPBACK, user_agent="t") as client:  # noqa: SIM117
        async with client.stream("GET", f"http://127.0.0.1:{port}/") as answer:
            assert b"".join([chunk async for chunk in answer.aiter_raw()]) == packed


async def test_cookies_and_redirects_are_left_alone() -> None:
    answer = b"HTTP/1.1 302 Found\r\nLocation: /b\r\nSet-Cookie: id=1; Path=/\r\nContent-Length: 0\r\n\r\n"
    publisher = Publisher(answer)
    names = at("127.0.0.1")  # aiohttp's own jar would keep a cookie only for a name
    async with publishing(publisher) as port, open_client(LOOPBACK, user_agent="t", names=names) as client:
        for _ in range(2):
            assert (await client.get(f"http://publisher.test:{port}/")).status_code == 302
        assert not client.cookies
        with pytest.raises(AttributeError, match="keeps no cookies"):
            client.cookies = {"id": "1"}  # type: ignore[assignment]
    assert len(publisher.heads) == 2
    assert b"cookie" not in publisher.heads[1].lower()
    assert publisher.connections == 1, "the connection is kept, what it brought is not"


async def test_credentials_become_a_header_and_a_body_is_sent() -> None:
    publisher = Publisher(OK)
    async with publishing(publisher) as port, open_client(LOOPBACK, user_agent="t") as client:
        await client.post(f"http://bob:secret@127.0.0.1:{port}/", content=b'{"a": 1}')
    assert b"\r\nauthorization: basic ym9iOnNlY3JldA==".lower() in publisher.heads[0].lower()
    assert b"secret" not in publisher.heads[0]
    assert publisher.bodies == [b'{"a": 1}']


async def hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()


async def hang_up_midway(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    await writer.drain()
    writer.close()


async def say_nothing(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"this is no web server\r\n\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * (LINE_LIMIT + 100) + b"\r\n\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1_000 + b"\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", httpx.RemoteProtocolError),
        (hang_up, httpx.RemoteProtocolError),
        (hang_up_midway, httpx.ReadError),
        (reset, httpx.ReadError),
    ],
)
async def test_what_a_broken_server_comes_to(answer: bytes | Answer, error: type[Exception]) -> None:
    async with publishing(Publisher(answer)) as port, open_client(LOOPBACK, user_agent="t") as client:
        with pytest.raises(error) as caught:
            await client.get(f"http://127.0.0.1:{port}/")
    assert str(caught.value)


async def test_silence_is_a_timeout() -> None:
    async with publishing(Publisher(say_nothing)) as port, open_client(LOOPBACK, user_agent="t") as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.get(f"http://127.0.0.1:{port}/", timeout=0.05)


async def test_a_closed_port_is_refused_in_plain_words() -> None:
    async with publishing(Publisher(OK)) as port:
        pass
    async with open_client(LOOPBACK, user_agent="t") as client:
        with pytest.raises(httpx.ConnectError, match=r"^Connection refused$"):
            await client.get(f"http://127.0.0.1:{port}/")


async def test_a_line_break_in_a_header_is_not_sent() -> None:
    publisher = Publisher(OK)
    async with publishing(publisher) as port, open_client(LOOPBACK, user_agent="t") as client:
        with pytest.raises(httpx.LocalProtocolError):
            await client.get(f"http://127.0.0.1:{port}/", headers={"X": "a\r\nY: b"})
    assert publisher.heads == []


async def test_other_schemes_are_not_spoken() -> None:
    async with open_client(LOOPBACK, user_agent="t") as client:
        with pytest.raises(httpx.UnsupportedProtocol):
            await client.get("ftp://127.0.0.1/")


async def test_a_server_without_tls_is_a_tls_failure() -> None:
    class Hasty(Publisher):
        async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read(1)
            writer.write(OK)
            await writer.drain()
            writer.close()

    async with publishing(Hasty(OK)) as port, open_client(LOOPBACK, user_agent="t") as client:
        with pytest.raises(TLSFailure):
            await client.get(f"https://127.0.0.1:{port}/")


async def test_an_unknown_certificate_is_a_tls_failure_and_a_trusted_one_is_not() -> None:
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(PEM)
    async with publishing(Publisher(OK), served) as port:
        async with open_client(LOOPBACK, user_agent="t") as client:
            with pytest.raises(TLSFailure, match="self-signed"):
                await client.get(f"https://localhost:{port}/")
        trusting = ssl.create_default_context(cafile=PEM)
        async with open_client(LOOPBACK, user_agent="t", verify=trusting) as client:
            assert (await client.get(f"https://localhost:{port}/")).status_code == 200


def test_one_tls_context_serves_all() -> None:
    assert shared_tls() is shared_tls()
    assert shared_tls().verify_mode is ssl.CERT_REQUIRED


def test_a_machine_without_certificates_gets_those_of_httpx(tmp_path: Path) -> None:
    bare = ssl.get_default_verify_paths()._replace(cafile="", capath=str(tmp_path))
    assert trusting_tls(bare).cert_store_stats()["x509_ca"] > 50


@pytest.fixture
def shown(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    logger = logging.getLogger("httpx")
    before = logger.level
    logger.setLevel(logging.NOTSET)
    caplog.set_level(logging.DEBUG)
    yield caplog
    logger.setLevel(before)


async def test_urls_are_not_logged(shown: pytest.LogCaptureFixture) -> None:
    async with publishing(Publisher(OK)) as port, open_client(LOOPBACK, user_agent="t") as client:
        await client.get(f"http://127.0.0.1:{port}/?token=canary")
    assert "canary" not in shown.text


async def test_httpx_alone_would_log_them(shown: pytest.LogCaptureFixture) -> None:
    """The control."""
    async with httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(200))) as client:
        await client.get("http://publisher.test/?token=canary")
    assert "canary" in shown.text


async def test_a_client_that_was_never_used_closes() -> None:
    async with open_client(LOOPBACK, user_agent="t") as client:
        assert not client.is_closed
    assert client.is_closed


async def test_errors_do_not_tell_the_url() -> None:
    async def garbage(writer: asyncio.StreamWriter) -> None:
        writer.write(b"garbage\r\n\r\n")
        await writer.drain()

    for answer in (garbage, say_nothing, hang_up):
        async with publishing(Publisher(answer)) as port, open_client(LOOPBACK, user_agent="t") as client:
            for scheme in ("http", "https"):
                with pytest.raises(httpx.TransportError) as caught:
                    await client.get(f"{scheme}://127.0.0.1:{port}/?token=canary", timeout=0.05)
                assert "canary" not in str(caught.value)


async def test_a_redirect_to_what_is_no_name_is_given_as_it_came() -> None:
    publisher = Publisher(b"HTTP/1.1 302 Found\r\nLocation: http://xn--zzzzzzz-99999/\r\nContent-Length: 0\r\n\r\n")
    async with publishing(publisher) as port, open_client(LOOPBACK, user_agent="t") as client:
        answer = await client.get(f"http://127.0.0.1:{port}/")
    assert (answer.status_code, answer.headers["location"]) == (302, "http://xn--zzzzzzz-99999/")
