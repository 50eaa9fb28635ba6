"""Who a sentence leaves unnamed though the text names him: sides and places of the same truce, taken from beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.faced import FacedReader
from monitor.domain.classify.page import Page
from monitor.domain.classify.truces import Finding
from monitor.domain.classify.units import Line
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import Act, CeasefireReport, Factuality, Speaker

Told = tuple[Finding, CeasefireReport]
_SHARED = frozenset(
    {Act.HOLDS, Act.ENDS, Act.EXTENDS, Act.EXPIRES, Act.TAKES_EFFECT, Act.COLLAPSES, Act.RESUMES, Act.NEGOTIATES}
)
_PLACED = _SHARED | {Act.ALLEGES_VIOLATION, Act.SUSPENDS}
_BOTH = _SHARED | {Act.ANNOUNCES}
_TWO = 2  # sides
_NEAR = 6  # reports before and behind that can be kin
_BESIDE = sorted(range(-_NEAR, _NEAR + 1), key=abs)[1:]  # the nearest first
_LENDS_NONE = frozenset({Act.APPEAL, Act.WITHDRAWS})  # whose doers are no sides of the truce
_UNTURNED = frozenset({Act.APPEAL, Act.TERM_UNMET, Act.NEGOTIATES})


class Heir:
    """Fills in what a sentence does not name; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary, faced: FacedReader) -> None:
        self._cast, self._faced = cast, faced
        self._actor, self._both = vocabulary.mask("actor"), vocabulary.mask("both")
        self._facing = {of: tuple(self._opponents(of, numbers)) for of, numbers in cast.conflicts.items()}

    def _opponents(self, actor: str, conflicts: Iterable[int]) -> Iterator[tuple[int, frozenset[str]]]:
        """Give an actor's conflicts, each with all that stand on another side of it."""
        for number in conflicts:
            sides, _ = self._cast.sides[number]
            yield number, frozenset[str]().union(*(side for side in sides if actor not in side))

    def fill(self, page: Page, told: Sequence[Told]) -> list[Told]:
        """Give the reports of one text with the sides and places that the text names beside them."""
        named = [(finding, self._with_sides(page, finding, report)) for finding, report in told]
        return [(finding, _placed(self._with_kin(at, report, named))) for at, (finding, report) in enumerate(named)]

    def _with_sides(self, page: Page, finding: Finding, report: CeasefireReport) -> CeasefireReport:
        """Take sides from the sentence itself, then from the headline; for `both sides` from the one before, too."""
        mutual = report.act is Act.ALLEGES_VIOLATION and bool(page.lines[finding.line].mask & self._both)
        before = (finding.line, max(0, finding.line - 1)) if mutual else (finding.line,)
        for number in dict.fromkeys((*before, 0)):
            if not (_sideless(report) or _onesided(report) or (mutual and not report.parties)):
                break
            mentioned = tuple(a for a in self._mentioned(page.lines[number]) if a not in report.mediators)
            if report.speaker is Speaker.OPPONENT and report.speaker_actor:
                mentioned = (report.speaker_actor, *mentioned)
            if _sideless(report) or (mutual and not report.parties):
                report = self._pair(report, mentioned)
            report = self._opposed(report, mentioned)
        meant = page.scene.implied
        if _sideless(report) and len(meant) == _TWO and page.lines[finding.line].mask & self._both:
            return replace(report, parties=meant, counterparts=())  # `the two warring factions in Hodeidah`
        return report

    def _pair(self, report: CeasefireReport, mentioned: Sequence[str]) -> CeasefireReport:
        """Make two sides that fight each other the parties of what nobody is named for."""
        for actor in mentioned:
            foes = self._against(actor, mentioned)
            if foes:
                return replace(report, parties=(actor, *foes), counterparts=())
        return report

    def _opposed(self, report: CeasefireReport, others: Sequence[str]) -> CeasefireReport:
        """Set those of the others who stand against a lone party opposite it."""
        foes = self._against(report.parties[0], others) if _onesided(report) else ()
        return replace(report, counterparts=foes) if foes else report

    def _with_kin(self, at: int, report: CeasefireReport, told: Sequence[Told]) -> CeasefireReport:
        """Take sides and places from the nearest report that can be about the same truce."""
        sides, place = _sideless(report) or _onesided(report), _placeless(report)
        for here in (at + step for step in _BESIDE if 0 <= at + step < len(told)):
            kin = told[here][1]
            if (sides and kin.parties) or (place and kin.places):
                filled = self._filled(report, kin)
                if filled is not report and self._akin(report, kin):
                    report = filled
                    sides, place = _sideless(report) or _onesided(report), _placeless(report)
        return report

    def _filled(self, report: CeasefireReport, kin: CeasefireReport) -> CeasefireReport:
        sides = tuple(dict.fromkeys((*kin.parties, *kin.counterparts))) if _sideless(report) else ()
        if len(kin.parties) == len(sides) > 1:
            report = replace(report, parties=sides, counterparts=())
        report = self._opposed(report, kin.parties)
        return replace(report, places=kin.places) if _placeless(report) and kin.places else report

    def _akin(self, one: CeasefireReport, other: CeasefireReport) -> bool:
        """Tell whether two reports of a text can be about one truce: nothing in their places or sides parts them."""
        if Factuality.HISTORICAL in {one.factuality, other.factuality} or other.act in _LENDS_NONE:
            return False
        if one.places and other.places and self._cast.around(one.places).isdisjoint(self._cast.around(other.places)):
            return False
        mine, theirs = {*one.parties, *one.counterparts}, {*other.parties, *other.counterparts}
        return not mine or not theirs or bool(mine & theirs) or any(self._against(a, tuple(theirs)) for a in mine)

    def _mentioned(self, line: Line) -> tuple[str, ...]:
        """Give the actors of a line, but for those whom its truce leaves out."""
        left_out = self._faced.left_out(line)
        named = [unit.actor for unit in line.named if unit.actor and unit.mask & self._actor]
        return tuple(dict.fromkeys([actor for actor in named if actor not in left_out]))

    def _against(self, actor: str, others: Sequence[str]) -> tuple[str, ...]:
        """Give those who stand against an actor in a catalogued conflict, states for the forces that they sent."""
        for number, facing in self._facing.get(actor, ()):
            foes = [] if facing.isdisjoint(others) else [other for other in others if other in facing]
            found = tuple(dict.fromkeys([self._cast.principal(foe, actor) for foe in foes]))
            sides, _ = self._cast.sides[number]
            if found and not any(actor in side and found[0] in side for side in sides):
                return found
        return ()


def _placed(report: CeasefireReport) -> CeasefireReport:
    """Place the speaker anew where he speaks for a party found elsewhere, or of a truce that nobody is named for."""
    own = report.speaker_actor in report.parties or _sideless(report)
    if report.speaker is Speaker.OPPONENT and own:
        return replace(report, speaker=Speaker.PARTY)
    return report


def _sideless(report: CeasefireReport) -> bool:
    """Tell whether two sides are still to be found."""
    return not report.parties and report.act in _BOTH


def _onesided(report: CeasefireReport) -> bool:
    """Tell whether a lone party's counterpart is still to be found."""
    return len(report.parties) == 1 and not report.counterparts and report.act not in _UNTURNED


def _placeless(report: CeasefireReport) -> bool:
    return not report.places and report.act in _PLACED
