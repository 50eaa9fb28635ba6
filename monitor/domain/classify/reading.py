"""Reads a text once: its sentences as lines, with what the whole text tells of their names; no grammar lives here."""

from collections.abc import Iterable, Sequence

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.dates import opens_date
from monitor.domain.classify.drafting import Draft, Drafter
from monitor.domain.classify.gazetteer import ActorName, Gazetteer, Name, NameKind
from monitor.domain.classify.inflect import BASE, DONE, ING, PAST, PRESENT, S
from monitor.domain.classify.numbers import is_figure
from monitor.domain.classify.sentences import Sentence, Token
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary

_PREPOSITIONS = frozenset({"in", "of", "by", "from", "during", "after", "over", "despite", "amid", "against", "for"})
_BEFORE_NAMED_NOUN = _PREPOSITIONS | {"a", "an", "another", "any", "no"}
_BEFORE_PLACE = _PREPOSITIONS | {"into", "to", "near", "inside", "across"}
_LIES_IN = frozenset({"in", "near", "inside", "across", "from"})
_COUNTS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "many", "few"})
_WHICH = frozenset(
    {
        "all",
        "every",
        "such",
        "these",
        "those",
        "more",
        "further",
        "new",
        "fresh",
        "recent",
        "deadly",
        "last",
        "latest",
        "final",
        "first",
        "second",
        "third",
    }
)
_BEFORE_NOUN = _BEFORE_NAMED_NOUN | _COUNTS | _WHICH | {"the", "this", "its", "their", "his", "with"}
_LINKS = frozenset({"and", ",", "|", '"', "as", "with", "that", "which", "to", "were", "was", "are", "have"})
_BEHIND_NOUN = _PREPOSITIONS | _LINKS | {"at", "near", "inside", "across", "on", "around", "along", "throughout"}
_GOVERNS = frozenset({"in", "during", "after", "by", "from", "amid", "despite", "of", "before", "with"})
_OPENS_NOUN = _GOVERNS | {"a", "an", "the"}
_TIES = frozenset({"by", "with", "to"})  # `rebels backed by Turkey`, but `Turkey-backed rebels`
_TOLLS = frozenset({"kills", "wounds", "injures", "leaves"})
_BLOWS = frozenset({"attack", "assault", "raid", "strike", "ambush"})  # `today's attack`, `Hamas's assault`
_ATTACKERS = frozenset({"attacker", "assailant", "gunman", "stabbing", "shooting"})
_NO_PEOPLE = _LINKS | _ATTACKERS  # behind an adjective that stands for those who fight
_AUXILIARIES = frozenset({"has", "have", "had", "is", "was", "were", "are", "will", "would", "could", "may"})
_A_AN = frozenset({"a", "an"})
_OPENS_OBJECT = frozenset({"a", "an", "the", "its", "their", "two", "three", "four", "five"})
_SPLIT = frozenset({"breakaway", "renegade", "rogue", "splinter"})  # `a breakaway Renamo commander` speaks for himself
_SPLINTERS = "armed-groups"
_DATELINE = 12  # units within which a dateline ends


