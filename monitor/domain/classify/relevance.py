"""Whether a text is about armed conflict at all: a truce of named parties, an armed group, or acts where a war is."""

from collections.abc import Sequence

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.reports import Found
from monitor.domain.classify.scene import Scene
from monitor.domain.classify.units import Line
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import Act, EventReport, Factuality

DONE = frozenset({Factuality.OCCURRED, Factuality.IN_PROGRESS, Factuality.THREATENED, Factuality.DENIED})
_HEADING = 7  # units of a text that is only a war's name
_LEAD = 2  # lines in which a protest shows
_CONTEXT = 2  # distinct words of war that make a context where a war with an armed group is


class RelevanceReader:
    """Reads relevance; made once per vocabulary."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary) -> None:
        self._cast = cast
        self._rally, self._disaster = vocabulary.mask("rally"), vocabulary.mask("disaster")
        self._killed = vocabulary.mask("killed_word")
        self._home, self._asks = vocabulary.mask("home_front"), vocabulary.mask("asks")
        self._truce = vocabulary.mask("truce", "peace_word")
        self._name, self._terror = vocabulary.mask("war_name"), vocabulary.mask("terror")

    def relevant(self, lines: Sequence[Line], scene: Scene, found: Found) -> bool:
        """Tell whether a text without a change of state and without militia activity still matters."""
        if scene.protest or scene.opinion or self._headed_elsewhere(lines, found):
            return False
        rallied = self._rallied(lines[:_LEAD], scene)
        aside = rallied or bool(scene.other)
        if self._on_truce(scene, found, aside=aside) or self._hits_armed(found):
            return True
        if rallied or scene.figurative:
            return False
        if self._of_open_war(scene, found):
            return not aside and self._on_sides(lines, scene)
        return self._on_acts(lines, scene, found) or (not aside and self._in_context(lines, scene))

    def _rallied(self, lead: Sequence[Line], scene: Scene) -> bool:
        """Tell whether a text is of a protest or a disaster: not one of a war's dead, or of what a group did."""
        told = 0
        for line in lead:
            told |= line.mask
        if not told & self._rally or told & self._disaster:
            return bool(told & self._disaster)
        named = self._cast.armed.intersection(scene.mentioned) - self._cast.groups
        return bool(told & self._truce) or not (named or told & self._killed)

    def _headed_elsewhere(self, lines: Sequence[Line], found: Found) -> bool:
        """Tell whether a headline asks, explains or is of politics at home, and no armed act is told."""
        title = found.page.article.title.rstrip()
        if not title or found.events:
            return False
        return title.endswith("?") or bool(lines[0].mask & self._home) or bool(lines[0].units[0].mask & self._asks)

    def _of_open_war(self, scene: Scene, found: Found) -> bool:
        """Tell whether it only tells of a war that states fight every day, and of no armed group."""
        return not scene.armed and self._cast.at_open_war(scene.implied, found.page.article.published)

    def _hits_armed(self, found: Found) -> bool:
        done = (event for event in found.events if event.factuality in DONE)
        return any(self._cast.armed.intersection(event.targets) for event in done)

    def _in_context(self, lines: Sequence[Line], scene: Scene) -> bool:
        """Tell whether sides, a war or terror are what the text is about, though nothing that happens is told."""
        terror = any(line.mask & self._terror for line in lines)
        return terror or self._on_sides(lines, scene) or self._on_war(lines, scene)

    def _on_truce(self, scene: Scene, found: Found, *, aside: bool) -> bool:
        """Tell whether a truce of those who fight, or of a war that is meant, is spoken of; a protester's is none."""
        present = scene.belligerents.intersection(scene.mentioned)
        sided = len(present) > 1 or bool(self._cast.armed & present)
        if not found.findings or not (sided or (scene.implied and not aside)):
            return False
        return not (aside and all(report.act is Act.APPEAL for report in found.truces))

    def _on_sides(self, lines: Sequence[Line], scene: Scene) -> bool:
        """Tell whether an armed group is named, or beside a truce both sides of a war, or one and words of war."""
        if scene.armed:
            return True
        if not any(line.mask & self._truce for line in lines):
            return False
        present = len(scene.belligerents.intersection(scene.mentioned))
        return present > 1 or bool(present and scene.war and self._near_war(lines))

    def _on_acts(self, lines: Sequence[Line], scene: Scene, found: Found) -> bool:
        """Tell whether armed acts are told by or against those who fight, or where a war is."""
        done = [event for event in found.events if event.factuality in DONE and (event.weapon or not scene.other)]
        return bool(done) and (self._near_war(lines) or any(self._by_fighters(event, scene) for event in done))

    def _by_fighters(self, event: EventReport, scene: Scene) -> bool:
        return scene.fighting and bool(scene.belligerents.intersection((*event.actors, *event.targets)))

    def _on_war(self, lines: Sequence[Line], scene: Scene) -> bool:
        """Tell whether an armed group, a war with one, or a war's bare name is what the text is about."""
        short = sum(len(line.units) for line in lines) <= _HEADING
        if short and any(line.mask & self._name for line in lines) and self._near_war(lines):
            return True
        if not scene.war:
            return False
        if short:
            return self._near_war(lines) or bool(scene.mentioned)
        enough = _CONTEXT if self._cast.armed.intersection(scene.implied) else _CONTEXT + 1
        return scene.war >= enough and self._near_war(lines)

    def _near_war(self, lines: Sequence[Line]) -> bool:
        """Tell whether a place is named where a catalogued war is."""
        within, theatres = self._cast.within, self._cast.theatres
        places = {unit.place for line in lines for unit in line.named if unit.place}
        return any(around in theatres for place in places for around in within[place])
