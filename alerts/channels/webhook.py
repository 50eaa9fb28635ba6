"""The webhook channel, signed after Standard Webhooks; the only file that knows the standardwebhooks library.

The body is in `alerts.render`, the guarded way out in `alerts.http`.
"""

import asyncio
import base64
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from standardwebhooks import Webhook

from alerts.addresses import AddressPolicy
from alerts.channels.answers import recorded, retry_after
from alerts.errors import ChannelMisconfigured, ForbiddenAddress
from alerts.http import RequestFailure, open_client
from alerts.model import Delivery, OutboxRow, Outcome
from alerts.redaction import Redactor
from alerts.render import render_webhook

_URL = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+", re.IGNORECASE)  # plain ASCII, as it goes over the wire
_SECRET = re.compile(r"(?:whsec_)?([A-Za-z0-9+/]+={0,2})")
_KEY_BYTES = 24  # Standard Webhooks: 24 to 64 bytes
_TOKEN = 12  # a part of the URL as long as this may be a token
_SNIPPET = 2_000  # bytes of an answer that are read
_BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
# A body never gets smaller and a receiver that is gone stays gone; all else can be mended at the other end.
_FINAL = {HTTPStatus.GONE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}


@dataclass(frozen=True, slots=True)
class WebhookConfig:
    """A receiver's address and the secrets ("whsec_" and base64) that sign for it; `deadline` in milliseconds.

    Several secrets sign side by side, so that a receiver can change from one to the next. The URL may hold a token and
    is as secret as they are.
    """

    name: str
    url: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    deadline: int = 20_000

    def __post_init__(self) -> None:
        checks = (
            (_usable(self.url), "url must be http:// or https:// with a host, in plain ASCII"),
            (self.secrets, "secrets must hold at least one"),
            (
                all(_strong(secret) for secret in self.secrets),
                'secrets must each be "whsec_" and the base64 of at least 24 random bytes',
            ),
            (self.deadline > 0, "deadline must be longer than nothing"),
        )
        mistakes = [f'channel "{self.name}": {mistake}' for right, mistake in checks if not right]
        if mistakes:
            raise ChannelMisconfigured("\n".join(mistakes))


class WebhookChannel:
    """Posts each copy as signed JSON; redirects are failures, and every address is checked at connect.

    Its one recipient is "-": a copy waiting in the outbox goes to the URL as configured when it is sent, and no token
    in it gets into the database.
    """

    def __init__(
        self,
        config: WebhookConfig,
        addresses: AddressPolicy,
        *,
        user_agent: str = "Trucewatch",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Use `tls` to trust other certificate authorities than the system's."""
        self._config = config
        self._signers = tuple(Webhook(secret) for secret in config.secrets)
        self._client = open_client(addresses, user_agent=user_agent, verify=tls)
        parts = urlsplit(config.url)
        tokens = [part for part in (*parts.path.split("/"), parts.query) if len(part) >= _TOKEN]
        self._hide = Redactor((config.url, parts.password or "", *tokens, *config.secrets))

    @property
    def name(self) -> str:
        """Give the channel's name from the configuration."""
        return self._config.name

    @property
    def recipients(self) -> tuple[str, ...]:
        """Give the one recipient: whoever answers at the URL."""
        return ("-",)

    async def send(self, row: OutboxRow, now: int) -> Delivery:
        """Post one copy within the deadline; 2xx is sent, 410 and 413 end it, all else asks for a retry."""
        seconds = self._config.deadline / 1_000
        try:
            async with asyncio.timeout(seconds):
                return await self._post(row, now)
        except TimeoutError:
            return self._retry(f"no answer within {seconds:g} s")
        except RequestFailure as error:
            return self._retry(f"no answer: {error}")
        except ForbiddenAddress as error:
            return self._retry(str(error))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _post(self, row: OutboxRow, now: int) -> Delivery:
        body = render_webhook(row.alert)
        headers = self._signed(row.message_id, now, body)
        async with self._client.stream("POST", self._config.url, content=body.encode(), headers=headers) as answer:
            status = answer.status_code
            if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
                return Delivery(Outcome.SENT, str(status))
            said = "" if "content-encoding" in answer.headers else await _snippet(answer.aiter_raw())
            detail = recorded(f"{status} {_hint(status)}{said}", self._hide)
            if status in _FINAL:
                return Delivery(Outcome.DEAD, detail, pause_channel=status == HTTPStatus.GONE)
            wish = retry_after(answer.headers.get("retry-after", ""), now)
            return Delivery(Outcome.RETRY, detail, wish, pause_channel=status in _BUSY and wish is not None)

    def _signed(self, message_id: str, now: int, body: str) -> dict[str, str]:
        at = datetime.fromtimestamp(now // 1_000, tz=UTC)
        return {
            "content-type": "application/json",
            "accept-encoding": "identity",
            "webhook-id": message_id,
            "webhook-timestamp": str(now // 1_000),
            "webhook-signature": " ".join(signer.sign(message_id, at, body) for signer in self._signers),
        }

    def _retry(self, why: str) -> Delivery:
        return Delivery(Outcome.RETRY, recorded(why, self._hide))


async def _snippet(chunks: AsyncIterator[bytes]) -> str:
    """Read the first of an answer, whatever its length."""
    read = b""
    with suppress(RequestFailure):  # the status has said what matters
        async for chunk in chunks:
            read += chunk[:_SNIPPET]
            if len(read) >= _SNIPPET:
                break
    return read[:_SNIPPET].decode("utf-8", "replace")


def _hint(status: int) -> str:
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return "redirects are not followed, set the final address: "
    return ""


def _usable(url: str) -> bool:
    try:
        return bool(_URL.fullmatch(url) and urlsplit(url).hostname and urlsplit(url).port != 0)
    except ValueError:
        return False


def _strong(secret: str) -> bool:
    # standardwebhooks skips what is no base64 without a word; a receiver's library may not.
    if (match := _SECRET.fullmatch(secret)) is None:
        return False
    try:
        return len(base64.b64decode(match.group(1) + "==")) >= _KEY_BYTES
    except ValueError:  # one letter too many
        return False
