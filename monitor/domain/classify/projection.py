"""An article's projections from its reports: label, parties, relevance, militia activity; no change follows."""

from collections.abc import Mapping, Sequence
from typing import Any

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.merging import absorbs
from monitor.domain.classify.militia import MilitiaReader
from monitor.domain.classify.relevance import RelevanceReader
from monitor.domain.classify.reports import Found
from monitor.domain.classify.scene import Scene
from monitor.domain.classify.units import Line
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import (
    Act,
    Coding,
    Factuality,
    Label,
    Uncertain,
)

LABELS = {
    Act.PROPOSES: Label.PROPOSED,
    Act.OFFERS_IF: Label.CONDITIONAL_OFFER,
    Act.ACCEPTS_IF: Label.CONDITIONAL_OFFER,
    Act.ANNOUNCES: Label.ANNOUNCED,
    Act.ACCEPTS: Label.ANNOUNCED,
    Act.TAKES_EFFECT: Label.IN_EFFECT,
    Act.HOLDS: Label.IN_EFFECT,
    Act.RESUMES: Label.IN_EFFECT,
    Act.CHANGES_TERMS: Label.IN_EFFECT,
    Act.POSTPONES: Label.ANNOUNCED,
    Act.EXTENDS: Label.EXTENDED,
    Act.ALLEGES_VIOLATION: Label.VIOLATED,
    Act.SUSPENDS: Label.SUSPENDED_OR_COLLAPSED,
    Act.COLLAPSES: Label.SUSPENDED_OR_COLLAPSED,
    Act.WITHDRAWS: Label.ENDED,
    Act.ENDS: Label.ENDED,
    Act.EXPIRES: Label.EXPIRED,
    Act.REJECTS: Label.REJECTED,
    Act.DENIES_EXISTENCE: Label.REJECTED,
    Act.NEGOTIATES: Label.NEGOTIATION_ONLY,
}
_TITLE, _LEAD, _NEAR, _FAR = 3.0, 2.0, 1.0, 0.3
_NEAR_LINES = 6
_FAINT = 0.31  # a witness below that, deep in a long text, makes no headline
_SECOND = 0.6  # what a sentence's lesser finding weighs beside its best


class Projector:
    """Projects; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary, patterns: Mapping[str, Any]) -> None:
        self._cast = cast
        self._militia = MilitiaReader(cast, vocabulary, patterns)
        self._relevance = RelevanceReader(cast, vocabulary)
        self._truce = vocabulary.mask("truce")
        self._domestic = vocabulary.mask("foreign_domestic")

    def project(self, lines: Sequence[Line], scene: Scene, found: Found) -> Coding:
        """Give the coding of a whole text."""
        label, confidence = self._label(scene, found)
        home = self._at_home(lines)
        militia = not (home or scene.opinion) and self._militia.active(scene, found, label)
        parties = self._parties(scene, found, label) if label is not Label.NONE else ()
        return Coding(
            relevant=militia
            or (label is not Label.NONE and not scene.figurative)
            or (not home and self._relevance.relevant(lines, scene, found)),
            militia_activity=militia,
            ceasefire_change=label,
            parties=tuple(dict.fromkeys(map(self._cast.lexicon.name, parties))),
            confidence=confidence,
            reports=(*found.truces, *found.events),
            uncertain=self._uncertain(lines, scene, label),
        )

    def _label(self, scene: Scene, found: Found) -> tuple[Label, float]:
        """Give the label with the strongest witness; comment pieces and protests change nothing."""
        if scene.opinion or scene.protest:
            return Label.NONE, 0.8
        best, strongest, sure = Label.NONE, _FAINT, 0.9
        top = {finding.line: 0 for finding, _ in found.findings}
        for finding, _ in found.findings:
            top[finding.line] = max(top[finding.line], finding.rule.rank)
        lead = 1 + bool(found.page.article.title)
        behind = min(top, default=0) > lead and any(sighting.line <= lead for sighting in found.sightings)
        for finding, report in found.findings:
            if behind and finding.rule.act is Act.HOLDS:
                continue  # beside an attack that headline or lead tells, a truce that only stands is background
            told = next((strong for strong in found.truces if absorbs(strong, report)), report)
            label = LABELS.get(told.act, Label.NONE)
            if label is Label.NONE or report.factuality is Factuality.HISTORICAL:
                continue
            weight = finding.rule.weight * self._place(found, finding.line)
            weight *= 1.0 if finding.rule.rank == top[finding.line] else _SECOND
            if weight > strongest:
                best, strongest, sure = label, weight, report.confidence
        return best, sure

    def _place(self, found: Found, number: int) -> float:
        """Weigh a line by where it stands."""
        titled = bool(found.page.article.title)
        if titled and number == 0:
            return _TITLE
        if number <= titled:
            return _LEAD
        return _NEAR if number < _NEAR_LINES else _FAR

    def _parties(self, scene: Scene, found: Found, label: Label) -> tuple[str, ...]:
        """Give the parties to the change, then those who fight in the text."""
        backing = [report for report in found.truces if LABELS.get(report.act) is label]
        named = [actor for r in backing for actor in (*r.parties, *r.covered, *r.counterparts)]
        everyone = tuple(dict.fromkeys([*named, *(a for a in scene.mentioned if a in scene.belligerents)]))
        return tuple(dict.fromkeys([*everyone, *self._unsaid(scene, everyone)]))

    def _unsaid(self, scene: Scene, everyone: Sequence[str]) -> tuple[str, ...]:
        """Give the heads of the sides that go without saying: Hamas beside `Israel`, Thailand for `Thai troops`."""
        if not everyone or not scene.implied:
            return scene.implied
        sides, _ = self._cast.sides[self._cast.heads.index(scene.implied)]
        named = [not side.isdisjoint(set(everyone) - self._cast.groups - self._cast.forces) for side in sides]
        unsaid = [head for head, known in zip(scene.implied, named, strict=True) if not known]
        touched = any(not side.isdisjoint(everyone) for side in sides)
        return tuple(unsaid) if touched or len(everyone) == 1 else ()

    def _at_home(self, lines: Sequence[Line]) -> bool:
        """Tell whether the militias are those of one country's domestic politics or of its history."""
        return any(line.mask & self._domestic for line in lines[:3])

    def _uncertain(self, lines: Sequence[Line], scene: Scene, label: Label) -> Uncertain | None:
        """Name what a truce without a rule-backed sentence could be."""
        if label is not Label.NONE or scene.figurative or scene.protest or not lines or not lines[0].mask & self._truce:
            return None
        return Uncertain(Label.IN_EFFECT, 0.3)
