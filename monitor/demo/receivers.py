"""What the demo's alerts really arrive at: a mail sink and a webhook receiver that verifies signatures.

Both keep a ledger in memory, so that what was received can be held against what was sent.
"""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One thing received: by which way, under which identity, and what it said."""

    way: str
    identity: str
    title: str
    body: str


@dataclass(slots=True)
class Ledger:
    """All that was received, and what was refused, in order of arrival."""

    receipts: list[Receipt] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def by(self, way: str) -> list[Receipt]:
        """Give what came one way."""
        return [receipt for receipt in self.receipts if receipt.way == way]


@dataclass(frozen=True)
class MailSink:
    """Takes every mail; without slots, on which aiosmtpd's introspection fails under Python 3.11.2."""

    ledger: Ledger

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        """Take one mail."""
        mail = message_from_bytes(bytes(envelope.original_content or b""), policy=policy.default)
        text = mail.get_body(("plain",))
        body = text.get_content() if text is not None else ""
        self.ledger.receipts.append(Receipt("mail", str(mail["Message-ID"]), str(mail["Subject"]), body))
        return "250 taken"


class HookSink(ThreadingHTTPServer):
    """Takes every webhook that is rightly signed and refuses the others."""

    daemon_threads = True

    def __init__(self, ledger: Ledger, secret: str) -> None:
        super().__init__((HOST, 0), HookReply)
        self.ledger = ledger
        self.verifier = Webhook(secret)


class HookReply(BaseHTTPRequestHandler):
    """Answers one webhook."""

    server: HookSink

    def do_POST(self) -> None:
        """Verify and keep one webhook."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            self.server.verifier.verify(body, headers)
        except WebhookVerificationError as error:
            self.server.ledger.refused.append(str(error))
            self.send_response(401)
        else:
            told = json.loads(body)
            self.server.ledger.receipts.append(
                Receipt("webhook", headers["webhook-id"], str(told["type"]), body.decode("utf-8"))
            )
            self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Say nothing: the ledger tells."""


@dataclass(frozen=True, slots=True)
class Receivers:
    """Where the receivers listen, and their ledger."""

    mail_port: int
    hook_port: int
    ledger: Ledger


@contextmanager
def receivers(secret: str) -> Iterator[Receivers]:
    """Run both receivers for as long as the context lasts."""
    ledger = Ledger()
    mail = Controller(MailSink(ledger), hostname=HOST, port=_free_port())
    hooks = HookSink(ledger, secret)
    thread = Thread(target=hooks.serve_forever, daemon=True)
    mail.start()
    thread.start()
    try:
        yield Receivers(mail.port, hooks.server_port, ledger)
    finally:
        hooks.shutdown()
        hooks.server_close()
        thread.join()
        mail.stop()


def _free_port() -> int:
    """Find a port that nobody listens on: the mail sink cannot be told to choose one itself."""
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])
