"""`trucewatch backfill jsonl`: history through the live path, muted."""

from typing import TYPE_CHECKING

from monitor.cli.ending import STOPPED
from monitor.cli.lines import name_of, open_lines
from monitor.cli.options import Database, Exit, MaybeConfig, Rows

if TYPE_CHECKING:
    from monitor.backfill.load import BackfillCount

JSONL = "Example: trucewatch backfill jsonl history.jsonl --db history.db"


def jsonl(file: Rows, db: Database = None, config: MaybeConfig = None) -> None:
    """Load rows of JSON, one a line.

    A row is {id, date?, title?, text, url?, lang?, publisher?, revision_of?, retracts?}. A text that was loaded before
    under its id changes nothing, and so does a second run; another text under the same id is an edit.
    """
    from monitor.app import run_backfill
    from monitor.cli.opening import open_settings
    from monitor.cli.output import say
    from monitor.cli.terminal import progress
    from monitor.logs import configure_logs

    name = name_of(file)
    configure_logs(plain=None, level="warning")  # a load's changes are read with `changes`
    settings = open_settings(config)
    try:
        with open_lines(file) as lines, progress(f"reading {name}") as advance:
            count = run_backfill(lines, settings=settings, database=db or settings.database, progress=advance)
    except KeyboardInterrupt:
        say("stopped; run it again to finish")
        raise Exit(STOPPED) from None
    for bad in count.told:
        say(f"{name}: {bad}")
    say(summary(count))
    if count.bad_lines:
        raise Exit(1)


def summary(count: "BackfillCount") -> str:
    """Say in a line how a load went."""
    parts = f"{count.new} new, {count.edited} edited, {count.known} known"
    wrong = f"; {count.bad_lines} lines could not be read" if count.bad_lines else ""
    return f"{count.rows} rows: {parts}; {count.relevant} relevant, {count.reports} reports{wrong}"
