"""A worker's own side, run in this process where that does no harm."""

import gc
import logging
import os
import resource
import signal
import warnings
from collections.abc import Iterator
from multiprocessing import Pipe

import pytest

from monitor.domain.model.article import Article, ItemState, TextSource
from monitor.domain.model.lexicon import Lexicon
from monitor.errors import FeedError
from monitor.ingest import inside
from monitor.ingest.killable import Setup, call, start
from monitor.ingest.wire import pack, unpack
from monitor.ingest.work import FeedJob, PageJob, ParsedFeed

UNLIMITED = resource.RLIM_INFINITY


@pytest.fixture(autouse=True)
def this_process() -> Iterator[None]:
    """Undo what starting does to a process."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGALRM, signal.SIGIO)}
    thresholds = gc.get_threshold()
    with warnings.catch_warnings():
        yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    logging.disable(logging.NOTSET)
    signal.setitimer(signal.ITIMER_REAL, 0)
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_start_sets_the_stage_and_tasks_run_against_the_clock(fake_coder: str) -> None:
    life_end, life = Pipe(duplex=False)
    beads, bead_end = Pipe(duplex=False)
    with life_end, life, beads, bead_end:
        arguments = (Lexicon((), ()), fake_coder)
        start(Setup(600_000, UNLIMITED, life_end, bead_end, "monitor.ingest.inside:begin", arguments, niceness=0))
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
        assert not logging.getLogger("trafilatura").isEnabledFor(logging.ERROR)
        assert unpack(call("signal:getitimer", pack((signal.ITIMER_REAL,)))) != (0.0, 0.0)
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
        tasks(fake_coder)
        assert os.read(beads.fileno(), 99) == b"...."
        life_end.close()  # before the other end: its closing would kill


def tasks(fake_coder: str) -> None:
    job = PageJob("p", 1, "", b"", "", "A truce", "The truce holds.")
    rss = b"<rss version='2.0'><channel><item><title>A truce</title></item></channel></rss>"
    feed, bad = inside.parse_feeds((FeedJob(rss, "", "", ""), FeedJob(b"<html>", "", "", "")))
    assert isinstance(feed, ParsedFeed)
    assert [item.state for item in feed.items] == [ItemState.WANTED]
    assert isinstance(bad, FeedError)
    (page,) = inside.read_pages((job,))
    assert page.text_source is TextSource.FEED
    (coded,) = inside.code((Article("a", "A truce", ""),))
    assert coded.coding is not None
    assert fake_coder
