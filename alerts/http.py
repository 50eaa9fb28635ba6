"""The one guarded way out to the network: httpx's API over aiohttp's connections.

Whoever asks much, as the fetching of feeds does, speaks to the transport itself; a client has what a webhook needs.

Every socket is opened by `http_guard`, which checks the very address that it is opened for: names, literal
addresses, redirects and reused names alike. httpx's own pool counts every kept connection on each request, so its cost
grows with the number of hosts; aiohttp's stays flat. Bodies are raw: whoever reads one decodes it within a limit
(`stream` or `aiter_raw()`, never `aread()` or `.text`). Nothing here follows redirects, uses a proxy or keeps cookies.
"""

import logging
import os
import socket
import ssl
from collections.abc import AsyncIterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

import aiohttp
import httpx
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from alerts.addresses import AddressPolicy
from alerts.http_guard import check_addresses, guarded_socket
from alerts.http_names import Lookup, NameLookup

CONNECTIONS = 256  # in use at once
KEPT_FOR = 15.0  # seconds that an idle connection is kept
SILENCE = 30.0  # seconds without progress; whoever needs an end to a dripping answer sets a deadline of its own
LINE_LIMIT = 16_384  # bytes of a status line or one header
HEADER_LIMIT = 128  # headers of one answer
READ_BUFFER = 65_536

RequestFailure: TypeAlias = httpx.TransportError  # all that a request raises, but for `ForbiddenAddress`


class NameFailure(httpx.ConnectError):
    """A host's name gave no address; `temporary` where asking again may help."""

    def __init__(self, message: str, *, temporary: bool) -> None:
        super().__init__(message)
        self.temporary = temporary


class TLSFailure(httpx.ConnectError):
    """The encrypted connection could not be made: certificate or protocol."""


@cache
def shared_tls() -> ssl.SSLContext:
    """Give the one TLS context of the process; making one costs some 20 ms."""
    return trusting_tls(ssl.get_default_verify_paths())


def trusting_tls(paths: ssl.DefaultVerifyPaths) -> ssl.SSLContext:
    """Make a context that trusts the system's certificates where there are any, else those that httpx ships."""
    stocked = paths.cafile or (paths.capath and any(Path(paths.capath).iterdir()))
    context = ssl.create_default_context() if stocked else httpx.create_ssl_context(trust_env=False)
    context.set_alpn_protocols(["http/1.1"])
    return context


def open_client(
    policy: AddressPolicy,
    *,
    user_agent: str,
    verify: ssl.SSLContext | None = None,
    names: Lookup | None = None,
) -> httpx.AsyncClient:
    """Open a client that connects only where the policy lets it, follows nothing and remembers nothing.

    Use it as an async context manager. Raises httpx's errors, `NameFailure` and `TLSFailure` among them, and
    `ForbiddenAddress`.
    """
    # httpx logs each URL in full at INFO, with the passwords and tokens in it.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    return _Client(
        transport=GuardedTransport(policy, verify=verify, names=names),
        headers={"User-Agent": user_agent, "Accept-Encoding": "gzip"},
        timeout=SILENCE,
        follow_redirects=False,
        trust_env=False,
    )


class GuardedTransport(httpx.AsyncBaseTransport):
    """Carries httpx's requests over one aiohttp session, made at the first of them.

    Use it as an async context manager, its answers to their end or to `aclose()`. Raises what a client of it does.
    """

    def __init__(
        self,
        policy: AddressPolicy,
        *,
        verify: ssl.SSLContext | None = None,
        names: Lookup | None = None,
        connections: int = CONNECTIONS,
    ) -> None:
        self._policy = policy
        self._tls = verify or shared_tls()
        self._names = names or NameLookup()
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and give the answer with its body still to be read."""
        session = self._session = self._session or self._open_session()
        body = await request.aread()
        try:
            answer = await session.request(
                request.method,
                _bare_url(request.url),
                headers=[(name.decode(), value.decode("utf-8", "replace")) for name, value in request.headers.raw],
                data=body or None,
                allow_redirects=False,
                timeout=_limits(**request.extensions.get("timeout", {})),
            )
        except _EXPECTED as error:
            raise _as_httpx(error) from None  # its text holds the URL, and a traceback would show it
        return _Answer(answer.status, headers=answer.raw_headers, stream=_RawBody(answer))

    async def aclose(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()

    def _open_session(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=_CheckedNames(self._policy, self._names),
            socket_factory=guarded_socket(self._policy),
            ssl=self._tls,
            limit=self._connections,
            keepalive_timeout=KEPT_FOR,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            read_bufsize=READ_BUFFER,
            max_line_size=LINE_LIMIT,
            max_field_size=LINE_LIMIT,
            max_headers=HEADER_LIMIT,
        )


@lru_cache(maxsize=64)
def _limits(
    connect: float | None = None, read: float | None = None, write: float | None = None, pool: float | None = None
) -> aiohttp.ClientTimeout:
    """Say httpx's timeouts in aiohttp's words; none is httpx's way to say that whoever asks keeps time."""
    del write
    return aiohttp.ClientTimeout(connect=pool, sock_connect=connect, sock_read=read)


