"""The subject that fetches and parses pages with newspaper4k; it has no triage, classifier or store."""

from pathlib import Path

import newspaper

from tests.benchmarks import gauge
from tests.benchmarks.subject import Figures


def measured(folder: Path, *, pages: list[str], warm: list[str]) -> Figures:
    """Fetch and parse all pages, one after the other."""
    del folder
    config = newspaper.Config()
    config.fetch_images = False
    for url in warm:
        _read(url, config)
    before = gauge.spent()
    texts = [_read(url, config) for url in pages]
    return {"read": (gauge.spent() - before) * 1000 / len(pages), "with text": sum(map(bool, texts))}


def _read(url: str, config: newspaper.Config) -> str:
    article = newspaper.Article(url, config=config)
    article.download()
    article.parse()
    return article.text
