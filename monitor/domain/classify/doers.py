"""Who does it: the subject of a predicate, or the agent of a passive, by word order."""

from collections.abc import Sequence

from monitor.domain.classify.gazetteer import NameKind
from monitor.domain.classify.groups import GroupReader
from monitor.domain.classify.inflect import ASIDE, FINITE, ING, PARTICIPLE, S
from monitor.domain.classify.role_words import (
    ARTICLES,
    ASIDE_REACH,
    CLAUSES,
    COUNTED,
    DOER,
    FROM,
    HEDGES,
    JOINED,
    JOINED_BY,
    LOCAL,
    NAMES,
    OF,
    OPENERS,
    OPENING,
    OWN,
    OWNED,
    PAIRED,
    PASSIVE,
    RELATED,
    RELATIVES,
    RULERS,
    SAID,
    STATE_MEN,
    SUBJECT,
    UNNAMED,
    USED,
    is_address,
    stands_behind,
)
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.classify.whose import Whose

_WITH = frozenset({"with"})
_TO_PLACES = LOCAL | ARTICLES


class DoerReader:
    """Finds doers; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary, whose: Whose, groups: GroupReader, armed: frozenset[str]) -> None:
        self._whose, self._groups, self._armed = whose, groups, armed
        self._actor, self._lead = vocabulary.mask("actor"), vocabulary.mask("spokesman", "organ", "fighters")
        self._wall, self._stop = vocabulary.mask("wall"), vocabulary.mask("subordinate")
        self._truce, self._say = vocabulary.mask("truce"), vocabulary.mask("say")
        self._forces, self._sides = vocabulary.mask("unnamed_party"), vocabulary.mask("both")
        self._tied, self._same = vocabulary.mask("tied", "other_verb"), vocabulary.mask("same")
        self._men = vocabulary.mask("raider", "suicide_word", "fighters")
        self._bang = vocabulary.mask("bang", "mine_word")
        self._blow = vocabulary.mask("attack_noun", "mine_word", "suicide_word", "volley")

    def subject(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give the actors that stand as the subject: nearest to the left, not behind a preposition of place."""
        if self._whose.blames_unnamed(units, head):
            return ()
        return self._of_headline(units, head) or self._whose_blow(units, head) or self._nearest(units, head)

    def _of_headline(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give the subject that a headline's verbs have in common: `X says Y failed, declares the truce over`."""
        if head < 2 or units[head - 1].word != "," or not units[head].form & S:  # noqa: PLR2004 - a name and its verb
            return ()
        said = next((at for at in range(head) if units[at].form & S), head)
        return self._nearest(units, said) if units[said].mask & self._say else ()

    def _nearest(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        at = self._own_end(units, head)
        while at >= max(0, head - SUBJECT):
            unit = units[at]
            opened = self._apposition(units, at) if unit.word == "," else None
            if opened is not None:
                at = opened
            elif unit.word in RELATED and (blow := self._blow_before(units, at)) is not None:
                return self._bearers(units, blow)
            elif unit.word == "that" and self._whose.goes_on(units, at, head):
                at = next(here for here in range(at, -1, -1) if units[here].mask & self._say)
            elif (unit.mask & self._wall and at < head - 2) or unit.mask & (self._stop | self._truce):
                break
            elif unit.word == "that" and at and units[at - 1].mask & self._say and not self.stands_for(units, head):
                break  # `monitors report that fighting goes on`
            elif self._tells_of_others(units, at, head):
                break
            elif unit.mask & self._actor and not self._aside(units, at, head):
                return () if self._tells_of_army(units, at, head) else self._groups.group(units, at)
            at -= 1
        return ()

    def agent(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give the subject, or for a passive the actors after its own `by`."""
        passive = self._passive(units, head)
        before = self.subject(units, head) if not passive and units[head].form else ()
        if before:
            return before
        if passive or units[head].form & PARTICIPLE or not units[head].form:
            doers = self.behind_by(units, head)
            if doers:
                return doers
        return () if passive else self.subject(units, head)

    def behind_by(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give the actors behind the first `by` right of the head, unless it belongs to another participle."""
        for at in range(head + 1, min(len(units), head + DOER)):
            if units[at].mask & (self._wall | self._stop):
                return ()
            if units[at].word == "," and not (units[head].form or _joins_places(units, at)):
                return ()
            if units[at].word == "by":
                joined = units[at - 2].word in PAIRED
                owned = at - 1 > head and not joined and self._owns_by(units[at - 1], of_verb=bool(units[head].form))
                return () if owned else self._groups.first_group(units, at + 1, 5)
        return ()

    def first_verb(self, units: Sequence[Unit], head: int) -> int:
        """Give the verb that names the doer: in `rebels kill two soldiers and injure a third` the first of the two."""
        form, before = units[head].form, units[head - 1].word if head else ""
        if self._passive(units, head) or not form & JOINED_BY.get(before, 0):
            return head
        for at in range(head - 2, max(-1, head - JOINED), -1):
            if units[at].mask & (self._wall | self._stop) and units[at].word != "as":
                break
            if units[at].form & FINITE and (form & ING or units[at].form & form):
                return at
        return head

    def unnamed(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether the subject is a force that is not named: `the army turned down`, `the rebels said`."""
        return self._nearest_before(units, head, self._forces)

    def stands_for(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether the subject stands for somebody named before: `the group agreed`, `it declared`."""
        return self._nearest_before(units, head, self._same)

    def both(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether the subject is both sides, whom a sentence does not name: `Libya's warring sides agree`."""
        return self._nearest_before(units, head, self._sides)

    def opens_with_pronoun(self, line: Line) -> bool:
        """Tell whether a sentence's own subject is told by the sentence before."""
        return any(unit.mask & self._same for unit in line.units[:OPENING])

    def _own_end(self, units: Sequence[Unit], head: int) -> int:
        """Give where to look for a subject from: before a clause that is closed: `X, which Y rules, warning`."""
        if head < 1 or not units[head].form & ING or units[head - 1].word != ",":
            return head - 1
        for at in range(head - 2, max(0, head - SUBJECT), -1):
            if units[at].word == "," or units[at].mask & self._wall:
                break
            if units[at].word in CLAUSES:
                return at - 1 - (units[at - 1].word == ",")
        return head - 1

    def _blow_before(self, units: Sequence[Unit], at: int) -> int | None:
        """Give the attack that a clause tells of: `the attack that killed`, `the attack in Kabul which killed`."""
        beside = (at - 1, at - 3) if at > 2 and units[at - 1].place else (at - 1,)  # noqa: PLR2004 - `in` and a place
        return next((here for here in beside if here >= 0 and units[here].mask & self._blow), None)

    def _whose_blow(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give the armed groups whose blow is the subject, told with its place: `rebel attacks in Goma kill nine`."""
        at = head - 1
        while at > 0 and (units[at].place or units[at].word in _TO_PLACES):
            at -= 1
        return self._bearers(units, at) if at > 0 and units[at].mask & self._blow and not units[at].form else ()

    def _bearers(self, units: Sequence[Unit], blow: int) -> tuple[str, ...]:
        """Give the armed groups whose blow it is: `the militant attacks`."""
        return tuple(actor for actor in self._groups.modifiers(units, blow) if actor in self._armed)

    def _tells_of_others(self, units: Sequence[Unit], at: int, head: int) -> bool:
        """Tell whether a verb only says what somebody else did: `activists say a drone strike killed two`."""
        says = units[at].mask & self._say and units[at].form & FINITE
        if not says or head - at < SAID or units[at + 1].word in HEDGES:
            return False
        own = self._same | self._sides
        if at and units[at - 1].actor in self._armed:
            own |= self._men  # `ISIS says bomber killed nine`
        return not any(unit.mask & own or unit.word in OWN for unit in units[at + 1 : head])

    def _tells_of_army(self, units: Sequence[Unit], at: int, head: int) -> bool:
        """Tell whether an armed group only says what a state's men did: `ELN says army bombed its camp`."""
        told = units[at + 1 : head]
        if units[at].actor not in self._armed or not 1 < len(told) < OWNED:
            return False
        return bool(told[0].mask & self._say) and told[1].word in STATE_MEN

    def _apposition(self, units: Sequence[Unit], close: int) -> int | None:
        """Give the comma that opens the aside which `close` ends: `X, a group not heard of before, said`."""
        for at in range(close - 1, max(0, close - ASIDE_REACH), -1):
            if units[at].word == "," and units[at + 1].word in RELATIVES:
                return at
        for at in range(close - 1, max(0, close - ASIDE_REACH), -1):
            if units[at].mask & self._wall:
                return None
            if units[at].word == ",":
                named = units[at - 2 if units[at - 1].word == ")" else at - 1]  # `the Estado Mayor Central (EMC), a`
                return at if named.mask & self._actor and self._opens(units, at + 1) else None
        return None

    def _opens(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether an aside about the name before begins here: an article, `which`, a participle, an office."""
        unit = units[at]
        if unit.actor:
            return units[at + 1].word == "'s"
        return unit.word in OPENERS or bool(unit.form & ASIDE) or bool(unit.mask & self._lead)

    def _aside(self, units: Sequence[Unit], at: int, head: int) -> bool:
        """Tell whether an actor is no subject: behind a preposition, or only an adjective to something else."""
        if self._stands_alone(units, at, head) or self._whose.decides(units, at, head):
            return False
        if stands_behind(units, at, LOCAL) or is_address(units, at):
            return True
        if units[at].place and (self._fired_from(units, at) or (at + 1 < head and units[at + 1].mask & self._bang)):
            return True  # `the Mali blast killed three`
        if stands_behind(units, at, OF):
            lead = next(
                (units[here] for here in range(at - 1, max(-1, at - 5), -1) if units[here].word not in OF | ARTICLES),
                None,
            )
            return lead is None or not (lead.mask & self._lead or lead.word in COUNTED | RULERS)
        owner = at + 1 < head and units[at + 1].word == "'s"
        if not owner and (units[at].kind is not NameKind.ADJECTIVE or at + 1 >= head):
            return False
        behind = range(at + 1, min(head, at + (OWNED if owner else 3)))
        led = any(units[here].mask & (self._lead | self._actor) for here in behind)
        return not led and not (owner and self._leads(units, at, head))

    def _stands_alone(self, units: Sequence[Unit], at: int, head: int) -> bool:
        """Tell whether a name and its participle are a clause of their own: `nine died, with ISIS claiming it`."""
        if at + 1 != head or not units[head].form & ING or not stands_behind(units, at, _WITH):
            return False
        opened = at - 1 if units[at - 1].word in _WITH else at - 2
        return opened > 0 and units[opened - 1].word == ","

    def _leads(self, units: Sequence[Unit], at: int, head: int) -> bool:
        """Tell whether nothing but a name that nobody knows stands behind an owner: `Colombia's Santos refuses`."""
        named = units[at + 2 : head]
        unknown = all(unit.capital and not unit.mask and not unit.form and unit.word.isalpha() for unit in named)
        return 0 < len(named) <= NAMES and unknown

    def _fired_from(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a country is only where it came from: `rockets fired by X from northern Syria hit`."""
        if not stands_behind(units, at, FROM):
            return False
        opened = next(here for here in range(at - 1, -1, -1) if units[here].word in FROM)
        return opened > 0 and bool(units[opened - 1].actor or units[opened - 1].form & PARTICIPLE)

    def _nearest_before(self, units: Sequence[Unit], head: int, wanted: int) -> bool:
        """Tell whether a wanted word stands before the head, with no name and no end of a clause between."""
        for at in range(head - 1, max(-1, head - UNNAMED), -1):
            if units[at].mask & (self._wall | self._stop | self._actor):
                return False
            if units[at].mask & wanted:
                return True
        return False

    def _passive(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether a participle is passive: behind `was`, or right before `by`."""
        if not units[head].form & PARTICIPLE:
            return False
        return (head > 0 and units[head - 1].word in PASSIVE) or any(
            units[at].word == "by" and not units[at + 1].word.endswith("ing")  # `violated the truce by backing X`
            for at in range(head + 1, min(len(units) - 1, head + 3))
        )

    def _owns_by(self, before: Unit, *, of_verb: bool) -> bool:
        """Tell whether a `by` belongs to the word before it: `used by`, and behind a verb another participle."""
        return before.word in USED or bool(before.mask & self._tied or (of_verb and before.form & PARTICIPLE))


def _joins_places(units: Sequence[Unit], comma: int) -> bool:
    """Tell whether a comma stands between a place and what it lies in, or behind the last: `Beni, DR Congo, by`."""
    behind = units[comma + 1] if comma + 1 < len(units) else units[comma]
    return units[comma - 1].place is not None and (behind.place is not None or behind.word == "by")
