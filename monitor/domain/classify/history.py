"""Tells news from history: dates long past, and a wire story's background paragraphs."""

from collections.abc import Sequence

from monitor.domain.classify.dates import dates_in
from monitor.domain.classify.reading import Line
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.time import DAY, Millis

_OLD = 10 * DAY  # older than this is no news
_NEWS = 2  # paragraphs of the text that tell the news itself


class HistoryReader:
    """Marks lines; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._past = vocabulary.mask("past_time")

    def old(self, line: Line, published: Millis | None) -> bool:
        """Tell whether the line speaks of a time that is long past."""
        found = dates_in(line.units, published)
        if not found or published is None:
            return bool(line.mask & self._past)
        return all(when.end < published - _OLD for when in found)

    def background(self, lines: Sequence[Line], published: Millis | None) -> frozenset[int]:
        """Give the numbers of the lines in background paragraphs: behind the news, with a date long past."""
        texts = sorted({line.paragraph for line in lines if line.paragraph})
        late = set(texts[_NEWS:])
        old = {line.paragraph for line in lines if line.paragraph in late and self.old(line, published)}
        return frozenset(number for number, line in enumerate(lines) if line.paragraph in old)
