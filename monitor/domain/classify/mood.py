"""How a predicate is meant: plainly, negated, planned, on condition, asked for; read off the words around it."""

from collections.abc import Sequence
from typing import NamedTuple

from monitor.domain.classify.inflect import BASE, DONE, ING, PRESENT, S
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary

_REACH = 12  # units to the left that still govern a predicate
_LONG = frozenset({"week", "weeks", "month", "months", "year", "years"})
_HAD = 3  # units from `had` to its predicate
_RELATIVES = frozenset({"which", "who", "whom", "whose"})
_SINGULAR = frozenset({"it", "he", "she"})
_PRESUMING = frozenset({"what", "why", "how", "when", "where", "which", "who", "whose", "whom"})
_TOLD = frozenset({"said", "reported", "alleged", "believed"})  # `the rebels are said to violate it`
_SINCE = 14  # units before `since` in which a superlative stands
_NEAR = 5  # units within which a negation or a modal governs it
_JOINTS = frozenset({"and", "but", ","})
_ANEW = frozenset({"is", "are", "was", "were", "has", "have", "will", "remains", "remain", "still"})  # a new predicate


class Mood(NamedTuple):
    """What governs a predicate."""

    negated: bool
    modal: bool
    doubtful: bool  # could, may, hopes to
    planned: bool
    future: bool
    conditional: bool
    settled: bool  # done, so no condition can still hang on it
    supposed: bool
    unreal: bool  # denied, asked about or told as false
    pending: bool
    dating: bool  # in a clause that only dates the news: `since the truce collapsed last year`
    long_done: bool  # done before the news: `who had declared a truce`
    passive: bool
    near: bool  # a modal or a plan right before the predicate, if it is a verb
    asked: bool

    @property
    def bygone(self) -> bool:
        """Tell whether it only tells of before the news."""
        return self.dating or self.long_done


_PLAIN = Mood(*(False,) * 15)


