"""One row under judgement: what a person says of it beside what was read out of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.domain.accuracy.gold import Gold
from monitor.domain.model.article import Article
from monitor.domain.model.report import Coding, Label

CHANGES = frozenset(Label) - {Label.NONE}
STATES = CHANGES - {Label.PROPOSED, Label.NEGOTIATION_ONLY}  # those that move a truce's state
STEM = 5  # letters by which longer words are compared: Sudan and Sudanese are one
_WORD = re.compile(r"\w{3,}")
_TELL_NOTHING = frozenset(
    "government forces army armed group groups military state states militants rebels".split()  # noqa: SIM905 - prose
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A text with a person's answers and ours."""

    article: Article
    gold: Gold
    coding: Coding

    @property
    def given(self) -> Label:
        """Give our label."""
        return self.coding.ceasefire_change

    @property
    def right(self) -> bool:
        """Tell whether our label is one of those that count as right."""
        return self.given in self.gold.fine

    def among(self, labels: frozenset[Label]) -> tuple[bool, bool]:
        """Tell whether the person's label is one of these, and whether ours is.

        Where a careful reader could say one of these as well as another, either answer is right.
        """
        ours = self.given in labels
        open_to_both = bool(self.gold.fine & labels) and bool(self.gold.fine - labels)
        return ours if open_to_both else self.gold.label in labels, ours

    def parties_found(self) -> list[bool]:
        """Tell of each party that the person names whether we name it too; only where both see a change."""
        if self.gold.label not in CHANGES or self.given not in CHANGES:
            return []
        ours = _stems(self.coding.parties) | {_stem(name.casefold()) for name in self.coding.parties}
        return [not ours.isdisjoint(_stems([party]) or {_stem(party.casefold())}) for party in self.gold.parties]


def _stems(names: Iterable[str]) -> set[str]:
    """Give the stems of a name's telling words."""
    words = (word for name in names for word in _WORD.findall(name.casefold()))
    return {_stem(word) for word in words if word not in _TELL_NOTHING}


def _stem(word: str) -> str:
    return word[:STEM]
