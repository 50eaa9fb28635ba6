"""The e-mail channel; the only file that knows aiosmtplib. The mail's wording and headers are in `letter.py`."""

import asyncio
import base64
import re
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

import aiosmtplib

from alerts.channels.answers import recorded
from alerts.channels.letter import compose
from alerts.errors import ChannelMisconfigured
from alerts.model import Delivery, OutboxRow, Outcome
from alerts.redaction import Redactor

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_HOST = re.compile(r"[A-Za-z0-9.:-]{1,253}")
_UNSUBSCRIBE = re.compile(r"(mailto:|https://)[\x21\x23-\x3b\x3d\x3f-\x7e]{1,900}")
_SECURITIES = ("starttls", "tls", "plaintext")
_PERMANENT = 500  # RFC 5321: 4yz try again, 5yz do not
_FAREWELL = 2.0  # seconds for QUIT: what is delivered stays delivered without it


@dataclass(frozen=True, slots=True)
class EmailConfig:
    """A mail relay and the readers behind it; `deadline` is in milliseconds and spans a whole send.

    Plain addresses only ("desk@example.org"). `port` is by default the security's own: 587, 465 or 25.
    """

    name: str
    host: str
    sender: str
    recipients: tuple[str, ...]
    port: int = 0
    security: Literal["starttls", "tls", "plaintext"] = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    unsubscribe: str = ""
    deadline: int = 60_000

    def __post_init__(self) -> None:
        mistakes = tuple(_mistakes(self))
        if mistakes:
            raise ChannelMisconfigured("\n".join(f'channel "{self.name}": {mistake}' for mistake in mistakes))


def _mistakes(config: EmailConfig) -> list[str]:
    checks = (
        (_HOST.fullmatch(config.host), "host must be a host name or an address, such as mail.example.org"),
        (_ADDRESS.fullmatch(config.sender), "sender must be a plain address, such as watch@example.org"),
        (config.recipients, "recipients must hold at least one address"),
        (
            all(_ADDRESS.fullmatch(recipient) for recipient in config.recipients),
            "recipients must be plain addresses, such as desk@example.org",
        ),
        (0 <= config.port < 65_536, "port must be from 1 to 65535, or absent for the usual one"),  # noqa: PLR2004
        (config.security in _SECURITIES, 'security must be "starttls", "tls" or "plaintext"'),
        (bool(config.username) == bool(config.password), "username and password must be set together, or neither"),
        (
            config.security != "plaintext" or not config.password,
            'security = "plaintext" would show the password to the network: use "starttls" or "tls"',
        ),
        (
            not config.unsubscribe or _UNSUBSCRIBE.fullmatch(config.unsubscribe),
            "unsubscribe must be a mailto: or https: link",
        ),
        (config.deadline > 0, "deadline must be longer than nothing"),
    )
    return [mistake for right, mistake in checks if not right]


class EmailChannel:
    """Sends each copy over a connection of its own, to its one recipient."""

    def __init__(self, config: EmailConfig, *, tls: ssl.SSLContext | None = None) -> None:
        """Use `tls` to trust other certificate authorities than the system's."""
        self._config = config
        self._tls = tls or ssl.create_default_context()
        plain = f"\0{config.username}\0{config.password}"
        self._hide = Redactor((config.password, _base64(config.password), _base64(plain)))

    @property
    def name(self) -> str:
        """Give the channel's name from the configuration."""
        return self._config.name

    @property
    def recipients(self) -> tuple[str, ...]:
        """Give the addresses; each gets a mail of its own and does not see the others."""
        return self._config.recipients

    async def send(self, row: OutboxRow, now: int) -> Delivery:  # noqa: ARG002 - the mail's date is the row's
        """Send one mail within the deadline; 4yz asks for a retry, 5yz ends it, a refused login rests the channel."""
        mail = compose(row, self._config.sender, self._config.unsubscribe).as_bytes()
        client = self._client()
        try:
            delivery = await self._attempt(client, row.address.recipient, mail)
            await _take_leave(client)
        finally:
            client.close()
        return delivery

    async def aclose(self) -> None:
        """Close nothing: no connection outlives its send."""

    def _client(self) -> aiosmtplib.SMTP:
        config = self._config
        return aiosmtplib.SMTP(
            hostname=config.host,
            port=config.port or None,
            username=config.username or None,
            password=config.password or None,
            local_hostname=config.sender.rpartition("@")[2],
            timeout=config.deadline / 1_000,
            use_tls=config.security == "tls",
            # Never None: that would fall back to plaintext without a word.
            start_tls=config.security == "starttls",
            tls_context=self._tls,
        )

    async def _attempt(self, client: aiosmtplib.SMTP, recipient: str, mail: bytes) -> Delivery:
        try:
            async with asyncio.timeout(self._config.deadline / 1_000):
                await client.connect()
                # With one recipient a refusal raises; the dictionary of refused ones can only be empty.
                _, answer = await client.sendmail(self._config.sender, [recipient], mail)
        except aiosmtplib.SMTPRecipientsRefused as error:
            return self._refused(error.recipients[0])
        except aiosmtplib.SMTPResponseException as error:
            return self._refused(error)
        except TimeoutError:
            return self._failed(f"no answer from {self._config.host} within {self._config.deadline / 1_000:g} s")
        except OSError as error:  # connections refused, lost, or not to be trusted; aiosmtplib's are OSErrors too
            return self._failed(f"no mail connection to {self._config.host}: {error}")
        except aiosmtplib.SMTPException as error:  # the server lacks what the configuration needs
            return self._failed(f"{self._config.host} cannot serve as set: {error.message}", pause_channel=True)
        return Delivery(Outcome.SENT, recorded(answer, self._hide))

    def _refused(self, error: aiosmtplib.SMTPResponseException) -> Delivery:
        detail = recorded(f"{error.code} {error.message}", self._hide)
        if error.code < _PERMANENT:
            return Delivery(Outcome.RETRY, detail)
        if isinstance(error, aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError):
            return Delivery(Outcome.DEAD, detail)
        # Refused before this mail's recipient was named: login, sender or greeting. It concerns the whole channel.
        return Delivery(Outcome.RETRY, detail, pause_channel=True)

    def _failed(self, why: str, *, pause_channel: bool = False) -> Delivery:
        return Delivery(Outcome.RETRY, recorded(why, self._hide), pause_channel=pause_channel)


async def _take_leave(client: aiosmtplib.SMTP) -> None:
    if client.is_connected:
        with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
            async with asyncio.timeout(_FAREWELL):
                await client.quit()


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
