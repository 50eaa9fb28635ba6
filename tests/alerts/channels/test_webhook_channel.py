"""Signed webhooks reach a real receiver, or the delivery says exactly how they did not."""

import asyncio
import base64
import json
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias

import pytest
from standardwebhooks import Webhook

from alerts.addresses import AddressPolicy
from alerts.channels.webhook import WebhookChannel, WebhookConfig
from alerts.errors import ChannelMisconfigured
from alerts.model import Delivery, OutboxRow, Outcome

FIXED = 1_602_320_400_000  # where nobody looks whether a timestamp is fresh
SECRET, OLD_SECRET = (f"whsec_{base64.b64encode(bytes([fill]) * 32).decode()}" for fill in (1, 2))
TOKEN = "canary-51ce-token"
LOOPBACK = AddressPolicy(("127.0.0.1/32",))

Row: TypeAlias = Callable[..., OutboxRow]
Listen: TypeAlias = Callable[..., Awaitable[int]]
Anything: TypeAlias = Any


class Receiver(asyncio.Protocol):
    """Answers each POST with the next scripted bytes (the last one again and again) and keeps what it got."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.paths: list[str] = []

    def __call__(self) -> asyncio.Protocol:
        return _Connection(self)


class _Connection(asyncio.Protocol):
    def __init__(self, receiver: Receiver) -> None:
        self.receiver = receiver
        self.read = b""

    def connection_made(self, transport: Anything) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.read += data
        head, gap, body = self.read.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        if gap and len(body) == int(headers["content-length"]):
            self.read = b""
            self.receiver.requests.append((headers, body))
            self.receiver.paths.append(first.split()[1])
            answers = self.receiver.answers
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            if answer == b"RESET":
                self.transport.abort()
            else:
                self.transport.write(answer)


def status(code: int, body: bytes = b"", *headers: str) -> bytes:
    lines = (f"HTTP/1.1 {code} Told", f"Content-Length: {len(body)}", *headers)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def hook(port: int, *, addresses: AddressPolicy = LOOPBACK, **fields: Anything) -> WebhookChannel:
    settings = {"url": f"http://127.0.0.1:{port}/hooks/{TOKEN}", "secrets": (SECRET,), **fields}
    return WebhookChannel(WebhookConfig("hook", **settings), addresses)


def fresh() -> int:
    """The time by the clock: receivers refuse timestamps that are five minutes old."""
    return round(datetime.now(tz=UTC).timestamp() * 1_000)


async def send(row: OutboxRow, port: int, *, at: int | None = None, **fields: Anything) -> Delivery:
    channel = hook(port, **fields)
    delivery = await channel.send(row, fresh() if at is None else at)
    await channel.aclose()
    return delivery


async def test_a_signed_body_arrives(make_row: Row, listen: Listen) -> None:
    receiver = Receiver(status(204))
    row = make_row("hook")
    assert await send(row, await listen(receiver)) == Delivery(Outcome.SENT, "204")
    ((headers, body),) = receiver.requests
    verified = Webhook(SECRET).verify(body, headers)
    assert verified["type"] == "ceasefire.in_effect"
    assert verified == json.loads(body)
    assert headers["webhook-id"] == row.message_id
    assert headers["content-type"] == "application/json"
    assert receiver.paths == [f"/hooks/{TOKEN}"]


async def test_a_retry_has_the_same_id_and_body_and_a_fresh_timestamp(make_row: Row, listen: Listen) -> None:
    receiver = Receiver(status(500), status(200))
    channel = hook(await listen(receiver))
    row = make_row("hook")
    now = fresh()
    first = await channel.send(row, now - 60_000)
    second = await channel.send(row, now)
    await channel.aclose()
    assert (first.outcome, second.outcome) == (Outcome.RETRY, Outcome.SENT)
    (one, body), (two, same) = receiver.requests
    assert one["webhook-id"] == two["webhook-id"]
    assert body == same
    assert int(two["webhook-timestamp"]) - int(one["webhook-timestamp"]) == 60
    for headers in (one, two):
        Webhook(SECRET).verify(body, headers)


async def test_while_secrets_rotate_each_of_them_verifies(make_row: Row, listen: Listen) -> None:
    receiver = Receiver(status(200))
    await send(make_row("hook"), await listen(receiver), secrets=(SECRET, OLD_SECRET))
    ((headers, body),) = receiver.requests
    assert len(headers["webhook-signature"].split(" ")) == 2
    for secret in (SECRET, OLD_SECRET):
        assert Webhook(secret).verify(body, headers)["data"]["id"] == "a1"


@pytest.mark.parametrize(
    ("code", "outcome", "pauses"),
    [
        (200, Outcome.SENT, False),
        (202, Outcome.SENT, False),
        (301, Outcome.RETRY, False),
        (304, Outcome.RETRY, False),
        (400, Outcome.RETRY, False),
        (401, Outcome.RETRY, False),
        (404, Outcome.RETRY, False),
        (410, Outcome.DEAD, True),
        (413, Outcome.DEAD, False),
        (429, Outcome.RETRY, False),
        (500, Outcome.RETRY, False),
        (502, Outcome.RETRY, False),
        (503, Outcome.RETRY, False),
        (504, Outcome.RETRY, False),
    ],
)
async def test_answers(make_row: Row, listen: Listen, code: int, outcome: Outcome, *, pauses: bool) -> None:
    delivery = await send(make_row("hook"), await listen(Receiver(status(code))))
    assert (delivery.outcome, delivery.pause_channel, delivery.retry_at) == (outcome, pauses, None)
    assert delivery.detail.startswith(str(code))


@pytest.mark.parametrize(("code", "pauses"), [(429, True), (503, True), (502, False), (504, False)])
async def test_a_wish_to_come_back_later_is_told(make_row: Row, listen: Listen, code: int, *, pauses: bool) -> None:
    delivery = await send(make_row("hook"), await listen(Receiver(status(code, b"", "Retry-After: 120"))), at=FIXED)
    assert (delivery.retry_at, delivery.pause_channel) == (FIXED + 120_000, pauses)


async def test_a_redirect_is_not_followed(make_row: Row, listen: Listen) -> None:
    elsewhere = Receiver(status(200))
    port = await listen(elsewhere)
    here = Receiver(status(307, b"", f"Location: http://127.0.0.1:{port}/"))
    delivery = await send(make_row("hook"), await listen(here))
    assert delivery.outcome is Outcome.RETRY
    assert "set the final address" in delivery.detail
    assert elsewhere.requests == []


async def test_what_the_receiver_says_is_recorded_short_and_without_our_secrets(make_row: Row, listen: Listen) -> None:
    said = f"bad\x1b[2J {SECRET} {TOKEN} ".encode() + b"x" * 100_000
    delivery = await send(make_row("hook"), await listen(Receiver(status(400, said))))
    assert delivery.detail.startswith("400 bad ")
    assert len(delivery.detail) <= 300
    assert TOKEN not in delivery.detail
    assert SECRET not in delivery.detail


async def test_a_packed_answer_is_not_unpacked(make_row: Row, listen: Listen) -> None:
    delivery = await send(make_row("hook"), await listen(Receiver(status(400, b"abc", "Content-Encoding: gzip"))))
    assert delivery.detail == "400"


async def test_an_answer_cut_short_still_counts_by_its_status(make_row: Row, listen: Listen) -> None:
    class Ending(_Connection):
        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self.transport.close()

    receiver = Receiver(b"HTTP/1.1 410 Gone\r\nContent-Length: 50\r\n\r\nbye")
    delivery = await send(make_row("hook"), await listen(lambda: Ending(receiver)))
    assert (delivery.outcome, delivery.pause_channel) == (Outcome.DEAD, True)


async def test_a_reset_asks_for_a_retry(make_row: Row, listen: Listen) -> None:
    delivery = await send(make_row("hook"), await listen(Receiver(b"RESET")))
    assert delivery.outcome is Outcome.RETRY
    assert delivery.detail.startswith("no answer: ")


async def test_nobody_listens(make_row: Row, unused_tcp_port: int) -> None:
    delivery = await send(make_row("hook"), unused_tcp_port)
    assert delivery.outcome is Outcome.RETRY
    assert TOKEN not in delivery.detail


async def test_a_dripping_answer_is_left_at_the_deadline(make_row: Row, listen: Listen) -> None:
    delivery = await send(make_row("hook"), await listen(Receiver(b"HTTP/1.1 200 OK\r\nX-Slow: ")), deadline=200)
    assert delivery == Delivery(Outcome.RETRY, "no answer within 0.2 s")


async def test_a_forbidden_address_gets_no_request(make_row: Row, listen: Listen) -> None:
    receiver = Receiver(status(200))
    delivery = await send(make_row("hook"), await listen(receiver), addresses=AddressPolicy())
    assert delivery.outcome is Outcome.RETRY
    assert "127.0.0.1" in delivery.detail
    assert receiver.requests == []


async def test_tls_is_verified(
    make_row: Row, listen: Listen, server_tls: ssl.SSLContext, trusting_tls: ssl.SSLContext
) -> None:
    receiver = Receiver(status(200))
    port = await listen(receiver, server_tls)
    config = WebhookConfig("hook", f"https://127.0.0.1:{port}/", (SECRET,))
    outcomes = []
    for tls in (trusting_tls, None):
        channel = WebhookChannel(config, LOOPBACK, tls=tls)
        outcomes.append((await channel.send(make_row("hook"), FIXED)).outcome)
        await channel.aclose()
    assert outcomes == [Outcome.SENT, Outcome.RETRY]
    assert len(receiver.requests) == 1


async def test_nothing_secret_is_shown() -> None:
    channel = hook(80)
    assert (channel.name, channel.recipients) == ("hook", ("-",))
    shown = repr(WebhookConfig("hook", f"https://example.org/{TOKEN}", (SECRET,)))
    assert TOKEN not in shown
    assert SECRET not in shown
    await channel.aclose()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "ftp://example.org/"),
        ("url", "https://"),
        ("url", "https://example.org/a b"),
        ("url", "https://example.org/\r\nX: y"),
        ("url", "https://exämple.org/"),
        ("url", "https://example.org:99999/"),
        ("url", "https://[bad/"),
        ("secrets", ()),
        ("secrets", ("",)),
        ("secrets", ("whsec_c2hvcnQ=",)),
        ("secrets", ("whsec_" + "-" * 44,)),
        ("secrets", ("whsec_" + "A" * 45,)),
        ("secrets", (SECRET, "whsec_")),
        ("deadline", 0),
    ],
)
def test_mistakes_are_told_by_key_and_without_the_value(field: str, value: Anything) -> None:
    fields: dict[str, Anything] = {"url": "https://example.org/", "secrets": (SECRET,), field: value}
    with pytest.raises(ChannelMisconfigured, match=f'channel "hook": {field}') as caught:
        WebhookConfig("hook", **fields)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("url", ["https://example.org/a?b=c&d=%20#e", "http://[::1]:8080/x", "HTTPS://Example.org"])
def test_usual_urls_are_taken(url: str) -> None:
    assert WebhookConfig("hook", url, (SECRET,)).url == url
