"""Polling: 100 feeds of 30 items, cold and then hardly or not changed, beside reader (PyPI, by lemon24)."""

from pathlib import Path

from tests.benchmarks.made_feeds import ITEMS, write_feeds
from tests.benchmarks.publisher import publishing
from tests.benchmarks.subject import installed, run_subject
from tests.benchmarks.table import ABSENT, Findings, Row

FEEDS = 100
WARM_FEEDS = 25  # polled before, so that neither side's start counts: a daemon has long learnt its way
UNCHANGED_GOAL = 1 / 4
CHANGED_GOAL = 1 / 8
NEW_ROUNDS = 2
PASSES = (
    ("cold", "all items new", CHANGED_GOAL),
    ("304", "unchanged, answered 304", UNCHANGED_GOAL),
    ("same", "unchanged, the same body sent", UNCHANGED_GOAL),
    ("new", "one new item in each feed", CHANGED_GOAL),
)
DAEMON_MEMORY = 150.0


def run(folder: Path) -> Findings:
    """Measure both."""
    (folder / "feeds").mkdir()
    write_feeds(folder / "feeds", WARM_FEEDS + FEEDS, 1 + NEW_ROUNDS)
    ours = _measured(folder, "feeds_ours")
    theirs = _measured(folder, "feeds_reader") if installed("reader") else {}
    peer = "reader" if theirs else f"reader: {ABSENT}"
    rows = [Row(what, "ms", ours[name], theirs.get(name), peer, ratio_goal=goal) for name, what, goal in PASSES]
    return Findings(
        f"Polling: CPU per feed, {FEEDS} feeds x {ITEMS} items",
        (
            *rows,
            Row("start, all workers and a first feed included", "ms", ours["start"], theirs.get("start"), peer),
            Row("resident memory of the daemon, at its peak", "MB", ours["daemon peak"], most=DAEMON_MEMORY),
            Row("resident memory of a worker, at its peak", "MB", ours["worker peak"]),
        ),
        (
            "All processes' user and system time. reader: update_feeds(scheduled=False, workers=1), no search index.",
            "The publisher keeps connections open (HTTP/1.1 keep-alive), for whoever uses them again.",
        ),
    )


def _measured(folder: Path, subject: str) -> dict[str, float]:
    with publishing(folder / "feeds") as port:
        return run_subject(subject, folder, port=port, warm=WARM_FEEDS, feeds=FEEDS, new_rounds=NEW_ROUNDS)
