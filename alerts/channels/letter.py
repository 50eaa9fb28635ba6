"""Composes the mail of one outbox row: headers, text and HTML; equal bytes on every retry. Sending is in `mail.py`."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from alerts.model import OutboxRow
from alerts.render import render_html, render_text, subject


def compose(row: OutboxRow, sender: str, unsubscribe: str = "") -> EmailMessage:
    """Compose the mail; identity, date and boundary are frozen in the row, so a duplicate can be told as one."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"Trucewatch <{sender}>"
    mail["To"] = row.address.recipient
    mail["Subject"] = subject(row.alert)
    mail["Date"] = format_datetime(datetime.fromtimestamp(row.created_at // 1_000, tz=UTC))
    mail["Message-ID"] = row.message_id
    if row.thread_id:
        mail["In-Reply-To"] = row.thread_id
        mail["References"] = row.thread_id
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    mail["List-Id"] = f"Trucewatch alerts <trucewatch.{sender.rpartition('@')[2]}>"
    if unsubscribe:
        mail["List-Unsubscribe"] = f"<{unsubscribe}>"
    mail.set_content(render_text(row.alert), cte="quoted-printable")
    mail.add_alternative(render_html(row.alert), subtype="html", cte="quoted-printable")
    mail.set_boundary(f"=_{row.id}")
    return mail