class _NoCookies(httpx.Cookies):
    """Looks at no answer for cookies; the standard library's jar costs a tenth of a request even if it keeps none."""

    def extract_cookies(self, response: httpx.Response) -> None:
        """Leave them."""


class _Client(httpx.AsyncClient):
    """A client without cookies."""

    @property
    def cookies(self) -> httpx.Cookies:
        """Give none."""
        return _NoCookies()

    @cookies.setter
    def cookies(self, _: object) -> None:
        raise AttributeError("this client keeps no cookies: put what a request needs into its headers")


class _Answer(httpx.Response):
    """An answer whose redirect is left to the reader: httpx prepares the next request, also one it does not follow."""

    @property
    def has_redirect_location(self) -> bool:
        return False  # preparing it raises errors of `idna` for a Location that is no sound name


class _RawBody(httpx.AsyncByteStream):
    """An answer's body as it came over the wire."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._answer.content.iter_any():
                yield chunk
        except _EXPECTED as error:
            raise _as_httpx(error) from None  # its text holds the URL, and a traceback would show it

    async def aclose(self) -> None:
        self._answer.release()  # back to the pool when read to its end, closed otherwise


class _CheckedNames(AbstractResolver):
    """Gives aiohttp the addresses of a name, once all of them are checked."""

    def __init__(self, policy: AddressPolicy, names: Lookup) -> None:
        self._policy = policy
        self._names = names

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        try:
            addresses = await self._names(host)
        except OSError as error:
            temporary = error.errno == socket.EAI_AGAIN
            raise NameFailure(error.strerror or str(error), temporary=temporary) from error
        if not addresses:
            raise NameFailure("no address", temporary=False)
        check_addresses(self._policy, host, addresses)
        return [
            _resolved(host, address, port) for address in addresses if family in {socket.AF_UNSPEC, _family(address)}
        ]

    async def close(self) -> None:
        """Nothing is held open."""


def _resolved(host: str, address: str, port: int) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=_family(address),
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST,
    )


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _bare_url(url: httpx.URL) -> URL:
    """Give the URL as httpx encoded it, without credentials (httpx made a header of them) and fragment."""
    return URL(f"{url.scheme}://{url.netloc.decode('ascii')}{url.raw_path.decode('ascii')}", encoded=True)


# What a request can raise; ValueError is aiohttp's word for a header that holds a line break.
_EXPECTED = (aiohttp.ClientError, OSError, ValueError)

_HTTPX_ERRORS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], type[httpx.TransportError]], ...] = (
    ((aiohttp.ClientSSLError, ssl.SSLError), TLSFailure),
    (aiohttp.ConnectionTimeoutError, httpx.ConnectTimeout),
    (TimeoutError, httpx.ReadTimeout),
    (aiohttp.ClientConnectorError, httpx.ConnectError),
    ((aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError), httpx.UnsupportedProtocol),
    ((aiohttp.ClientResponseError, aiohttp.ServerDisconnectedError), httpx.RemoteProtocolError),
    ((aiohttp.ClientError, OSError), httpx.ReadError),
    (ValueError, httpx.LocalProtocolError),
)


def _as_httpx(error: Exception) -> httpx.TransportError:
    """Give the first error of the table that fits."""
    kind = next(to for from_, to in _HTTPX_ERRORS if isinstance(error, from_))
    return kind(_words(error) or type(error).__name__)


def _words(error: BaseException) -> str:
    """Say what happened in the words of the system, OpenSSL or the parser: aiohttp's hold the URL with its secrets."""
    if isinstance(error, TimeoutError):
        return "nothing came in time"
    if isinstance(error, aiohttp.ClientResponseError):
        return error.message
    if isinstance(error, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError):
        return "this is no web address that we can ask"
    return _cause(error.__cause__ if isinstance(error, aiohttp.ClientConnectorError) and error.__cause__ else error)


def _cause(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, ssl.SSLError):
        return str(error.reason)
    if isinstance(error, OSError) and (error.errno or 0) > 0:
        return os.strerror(error.errno or 0)
    return str(error)
