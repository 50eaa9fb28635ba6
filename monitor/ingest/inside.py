"""What runs inside a worker process: the module that pulls in all the heavy libraries; the daemon never imports it.

Each function here is a task of `workers`, called by its path. The classifier is made once per process.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from importlib import import_module

from monitor.domain.model.article import Article
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.time import Millis
from monitor.ingest import feed, page
from monitor.ingest.killable import bead
from monitor.ingest.page import TextCoder
from monitor.ingest.work import CodeResult, PageJob, PageResult, ParsedFeed

CODER = "monitor.domain.classify.coder:Coder"
_coder: ContextVar[TextCoder] = ContextVar("coder")


def begin(lexicon: Lexicon, coder: str = CODER) -> None:
    """Make the classifier, named by its path "module:class"; the first call of a worker's life."""
    module, _, name = coder.partition(":")
    make: Callable[[Lexicon], TextCoder] = getattr(import_module(module), name)
    _coder.set(make(lexicon))


def parse_feed(body: bytes, content_type: str, url: str, now: Millis | None) -> ParsedFeed:
    """Parse a feed's body and triage its items."""
    return feed.parse_feed(body, content_type, url, now=now, triage=_coder.get().triage)


def read_pages(jobs: Sequence[PageJob]) -> tuple[PageResult, ...]:
    """Read pages one after the other; each is a piece with the whole deadline."""
    return tuple(_read(job) for job in jobs)


def code(articles: Sequence[Article]) -> tuple[CodeResult, ...]:
    """Code texts that need no page."""
    return tuple(_code(article) for article in articles)


def _read(job: PageJob) -> PageResult:
    bead()
    return page.read_page(job, _coder.get())


def _code(article: Article) -> CodeResult:
    bead()
    return page.code_article(article, _coder.get())
