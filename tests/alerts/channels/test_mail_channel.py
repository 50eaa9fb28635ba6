"""Mails reach a real server, or the delivery says exactly how they did not."""

import asyncio
import base64
import ssl
from collections.abc import Awaitable, Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from typing import Any, TypeAlias

import pytest
from aiosmtpd.handlers import AsyncMessage
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from alerts.channels.mail import EmailChannel, EmailConfig
from alerts.errors import ChannelMisconfigured
from alerts.model import AlertKind, Delivery, OutboxRow, Outcome

NOW = 1_602_500_000_000
CANARY = "canary-8d1f-password"

Row: TypeAlias = Callable[..., OutboxRow]
MailServer: TypeAlias = Any  # conftest's ScriptedMailServer, which importlib mode lets nobody import
Listen: TypeAlias = Callable[..., Awaitable[int]]
Anything: TypeAlias = Any  # a setting of any type, or one of aiosmtpd's untyped arguments


def channel(port: int, tls: ssl.SSLContext | None = None, **fields: Anything) -> EmailChannel:
    settings: dict[str, Any] = {"security": "plaintext", **fields}
    return EmailChannel(
        EmailConfig("desk", "127.0.0.1", "watch@watch.example", ("reader@example.org",), port=port, **settings), tls=tls
    )


async def send(row: OutboxRow, *args: Anything, **fields: Anything) -> Delivery:
    sender = channel(*args, **fields)
    delivery = await sender.send(row, NOW)
    await sender.aclose()
    return delivery


def parsed(mail: bytes) -> EmailMessage:
    message = message_from_bytes(mail, policy=SMTP_POLICY)
    assert isinstance(message, EmailMessage)
    return message


async def test_a_mail_arrives_with_its_frozen_identity(mail_server: MailServer, make_row: Row) -> None:
    row = make_row("desk", "reader@example.org")
    assert await send(row, mail_server.port) == Delivery(Outcome.SENT, "queued as 42")
    mail = parsed(mail_server.accepted[0])
    assert mail["Message-ID"] == row.message_id
    assert mail["References"] == mail["In-Reply-To"] == row.thread_id
    assert mail["Date"] == "Sun, 11 Oct 2020 12:00:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "Trucewatch alerts <trucewatch.watch.example>"
    assert mail["From"] == "Trucewatch <watch@watch.example>"
    assert mail["To"] == "reader@example.org"
    assert mail["Subject"].startswith("[Trucewatch] Unconfirmed: Iraq")
    assert "List-Unsubscribe" not in mail
    assert mail.defects == []
    text, html = mail.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert "The brigade has stopped its attacks." in text.get_content()
    assert html.get_content_type() == "text/html"
    assert "<h1>A unilateral truce is in effect</h1>" in html.get_content()


async def test_the_first_of_a_known_thread_refers_to_nothing(mail_server: MailServer, make_row: Row) -> None:
    row = make_row("desk", "reader@example.org")
    first = OutboxRow(row.id, row.alert, row.address, row.message_id, "", row.created_at)
    await send(first, mail_server.port, unsubscribe="mailto:stop@watch.example")
    mail = parsed(mail_server.accepted[0])
    assert "References" not in mail
    assert mail["List-Unsubscribe"] == "<mailto:stop@watch.example>"


async def test_a_retry_is_the_same_byte_for_byte(mail_server: MailServer, make_row: Row) -> None:
    row = make_row("desk", "reader@example.org")
    for later in (0, 3_600_000):
        await channel(mail_server.port).send(row, NOW + later)
    first, again = mail_server.accepted
    assert first == again


async def test_a_hostile_headline_does_not_block_its_own_alert(mail_server: MailServer, make_row: Row) -> None:
    row = make_row(
        "desk", "reader@example.org", title="Truce\r\nBcc: all@example.org\ud800\x1b[2J \u202eabc", reason="\n.\n"
    )
    assert (await send(row, mail_server.port)).outcome is Outcome.SENT
    mail = parsed(mail_server.accepted[0])
    assert "Bcc" not in mail
    assert "Bcc: all@example.org" in mail["Subject"]


async def test_arabic_goes_through_a_seven_bit_server(mail_server: MailServer, make_row: Row) -> None:
    row = make_row("desk", "reader@example.org", title="هدنة مشروطة", reason="توقفت الهجمات")
    assert (await send(row, mail_server.port)).outcome is Outcome.SENT
    (mail,) = mail_server.accepted
    assert mail.isascii()
    assert max(map(len, mail.split(b"\r\n"))) <= 998
    assert parsed(mail)["Subject"].endswith("هدنة مشروطة")


