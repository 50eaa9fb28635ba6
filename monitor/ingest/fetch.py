"""Reading one address from the web, politely and within limits; the only place in `monitor` that speaks httpx.

The way of a fetch: the host's turn (`pacing`), deadline, hops (`fetch_redirects`), body (`fetch_decoding`), what the
publisher says about it (`fetch_headers`). Whatever goes wrong becomes a `FetchError`. Parsing happens elsewhere.
"""

import asyncio
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import httpx

from alerts.errors import ForbiddenAddress
from alerts.http import NameFailure, TLSFailure
from alerts.redaction import redact
from alerts.text import clean_line
from monitor.domain.model.time import SECOND, Millis
from monitor.errors import FetchError, FetchKind
from monitor.ingest.fetch_decoding import BodyDecoder
from monitor.ingest.fetch_failures import failed, refused, too_slow, unresolved
from monitor.ingest.fetch_headers import max_age, retry_after, validator
from monitor.ingest.fetch_redirects import REDIRECTS, Trail, same_origin, start
from monitor.ingest.pacing import Pacing

ACCEPT = b"application/rss+xml, application/atom+xml, application/feed+json, application/xml, text/html;q=0.8, */*;q=.5"
CONTENT_TYPE_LIMIT = 200
KNOWN_URL_LIMIT = 500  # characters of an address whose parsed form is kept
WHY_LIMIT = 400  # room for a refused address with its reason and its cure
_NO_BODY = httpx.ByteStream(b"")

