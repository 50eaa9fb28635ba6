"""The subject that folds: the backfill and refold of the command line, then a settler of its own."""

import asyncio
import statistics
import time
from pathlib import Path

from monitor.app.load import run_backfill
from monitor.app.parts import make_settler, tell_nobody
from monitor.app.refold import run_refold
from monitor.clock import SystemClock
from monitor.domain.classify.coder import Coder
from monitor.domain.filing import file_reports
from monitor.domain.model.article import Article, TextSource
from monitor.domain.ports import CodedArticle
from monitor.settings import Settings, load_settings
from monitor.settings.lexicon import load_lexicon
from monitor.storage import open_store
from tests.benchmarks import gauge
from tests.benchmarks.fold import write_history
from tests.benchmarks.subject import Figures

MORE = 41


def measured(folder: Path) -> Figures:
    """Load, fold again, add one by one."""
    (folder / "config.toml").write_text('[watches]\nfollow = "all"\n', "utf-8")
    settings = load_settings(folder / "config.toml", {})
    write_history(folder / "rows.jsonl")
    before = gauge.spent()
    with (folder / "rows.jsonl").open("rb") as rows:
        count = run_backfill(rows, settings=settings, database=settings.database, progress=_silent)
    loaded = gauge.spent()
    watches = run_refold(settings=settings, database=settings.database, watch=None, progress=_silent)
    refolded = gauge.spent()
    first, *more = asyncio.run(_add(settings))
    return {
        "backfill": (loaded - before) * 1000,
        "refold": (refolded - loaded) * 1000,
        "reports": count.reports,
        "routed": sum(watch.reports for watch in watches),
        "first": first,
        "one": statistics.median(more),
    }


async def _add(settings: Settings) -> list[float]:
    """Commit new reports on one busy watch; milliseconds of time each, the disk's included."""
    lexicon, clock = load_lexicon(), SystemClock()
    coder, spent = Coder(lexicon), []
    async with open_store(settings.database, now=clock.now()) as store:
        settler = make_settler(store, settings.watches(lexicon), lexicon, clock, tell_nobody)
        for number in range(MORE):
            coded = _coded(number, coder, clock.now())
            before = time.perf_counter()
            await settler.settle([coded])
            spent.append((time.perf_counter() - before) * 1000)
    return spent


def _coded(number: int, coder: Coder, now: int) -> CodedArticle:
    text = f"Hamas fired {number + 2} rockets at Israel on Monday, an official said."
    article = Article(f"more-{number}", "Hamas fires rockets at Israel", text, published=now - 1000, lang="en")
    coding = coder.code(article)
    reports = file_reports(article, coding, first_seen=now, muted=False)
    if not reports:
        raise SystemExit("no report was read: the figures would mean nothing")
    source = TextSource.BACKFILL
    return CodedArticle(article, 0, f"hash-{number}", source, now, muted=False, coding=coding, reports=reports)


def _silent(_done: int, _all: int) -> None:
    """Tell nobody how far it is."""