@pytest.mark.parametrize(
    ("step", "answer", "outcome", "pauses"),
    [
        ("RCPT", "451 greylisted", Outcome.RETRY, False),
        ("RCPT", "550 no such user", Outcome.DEAD, False),
        ("DATA", "451 later", Outcome.RETRY, False),
        ("BODY", "452 disk full", Outcome.RETRY, False),
        ("BODY", "554 refused as spam", Outcome.DEAD, False),
        ("AUTH", "535 wrong password", Outcome.RETRY, True),
        ("AUTH", "454 try later", Outcome.RETRY, False),
        ("MAIL", "550 not your sender", Outcome.RETRY, True),
        ("MAIL", "421 shutting down", Outcome.RETRY, False),
        ("BANNER", "554 no service", Outcome.RETRY, True),
        ("BANNER", "421 too many", Outcome.RETRY, False),
        ("EHLO", "250 nothing else", Outcome.RETRY, True),
    ],
)
async def test_refusals(
    mail_server: MailServer, make_row: Row, step: str, answer: str, outcome: Outcome, *, pauses: bool
) -> None:
    mail_server.at(step, *[answer] * 3)
    with_login = {"username": "watch", "password": CANARY} if step in {"AUTH", "EHLO"} else {}
    config = EmailConfig(
        "desk", "127.0.0.1", "watch@watch.example", ("reader@example.org",), mail_server.port, **with_login
    )
    object.__setattr__(config, "security", "plaintext")  # what the configuration refuses; the loopback has no wire
    delivery = await EmailChannel(config).send(make_row("desk", "reader@example.org"), NOW)
    assert (delivery.outcome, delivery.pause_channel) == (outcome, pauses)
    assert CANARY not in delivery.detail
    assert mail_server.accepted == []


async def test_the_answer_is_on_record(mail_server: MailServer, make_row: Row) -> None:
    mail_server.at("RCPT", "550 5.1.1 no\x1b[2J such user")
    delivery = await send(make_row("desk", "reader@example.org"), mail_server.port)
    assert delivery.detail == "550 5.1.1 no such user"


@pytest.mark.parametrize("step", ["BANNER", "EHLO", "MAIL", "RCPT", "DATA", "BODY"])
async def test_a_reset_at_any_step_asks_for_a_retry(mail_server: MailServer, make_row: Row, step: str) -> None:
    mail_server.at(step, "RESET")
    row = make_row("desk", "reader@example.org")
    delivery = await send(row, mail_server.port)
    assert (delivery.outcome, delivery.pause_channel) == (Outcome.RETRY, False)
    assert (await send(row, mail_server.port)).outcome is Outcome.SENT
    # After DATA the server may have taken the mail: then both have the same identity.
    assert {parsed(mail)["Message-ID"] for mail in mail_server.accepted} == {row.message_id}


async def test_a_flapping_server_gets_the_mail_once(mail_server: MailServer, make_row: Row) -> None:
    mail_server.at("RCPT", "451 later", "250 ok", "451 later", "250 ok").at("BODY", "451 later", "250 ok")
    row = make_row("desk", "reader@example.org")
    outcomes = [(await send(row, mail_server.port)).outcome for _ in range(4)]
    assert outcomes == [Outcome.RETRY, Outcome.RETRY, Outcome.RETRY, Outcome.SENT]
    assert len(mail_server.accepted) == 1


@pytest.mark.parametrize("answer", ["RESET", "500 what", "SILENCE"])
async def test_a_bad_farewell_does_not_undo_a_delivery(mail_server: MailServer, make_row: Row, answer: str) -> None:
    mail_server.at("QUIT", answer)
    delivery = await send(make_row("desk", "reader@example.org"), mail_server.port)
    assert delivery.outcome is Outcome.SENT


async def test_a_silent_server_is_left_at_the_deadline(mail_server: MailServer, make_row: Row) -> None:
    mail_server.at("RCPT", "SILENCE")
    delivery = await send(make_row("desk", "reader@example.org"), mail_server.port, deadline=200)
    assert delivery == Delivery(Outcome.RETRY, "no answer from 127.0.0.1 within 0.2 s")


async def test_nobody_listens(make_row: Row, unused_tcp_port: int) -> None:
    delivery = await send(make_row("desk", "reader@example.org"), unused_tcp_port)
    assert delivery.outcome is Outcome.RETRY
    assert delivery.detail.startswith("no mail connection to 127.0.0.1: ")


async def test_a_server_without_starttls_gets_nothing(mail_server: MailServer, make_row: Row) -> None:
    delivery = await send(make_row("desk", "reader@example.org"), mail_server.port, security="starttls")
    assert (delivery.outcome, delivery.pause_channel) == (Outcome.RETRY, True)
    assert "STARTTLS" in delivery.detail
    assert "MAIL:250" not in mail_server.steps