_KINDS: tuple[tuple[type[Exception], FetchKind], ...] = (
    (ForbiddenAddress, FetchKind.FORBIDDEN_ADDRESS),
    (TLSFailure, FetchKind.TLS),
    (httpx.TimeoutException, FetchKind.TIMEOUT),
    (httpx.InvalidURL, FetchKind.BAD_URL),
    (httpx.UnsupportedProtocol, FetchKind.BAD_URL),
    (httpx.LocalProtocolError, FetchKind.BAD_URL),
    (UnicodeError, FetchKind.BAD_URL),  # a host such as "xn--a", which `idna` refuses deep inside of httpx
    (httpx.ProtocolError, FetchKind.PROTOCOL),
    (Exception, FetchKind.CONNECT),
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A good answer: 200 with its decoded body, or 304 without one.

    `url` is where it came from after redirects, `permanent_url` where the publisher says that the address has moved for
    good, "" where it has not. Validators are exactly as sent; a 304 that names none keeps those that were asked with.
    """

    url: str
    status: int
    body: bytes
    etag: str
    last_modified: str
    content_type: str
    retry_after: Millis | None
    max_age: Millis | None
    permanent_url: str


@dataclass(frozen=True, slots=True)
class _Wish:
    """What one fetch asks for."""

    url: str
    etag: str
    last_modified: str
    limit: int
    now: Millis | None
    recurring: bool

    @property
    def conditional(self) -> bool:
        return bool(self.etag or self.last_modified)

    @property
    def known(self) -> bool:
        """Tell whether what its address parses to is kept; what is asked for once only would push the others out."""
        return self.recurring and len(self.url) <= KNOWN_URL_LIMIT

    def headers(self, url: str) -> list[tuple[bytes, bytes]]:
        """Give the validators, and the credentials of the wanted address to its own origin only."""
        headers = []
        if self.etag:
            headers.append((b"If-None-Match", self.etag.encode()))
        if self.last_modified:
            headers.append((b"If-Modified-Since", self.last_modified.encode()))
        if "@" in self.url and same_origin(url, self.url):
            headers += _login(httpx.URL(self.url))
        return headers


class Fetcher:
    """Fetches over one guarded transport, host by host in turn.

    It speaks to the transport itself: what a client adds (redirects, cookies, logins) is not wanted here or done by
    hand, and costs as much as the request.
    """

    def __init__(self, transport: httpx.AsyncBaseTransport, user_agent: str, pacing: Pacing | None = None) -> None:
        self._transport = transport
        self._headers = [(b"User-Agent", user_agent.encode()), (b"Accept-Encoding", b"gzip"), (b"Accept", ACCEPT)]
        self._pacing = Pacing() if pacing is None else pacing

    async def fetch(
        self,
        url: str,
        *,
        etag: str = "",
        last_modified: str = "",
        deadline: Millis,
        limit: int,
        now: Millis | None = None,
        recurring: bool = False,
    ) -> Fetched:
        """Fetch an address, following at most five redirects; raises `FetchError` for all that is not 200 or 304.

        `deadline` is the time for the whole of it, name look-up and redirects included, from the host's turn on;
        `limit` the bytes of the body, raw and decoded. `now` serves for dates in headers where the answer has none.
        `recurring` says that the address, a feed's, is asked for again and again.
        """
        wish = _Wish(url, etag, last_modified, limit, now, recurring)
        trail = _known_start(url) if wish.known else start(url)
        async with self._pacing.turn(trail.host):
            try:
                async with asyncio.timeout(deadline / SECOND):
                    return await self._walk(trail, wish)
            except TimeoutError as error:
                raise too_slow(trail.host, deadline) from error

    async def _walk(self, trail: Trail, wish: _Wish) -> Fetched:
        while True:
            try:
                answer = await self._transport.handle_async_request(self._request(trail.url, wish))
                try:
                    if answer.status_code not in REDIRECTS:
                        return await self._read(answer, trail, wish)
                finally:
                    await answer.aclose()
            except (httpx.HTTPError, httpx.InvalidURL, ForbiddenAddress, UnicodeError) as error:
                raise _as_fetch_error(error, trail.host) from error
            trail = trail.follow(answer.status_code, answer.headers.get("location", ""))

    def _request(self, url: str, wish: _Wish) -> httpx.Request:
        address = _known_url(url) if wish.known and len(url) <= KNOWN_URL_LIMIT else _sound_url(url)
        # Given a stream, httpx adds no headers of its own; Host is the transport's matter.
        return httpx.Request("GET", address, headers=self._headers + wish.headers(url), stream=_NO_BODY)

    async def _read(self, answer: httpx.Response, trail: Trail, wish: _Wish) -> Fetched:
        unchanged = answer.status_code == httpx.codes.NOT_MODIFIED and wish.conditional
        headers, etag, last_modified = _as_told(answer)
        if answer.status_code != httpx.codes.OK and not unchanged:
            raise self._refused(answer.status_code, headers, trail.host, wish.now)
        return Fetched(
            url=trail.url,
            status=answer.status_code,
            body=b"" if unchanged else await _body(answer, headers, trail.host, wish.limit),
            etag=etag or (wish.etag if unchanged else ""),
            last_modified=last_modified or (wish.last_modified if unchanged else ""),
            content_type=clean_line(headers.get("content-type", ""), CONTENT_TYPE_LIMIT),
            retry_after=retry_after(headers, wish.now),
            max_age=max_age(headers, wish.now),
            permanent_url=trail.permanent,
        )

    def _refused(self, status: int, headers: Mapping[str, str], host: str, now: Millis | None) -> FetchError:
        wait = retry_after(headers, now)
        error = refused(status, host, wait)
        if error.kind is FetchKind.BUSY and wait:
            self._pacing.rest(host, wait)
        return error


def _sound_url(url: str) -> httpx.URL:
    """Parse an address; raises httpx.InvalidURL, and UnicodeError for a host such as "xn--a" that is no name."""
    parsed = httpx.URL(url)
    _ = parsed.host
    return parsed


_known_url = lru_cache(maxsize=4_096)(_sound_url)


@lru_cache(maxsize=4_096)
def _known_start(url: str) -> Trail:
    return start(url)


def _login(wanted: httpx.URL) -> list[tuple[bytes, bytes]]:
    """Write credentials as a header after RFC 7617."""
    pair = f"{wanted.username}:{wanted.password}".encode()
    return [(b"Authorization", b"Basic " + b64encode(pair))] if wanted.userinfo else []


def _as_told(answer: httpx.Response) -> tuple[dict[str, str], str, str]:
    """Give the headers by their names in small letters, and both validators exactly as sent, the first of each.

    One walk: each look into httpx's own headers is a walk through all of them.
    """
    headers: dict[str, str] = {}
    validators = {"etag": "", "last-modified": ""}
    for raw_name, raw in answer.headers.raw:
        name, value = raw_name.decode("latin-1").lower(), raw.decode("utf-8", "replace")
        if name in headers:
            headers[name] = f"{headers[name]}, {value}"
            continue
        headers[name] = value
        if name in validators:
            validators[name] = validator(raw)
    return headers, validators["etag"], validators["last-modified"]


async def _body(answer: httpx.Response, headers: Mapping[str, str], host: str, limit: int) -> bytes:
    decoder = BodyDecoder(headers.get("content-encoding", ""), limit, host)
    decoder.expect(headers.get("content-length", ""))
    async for raw in cast("httpx.AsyncByteStream", answer.stream):  # `aiter_raw` counts what the decoder counts, too
        decoder.feed(raw)
    return decoder.content()


def _as_fetch_error(error: Exception, host: str) -> FetchError:
    why = clean_line(redact(str(error)), WHY_LIMIT) or type(error).__name__
    if isinstance(error, NameFailure):
        return unresolved(host, why, temporary=error.temporary)
    return failed(next(kind for raised, kind in _KINDS if isinstance(error, raised)), host, why)
