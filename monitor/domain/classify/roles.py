"""Who does it to whom: actor groups left and right of a predicate, by word order and prepositions."""

from collections.abc import Sequence

from monitor.domain.classify.gazetteer import NameKind
from monitor.domain.classify.inflect import ASIDE, FINITE, ING, PARTICIPLE, PRESENT
from monitor.domain.classify.role_words import (
    AGAINST,
    APART,
    ARTICLES,
    ASIDE_REACH,
    AWAY,
    CLOSES,
    COUNTED,
    DOER,
    FELL,
    FROM,
    GROUP,
    GROUPED,
    JOINED,
    JOINED_BY,
    JOINTS,
    LEFT_OUT,
    LOCAL,
    OF,
    OPENERS,
    OPENING,
    OWN,
    OWNED,
    OWNERS,
    PAIRED,
    PASSIVE,
    RELATIVES,
    RULERS,
    SITES,
    SPOKEN,
    STATE_MEN,
    SUBJECT,
    TOWARD,
    UNNAMED,
    USED,
    WHERE,
    is_address,
    stands_behind,
)
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.classify.whose import Whose


class RoleReader:
    """Finds actor groups; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary, armed: frozenset[str] = frozenset()) -> None:
        self._armed = armed
        self._actor = vocabulary.mask("actor")
        self._wall = vocabulary.mask("wall")
        self._bridge = vocabulary.mask("spokesman", "fighters", "both", "organ")
        self._lead = vocabulary.mask("spokesman", "organ", "fighters")
        self._posts, self._men = vocabulary.mask("outpost"), vocabulary.mask("fighters")
        self._stop, self._truce = vocabulary.mask("subordinate"), vocabulary.mask("truce")
        self._say, self._forces = vocabulary.mask("say"), vocabulary.mask("unnamed_party")
        self._broker, self._tied = vocabulary.mask("broker"), vocabulary.mask("tied")
        self._same, self._exclude = vocabulary.mask("same"), vocabulary.mask("exclusion")
        self._sides = vocabulary.mask("both")
        self.whose = Whose(vocabulary)
        self._kill = vocabulary.mask("kill_verb")

    def subject(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give the actors that stand as the subject: nearest to the left, not behind a preposition of place."""
        if self.whose.blames_unnamed(units, head):
            return ()
        at = head - 1
        while at >= max(0, head - SUBJECT):
            unit = units[at]
            opened = self._apposition(units, at) if unit.word == "," else None
            if opened is not None:
                at = opened
            elif unit.word == "that" and self.whose.goes_on(units, at, head):
                at = next(here for here in range(at, -1, -1) if units[here].mask & self._say)
            elif (unit.mask & self._wall and at < head - 2) or unit.mask & (self._stop | self._truce):
                break
            elif unit.word == "that" and at and units[at - 1].mask & self._say and not self.stands_for(units, head):
                break  # `monitors report that fighting goes on`
            elif unit.mask & self._actor and not self._aside(units, at, head):
                return () if self._tells_of_army(units, at, head) else self.group(units, at)
            at -= 1
        return ()

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
        if self.whose.decides(units, at, head):
            return False
        if stands_behind(units, at, LOCAL) or is_address(units, at):
            return True
        if units[at].place and self._fired_from(units, at):
            return True
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
        return not any(units[here].mask & (self._lead | self._actor) for here in behind)

    def agent(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give the subject, or for a passive the actors after its own `by`."""
        passive = self._passive(units, head)
        before = self.subject(units, head) if not passive and units[head].form else ()
        if before:
            return before
        if passive or units[head].form & PARTICIPLE or not units[head].form:
            doers = self.doers(units, head)
            if doers:
                return doers
        return () if passive else self.subject(units, head)

    def opener(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give the actors of a sentence's own subject: the first that do not only say what others did."""
        for at in range(head):
            if units[at].mask & self._actor and not self._aside(units, at, head) and not self._only_says(units, at):
                return self.group(units, at)
        return ()

    def _only_says(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a name only says it of others: `Lebanon says Israel struck`, but not `Israel says it struck`."""
        said = next((here for here in range(at + 1, min(len(units), at + 4)) if units[here].mask & self._say), None)
        return said is not None and not any(unit.mask & self._same for unit in units[said + 1 : said + 3])

    def unnamed(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether the subject is a force that is not named: `the army turned down`, `the rebels said`."""
        return self._nearest_before(units, head, self._forces)

    def stands_for(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether the subject stands for somebody named before: `the group agreed`, `it declared`."""
        return self._nearest_before(units, head, self._same)

    def _nearest_before(self, units: Sequence[Unit], head: int, wanted: int) -> bool:
        """Tell whether a wanted word stands before the head, with no name and no end of a clause between."""
        for at in range(head - 1, max(-1, head - UNNAMED), -1):
            if units[at].mask & (self._wall | self._stop | self._actor):
                return False
            if units[at].mask & wanted:
                return True
        return False

    def _fired_from(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a country is only where it came from: `rockets fired by X from northern Syria hit`."""
        if not stands_behind(units, at, FROM):
            return False
        opened = next(here for here in range(at - 1, -1, -1) if units[here].word in FROM)
        return opened > 0 and bool(units[opened - 1].actor or units[opened - 1].form & PARTICIPLE)

    def opens_with_pronoun(self, line: Line) -> bool:
        """Tell whether a sentence's own subject is told by the sentence before."""
        return any(unit.mask & self._same for unit in line.units[:OPENING])

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

    def _passive(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether a participle is passive: behind `was`, or right before `by`."""
        if not units[head].form & PARTICIPLE:
            return False
        return (head > 0 and units[head - 1].word in PASSIVE) or any(
            unit.word == "by" for unit in units[head + 1 : head + 3]
        )

    def fell(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether those before a bare participle suffered it: `two soldiers killed in an ambush`."""
        if not (units[head].mask & self._kill and units[head].form & PARTICIPLE):
            return False
        return head + 1 == len(units) or units[head + 1].word in FELL or bool(units[head + 1].mask & self._wall)

    def doers(self, units: Sequence[Unit], head: int) -> tuple[str, ...]:
        """Give the actors behind the first `by` right of the head, unless it belongs to another participle."""
        for at in range(head + 1, min(len(units), head + DOER)):
            if units[at].mask & (self._wall | self._stop) or (units[at].word == "," and not units[head].form):
                return ()
            if units[at].word == "by":
                joined = units[at - 2].word in PAIRED
                owned = at - 1 > head and not joined and self._owns_by(units[at - 1], of_verb=bool(units[head].form))
                return () if owned else self._first_group(units, at + 1, 5)
        return ()

    def _owns_by(self, before: Unit, *, of_verb: bool) -> bool:
        """Tell whether a `by` belongs to the word before it: `used by`, and behind a verb another participle."""
        return before.word in USED or bool(before.mask & self._tied or (of_verb and before.form & PARTICIPLE))

    def named_behind_by(self, units: Sequence[Unit], noun: int) -> tuple[str, ...]:
        """Give the actors behind a noun's own `by`: whose offer it is, who declared the truce that is broken."""
        for at in range(noun + 1, min(len(units), noun + OWNERS)):
            if units[at].word == "by" and not units[at - 1].mask & self._broker:
                return self._first_group(units, at + 1, 5)
        return ()

    def brokers(self, line: Line) -> tuple[str, ...]:
        """Give the actors behind `brokered by`, or before `as host`: they stand between the parties."""
        units = line.units
        for at in range(1, len(units)) if line.mask & self._broker else ():
            if units[at].word == "by" and units[at - 1].mask & self._broker:
                return self._first_group(units, at + 1, 5)
            if units[at].mask & self._broker and units[at - 1].word == "as" and at > 1:
                return self.group(units, at - 2) if units[at - 2].mask & self._actor else ()
        return ()

    def left_out(self, line: Line) -> tuple[str, ...]:
        """Give those whom a truce leaves out: `a ceasefire excluding X`, `does not apply to groups such as X`."""
        for at, unit in enumerate(line.units) if line.mask & self._exclude else ():
            if unit.mask & self._exclude and not any(u.mask & self._truce for u in line.units[at : at + LEFT_OUT]):
                return self._first_group(line.units, at + 1, LEFT_OUT)
        return ()

    def toward(self, units: Sequence[Unit], start: int, end: int) -> tuple[str, ...]:
        """Give the actors behind with, between, against, on... within [start, end)."""
        for at in range(max(0, start), min(end, len(units))):
            if units[at].word in TOWARD:
                found = self._first_group(units, at + 1, 6)
                if found:
                    return found
        return ()

    def against(self, units: Sequence[Unit], start: int, end: int) -> tuple[str, ...]:
        """Give the actors whom one fights: behind with, against or between, but not those of a truce between them."""
        for at in range(max(1, start), min(end, len(units))):
            if units[at].word in AGAINST and not units[at - 1].mask & self._truce:
                found = self._first_group(units, at + 1, 6)
                if found:
                    return found
        return ()

    def between(self, units: Sequence[Unit], at: int, *, of_truces: bool = True) -> tuple[str, ...]:
        """Give the sides named by `between A and B` in the line, the nearest to unit `at` first choice."""
        places = sorted(
            [
                here
                for here, unit in enumerate(units)
                if unit.word == "between" and (of_truces or not units[here - 1].mask & self._truce)
            ],
            key=lambda here: abs(here - at),
        )
        pairs = (self._pair(units, here + 1) for here in places)
        return next((pair for pair in pairs if len(pair) > 1), ())

    def _pair(self, units: Sequence[Unit], start: int) -> tuple[str, ...]:
        """Give the actors up to the one behind `and`: what follows is no side of it."""
        found: list[str] = []
        joined = False
        for at, unit in enumerate(units[start : start + GROUP], start):
            joined = joined or unit.word == "and"
            if unit.actor and not (at > start + 1 and unit.place and stands_behind(units, at, WHERE)):
                found.append(unit.actor)
                if joined:
                    break
        return tuple(dict.fromkeys(found))

    def victims(self, units: Sequence[Unit], head: int, end: int) -> tuple[str, ...]:
        """Give the actors who are hit: the first group right of the head, not behind `by`, `from` or a new clause."""
        for at in range(self._behind_doer(units, head, end), min(len(units), end + 8)):
            unit = units[at]
            if unit.mask & (self._wall | self._stop) or (unit.word in AWAY and units[at - 1].word not in USED):
                return ()
            if unit.mask & self._actor and self._speaks(units, at):
                return ()
            if unit.mask & self._actor and (self._outpost(units, at) or not stands_behind(units, at, WHERE)):
                return self.group(units, at)
        return ()

    def _behind_doer(self, units: Sequence[Unit], head: int, end: int) -> int:
        """Give where those who are hit can stand: behind the verb where the head is doers `of` a group."""
        if not self._men_of(units, head):
            return head + 1
        return next((at + 1 for at in range(head + 1, end + 1) if units[at].form), head + 1)

    def _men_of(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a noun is the men of a group that is named behind it: `gunmen of the ADF`."""
        return bool(units[at].mask & self._men) and at + 2 < len(units) and units[at + 1].word == "of"

    def _outpost(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether it is an actor's own outpost or troops: `near the Russian base`, `near the US embassy`."""
        behind = at + 1 < len(units) and bool(units[at + 1].mask & self._posts)
        return behind or not SITES.isdisjoint(units[at].word.split())

    def both(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether the subject is both sides, whom a sentence does not name: `Libya's warring sides agree`."""
        return self._nearest_before(units, head, self._sides)

    def owners(self, units: Sequence[Unit], noun: int) -> tuple[str, ...]:
        """Give the group whose a truce is: `the FARC's unilateral truce`, `the truce of the ELN`; a country is none."""
        behind = [at for at in range(noun + 1, min(noun + 4, len(units))) if units[at].mask & self._actor]
        if behind and units[noun + 1].word == "of" and units[behind[0]].place is None:
            return self.group(units, behind[0])
        for at in range(noun - 1, max(0, noun - OWNED), -1):
            if units[at].word == "'s" and units[at - 1].mask & self._actor and units[at - 1].place is None:
                return (units[at - 1].actor or "",)
        return ()

    def itself(self, units: Sequence[Unit], at: int) -> tuple[str, ...]:
        """Give the actors that a noun is by itself: `gunmen`, or whose men it tells of: `gunmen of the ADF`."""
        if self._men_of(units, at) and (whose := self._first_group(units, at + 2, 2)):
            return whose
        return self.group(units, at) if units[at].mask & self._actor else ()

    def modifiers(self, units: Sequence[Unit], at: int) -> tuple[str, ...]:
        """Give the actors right before a noun: `Israel-Hamas truce`, `the army's attacks`."""
        found: list[str] = []
        for here in range(at - 1, max(-1, at - 6), -1):
            unit = units[here]
            if unit.actor and unit.place and self._only_where(units, here):
                break
            if unit.actor:
                found.append(unit.actor)
            elif unit.word == '"' and here == at - 1:
                continue  # `the Houthis' attacks`
            elif unit.word not in JOINTS and (found or self._parts(unit)):
                break
        return tuple(reversed(list(dict.fromkeys(found))))

    def _only_where(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a country only says where: `a blast in Pakistan kills`, `in Baghdad, Iraq, kills`."""
        return is_address(units, at) or (bool(units[at + 1].form) and stands_behind(units, at, WHERE | FROM))

    def _parts(self, unit: Unit) -> bool:
        """Tell whether a word stands between a noun and what is no part of it: a verb, a preposition, a new clause."""
        return not unit.word.isalpha() or bool(unit.form or unit.mask & self._stop) or unit.word in APART

    def group(self, units: Sequence[Unit], at: int) -> tuple[str, ...]:
        """Give the coordinated actors around one: `the army and the RSF`."""
        if self.whose.owns_group(units, at):
            at += 2
        actors = {at: units[at].actor}
        for step in (-1, 1):
            here = at + step
            while 0 <= here < len(units) and abs(here - at) < GROUP:
                unit = units[here]
                if step > 0 and unit.mask & self._actor and self._speaks(units, here):
                    break
                if unit.mask & self._actor and not stands_behind(units, here, WHERE) and not self._owns(units, here):
                    actors[here] = unit.actor
                elif unit.word not in GROUPED and (unit.form & PRESENT or not unit.mask & self._bridge):
                    break
                here += step
        return tuple(dict.fromkeys(actor for _, actor in sorted(actors.items()) if actor))

    def group_behind(self, units: Sequence[Unit], at: int) -> tuple[str, ...]:
        """Give the coordinated actors right behind a word."""
        return self._first_group(units, at + 1, 4)

    def _speaks(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a name behind a comma opens what tells who says it: `by Israel, Hamas leaders said`."""
        before = at - 1 if units[at - 1].word not in ARTICLES else at - 2
        if units[before].word not in CLOSES:
            return False
        behind = units[at + 1 : at + SPOKEN]
        end = next(
            (here for here, unit in enumerate(behind) if unit.word in JOINTS or unit.mask & self._wall), len(behind)
        )
        return any(unit.mask & self._say and unit.form & FINITE for unit in behind[:end])

    def _owns(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a name only owns what follows: `the Houthis, Israel's enemy`, `strikes and Hamas's refusal`."""
        owner = at + 2 < len(units) and units[at + 1].word == "'s" and units[at + 2].word != "rival"
        return self.whose.owns_group(units, at) or (owner and not units[at + 2].mask & (self._lead | self._actor))

    def _first_group(self, units: Sequence[Unit], start: int, reach: int) -> tuple[str, ...]:
        for at in range(start, min(start + reach, len(units))):
            if units[at].mask & self._actor and not self._own_men(units, at):
                return self.group(units, at)
        return ()

    def _own_men(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether the doer's own men are meant, who are nobody whom he faces: `ordered their fighters`."""
        return bool(units[at].mask & self._men) and units[at - 1].word in OWN
