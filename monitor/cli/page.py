"""One article for `classify`, from the web or from a saved page: read as the daemon does it, nothing is stored."""

import asyncio
from importlib.metadata import version
from pathlib import Path

from alerts.addresses import AddressPolicy
from alerts.http import GuardedTransport
from alerts.redaction import redact_url
from alerts.text import clean_text
from monitor.cli.opening import load_lexicon, now, open_settings
from monitor.cli.text import article_of, is_markup
from monitor.domain.model.article import Article, SkipReason
from monitor.errors import FetchError, MonitorError
from monitor.ingest.decode import decode
from monitor.ingest.fetch import Fetched, Fetcher
from monitor.ingest.page_glance import cheap_text, declared_charset
from monitor.ingest.work import PageJob, PageResult
from monitor.ingest.workers import Workers
from monitor.settings import Settings

PLAIN = "text/plain"
HTML = "text/html"


def read_page(url: str, config: Path | None) -> Article:
    """Fetch an article and take its text out; raises MonitorError, which names the address without its secrets."""
    settings = open_settings(config)
    try:
        fetched = asyncio.run(_fetched(url, settings))
    except FetchError as error:
        raise MonitorError(f"{redact_url(url)}: {error}") from None
    if PLAIN in fetched.content_type.lower():
        text = decode(fetched.body, fetched.content_type)
        if not is_markup(text):
            return article_of(url, text)
    return _article(
        PageJob(url, 1, fetched.url, fetched.body, fetched.content_type, "", "", fetched_at=now()), settings
    )


def read_saved(name: str, page: bytes, config: Path | None) -> Article:
    """Take the text out of a page that was saved to a file; raises MonitorError where it has none."""
    return _article(PageJob(name, 1, "", page, HTML, title="", summary="", fetched_at=now()), open_settings(config))


def decoded(page: bytes) -> str:
    """Decode a saved page by its own word for its encoding."""
    return decode(page, HTML, declared_charset(page))


async def _fetched(url: str, settings: Settings) -> Fetched:
    network = settings.network
    async with GuardedTransport(AddressPolicy(network.allowed_networks)) as transport:
        fetcher = Fetcher(transport, network.user_agent(version("trucewatch")))
        return await fetcher.fetch(url, deadline=network.fetch_deadline, limit=network.page_limit, now=now())


def _article(job: PageJob, settings: Settings) -> Article:
    result = asyncio.run(_read(job, settings))
    if result.article.text:
        return result.article
    glance = clean_text(cheap_text(decoded(job.html)))
    if result.skip is SkipReason.IRRELEVANT and glance:
        return Article(id=job.item_id, title="", text=glance)  # the daemon reads such a page no further
    why = result.failure or "the page has none"
    raise MonitorError(f"{redact_url(job.item_id)}: no text could be taken out ({why}); save it as text")


async def _read(job: PageJob, settings: Settings) -> PageResult:
    workers = Workers(load_lexicon(), count=1, deadline=settings.workers.deadline, memory=settings.workers.memory)
    try:
        (result,) = await workers.read_pages([job])
    finally:
        await workers.aclose()
    return result
