"""Addresses in feeds: pure. Nothing but absolute http(s) addresses comes out."""

import re
from urllib.parse import urljoin, urlsplit

from alerts.text import clean_text

LINK_LIMIT = 2_000  # characters
# An absolute address that resolving and cleaning leave as it is: what nearly all feeds write.
_PLAIN = re.compile(
    r"https?://[a-zA-Z0-9.-]+(?::[0-9]+)?(?:/[a-zA-Z0-9/._~%:@+,=&-]*)?"
    r"(?:\?[a-zA-Z0-9/._~%:@+,=&-]+)?(?:#[a-zA-Z0-9/._~%:@+,=&-]+)?"
)


def is_plain_link(link: str) -> bool:
    """Tell whether an address is absolute and of the plainest form, at most 2,000 characters long."""
    return len(link) <= LINK_LIMIT and _PLAIN.fullmatch(link) is not None


def absolute_link(link: str, url: str) -> str:
    """Give an absolute http(s) address, "" for any other scheme, for what is no address, and for `url` itself."""
    if is_plain_link(link):
        return link if link != url else ""
    written = "%20".join(link[:LINK_LIMIT].split())
    try:
        absolute = urljoin(url, written) if written else ""
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    usable = parts.scheme in {"http", "https"} and parts.netloc and absolute != url
    return clean_text(absolute, limit=LINK_LIMIT) if usable else ""
