"""Articles: fetch, extract, classify and store, beside newspaper4k's fetch and parse of the same pages."""

from pathlib import Path

from tests.benchmarks.made_pages import VARIABLE, Stock, write_pages
from tests.benchmarks.publisher import publish, publishing
from tests.benchmarks.subject import Figures, installed, run_subject
from tests.benchmarks.table import ABSENT, Findings, Row

MIXES = (("all relevant", 1.0, 1 / 4), ("5 % relevant", 0.05, 1 / 10))
WORKER_MEMORY = 250.0
DAEMON_MEMORY = 150.0


def run(folder: Path) -> Findings:
    """Measure both, with each mix of pages."""
    rows: list[Row] = []
    notes: list[str] = []
    ours: Figures = {}
    for number, (mix, share, goal) in enumerate(MIXES):
        place = folder / f"articles-{number}"
        place.mkdir()
        with publishing(place) as port:
            stock = write_pages(place, port, relevant=share)
            publish(port, 1)
            ours = run_subject("articles_ours", place, port=port, pages=len(stock.pages), feeds=stock.feeds)
            theirs = _newspaper(place, stock)
        peer = "newspaper4k" if theirs else f"newspaper4k: {ABSENT}"
        rows.append(Row(mix, "ms", ours["poll"] + ours["read"], theirs.get("read"), peer, ratio_goal=goal))
        rows.append(Row("  of it polling and triage", "ms", ours["poll"]))
        notes.append(_note(mix, stock, ours, theirs))
        if share == 1.0:
            memory = ours
    return Findings(
        "Articles: CPU per article",
        (
            *rows,
            Row("resident memory of the daemon, at its peak", "MB", memory["daemon peak"], most=DAEMON_MEMORY),
            Row("resident memory of a worker, at its peak", "MB", memory["worker peak"], most=WORKER_MEMORY),
        ),
        (*notes, "ours: poll, triage, fetch, extract, code, store and fold; newspaper4k: fetch and parse."),
    )


def _newspaper(place: Path, stock: Stock) -> Figures:
    if not installed("newspaper"):
        return {}
    return run_subject("articles_newspaper", place, pages=stock.pages, warm=stock.warm)


def _note(mix: str, stock: Stock, ours: Figures, theirs: Figures) -> str:
    kind = f"real pages of {VARIABLE}" if stock.real else f"generated pages ({VARIABLE} names real ones)"
    found = f"; newspaper4k found text in {theirs['with text']:.0f}" if theirs else ""
    return (
        f"{mix}: {len(stock.pages)} {kind}; ours coded {ours['coded']:.0f} ({ours['unread']:.0f} by their feed's text "
        f"only) and filed {ours['reports']:.0f} reports{found}"
    )
