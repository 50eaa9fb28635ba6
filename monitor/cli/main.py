"""The command line: which commands there are, and what becomes of errors. Each command's module does its own."""

import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

from alerts.errors import AlertsError, ChannelMisconfigured
from monitor.cli import (
    alerts,
    backfill,
    changes,
    check,
    classify,
    conditions,
    explain,
    init,
    overview,
    run,
)
from monitor.cli.options import fill, group
from monitor.cli.output import say
from monitor.errors import MonitorError, SettingsError

WRONG_SETTINGS = 2
FAILED = 1

Command: TypeAlias = tuple[str, Callable[..., None], str]  # its name, what it does, an example

COMMANDS: tuple[Command, ...] = (
    ("init", init.init, init.INIT),
    ("check", check.check, check.CHECK),
    ("run", run.run, run.RUN),
    ("demo", run.demo, run.DEMO),
    ("conditions", conditions.conditions, conditions.CONDITIONS),
    ("changes", changes.changes, changes.CHANGES),
    ("explain", explain.explain, explain.EXPLAIN),
    ("status", overview.status, overview.STATUS),
    ("search", overview.search, overview.SEARCH),
    ("classify", classify.classify, classify.CLASSIFY),
    ("migrate", init.migrate, init.MIGRATE),
)
GROUPS: tuple[tuple[str, str, tuple[Command, ...]], ...] = (
    ("sources", "The feeds that are polled.", (("list", overview.sources, overview.SOURCES),)),
    (
        "alerts",
        "What was sent to whom.",
        (("list", alerts.list_alerts, alerts.LIST), ("test", alerts.try_channels, alerts.TEST)),
    ),
    ("backfill", "Load history through the live path, muted.", (("jsonl", backfill.jsonl, backfill.JSONL),)),
)

app = fill(
    group("Watches the news for truces that are announced, made conditional, extended, broken or ended."), COMMANDS
)
for title, purpose, inside in GROUPS:
    app.add_typer(fill(group(purpose), inside), name=title)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exit code 2 for mistakes in what was set, 1 for what failed."""
    try:
        app(arguments, prog_name="trucewatch")
    except (MonitorError, AlertsError) as error:
        code, lines = failed(error)
        for text in lines:
            say(text)
        sys.exit(code)


def failed(error: MonitorError | AlertsError) -> tuple[int, tuple[str, ...]]:
    """Give the exit code and the lines for what went wrong."""
    if isinstance(error, SettingsError):
        return WRONG_SETTINGS, error.mistakes
    if isinstance(error, ChannelMisconfigured):
        return WRONG_SETTINGS, (str(error),)
    return FAILED, (str(error),)


if __name__ == "__main__":
    main()
