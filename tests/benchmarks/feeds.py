"""Polling: 100 feeds of 30 items, cold and then hardly or not changed, beside reader (PyPI, by lemon24)."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.made_feeds import ITEMS, write_feeds
from tests.benchmarks.publisher import publish, publishing
from tests.benchmarks.subject import Figures, installed, run_subject
from tests.benchmarks.table import ABSENT, Findings, Row

FEEDS = 100
WARM_FEEDS = 25  # polled before, so that neither side's start counts: a daemon has long learnt its way
UNCHANGED_GOAL = 1 / 4
CHANGED_GOAL = 1 / 8
NEW_ROUNDS = 2
RUNS = 5  # the machine does other things during most of them
PASSES = (
    ("cold", "all items new", CHANGED_GOAL),
    ("304", "unchanged, answered 304", UNCHANGED_GOAL),
    ("same", "unchanged, the same body sent", UNCHANGED_GOAL),
    ("new", "one new item in each feed", CHANGED_GOAL),
)
DAEMON_MEMORY = 150.0


def run(folder: Path) -> Findings:
    """Measure both."""
    subjects = ["feeds_ours", *(["feeds_reader"] if installed("reader") else [])]
    runs = [_one_run(folder / str(number), subjects) for number in range(RUNS)]
    ours, theirs = (_over_runs(min, runs, subject) for subject in ("feeds_ours", "feeds_reader"))
    peaks = _over_runs(max, runs, "feeds_ours")
    peer = "reader" if theirs else f"reader: {ABSENT}"
    rows = [Row(what, "ms", ours[name], theirs.get(name), peer, ratio_goal=goal) for name, what, goal in PASSES]
    return Findings(
        f"Polling: CPU per feed, {FEEDS} feeds x {ITEMS} items",
        (
            *rows,
            Row("start, all workers and a first feed included", "ms", ours["start"], theirs.get("start"), peer),
            Row("resident memory of the daemon, at its peak", "MB", peaks["daemon peak"], most=DAEMON_MEMORY),
            Row("resident memory of a worker, at its peak", "MB", peaks["worker peak"]),
        ),
        (
            "All processes' user and system time. reader: update_feeds(scheduled=False, workers=1), no search index.",
            "The publisher keeps connections open (HTTP/1.1 keep-alive), for whoever uses them again.",
            "Between two passes both sides rest for longer than our fetcher leaves a host alone.",
            f"The least of {RUNS} runs, both sides in turn: what else the processor does only adds to a figure.",
            f"The ratios of their medians: {_medians(runs)}.",
        ),
    )


def _one_run(folder: Path, subjects: Sequence[str]) -> dict[str, Figures]:
    (folder / "feeds").mkdir(parents=True)
    write_feeds(folder / "feeds", WARM_FEEDS + FEEDS, 1 + NEW_ROUNDS)
    return {subject: _measured(folder, subject) for subject in subjects}


def _over_runs(
    join: Callable[[Sequence[float]], float], runs: Sequence[Mapping[str, Figures]], subject: str
) -> Figures:
    """Join a subject's figures of several runs to one of each name."""
    found = [run[subject] for run in runs if subject in run]
    return {name: join([one[name] for one in found]) for name in found[0]} if found else {}


def _medians(runs: Sequence[Mapping[str, Figures]]) -> str:
    ours, theirs = (_over_runs(median, runs, subject) for subject in ("feeds_ours", "feeds_reader"))
    return ", ".join(f"{what} 1/{theirs[name] / ours[name]:.1f}" for name, what, _ in PASSES) if theirs else ABSENT


def _measured(folder: Path, subject: str) -> Figures:
    with publishing(folder / "feeds") as port:
        publish(port, 1)
        return run_subject(subject, folder, port=port, warm=WARM_FEEDS, feeds=FEEDS, new_rounds=NEW_ROUNDS)
