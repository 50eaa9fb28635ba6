"""What the commands of the analyst's hand share: reading what somebody says, and printing what became of it.

Imported only inside commands, it is heavy.
"""

import getpass
from collections.abc import Callable
from pathlib import Path

from alerts.text import clean_line
from monitor.app import Ruled, Said
from monitor.cli.opening import now, open_settings
from monitor.cli.options import Format
from monitor.cli.output import emit, say
from monitor.cli.rows import ruling_row
from monitor.cli.times import read_when
from monitor.domain.conditions.hand import Status, allowed
from monitor.domain.model.condition import ChangedField
from monitor.domain.model.time import instant
from monitor.errors import SettingsError
from monitor.logs import configure_logs
from monitor.settings.guess import did_you_mean, show

WHY_LIMIT = 2_000  # characters
COLUMNS = ("id", "watch", "verb", "subject", "field", "value", "at", "by", "why", "ruled_at", "withdrawn")


def status_of(formal: str | None, compliance: str | None, at: str | None) -> Status:
    """Read what is set since when; raises SettingsError for what cannot be."""
    field, value = (ChangedField.FORMAL, formal) if formal is not None else (ChangedField.COMPLIANCE, compliance)
    if value is None or (formal is not None and compliance is not None):
        raise SettingsError(("conditions set: write --formal or --compliance, one at a time",))
    if value not in allowed(field):
        raise SettingsError((f"--{field}: found {show(value)}{did_you_mean(value, allowed(field))}",))
    return Status(field, value, instant(now()) if at is None else read_when("--at", at))


def said_of(subject: str, by: str | None, why: str, login: Callable[[], str] = getpass.getuser) -> Said:
    """Clean what somebody wrote; raises SettingsError where name or reason is empty."""
    name, reason = clean_line(by if by is not None else _login_name(login)), clean_line(why, WHY_LIMIT)
    if not name:
        raise SettingsError(("--by: found nothing; write who rules",))
    if not reason:
        raise SettingsError(("a ruling needs its reason; write one, it stays on record",))
    return Said(subject, name, reason)


def _login_name(login: Callable[[], str]) -> str:
    try:
        return login()
    except (KeyError, OSError):
        return ""


def rule(run: Callable[..., Ruled], said: Said, db: Path | None, config: Path | None, shape: Format) -> None:
    """Rule, print the ruling, and tell on stderr what the journal got from it."""
    configure_logs(plain=None, level="warning")  # what changes is told here
    settings = open_settings(config)
    ruled = run(said, settings=settings, database=db or settings.database)
    changed = [*(change.id for change in ruled.changes), *ruled.confirmed]
    emit([{**ruling_row(ruled.ruling), "folded": ruled.folded, "changes": changed}], shape, COLUMNS)
    for line in _told(ruled):
        say(line)


def _told(ruled: Ruled) -> list[str]:
    if not ruled.folded:
        return ["on record; the process that has the database open takes it in, or else the next run"]
    told = [f"{one.transition.change} ({one.id}): {one.transition.reason}" for one in ruled.changes]
    return [*told, *(f"confirmed ({name})" for name in ruled.confirmed)] or ["on record; the journal stays as it is"]
