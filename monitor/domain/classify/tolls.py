"""The dead and wounded of an armed act, in its own sentence and in those behind it."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import replace

from monitor.domain.classify.numbers import toll
from monitor.domain.classify.page import Page
from monitor.domain.classify.units import Line
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import EventReport, Toll

_NONE = Toll()
_FURTHER = frozenset({"more", "others", "another"})
_BEHIND = 2  # sentences behind an act in which its dead and wounded are told


class TollReader:
    """Reads tolls; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._killed, self._injured = vocabulary.mask("killed_word"), vocabulary.mask("injured_word")

    def read(self, line: Line) -> tuple[Toll, Toll]:
        """Give the dead and the wounded of one line."""
        return toll(line.units, self._killed), toll(line.units, self._injured)

    def completed(self, page: Page, event: EventReport, told: Collection[int]) -> EventReport:
        """Take what the act's own sentence leaves out from those behind it, but not from one that tells another act.

        `told` are the offsets of the sentences that tell the acts of this text.
        """
        killed, injured = event.killed, event.injured
        first = bisect_left(page.lines, event.evidence.end, key=lambda line: page.folded.original(line.start))
        for number, line in enumerate(page.lines[first : first + _BEHIND]):
            further = any(unit.word in _FURTHER for unit in line.units)
            own = page.folded.original(line.start) in told
            if own or not (further or (number == 0 and killed == injured == _NONE)):
                continue
            dead, wounded = self.read(line)
            killed, injured = killed if killed != _NONE else dead, injured if injured != _NONE else wounded
        return replace(event, killed=killed, injured=injured)
