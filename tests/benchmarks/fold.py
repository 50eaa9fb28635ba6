"""The fold: a backfill, a refold of all that it brought, and one report more; beside nothing, for no peer does it."""

import json
from pathlib import Path

from monitor.domain.model.time import DAY, iso
from tests.benchmarks.invented import Inventor
from tests.benchmarks.made_feeds import START
from tests.benchmarks.subject import run_subject
from tests.benchmarks.table import Findings, Row

ITEMS = 20_000
DAYS = 365
REPORTS = 50_000
REFOLD_GOAL = 10_000
ONE_GOAL = 5


def write_history(path: Path) -> None:
    """Write a year of war news, oldest first."""
    with path.open("w", encoding="utf-8") as rows:
        for at in range(ITEMS):
            inventor = Inventor(at)
            row = {
                "id": f"row-{at}",
                "date": iso(START + at * DAYS * DAY // ITEMS),
                "title": inventor.title(war=True),
                "text": inventor.passage(2, war=True),
            }
            rows.write(json.dumps(row) + "\n")


def run(folder: Path) -> Findings:
    """Measure on invented wars, all catalogued conflicts followed."""
    ours = run_subject("fold_ours", folder)
    share = REPORTS / ours["reports"]
    return Findings(
        "Conditions: one core",
        (
            Row(f"refold, by {REPORTS:,} reports", "ms", ours["refold"] * share, most=REFOLD_GOAL),
            Row("one report more, median of 40", "ms", ours["one"], most=ONE_GOAL),
            Row("the first one, which reads the watch", "ms", ours["first"]),
            Row("backfill, workers included, a row", "ms", ours["backfill"] / ITEMS),
        ),
        (f"{ITEMS:,} rows of war, {ours['reports']:,.0f} reports, {ours['routed']:,.0f} of them in followed watches.",),
    )
