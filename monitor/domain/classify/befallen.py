"""Whom an act befell though no `was` and no `by` says so; who did it is in `doers`."""

from collections.abc import Sequence

from monitor.domain.classify.dates import opens_date
from monitor.domain.classify.inflect import PARTICIPLE
from monitor.domain.classify.numbers import is_figure
from monitor.domain.classify.role_words import ARTICLES, COUNTING, FELL, LATER, NO_OBJECT
from monitor.domain.classify.units import Unit
from monitor.domain.classify.vocabulary import Vocabulary

_HAVE = frozenset({"has", "have", "had"})


class BefallenReader:
    """Tells bare participles from verbs; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._fells = vocabulary.mask("kill_verb", "take_verb", "seize", "abduct", "detain")
        self._wall, self._stop = vocabulary.mask("wall"), vocabulary.mask("subordinate")

    def fell(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether those before a bare participle suffered it: `nine killed in an ambush`, `rebels captured at`."""
        bare = not head or units[head - 1].word not in _HAVE
        if not (bare and units[head].mask & self._fells and units[head].form & PARTICIPLE):
            return False
        joined = head + 2 < len(units) and units[head + 1].word == "or"
        end = head + 2 if joined else head  # `killed or injured in Mali`, but not `killed or injured nine soldiers`
        behind = units[end + 1] if end + 1 < len(units) else None
        ends = behind is None or behind.word in FELL or bool(behind.mask & self._wall)
        return ends and not self._hits_later(units, end)

    def described(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether a participle only describes who is named behind it: `troops freed a kidnapped engineer`."""
        return head > 0 and bool(units[head].form & PARTICIPLE) and units[head - 1].word in ARTICLES

    def _hits_later(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether who is hit stands behind a time or a place: `seized on Tuesday a town`."""
        if head + 1 < len(units) and units[head + 1].word == ",":
            return False
        for at in range(head + 2, min(len(units), head + LATER)):
            if units[at].mask & (self._wall | self._stop) or units[at].word == ",":
                return False
            word, before = units[at].word, units[at - 1].word
            figure = is_figure(word) and not opens_date(before)  # `abducted during the Oct. 7 attacks`
            if (figure or word in COUNTING) and before not in NO_OBJECT:
                return True
        return False
