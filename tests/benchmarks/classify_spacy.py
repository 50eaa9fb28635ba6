"""The subject that only tokenises, with spaCy's blank English; the imports are timed, so they stand inside."""

import time
from pathlib import Path

from tests.benchmarks import gauge
from tests.benchmarks.classify import Text, articles, items
from tests.benchmarks.subject import Figures


def measured(folder: Path) -> Figures:
    """Start and tokenise."""
    del folder
    start = time.process_time()
    import spacy

    tokenizer = spacy.blank("en").tokenizer
    imported = time.process_time()

    def rate(texts: list[Text]) -> float:
        joined = [f"{title}\n\n{text}" for title, text in texts]
        tokenizer(joined[0])
        before = time.process_time()
        for text in joined:
            tokenizer(text)
        return len(texts) / (time.process_time() - before)

    return {
        "import": (imported - start) * 1000,
        "items": rate(items()),
        "articles": rate(articles()),
        "peak": gauge.memory()["daemon peak"],
    }
