"""The subject that classifies with our own coder; the imports are timed, so they stand inside."""

import time
from pathlib import Path

from tests.benchmarks import gauge
from tests.benchmarks.classify import Text, articles, items
from tests.benchmarks.subject import Figures


def measured(folder: Path) -> Figures:
    """Start, triage and code."""
    del folder
    start = time.process_time()
    from monitor.domain.classify.coder import Coder
    from monitor.domain.model.article import Article
    from monitor.garbage import collect_seldom
    from monitor.settings.lexicon import load_lexicon

    imported = time.process_time()
    coder = Coder(load_lexicon())
    loaded = time.process_time()
    collect_seldom()  # as in a worker

    def rate(texts: list[Text]) -> tuple[float, int]:
        coded = [Article(str(at), title, text, lang="en", published=0) for at, (title, text) in enumerate(texts)]
        coder.code(coded[0])
        before = time.process_time()
        relevant = sum(coder.code(article).relevant for article in coded)
        return len(texts) / (time.process_time() - before), relevant

    headlines = items()
    before = time.process_time()
    passed = sum(coder.triage([f"{title} {summary}" for title, summary in headlines]))
    triage = (time.process_time() - before) / len(headlines)
    coded, relevant = rate(headlines)
    return {
        "import": (imported - start) * 1000,
        "load": (loaded - imported) * 1000,
        "triage": triage * 1e6,
        "let pass": passed / len(headlines),
        "relevant": relevant / len(headlines),
        "items": coded,
        "articles": rate(articles())[0],
        "peak": gauge.memory()["daemon peak"],
    }
