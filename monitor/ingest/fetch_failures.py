"""Saying what went wrong with a fetch, how much it counts, and what helps.

Pure; errors of redirects and bodies stand with those; which library error means what is known in `fetch`.
"""

from monitor.domain.model.time import SECOND, Millis
from monitor.errors import FetchError, FetchKind
from monitor.ingest.schedule import HARD, SOFT, TEMPORARY

GONE = 410
BUSY = frozenset({429, 503})
PASSING = frozenset({408, 425})

_CURES: dict[FetchKind, str] = {
    FetchKind.NAME: "check the host's name in the address",
    FetchKind.CONNECT: "it is tried again; look whether the site opens in a browser",
    FetchKind.TLS: "tell the publisher, or check this machine's clock and certificates",
    FetchKind.TIMEOUT: "it is tried again; a longer deadline may help",
    FetchKind.FORBIDDEN_ADDRESS: "else correct the address",
    FetchKind.BAD_URL: "write it as https://host/path",
    FetchKind.PROTOCOL: "it is tried again; look whether the address is a web server's",
}
_WEIGHTS: dict[FetchKind, float] = {
    FetchKind.CONNECT: SOFT,
    FetchKind.TIMEOUT: SOFT,
    FetchKind.PROTOCOL: SOFT,
}


def failed(kind: FetchKind, host: str, why: str) -> FetchError:
    """Make the error for a fetch that got no answer; `why` is clean and holds no secret."""
    what = why if why.startswith(host) else f"{host}: {why}"
    return FetchError(kind, f"{what}; {_CURES[kind]}", weight=_WEIGHTS.get(kind, HARD))


def unresolved(host: str, why: str, *, temporary: bool) -> FetchError:
    """Make the error for a name without address; a name server that did not answer counts least."""
    if temporary:
        return FetchError(FetchKind.NAME, f"{host}: {why}; the name is looked up again", weight=TEMPORARY)
    return failed(FetchKind.NAME, host, why)


def too_slow(host: str, deadline: Millis) -> FetchError:
    """Make the error for a fetch that its deadline ended."""
    return failed(FetchKind.TIMEOUT, host, f"no whole answer within {deadline / SECOND:g} s")


def refused(status: int, host: str, wait: Millis | None) -> FetchError:
    """Make the error for an answer that is no content; `wait` is what the publisher asks for."""
    if status in BUSY:
        return FetchError(
            FetchKind.BUSY, f"{host} answered {status}, too busy; we come back later", weight=SOFT, retry_after=wait
        )
    if status == GONE:
        return FetchError(
            FetchKind.GONE, f"{host} answered 410: the address is gone for good; remove or replace it", weight=HARD
        )
    hard = 400 <= status < 500 and status not in PASSING  # noqa: PLR2004 - RFC 9110's class of client errors
    cure = "check the address and what it needs" if hard else "it is tried again"
    return FetchError(
        FetchKind.STATUS, f"{host} answered {status}; {cure}", weight=HARD if hard else SOFT, retry_after=wait
    )