class Mailbox(AsyncMessage):
    """A real aiosmtpd handler that keeps what it got."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []

    async def handle_message(self, message: Anything) -> None:
        self.ids.append(message["Message-ID"])


def real_server(mailbox: Mailbox, tls: ssl.SSLContext, passwords: dict[str, str]) -> Callable[[], SMTP]:
    def check(*asked: Anything) -> AuthResult:
        login = asked[-1]
        right = isinstance(login, LoginPassword) and passwords.get(login.login.decode()) == login.password.decode()
        return AuthResult(success=right, handled=False)

    return lambda: SMTP(
        mailbox, hostname="loopback", tls_context=tls, require_starttls=True, authenticator=check, auth_required=True
    )


async def test_login_over_starttls_on_a_real_server(
    make_row: Row, listen: Listen, server_tls: ssl.SSLContext, trusting_tls: ssl.SSLContext
) -> None:
    mailbox = Mailbox()
    port = await listen(real_server(mailbox, server_tls, {"watch": CANARY}))
    row = make_row("desk", "reader@example.org", kind=AlertKind.TEST)
    login = {"security": "starttls", "username": "watch"}
    assert (await send(row, port, trusting_tls, password=CANARY, **login)).outcome is Outcome.SENT
    wrong = await send(row, port, trusting_tls, password="wrong", **login)
    assert (wrong.outcome, wrong.pause_channel) == (Outcome.RETRY, True)
    assert wrong.detail.startswith("535")
    assert mailbox.ids == [row.message_id]


async def test_tls_from_the_first_byte(
    make_row: Row, listen: Listen, server_tls: ssl.SSLContext, trusting_tls: ssl.SSLContext
) -> None:
    mailbox = Mailbox()
    port = await listen(lambda: SMTP(mailbox, hostname="loopback"), server_tls)
    row = make_row("desk", "reader@example.org")
    assert (await send(row, port, trusting_tls, security="tls")).outcome is Outcome.SENT
    assert mailbox.ids == [row.message_id]


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_certificate_that_is_not_trusted_gets_no_mail(
    make_row: Row, listen: Listen, server_tls: ssl.SSLContext, security: str
) -> None:
    mailbox = Mailbox()
    factory = real_server(mailbox, server_tls, {}) if security == "starttls" else (lambda: SMTP(mailbox, hostname="x"))
    port = await listen(factory, server_tls if security == "tls" else None)
    delivery = await send(make_row("desk", "reader@example.org"), port, security=security)
    assert delivery.outcome is Outcome.RETRY
    assert "certificate" in delivery.detail.lower()
    assert mailbox.ids == []


async def test_a_cut_off_send_leaves_no_connection(mail_server: MailServer, make_row: Row) -> None:
    mail_server.at("RCPT", "SILENCE")
    task = asyncio.create_task(channel(mail_server.port).send(make_row("desk", "reader@example.org"), NOW))
    while "RCPT:SIL" not in mail_server.steps:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert mail_server.accepted == []


def test_the_password_is_not_shown() -> None:
    config = EmailConfig("desk", "mail.example", "w@watch.example", ("r@example.org",), username="w", password=CANARY)
    assert CANARY not in repr(config)
    assert CANARY not in repr(vars(EmailChannel(config))["_hide"])


async def test_an_echoed_password_is_not_recorded(mail_server: MailServer, make_row: Row) -> None:
    encoded = base64.b64encode(f"\0watch\0{CANARY}".encode()).decode()
    mail_server.at("AUTH", *[f"535 {CANARY} and {encoded}"] * 3)
    config = EmailConfig(
        "desk",
        "127.0.0.1",
        "watch@watch.example",
        ("r@example.org",),
        mail_server.port,
        username="watch",
        password=CANARY,
    )
    object.__setattr__(config, "security", "plaintext")
    delivery = await EmailChannel(config).send(make_row("desk", "r@example.org"), NOW)
    assert "535" in delivery.detail
    assert CANARY not in delivery.detail
    assert encoded not in delivery.detail


def test_name_and_recipients() -> None:
    sender = channel(25)
    assert (sender.name, sender.recipients) == ("desk", ("reader@example.org",))


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("host", "mail.example\r\nX", "host"),
        ("sender", "Watch <w@watch.example>", "sender"),
        ("recipients", (), "recipients"),
        ("recipients", ("a@example.org", "b@example.org\nBcc: c@example.org"), "recipients"),
        ("recipients", ("القارئ@example.org",), "recipients"),
        ("port", 70_000, "port"),
        ("security", "ssl", "security"),
        ("username", "w", "username and password"),
        ("unsubscribe", "javascript:x", "unsubscribe"),
        ("unsubscribe", "mailto:a@example.org>\r\nBcc: x", "unsubscribe"),
        ("deadline", 0, "deadline"),
    ],
)
def test_mistakes_are_told_by_key(field: str, value: Anything, named: str) -> None:
    fields: dict[str, Any] = {
        "host": "mail.example",
        "sender": "w@watch.example",
        "recipients": ("r@example.org",),
        field: value,
    }
    with pytest.raises(ChannelMisconfigured, match=named) as caught:
        EmailConfig("desk", **fields)
    assert 'channel "desk"' in str(caught.value)


def test_all_mistakes_are_told_at_once_and_no_password() -> None:
    with pytest.raises(ChannelMisconfigured) as caught:
        EmailConfig("desk", "", "", (), security="plaintext", username="w", password=CANARY)
    assert len(str(caught.value).splitlines()) == 4
    assert CANARY not in str(caught.value)
