"""Checks of single values, without any library: each gives the value as it is kept or raises ValueError.

`Told` carries a reason to show; any other ValueError is answered by the key's own "allowed" text in `file`.
"""

import base64
import binascii
import ipaddress
from typing import Final
from urllib.parse import urlsplit

from monitor.domain.model.condition import ChangeKind, ConditionKind
from monitor.settings.secret import INLINE, Secret, UnreadableSecret
from monitor.settings.watches import EVERYTHING

ROUTED: Final = tuple(sorted({kind.value for kind in (*ConditionKind, *ChangeKind)}))
KEY_BYTES: Final = range(24, 65)  # Standard Webhooks 1.0.0: 192 to 512 bits


class Told(ValueError):
    """A mistake whose text is made to be shown: it never holds a value that may be secret."""


def printable(text: str) -> str:
    """Accept a text without control signs, also an empty one."""
    if not text.isprintable():
        raise ValueError("control signs")
    return text.strip()


def plain_text(text: str) -> str:
    """Accept a text with something to see in it and no control signs."""
    if not printable(text):
        raise ValueError("empty")
    return text.strip()


def web_address(text: str) -> str:
    """Accept an http or https URL that carries no login."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not text.isprintable() or " " in text:
        raise ValueError("no web address")
    if "@" in parts.netloc:
        raise Told("has a login in it (not shown here); allowed: an http or https address without one")
    _ = parts.port  # raises ValueError where it is no port
    return text


def mail_address(text: str) -> str:
    """Accept one bare mail address."""
    local, at, domain = text.rpartition("@")
    if not (local and at and domain) or not text.isprintable() or any(sign in text for sign in ' ,;<>()"'):
        raise ValueError("no mail address")
    return text


def network(text: str) -> str:
    """Accept a network in CIDR form without host bits; a bare address is a network of one."""
    return str(ipaddress.ip_network(text, strict=True))


def followed(value: object) -> tuple[str, ...] | None:
    """Accept "all" (None) or a list of ids; which ids there are is checked against the lexicon."""
    if value == EVERYTHING:
        return None
    if not isinstance(value, list | tuple) or not all(isinstance(name, str) for name in value):
        raise ValueError("neither all nor a list")
    return tuple(value)


def routed(kind: str) -> str:
    """Accept a kind of condition or of change."""
    if kind not in ROUTED:
        raise ValueError("no such kind")
    return kind


def no_switch(value: object) -> object:
    """Refuse true and false where a number is wanted: Python takes them for 1 and 0."""
    if isinstance(value, bool):
        raise ValueError("no number")  # noqa: TRY004 - pydantic turns only ValueError into a mistake
    return value


def one_or_many(value: object) -> object:
    """Let one text stand for a list of one."""
    return value if isinstance(value, list | tuple) else (value,)


def secret(value: object) -> Secret:
    """Accept what `read_secret` made of a reference."""
    if isinstance(value, Secret):
        return value
    raise Told(value.reason if isinstance(value, UnreadableSecret) else INLINE)


def signing_key(value: object) -> Secret:
    """Accept a secret that Standard Webhooks can sign with."""
    found = secret(value)
    try:
        key = base64.b64decode(found.reveal().removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) not in KEY_BYTES:
        raise Told("no base64 of 24 to 64 random bytes (not shown here); make one with: openssl rand -base64 32")
    return found
