"""Deciding where a redirect leads and what of it is learnt; nothing here connects.

The address behind each hop is checked at connect, by the client.
"""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from alerts.redaction import redact_url
from alerts.text import clean_line
from monitor.errors import FetchError, FetchKind
from monitor.ingest.schedule import HARD

HOPS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
SCHEMES = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class Trail:
    """The way of one fetch so far: where it stands, where it has been, and what was said to have moved for good.

    No URL in it holds credentials: a publisher names where it leads to. A feed that needs them learns no new address.
    """

    url: str
    host: str
    visited: tuple[str, ...] = ()
    permanent: str = ""
    learning: bool = True

    def follow(self, status: int, location: str) -> "Trail":
        """Take one redirect; raises `FetchError` where it leads nowhere, in a circle, too far, or out of the web."""
        if len(self.visited) >= HOPS:
            raise _refused(self.url, f"redirects more than {HOPS} times")
        target = _target(self.url, location)
        if target in {self.url, *self.visited}:
            raise _refused(self.url, "redirects in a circle")
        learning = self.learning and status in PERMANENT and not _weakened(self.url, target)
        permanent = target if learning else self.permanent
        return Trail(target, host_of(target), (*self.visited, self.url), permanent, learning)


def start(url: str) -> Trail:
    """Begin a trail; raises `FetchError` of kind BAD_URL where the URL is none that we can fetch."""
    try:
        bare = _bare(url)
    except ValueError:
        bare = ""
    if bare and _scheme(bare) in SCHEMES and (host := host_of(bare)):
        return Trail(bare, host, learning="@" not in urlsplit(url).netloc)
    raise FetchError(
        FetchKind.BAD_URL, f"{redact_url(url)[:200]!r} is no web address; write it as https://host/path", weight=HARD
    )


def host_of(url: str) -> str:
    """Give a URL's host for pacing and messages, "" where it has none."""
    try:
        return clean_line(urlsplit(url).hostname or "", 253).rstrip(".")
    except ValueError:
        return ""


def same_origin(one: str, other: str) -> bool:
    """Tell whether two URLs have scheme, host and port in common."""
    return _origin(one) == _origin(other)


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _bare(url: str) -> str:
    """Give a URL without credentials and fragment; raises ValueError where it has no sound form."""
    parts = urlsplit(url)
    _ = parts.port  # raises where it is no number
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))


def _target(url: str, location: str) -> str:
    if not location:
        raise _refused(url, "redirects to nowhere")
    try:
        target = _bare(urljoin(url, location))
    except ValueError as error:
        raise _refused(url, "redirects to an address that is none") from error
    if _scheme(target) not in SCHEMES or not host_of(target):
        raise _refused(url, f"redirects to {redact_url(target)[:200]!r}, which is no web address")
    return target


def _weakened(url: str, target: str) -> bool:
    """Tell whether a hop gives up encryption: followed, but never learnt."""
    return _scheme(url) == "https" and _scheme(target) == "http"


def _scheme(url: str) -> str:
    return url.partition(":")[0].lower()


def _refused(url: str, what: str) -> FetchError:
    return FetchError(
        FetchKind.REDIRECTS,
        f"{clean_line(redact_url(url), 200)} {what}; look up the feed's present address",
        weight=HARD,
    )
