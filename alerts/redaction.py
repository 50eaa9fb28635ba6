"""Taking secrets out of what is logged, stored or shown: by their form, and by their known values.

A net under the rest, not the rest itself: whoever holds a secret does not write it in the first place.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus

HIDDEN = "***"
SHORTEST_SECRET = 4  # hiding shorter values would tear every text apart

# In a query any of these is one; in prose "key" and "code" are ordinary words.
_NAMED = r"[a-z0-9_.-]{0,40}(?:token|secret|passw(?:or)?d|pwd|api_?-?key|access_?-?key|private_?-?key|credential)s?"
_QUERY_KEY = rf"(?:{_NAMED}|[a-z0-9_.-]{{0,40}}(?:auth|signature|session)|key|sig|sign|code|jwt|sid|pass|hmac|hash)"
# Up to the last "@" before the path: a password may hold one itself.
_USERINFO = re.compile(r"(?<=://)[^/?#\s\"'<>\\]{1,1000}@")
_PARAMETER = re.compile(rf"(?i)(?<=[?&;#])({_QUERY_KEY})=[^&#;\s\"'<>]+")
_FIELD = re.compile(rf"(?i)\b({_NAMED})(['\"]?\s{{0,3}}[:=]\s{{0,3}}['\"]?)[^\s\"'&,;<>]+")
_AUTHORIZATION = re.compile(r"(?i)\b(authorization['\"]?\s{0,3}[:=,]\s{0,3}b?['\"]?)(?:[a-z0-9-]{1,20} )?[^\s\"',;<>]+")
_SCHEME = re.compile(r"\b((?i:bearer|basic|digest))(\s{1,3})(?=[a-z+/_.~-]*[A-Z0-9=])[A-Za-z0-9+/_.~=-]{8,}")
_WEBHOOK_SECRET = re.compile(r"\bwh(?:sec|sk)_[A-Za-z0-9+/=_-]+")
# Addresses whose path is the secret: chat services' webhooks and bots.
_SECRET_PATH = re.compile(
    r"(?i)(://[a-z0-9.-]{0,200}(?:hooks\.slack\.com/(?:services|workflows|triggers)/|discord(?:app)?\.com/api/webhooks/"
    r"|api\.telegram\.org/(?:file/)?bot|webhook\.office\.com/|chat\.googleapis\.com/v1/spaces/))[^\s\"'<>?#]+"
)


def redact(text: str) -> str:
    """Hide what has the form of a secret: URL credentials, keys and tokens, Authorization values, webhook secrets."""
    text = _SECRET_PATH.sub(rf"\1{HIDDEN}", _USERINFO.sub(f"{HIDDEN}@", text))
    text = _SCHEME.sub(rf"\1\2{HIDDEN}", _PARAMETER.sub(rf"\1={HIDDEN}", text))
    text = _FIELD.sub(rf"\1\2{HIDDEN}", _AUTHORIZATION.sub(rf"\1{HIDDEN}", text))
    return _WEBHOOK_SECRET.sub(f"whsec_{HIDDEN}", text)


def redact_url(url: str) -> str:
    """Give a URL fit for a log: no credentials, no values of secret parameters, no secret path."""
    text = _SECRET_PATH.sub(rf"\1{HIDDEN}", _USERINFO.sub(f"{HIDDEN}@", url))
    return _WEBHOOK_SECRET.sub(f"whsec_{HIDDEN}", _PARAMETER.sub(rf"\1={HIDDEN}", text))


@dataclass(frozen=True, slots=True)
class Redactor:
    """Hides known values too, also where they stand percent-encoded; its own text shows none of them."""

    secrets: tuple[str, ...] = field(default=(), repr=False)
    _known: re.Pattern[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        forms = {form for secret in self.secrets for form in (secret, quote(secret, safe=""), quote_plus(secret))}
        long_enough = sorted((form for form in forms if len(form) >= SHORTEST_SECRET), key=len, reverse=True)
        known = re.compile("|".join(map(re.escape, long_enough))) if long_enough else None
        object.__setattr__(self, "_known", known)

    def __call__(self, text: str) -> str:
        """Hide known values and whatever has the form of a secret."""
        return redact(self._known.sub(HIDDEN, text) if self._known else text)