class MoodReader:
    """Reads moods; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._negator, self._modal, self._planned = (vocabulary.mask(name) for name in ("negator", "modal", "planned"))
        self._will, self._appeal, self._wall = (vocabulary.mask(name) for name in ("will", "appeal", "wall"))
        self._stop, self._doubt = vocabulary.mask("clausal", "wall"), vocabulary.mask("doubt")
        self._deny, self._reject, self._hearsay = (vocabulary.mask(name) for name in ("deny", "reject", "hearsay"))
        self._question, self._unreal = vocabulary.mask("question"), vocabulary.mask("unreal")
        self._condition = vocabulary.mask("truce_condition")
        self._must = vocabulary.mask("must")
        self._past, self._say = vocabulary.mask("past_time"), vocabulary.mask("say")
        self._superlative = vocabulary.mask("superlative")
        self._pending, self._be = vocabulary.mask("pending"), vocabulary.mask("be")
        self._governing = self._negator | self._modal | self._planned | self._will | self._appeal | self._doubt
        self._governing |= self._condition | self._pending | self._be | self._past | vocabulary.mask("perfect", "must")
        self._governing |= self._question | self._unreal | self._deny | self._hearsay | vocabulary.mask("time_unit")

    def read(self, line: Line, head: int, first: int, last: int) -> Mood:
        """Read the mood of the predicate `head` of a match over the units `first` to `last`."""
        return self._read(line, head, first, last) if line.mask & self._governing or line.asks else _PLAIN

    def _read(self, line: Line, head: int, first: int, last: int) -> Mood:
        units = line.units
        start = self._own_clause(units, head)
        inside = _union(units, head + 1, last)
        to_be = (
            head > 0 and units[head - 1].word == "be"
        )  # its `will` or `to` may stand far off: `will the truce be kept`
        near = start if to_be else max(start, head - _NEAR)
        before = _union(units, near, head)
        wide = _union(units, start, min(head, max(first, start)))
        settled = bool(units[head].form & DONE) and not before & (self._modal | self._will)
        supposed = self._supposed(units, head)
        return Mood(
            negated=bool((inside | before) & self._negator)
            and not (self._negates_aside(units, start, head) or self._said_anew(units, start, head, inside)),
            modal=bool(before & self._modal),
            doubtful=bool(before & self._doubt),
            planned=bool(before & self._planned),
            future=bool(units[head].form) and self._ahead(units, near, head, be=to_be),
            conditional=not supposed and self._on_condition(units, head, wide),
            settled=settled,
            supposed=supposed,
            unreal=bool(line.mask & self._unreal)
            or self._questions(units, start)
            or self._left_open(line, start, last)
            or self._denied(line, head),
            pending=self._to_come(units[head]) and self._pends(units, self._opener(units, start, head), head),
            dating=start > 0 and self._dating(units, start - 1, last),
            long_done=self._long_done(units, head),
            passive=units[head].form != ING and any(units[at].mask & self._be for at in range(max(0, head - 2), head)),
            near=self._governed(units, head),
            asked=bool(wide & self._appeal or before & self._must) or self._subjunctive(units, head),
        )

    def _ahead(self, units: Sequence[Unit], start: int, head: int, *, be: bool) -> bool:
        """Tell whether a predicate lies ahead; a `to` governs only a verb's base: `a pact to stop, X breaches it`."""
        for at in range(start, head):
            if not units[at].mask & self._will:
                continue
            told = at > 0 and units[at - 1].word in _TOLD
            if units[at].word != "to" or be or (units[head].form & BASE and not told):
                return True
        return False

    def _subjunctive(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether the form alone says that it is asked for: `the request that it stop firing`."""
        clause = head > 1 and units[head - 2].word == "that" and units[head - 1].word in _SINGULAR
        return clause and units[head].form == BASE

    def _negates_aside(self, units: Sequence[Unit], start: int, head: int) -> bool:
        """Tell whether only something else is missing, before a comma: `Without proof, it claimed the raid`."""
        comma = next((at for at in range(head - 1, start, -1) if units[at].word == ","), None)
        if comma is None:
            return False
        negators = [at for at in range(start, head) if units[at].mask & self._negator]
        return bool(negators) and all(at < comma and self._is_lacking(units, at) for at in negators)

    def _said_anew(self, units: Sequence[Unit], start: int, head: int, inside: int) -> bool:
        """Tell whether what is negated is only what was said before: `did not fire and is abiding`, `failed, quits`."""
        joint = next((at for at in range(head - 1, start, -1) if units[at].word in _JOINTS), None)
        if joint is None or (inside | _union(units, joint, head)) & self._negator:
            return False
        follows = units[joint + 1]
        return follows.word in _ANEW or (units[joint].word == "," and joint + 1 == head and bool(follows.form & S))

    def _is_lacking(self, units: Sequence[Unit], at: int) -> bool:
        return units[at].word == "without" or (at > 0 and units[at].word == "no" and units[at - 1].word == "with")

    def _governed(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether a verb stands right behind a modal or plan; a `to` governs none that is done (`loyal to X`)."""
        form, before = units[head].form, units[max(0, head - 2) : head]
        if form & DONE and not form & PRESENT:
            before = [unit for unit in before if unit.word != "to"]
        return bool(form) and any(unit.mask & (self._modal | self._will | self._planned) for unit in before)

    def _questions(self, units: Sequence[Unit], start: int) -> bool:
        """Tell whether a clause only asks whether or by whom something was done: `Has the truce collapsed?`."""
        opener = units[start]
        opens = start == 0 or bool(units[start - 1].mask & self._wall)
        return opens and opener.capital and bool(opener.mask & self._question) and opener.actor is None

    def _left_open(self, line: Line, start: int, last: int) -> bool:
        """Tell whether a question leaves open what its last clause says: `Truce over?`, not `Who broke the truce?`."""
        clause = line.units[start:]
        if not line.asks or any(unit.word in _PRESUMING for unit in clause):
            return False
        return not any(unit.word == "," or unit.mask & self._wall for unit in line.units[last + 1 :])

    def _to_come(self, unit: Unit) -> bool:
        """Tell whether a verb's form is none of the past: `agrees`, `agree`, `agreeing`."""
        return bool(unit.form & (S | ING)) or unit.form == BASE

    def _opener(self, units: Sequence[Unit], start: int, head: int) -> int:
        """Give what opens the predicate's clause, which can be an `until` with no other verb behind it; -1 if none."""
        for at in range(head - 1, start - 1, -1):
            if units[at].word == "until":
                return at
            if units[at].form or units[at].word == ",":
                break
        return start - 1

    def _pends(self, units: Sequence[Unit], opener: int, head: int) -> bool:
        """Tell whether a clause in the present is one to come: `until it ends`, `will fight on after it ends`."""
        if opener < 0 or units[opener + 1].word == ",":
            return False  # `not heard of before, said`
        if units[head].form == ING and head != opener + 1:
            return False  # `hit the town before dawn, shattering a truce`
        if units[opener].mask & self._pending and units[opener + 1].form != ING:
            return True
        ahead = self._will | self._modal | self._condition | self._planned | self._appeal | self._must
        main = (max(0, opener - _REACH), opener)
        if not opener and units[opener].word == "before":
            main = self._behind_comma(units)
        return units[opener].word in {"after", "before"} and bool(_union(units, *main) & ahead)

    def _behind_comma(self, units: Sequence[Unit]) -> tuple[int, int]:
        """Give the start and end of the main clause where another opens the sentence: `Before agreeing, they want`."""
        comma = next((at for at, unit in enumerate(units) if unit.word == ","), len(units))
        return comma, comma + _NEAR

    def _dating(self, units: Sequence[Unit], opener: int, last: int) -> bool:
        """Tell whether a clause only dates the news: `since it collapsed last year`, `two months after they agreed`."""
        if units[opener].word not in {"since", "after"}:
            return False
        if units[opener].word == "since" and _union(units, max(0, opener - _SINCE), opener) & self._superlative:
            return all(unit.word != "," for unit in units[opener:last])  # `the biggest raid since they ended the truce`
        return bool(_union(units, last, last + _NEAR) & self._past) or (opener > 0 and units[opener - 1].word in _LONG)

    def _long_done(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether the predicate was done before the news: `who had declared a truce`, but not `said they had`."""
        had = next((at for at in range(max(0, head - _HAD), head) if units[at].word == "had"), None)
        return had is not None and not (_union(units, 0, had) | self._told_behind(units, head)) & self._say

    def _told_behind(self, units: Sequence[Unit], head: int) -> int:
        """Give the classes of what closes a sentence behind its last comma: `a truce had been agreed, he said`."""
        commas = [at for at in range(head + 1, len(units)) if units[at].word in {",", '"'}]
        return _union(units, commas[-1], len(units)) if commas else 0

    def _supposed(self, units: Sequence[Unit], head: int) -> bool:
        """Tell whether the predicate stands inside the condition itself: `unless they halt attacks`."""
        for at in range(head - 1, max(-1, head - _REACH), -1):
            if units[at].word == "," or units[at].mask & self._wall:
                return False
            if units[at].mask & self._condition:
                return True
        return False

    def _denied(self, line: Line, head: int) -> bool:
        """Tell whether the predicate stands inside a denial: `denied it broke`, `rejects claims that it broke`."""
        units, denial = line.units, self._deny
        if not line.mask & (denial | self._reject):
            return False
        for at in range(head - 1, max(-1, head - _REACH), -1):
            mask = units[at].mask
            if mask & denial:
                return True
            if mask & self._hearsay:
                denial |= self._reject
            elif units[at].word == "," or mask & (self._wall | self._say):
                return False
        return False

    def _on_condition(self, units: Sequence[Unit], head: int, wide: int) -> bool:
        """Tell whether a condition stands behind the predicate, or before it among the classes `wide`."""
        return bool((wide | _union_until(units, head + 1, self._wall)) & self._condition)

    def _own_clause(self, units: Sequence[Unit], head: int) -> int:
        """Give where the predicate's clause starts, behind an aside: `X, which signed no truce, fires`."""
        start = self.clause_start(units, head)
        if not start or units[start - 1].word not in _RELATIVES:
            return start
        closed = next((at for at in range(head - 1, start, -1) if units[at].word == ","), None)
        told = closed is not None and any(unit.form for unit in units[start:closed])
        return closed + 1 if closed is not None and told else start

    def clause_start(self, units: Sequence[Unit], head: int) -> int:
        """Give the first unit of the predicate's clause, at most a dozen units back."""
        lowest = max(0, head - _REACH)
        for at in range(head - 1, lowest - 1, -1):
            if units[at].mask & self._stop:
                return at + 1
        return lowest

    def clause_end(self, units: Sequence[Unit], head: int) -> int:
        """Give the unit behind the predicate's clause: the next conjunction, wall or comma."""
        behind = range(head + 1, len(units))
        return next((at for at in behind if units[at].word == "," or units[at].mask & self._stop), len(units))


def _union(units: Sequence[Unit], start: int, end: int) -> int:
    together = 0
    for unit in units[start:end]:
        together |= unit.mask
    return together


def _union_until(units: Sequence[Unit], start: int, stop: int) -> int:
    together = 0
    for unit in units[start:]:
        if unit.mask & stop:
            break
        together |= unit.mask
    return together
