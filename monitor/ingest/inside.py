"""What runs inside a worker process: the module that pulls in all the heavy libraries; the daemon never imports it.

Each function here is a task of `workers`, called by its path. The classifier is made once per process.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from importlib import import_module

from monitor.domain.model.article import Article
from monitor.domain.model.lexicon import Lexicon
from monitor.errors import MonitorError
from monitor.garbage import collect_seldom
from monitor.ingest import feed, page
from monitor.ingest.killable import bead
from monitor.ingest.page import TextCoder
from monitor.ingest.work import CodeResult, FeedJob, PageJob, PageResult, ParsedFeed

CODER = "monitor.domain.classify.coder:Coder"
_coder: ContextVar[TextCoder] = ContextVar("coder")


def begin(lexicon: Lexicon, coder: str = CODER) -> None:
    """Make the classifier, named by its path "module:class"; the first call of a worker's life."""
    module, _, name = coder.partition(":")
    make: Callable[[Lexicon], TextCoder] = getattr(import_module(module), name)
    _coder.set(make(lexicon))
    collect_seldom()


def parse_feeds(jobs: Sequence[FeedJob]) -> tuple[ParsedFeed | MonitorError, ...]:
    """Parse feeds one after the other and triage their items; gives the error of each that is no feed."""
    return tuple(_parse(job) for job in jobs)


def read_pages(jobs: Sequence[PageJob]) -> tuple[PageResult, ...]:
    """Read pages one after the other; each is a piece with the whole deadline."""
    return tuple(_read(job) for job in jobs)


def code(articles: Sequence[Article]) -> tuple[CodeResult, ...]:
    """Code texts that need no page."""
    return tuple(_code(article) for article in articles)


def _parse(job: FeedJob) -> ParsedFeed | MonitorError:
    bead()
    try:
        return feed.parse_feed(job, _coder.get().triage)
    except MonitorError as error:
        return error


def _read(job: PageJob) -> PageResult:
    bead()
    return page.read_page(job, _coder.get())


def _code(article: Article) -> CodeResult:
    bead()
    return page.code_article(article, _coder.get())
