"""A text as it was read: the article with its lines, voices and scene, and how evidence is cut out of it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from monitor.domain.classify.attribution import NOBODY, Voice
from monitor.domain.classify.dates import Dates
from monitor.domain.classify.normalise import Folded
from monitor.domain.classify.scene import Scene
from monitor.domain.classify.sightings import Sighting
from monitor.domain.classify.units import Line
from monitor.domain.model.article import Article
from monitor.domain.model.report import Evidence

_CLOSING = frozenset(".!?\"'\u201d\u2019)")


class Page(NamedTuple):
    """One article under reading; `background` holds line numbers, `dates` the dates of each line.

    `deeds` holds the armed acts that each line tells, but for threats and what was not done.
    """

    article: Article
    folded: Folded
    lines: Sequence[Line]
    scene: Scene
    voices: Sequence[Voice]
    background: frozenset[int]
    dates: Sequence[Dates]
    deeds: Mapping[int, Sequence[Sighting]]

    def voice(self, number: int) -> Voice:
        """Give a line's voice."""
        return self.voices[number] if number < len(self.voices) else NOBODY

    def evidence(self, number: int, rule: str) -> Evidence:
        """Cut a line out of the original text, with its closing marks."""
        line = self.lines[number]
        reading = self.article.reading
        start, end = self.folded.original(line.start), self.folded.original(line.end - 1) + 1
        while end < len(reading) and reading[end] in _CLOSING:
            end += 1
        return Evidence(reading[start:end], start, end, rule, number in self.background)