class Reader:
    """Turns tokens into lines; places support the short names of their country's actors."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary, cast: Cast) -> None:
        self._drafter = Drafter(gazetteer, vocabulary)
        self._countries, self._states = cast.homes, cast.states
        self._general, self._armed = cast.nameless, cast.armed - cast.nameless
        self._armed_at_home = {actor: f"~{home}" for actor, home in cast.homes.items() if actor in cast.armed}
        self._around = {place: (place, *(f"~{here}" for here in chain)) for place, chain in cast.within.items()}
        self._wall, self._say = vocabulary.mask("wall"), vocabulary.mask("say", "perfect")
        self._verb, self._weighs = vocabulary.mask("only_verb"), vocabulary.mask("other_verb")
        self._truce, self._peace = vocabulary.mask("truce"), vocabulary.mask("no_conflict")
        self._acts = vocabulary.mask(
            "reject", "appeal", "agree", "accept", "declare", "propose", "deny", "extend", "order", "halt"
        )
        self._be, self._attack = vocabulary.mask("be"), vocabulary.mask("attack_verb")
        strikes = ("kill_verb", "attack_verb", "attack_noun", "take_verb", "abduct", "launch_verb", "threaten")
        self._strikes = vocabulary.mask(*strikes, "claim", "film", "show", "say", "fighters")
        self._actor, self._place = vocabulary.mask("actor"), vocabulary.mask("place")
        blows = ("attack_noun", "rocket_word", "mine_word", "volley", "clash_noun", "drone_word", "suicide_word")
        self._blow = vocabulary.mask(*blows, "raider")
        self._fighters, self._tied = vocabulary.mask("fighters"), vocabulary.mask("tied")
        self._group, self._office = vocabulary.mask("fighters", "group_noun"), vocabulary.mask("spokesman", "organ")

    def read(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[Line]:
        """Give all lines of a text."""
        cased = any(capital for _, _, _, capital, _ in tokens)
        drafts = [self._drafter.draft(tokens, sentence, cased=cased) for sentence in sentences]
        support = self._support(name for draft in drafts for _, name in draft.names)
        return [self._line(draft, s, support) for s, draft in zip(sentences, drafts, strict=True)]

    def _support(self, names: Iterable[Name]) -> set[str]:
        """Give what supports short names: a place its country's forces, and what lies around it armed groups (`~`)."""
        support: set[str] = set()
        for name in names:
            if name.place:
                support.update(self._around[name.place])
            if len(name.actors) == 1 and name.actors[0].kind is not NameKind.CUE:
                support.add(name.actors[0].actor)
        return support

    def _line(self, draft: Draft, sentence: Sentence, support: set[str]) -> Line:
        for at, name in draft.names:
            drafted = draft.units[at]
            draft.units[at] = self._understood(draft.units, at, name, support)
            if drafted.mask & self._truce:  # `the Gaza pause` names where, and is no doer
                draft.units[at] = draft.units[at]._replace(mask=drafted.mask)
        units = self._without_dateline(draft.units, sentence.paragraph)
        whole = self._settled(units)
        cut = len(draft.units) - len(units)
        named = tuple([units[at - cut] for at, _ in draft.names if at >= cut])
        days = tuple([at - cut for at in draft.days if at >= cut])
        start, end = units[0].start, units[-1].end
        return Line(tuple(units), whole, sentence.paragraph, start, end, named, days, sentence.asks)

    def _settled(self, units: list[Unit]) -> int:
        """Settle who is an actor and what is a verb; give every class that is left in the line."""
        whole, actor = 0, self._actor
        for at, unit in enumerate(units):
            mask = unit.mask
            if not mask:
                continue
            if mask & actor and _is_split(units, at) and _SPLINTERS in self._general:
                units[at] = unit._replace(actor=_SPLINTERS)
            if mask & actor and self._stands_aside(units, at):
                mask &= ~actor
                units[at] = unit._replace(mask=mask)
            elif at and unit.form:
                units[at] = self._as_it_stands(units, at)
                mask = units[at].mask
            whole |= mask
        return whole

    def _as_it_stands(self, units: Sequence[Unit], at: int) -> Unit:
        """Take from what only looks like a verb the forms of one."""
        unit = units[at]
        if at > 1 and unit.form & ING and units[at - 1].actor and units[at - 2].word in _A_AN:
            return unit._replace(form=unit.form & ~ING)  # `killed in an ISIS bombing`
        if unit.form & DONE and at + 1 < len(units) and _is_attribute(units, at):
            return unit._replace(form=0)
        if unit.form & PRESENT and not unit.mask & self._verb and self._is_noun(units, at):
            mask = unit.mask & ~self._attack if _is_governed(units, at) else unit.mask  # a noun for certain
            return unit._replace(form=unit.form & ~PRESENT, mask=mask)
        return unit

    def _is_noun(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a word that could be a verb is a noun: `condemns attack`, `decries Kabul raid`, `an attack`."""
        if units[at].form & S and " " in units[at].word:
            return False  # `takes hold`: a phrase whose first word is inflected
        weighed = units[at - 1].mask | (0 if at == 1 or units[at - 1].form else units[at - 2].mask)
        return bool(weighed & self._weighs) or _is_governed(units, at) or _is_named_noun(units, at)

    def _stands_aside(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a name only tells whose others are: `Syrian rebels`, `Iran-backed`, or whose hour it is."""
        behind = units[at + 1] if at + 1 < len(units) else units[at]
        ties = bool(behind.mask & self._tied) and (at + 2 == len(units) or units[at + 2].word not in _TIES)
        if ties or self._tells_again(units, at) or (at and units[at - 1].word == "anti"):
            return True
        if units[at].place and behind.word == "time":
            return True
        if units[at].kind is not NameKind.ADJECTIVE:
            return units[at].place is not None and bool(behind.mask & self._fighters)
        if behind.mask & self._group or (
            units[at].actor in self._armed and self._is_one_of_a_people(units[at], behind)
        ):
            return True
        open_end = not behind.form and not behind.mask & self._office and at + 2 < len(units)
        return open_end and bool(units[at + 2].mask & self._group)

    def _is_one_of_a_people(self, unit: Unit, behind: Unit) -> bool:
        """Tell whether an adjective only says of which people one is: `a Palestinian student`, `Palestinian rams`."""
        if unit.word.endswith("s") or not behind.word.isalpha() or behind.word in _NO_PEOPLE:
            return False
        return not behind.mask & (self._blow | self._office | self._truce)

    def _tells_again(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a general name only says what the armed group right before it is: `JNIM fighters`."""
        if units[at].actor not in self._general:
            return False
        before = units[at - 1] if at else units[at]
        return before.actor in self._armed and bool(before.mask & self._actor)

    def _without_dateline(self, units: list[Unit], paragraph: int) -> list[Unit]:
        """Leave out `BAGHDAD, Oct 11 (Wire) -` before a story's first sentence."""
        if paragraph != 1 or not units or not units[0].word[0].isalpha():
            return units
        for at, unit in enumerate(units[:_DATELINE]):
            if unit.mask & self._wall:
                named = units[0].capital and all(u.capital or not u.word[0].isalpha() for u in units[:at])
                known = units[0].place or _is_dated(units[:at])
                return units[at + 1 :] if named and at + 1 < len(units) and known else units
        return units

    def _understood(self, units: Sequence[Unit], at: int, name: Name, support: set[str]) -> Unit:
        """Give a name's unit with whom or where it names in this text; a capital that speaks is its government."""
        unit = units[at]
        behind = units[at + 1] if at + 1 < len(units) else units[at]
        capital = name.place is not None or any(reading.actor in self._states for reading in name.actors[:1])
        speaks = capital and bool(behind.mask & self._say or (behind.form & (S | PAST) and behind.mask & self._acts))
        reading = self._reading(name.actors, support)
        if reading is None and name.actors and (speaks or self._signs(name, behind, units)):
            reading = name.actors[0]
        mask = unit.mask | self._place if name.place else unit.mask
        if reading is None:
            return unit._replace(mask=mask, place=name.place)
        if name.upper and unit.mask & self._be:  # the Islamic State is no verb
            return Unit(unit.word.upper(), self._actor, 0, unit.start, unit.end, unit.capital, *reading, None)
        return Unit(unit.word, mask | self._actor, unit.form, unit.start, unit.end, unit.capital, *reading, name.place)

    def _signs(self, name: Name, behind: Unit, units: Sequence[Unit]) -> bool:
        """Tell whether an acronym of one armed group acts as such, or stands beside a truce in no talk of sport."""
        if not (name.upper and len(name.actors) == 1 and name.actors[0].actor in self._armed):
            return False
        if behind.mask & self._strikes and any(not unit.capital and unit.word.isalpha() for unit in units):
            return True  # `IS claims attack`, `ETA kills nine`, but not `WHAT IS ATTACK`
        return any(unit.mask & self._truce for unit in units) and not any(unit.mask & self._peace for unit in units)

    def _reading(self, readings: tuple[ActorName, ...], support: set[str]) -> ActorName | None:
        """Choose the supported reading; a cue without support names nobody."""
        for reading in readings:
            actor = reading.actor
            if actor in support or self._countries.get(actor) in support or self._armed_at_home.get(actor) in support:
                return reading
        return readings[0] if readings and readings[0].kind is not NameKind.CUE else None


def _is_split(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a group's name only says whom others have left: `breakaway Renamo fighters`, `a Renamo splinter`."""
    return (at > 0 and units[at - 1].word in _SPLIT) or (at + 1 < len(units) and units[at + 1].word == "splinter")


def _is_dated(units: Sequence[Unit]) -> bool:
    """Tell whether a town that is not known is followed by a day, or by a wire's name in brackets."""
    words = [unit.word for unit in units]
    return words[-1] == ")" or (is_figure(words[-1]) and words[-3:-2] == [","] and opens_date(words[-2]))


def _is_attribute(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a participle only describes a place: `into besieged Gaza`."""
    return units[at - 1].word in _BEFORE_PLACE and units[at + 1].place is not None


def _is_governed(units: Sequence[Unit], at: int) -> bool:
    """Tell whether it is a noun behind a preposition, or one word later: `killed in raid`, `in West Bank raid`."""
    one = units[at - 1]
    if one.word in _OPENS_NOUN or (one.word == "'s" and units[at].word in _BLOWS):
        return True
    if at > 1 and units[at - 2].word in _A_AN and units[at].form & BASE and one.word.isalpha():
        return True  # `killed in an aerial attack`
    later = at > 1 and units[at - 2].word in _GOVERNS and not one.form and (one.place or not one.actor)
    if not later or not any(unit.form & (S | PAST | PRESENT) for unit in units[: at - 2]):
        return False  # `rebels in Mali attack`: it is the verb
    return at + 1 == len(units) or units[at + 1].word in _BEHIND_NOUN


def _is_subject_or_governed(units: Sequence[Unit], article: int, at: int) -> bool:
    """Tell whether a name and a word are a noun: `the Hamas attack has shaken`, `after the Hamas attack,`."""
    behind = units[at + 1] if at + 1 < len(units) else None
    if behind is None or behind.word in _BEHIND_NOUN:
        return article > 0 and units[article - 1].word in _GOVERNS
    return bool(behind.form & (S | PAST)) or behind.word in _AUXILIARIES


def _is_named_noun(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a word that could be a verb is a noun by what stands before: `an attack`, `of Hamas attacks`."""
    behind = units[at + 1].word if at + 1 < len(units) else ","
    if behind in _TOLLS or (units[at].word == "targets" and behind in _BEHIND_NOUN):
        return True  # `Mali blast kills three`, `jets hit Houthi targets in Yemen`
    before = at - 1
    if before and units[before].place and units[before - 1].word == "'s":
        return True  # `Israel's Gaza City assault`
    while before and units[before].actor:
        before -= 1
    if before == 1 and units[0].actor and units[1].word in _LIES_IN and not units[at].form & S:
        return not all(unit.place for unit in units[2:at])  # `Rebels in Mali attack police`
    dated = opens_date(units[before].word) and is_figure(units[max(0, before - 1)].word)  # `the 7 October attacks`
    if before == at - 1:
        return dated or units[before].word in _BEFORE_NOUN
    if units[before].word == "the" and _is_subject_or_governed(units, before, at):
        return True
    object_follows = at + 1 < len(units) and units[at + 1].word in _OPENS_OBJECT  # `after Hamas attacks a post`
    named = dated or is_figure(units[before].word) or units[before].word in _BEFORE_NAMED_NOUN
    return named and not object_follows
