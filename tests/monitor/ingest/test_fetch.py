import asyncio
import gzip
import logging
import socket
import struct
import traceback
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import httpx
import pytest

from alerts.addresses import AddressPolicy
from alerts.http import GuardedTransport, open_client
from monitor.domain.model.time import HOUR, MINUTE, SECOND
from monitor.errors import FetchError, FetchKind
from monitor.ingest.fetch import Fetched, Fetcher
from monitor.ingest.pacing import Pacing

NOON = 1_602_417_600_000  # Sun, 11 Oct 2020 12:00:00 GMT
LOOPBACK = AddressPolicy(("127.0.0.0/8",))
LIMIT = 1_000_000

Script: TypeAlias = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


def answer(status: str, *headers: str, body: bytes = b"") -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""])
    return head.encode("latin-1") + body


class Publisher:
    """A loopback server with one scripted answer a path; keeps the heads of what it was asked."""

    def __init__(self) -> None:
        self.script: dict[str, Script] = {}
        self.heads: list[str] = []
        self.port = 0

    def url(self, path: str = "/feed", host: str = "127.0.0.1", login: str = "") -> str:
        return f"http://{login}{host}:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                self.heads.append(head)
                script = self.script[head.split(" ", 2)[1]]
                if isinstance(script, bytes):
                    writer.write(script)
                    await writer.drain()
                else:
                    await script(writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    publisher = Publisher()
    async with await asyncio.start_server(publisher.serve, "127.0.0.1", 0) as server:
        publisher.port = server.sockets[0].getsockname()[1]
        yield publisher


@asynccontextmanager
async def fetching(policy: AddressPolicy = LOOPBACK, **options: Any) -> AsyncIterator[Fetcher]:  # noqa: ANN401
    async with GuardedTransport(policy, **options) as transport:
        yield Fetcher(transport, "Trucewatch/test", Pacing(at_once=100, gap=0))


async def fetch(url: str, policy: AddressPolicy = LOOPBACK, **wish: Any) -> Fetched:  # noqa: ANN401
    async with fetching(policy) as fetcher:
        return await fetcher.fetch(url, **({"deadline": 10 * SECOND, "limit": LIMIT, "now": NOON} | wish))


async def failure(url: str, policy: AddressPolicy = LOOPBACK, **wish: Any) -> FetchError:  # noqa: ANN401
    with pytest.raises(FetchError) as caught:
        await fetch(url, policy, **wish)
    return caught.value


async def test_a_good_answer_tells_all_that_matters(publisher: Publisher) -> None:
    publisher.script["/feed"] = answer(
        "200 OK",
        'ETag: W/"abc"',
        "Last-Modified: Sun, 11 Oct 2020 10:00:00 GMT",
        "Content-Type: application/rss+xml;\tcharset=utf-8",
        "Cache-Control: max-age=600",
        "Retry-After: 60",
        body=b"<rss/>",
    )
    assert await fetch(publisher.url()) == Fetched(
        url=publisher.url(),
        status=200,
        body=b"<rss/>",
        etag='W/"abc"',
        last_modified="Sun, 11 Oct 2020 10:00:00 GMT",
        content_type="application/rss+xml; charset=utf-8",
        retry_after=MINUTE,
        max_age=10 * MINUTE,
        permanent_url="",
    )
    head = publisher.heads[0].lower()
    assert "if-none-match" not in head
    assert "if-modified-since" not in head


@pytest.mark.parametrize("etag", ['W/"abc"', "unquoted", '"é"'])
async def test_validators_go_back_exactly_as_they_came(publisher: Publisher, etag: str) -> None:
    sent = f"HTTP/1.1 200 OK\r\nETag: {etag}\r\nLast-Modified: some day\r\nContent-Length: 0\r\n\r\n"
    publisher.script["/feed"] = sent.encode()
    first = await fetch(publisher.url())
    publisher.script["/feed"] = b"HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=60\r\n\r\n"
    second = await fetch(publisher.url(), etag=first.etag, last_modified=first.last_modified)
    head = publisher.heads[1].encode("latin-1").decode()
    assert f"\r\nIf-None-Match: {etag}\r\n" in head
    assert "\r\nIf-Modified-Since: some day\r\n" in head
    assert (second.status, second.body, second.max_age) == (304, b"", MINUTE)
    assert (second.etag, second.last_modified) == (etag, "some day"), "a 304 without validators keeps them"


async def test_a_304_may_bring_new_validators(publisher: Publisher) -> None:
    publisher.script["/feed"] = b'HTTP/1.1 304 Not Modified\r\nETag: "new"\r\n\r\n'
    assert (await fetch(publisher.url(), etag='"old"')).etag == '"new"'


async def test_a_304_that_nobody_asked_for_is_an_error(publisher: Publisher) -> None:
    publisher.script["/feed"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    assert (await failure(publisher.url())).kind is FetchKind.STATUS


async def test_gzip_is_decoded(publisher: Publisher) -> None:
    body = b"<rss/>" * 10_000
    publisher.script["/feed"] = answer("200 OK", "Content-Encoding: gzip", body=gzip.compress(body))
    assert (await fetch(publisher.url())).body == body


@pytest.mark.parametrize("encoding", ["Content-Encoding: br", "Content-Encoding: gzip\r\nContent-Encoding: gzip"])
async def test_other_and_stacked_encodings_are_refused(publisher: Publisher, encoding: str) -> None:
    publisher.script["/feed"] = answer("200 OK", encoding, body=gzip.compress(gzip.compress(b"x")))
    assert (await failure(publisher.url())).kind is FetchKind.ENCODING


async def test_a_bomb_is_too_large(publisher: Publisher) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = packer.compress(b"\0" * 20_000_000) + packer.flush()
    publisher.script["/feed"] = answer("200 OK", "Content-Encoding: gzip", body=bomb)
    assert (await failure(publisher.url())).kind is FetchKind.TOO_LARGE


async def flood(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")
        await writer.drain()


async def test_an_endless_body_is_too_large(publisher: Publisher) -> None:
    publisher.script["/feed"] = flood
    assert (await failure(publisher.url())).kind is FetchKind.TOO_LARGE


async def drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.01)


async def drip_head(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-Drip: x\r\n")
        await writer.drain()
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("script", [drip, drip_head])
async def test_the_deadline_ends_what_drips(publisher: Publisher, script: Script) -> None:
    publisher.script["/feed"] = script
    error = await failure(publisher.url(), deadline=100)
    assert error.kind is FetchKind.TIMEOUT
    assert "127.0.0.1: no whole answer within 0.1 s" in str(error)


async def test_a_timeout_of_the_client_alone_does_not_end_a_drip(publisher: Publisher) -> None:
    """The control: each byte in time keeps httpx's own timeout away, as long as anyone waits."""
    publisher.script["/feed"] = drip
    received = 0
    async with open_client(LOOPBACK, user_agent="t") as client:  # noqa: SIM117 - reads in its order
        async with client.stream("GET", publisher.url(), timeout=0.05) as response:
            async for chunk in response.aiter_raw():
                received += len(chunk)
                if received > 10:
                    break
    assert received > 10


async def test_the_deadline_counts_the_name_look_up() -> None:
    async def silent(host: str) -> tuple[str, ...]:
        await asyncio.sleep(60)
        return (host,)

    async with fetching(names=silent) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch("http://publisher.test/", deadline=50, limit=LIMIT)
    assert caught.value.kind is FetchKind.TIMEOUT


async def test_redirects_are_followed_and_permanent_ones_told(publisher: Publisher) -> None:
    publisher.script["/feed"] = answer("301 Moved", "Location: /b", body=b"moved")
    publisher.script["/b"] = answer("302 Found", f"Location: {publisher.url('/c')}")
    publisher.script["/c"] = answer("200 OK", body=b"<rss/>")
    fetched = await fetch(publisher.url())
    assert (fetched.url, fetched.permanent_url) == (publisher.url("/c"), publisher.url("/b"))
    assert fetched.body == b"<rss/>"


async def test_a_circle_ends(publisher: Publisher) -> None:
    publisher.script["/feed"] = answer("302 Found", "Location: /b")
    publisher.script["/b"] = answer("302 Found", "Location: /feed")
    assert (await failure(publisher.url())).kind is FetchKind.REDIRECTS


async def test_a_redirect_to_a_forbidden_address_is_not_followed(publisher: Publisher) -> None:
    only_one = AddressPolicy(("127.0.0.1/32",))
    publisher.script["/feed"] = answer("302 Found", f"Location: {publisher.url('/secret', host='127.0.0.2')}")
    error = await failure(publisher.url(), only_one)
    assert error.kind is FetchKind.FORBIDDEN_ADDRESS
    assert "allowed_networks in [network] of config.toml" in str(error)
    assert "127.0.0.2" in str(error)
    assert len(publisher.heads) == 1


async def test_credentials_go_to_their_own_origin_alone(publisher: Publisher) -> None:
    publisher.script["/feed"] = answer("302 Found", "Location: /here")
    publisher.script["/here"] = answer("302 Found", f"Location: {publisher.url('/there', host='localhost')}")
    publisher.script["/there"] = answer("200 OK")
    fetched = await fetch(publisher.url(login="bob:p%40ss@"))
    told = ["authorization: basic ym9iOnBAc3M=".lower() in head.lower() for head in publisher.heads]
    assert told == [True, True, False]
    assert "authorization" not in publisher.heads[2].lower()
    assert "bob" not in fetched.url


async def test_cookies_are_not_kept(publisher: Publisher) -> None:
    publisher.script["/feed"] = answer("302 Found", "Location: /b", "Set-Cookie: id=1; Path=/")
    publisher.script["/b"] = answer("200 OK")
    await fetch(publisher.url())
    assert "cookie" not in publisher.heads[1].lower()


@pytest.mark.parametrize(
    ("status", "kind"),
    [("410 Gone", FetchKind.GONE), ("404 Not Found", FetchKind.STATUS), ("206 Partial Content", FetchKind.STATUS)],
)
async def test_what_is_no_content_is_an_error(publisher: Publisher, status: str, kind: FetchKind) -> None:
    publisher.script["/feed"] = answer(status, body=b"sorry")
    assert (await failure(publisher.url())).kind is kind


@pytest.mark.parametrize("wish", ["3600", "Sun, 11 Oct 2020 13:00:00 GMT"])
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
async def test_a_busy_host_is_left_alone_as_long_as_it_asks(publisher: Publisher, status: str, wish: str) -> None:
    publisher.script["/feed"] = answer(status, f"Retry-After: {wish}")
    async with fetching() as fetcher:
        for weight in (0.5, 0.0):
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(publisher.url(), deadline=10 * SECOND, limit=LIMIT, now=NOON)
            assert (caught.value.kind, caught.value.weight) == (FetchKind.BUSY, weight)
            assert caught.value.retry_after is not None
            assert HOUR - MINUTE < caught.value.retry_after <= HOUR
    assert len(publisher.heads) == 1, "the second try was not even sent"


async def test_a_busy_host_that_asks_for_nothing_is_asked_again(publisher: Publisher) -> None:
    publisher.script["/feed"] = answer("503 Service Unavailable")
    async with fetching() as fetcher:
        for _ in range(2):
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(publisher.url(), deadline=10 * SECOND, limit=LIMIT)
            assert caught.value.retry_after is None
    assert len(publisher.heads) == 2


async def reset(writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def half(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    await writer.drain()
    writer.close()


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (reset, FetchKind.CONNECT),
        (half, FetchKind.CONNECT),
        (b"220 mail.example ESMTP\r\n\r\n", FetchKind.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n", FetchKind.PROTOCOL),
        (answer("200 OK", "Content-Encoding: gzip", body=b"no gzip"), FetchKind.ENCODING),
        (answer("302 Found"), FetchKind.REDIRECTS),
        (answer("302 Found", "Location: ftp://a.example/"), FetchKind.REDIRECTS),
        (answer("302 Found", "Location: http://\x7f.example/"), FetchKind.BAD_URL),
        (answer("302 Found", "Location: http://xn--zzzzzzz-99999/"), FetchKind.BAD_URL),
        (answer("302 Found", "Location: http://%zz:xx/"), FetchKind.REDIRECTS),
    ],
)
async def test_what_a_broken_publisher_comes_to(publisher: Publisher, script: Script, kind: FetchKind) -> None:
    publisher.script["/feed"] = script
    error = await failure(publisher.url())
    assert error.kind is kind
    assert "; " in str(error), "thing and cure"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("/etc/passwd", FetchKind.BAD_URL),
        ("file:///etc/passwd", FetchKind.BAD_URL),
        ("http://\u2488.example/", FetchKind.BAD_URL),
        ("http://127.1/", FetchKind.BAD_URL),
        ("http://xn--a/", FetchKind.BAD_URL),
        ("http://127.0.0.1/", FetchKind.FORBIDDEN_ADDRESS),
        ("http://[::ffff:10.0.0.1]/", FetchKind.FORBIDDEN_ADDRESS),
        ("http://169.254.169.254/latest/meta-data", FetchKind.FORBIDDEN_ADDRESS),
    ],
)
async def test_addresses_that_are_not_fetched(url: str, kind: FetchKind) -> None:
    assert (await failure(url, AddressPolicy())).kind is kind


@pytest.mark.parametrize(
    ("error", "weight"),
    [(socket.gaierror(socket.EAI_NONAME, "unknown"), 1.0), (socket.gaierror(socket.EAI_AGAIN, "later"), 0.25)],
)
async def test_names_that_do_not_resolve(error: OSError, weight: float) -> None:
    async def failing(host: str) -> tuple[str, ...]:
        assert host
        raise error

    async with fetching(names=failing) as fetcher:
        with pytest.raises(FetchError, match=r"publisher\.test: ") as caught:
            await fetcher.fetch("http://publisher.test/", deadline=SECOND, limit=LIMIT)
    assert (caught.value.kind, caught.value.weight) == (FetchKind.NAME, weight)


async def test_a_server_that_speaks_no_tls(publisher: Publisher) -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(answer("400 Bad Request"))
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
        error = await failure(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
    assert error.kind is FetchKind.TLS
    assert publisher.heads == []


async def test_a_closed_port(publisher: Publisher) -> None:
    async with await asyncio.start_server(publisher.serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
    error = await failure(f"http://127.0.0.1:{port}/")
    assert error.kind is FetchKind.CONNECT
    assert str(error).startswith("127.0.0.1: Connection refused; ")


async def test_no_secret_leaves(publisher: Publisher, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    canary = "c4n4ry"
    path = f"/feed?token={canary}"
    for script in (reset, half, drip, answer("404 Not Found"), answer("302 Found"), b"garbage\r\n\r\n"):
        publisher.script[path] = script
        error = await failure(publisher.url(path, login=f"bob:{canary}@"), deadline=100)
        assert canary not in "".join(traceback.format_exception(error))
    assert canary not in caplog.text


async def test_hosts_take_turns(publisher: Publisher) -> None:
    inside, most = 0, 0

    async def slow(writer: asyncio.StreamWriter) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.01)
        inside -= 1
        writer.write(answer("200 OK"))
        await writer.drain()

    publisher.script["/feed"] = slow
    async with GuardedTransport(LOOPBACK) as transport:
        fetcher = Fetcher(transport, "t", Pacing(at_once=2, gap=0))
        await asyncio.gather(*(fetcher.fetch(publisher.url(), deadline=10 * SECOND, limit=LIMIT) for _ in range(8)))
    assert most == 2


async def test_it_needs_no_network_to_be_tested() -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=httpx.ByteStream(request.url.raw_path))

    fetcher = Fetcher(httpx.MockTransport(respond), "t")
    fetched = await fetcher.fetch("https://publisher.test/feed", deadline=SECOND, limit=LIMIT)
    assert fetched.body == b"/feed"
