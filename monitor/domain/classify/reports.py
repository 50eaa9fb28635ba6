"""Everything that is read out of a text, put together: the findings, the reports, and how they belong to each other."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from monitor.domain.classify.attribution import NOBODY, Voice, VoiceReader
from monitor.domain.classify.cast import Cast
from monitor.domain.classify.dates import Dates, dates_of
from monitor.domain.classify.event_reports import EventWriter
from monitor.domain.classify.events import EventReader
from monitor.domain.classify.history import HistoryReader
from monitor.domain.classify.inheriting import Heir
from monitor.domain.classify.merging import merge
from monitor.domain.classify.normalise import Folded
from monitor.domain.classify.page import Page
from monitor.domain.classify.roles import Roles
from monitor.domain.classify.ruled_out import Passed, Reason
from monitor.domain.classify.rules import armed_rules, truce_rules
from monitor.domain.classify.scene import Scene
from monitor.domain.classify.sightings import Sighting, is_threat
from monitor.domain.classify.truce_reports import TruceWriter, each_own
from monitor.domain.classify.truces import Finding, TruceReader
from monitor.domain.classify.units import Line
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.article import Article
from monitor.domain.model.report import Act, CeasefireReport, EventReport

T = TypeVar("T")
_ENOUGH = 200  # findings of one text
_TOLD_BY_ACTS = frozenset({Act.ALLEGES_VIOLATION, Act.COLLAPSES})  # what breaks a truce is an armed act as well


class Found(NamedTuple):
    """All that was found: each truce finding with its report, each sighting of an armed act, and the merged reports."""

    findings: tuple[tuple[Finding, CeasefireReport], ...]
    sightings: tuple[Sighting, ...]
    truces: tuple[CeasefireReport, ...]
    events: tuple[EventReport, ...]
    page: Page


class ReportWriter:
    """Reads lines into reports; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary, patterns: Mapping[str, Any]) -> None:
        roles = Roles(vocabulary, cast.armed)
        self._voices = VoiceReader(cast, vocabulary, roles)
        self._history = HistoryReader(vocabulary)
        self._truces = TruceReader(truce_rules(patterns, vocabulary.bits), vocabulary)
        self._events = EventReader(armed_rules(patterns, vocabulary.bits), vocabulary, roles)
        self._truce_writer = TruceWriter(cast, vocabulary, roles)
        self._heir = Heir(cast, vocabulary, roles.faced)
        self._event_writer = EventWriter(cast, vocabulary)

    def write(
        self,
        article: Article,
        folded: Folded,
        lines: Sequence[Line],
        scene: Scene,
        passed: list[Passed] | None = None,
    ) -> Found:
        """Read all lines of one text; `passed` takes what is ruled out."""
        findings = _first_of(self._truces.read(line, number, passed) for number, line in enumerate(lines))
        spent: dict[int, set[int]] = {}
        for finding in (told for told in findings if told.rule.act not in _TOLD_BY_ACTS):
            spent.setdefault(finding.line, set()).update(finding.span)
        sightings = _first_of(self._events.read(line, n, spent.get(n, ())) for n, line in enumerate(lines))
        findings = self._of_arms(findings, lines, scene, passed)
        last = max([*(finding.line for finding in findings), *(s.line for s in sightings)], default=-1)
        page = Page(article, folded, lines, scene, *self._asides(article, _through(lines, last)), _deeds(sightings))
        told = self._told(page, findings, passed)
        written = tuple(self._heir.fill(page, told))
        return Found(
            written,
            tuple(sightings),
            tuple(own for report in merge([report for _, report in written]) for own in each_own(report)),
            self._event_writer.write(page, sightings),
            page,
        )

    def _of_arms(
        self, findings: Sequence[Finding], lines: Sequence[Line], scene: Scene, passed: list[Passed] | None
    ) -> list[Finding]:
        """Keep the findings that are of arms."""
        kept = [] if scene.figurative else [f for f in findings if self._truces.of_arms(f, lines, scene)]
        if passed is not None:
            reason = Reason.FIGURATIVE if scene.figurative else Reason.OTHER_PAUSE
            passed += [Passed(f.rule.id, f.rule.act, f.line, reason) for f in findings if f not in kept]
        return kept

    def _told(
        self, page: Page, findings: Sequence[Finding], passed: list[Passed] | None
    ) -> list[tuple[Finding, CeasefireReport]]:
        """Write the findings' reports, without those whose rule asks for a party and finds none."""
        pairs = [(finding, self._truce_writer.write(page, finding)) for finding in findings]
        if passed is not None:
            lost = (finding for finding, report in pairs if report is None)
            passed += [Passed(f.rule.id, f.rule.act, f.line, Reason.NO_PARTY) for f in lost]
        return [(finding, report) for finding, report in pairs if report is not None]

    def _asides(self, article: Article, lines: Sequence[Line]) -> tuple[list[Voice], frozenset[int], list[Dates]]:
        """Give each line's voice, the background lines, and each line's dates."""
        voices: list[Voice] = []
        last = NOBODY
        for line in lines:
            voice = self._voices.read(line, last)
            last = voice if voice.actor else last
            voices.append(voice)
        dates = [dates_of(line, article.published) for line in lines]
        return voices, self._history.background(lines, dates, article.published), dates


def _deeds(sightings: Sequence[Sighting]) -> dict[int, list[Sighting]]:
    """Give the deeds that each line tells, without threats and what was not done or is only supposed."""
    deeds: dict[int, list[Sighting]] = {}
    for sighting in sightings:
        mood = sighting.mood
        if not (is_threat(sighting) or mood.negated or mood.supposed):
            deeds.setdefault(sighting.line, []).append(sighting)
    return deeds


def _through(lines: Sequence[Line], last: int) -> Sequence[Line]:
    """Give the lines up to the end of the paragraph that holds the last find: what follows tells nothing of it."""
    end = last + 1
    while 0 < end < len(lines) and lines[end].paragraph == lines[last].paragraph:
        end += 1
    return lines[:end]


def _first_of(lines: Iterable[list[T]]) -> list[T]:
    """Give what was found line by line, up to a bound that no honest text reaches: so the cost stays linear."""
    found: list[T] = []
    for line in lines:
        found += line
        if len(found) >= _ENOUGH:
            break
    return found
