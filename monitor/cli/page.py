"""One article from the web for `classify`: fetched and read as the daemon does it, nothing is stored."""

import asyncio
from importlib.metadata import version
from pathlib import Path

from alerts.addresses import AddressPolicy
from alerts.http import open_client
from monitor.cli.opening import load_lexicon, now, open_settings
from monitor.domain.model.article import Article
from monitor.errors import MonitorError
from monitor.ingest.fetch import Fetched, Fetcher
from monitor.ingest.work import PageJob
from monitor.ingest.workers import Workers
from monitor.settings import Settings


def read_page(url: str, config: Path | None) -> Article:
    """Fetch an article's page and take its text out; raises FetchError, or MonitorError where it has none."""
    return asyncio.run(_read(url, open_settings(config)))


async def _read(url: str, settings: Settings) -> Article:
    network = settings.network
    policy = AddressPolicy(network.allowed_networks)
    async with open_client(policy, user_agent=network.user_agent(version("trucewatch"))) as client:
        fetched = await Fetcher(client).fetch(url, deadline=network.fetch_deadline, limit=network.page_limit, now=now())
    workers = Workers(load_lexicon(), count=1, deadline=settings.workers.deadline, memory=settings.workers.memory)
    try:
        (result,) = await workers.read_pages([_job(url, fetched)])
    finally:
        await workers.aclose()
    if not result.article.text:
        raise MonitorError(
            f"{url}: no text could be taken out ({result.failure or 'the page has none'}); save it as text"
        )
    return result.article


def _job(url: str, fetched: Fetched) -> PageJob:
    return PageJob(url, 1, fetched.url, fetched.body, fetched.content_type, title="", summary="", fetched_at=now())
