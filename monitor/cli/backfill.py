"""`trucewatch backfill jsonl`: history through the live path, muted."""

from typing import TYPE_CHECKING

from monitor.cli.options import Database, Exit, MaybeConfig, Rows

if TYPE_CHECKING:
    from monitor.backfill.load import BackfillCount

JSONL = "Example: trucewatch backfill jsonl history.jsonl --db history.db"


def jsonl(file: Rows, db: Database = None, config: MaybeConfig = None) -> None:
    """Load rows of JSON, one a line.

    A row is {id, date?, title?, text, url?, lang?, publisher?, revision_of?, retracts?}. A second run changes nothing.
    """
    from monitor.app import run_backfill
    from monitor.cli.opening import open_settings
    from monitor.cli.output import say
    from monitor.cli.terminal import progress
    from monitor.logs import configure_logs

    if not file.is_file():
        say(f"{file}: no such file; name a file of JSON rows, one a line")
        raise Exit(1)
    configure_logs(plain=None, level="warning")  # a load's changes are read with `changes`
    settings = open_settings(config)
    with progress(f"reading {file.name}") as advance:
        count = run_backfill(file, settings=settings, database=db or settings.database, progress=advance)
    for bad in count.told:
        say(f"{file}: {bad}")
    say(summary(count))
    if count.bad_lines:
        raise Exit(1)


def summary(count: "BackfillCount") -> str:
    """Say in a line how a load went."""
    parts = f"{count.new} new, {count.edited} edited, {count.known} known"
    wrong = f"; {count.bad_lines} lines could not be read" if count.bad_lines else ""
    return f"{count.rows} rows: {parts}; {count.relevant} relevant, {count.reports} reports{wrong}"
