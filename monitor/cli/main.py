"""The command line: which commands there are. Each one's module does its own; how a run ends is told in `ending`."""

import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

from monitor.cli import (
    alerts,
    backfill,
    changes,
    check,
    classify,
    conditions,
    evaluate,
    explain,
    init,
    label,
    overview,
    refold,
    ruling,
    run,
)
from monitor.cli.ending import exit_code, prepare_streams
from monitor.cli.options import fill, group, leading, top

Command: TypeAlias = tuple[str, Callable[..., None], str]  # its name, what it does, an example

COMMANDS: tuple[Command, ...] = (
    ("init", init.init, init.INIT),
    ("check", check.check, check.CHECK),
    ("run", run.run, run.RUN),
    ("demo", run.demo, run.DEMO),
    ("explain", explain.explain, explain.EXPLAIN),
    ("status", overview.status, overview.STATUS),
    ("search", overview.search, overview.SEARCH),
    ("classify", classify.classify, classify.CLASSIFY),
    ("evaluate", evaluate.evaluate, evaluate.EVALUATE),
    ("label", label.label, label.LABEL),
    ("refold", refold.refold, refold.REFOLD),
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

# Commands that lead a group of further ones.
LEADING: tuple[tuple[Command, tuple[Command, ...]], ...] = (
    (
        ("conditions", conditions.conditions, conditions.CONDITIONS),
        (
            ("set", ruling.set_status, ruling.SET),
            ("confirm", ruling.confirm, ruling.CONFIRM),
            ("dismiss", ruling.dismiss, ruling.DISMISS),
            ("note", ruling.note, ruling.NOTE),
            ("undo", ruling.undo, ruling.UNDO),
            ("rulings", ruling.rulings, ruling.RULINGS),
        ),
    ),
    (("changes", changes.changes, changes.CHANGES), (("dismiss", ruling.dismiss_change, ruling.DISMISS_CHANGE),)),
)

app = fill(
    top("Watches the news for truces that are announced, made conditional, extended, broken or ended."), COMMANDS
)
for title, purpose, inside in GROUPS:
    app.add_typer(fill(group(purpose), inside), name=title)
for (title, command, example), inside in LEADING:
    app.add_typer(fill(leading(command, example), inside), name=title)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; which exit codes there are is told in `ending`."""
    prepare_streams()
    sys.exit(exit_code(lambda: app(arguments, prog_name="trucewatch")))


if __name__ == "__main__":
    main()
