"""Who says it: the subject of the line's reporting verb, remembered over lines for `he said` and `the group said`."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.inflect import FINITE
from monitor.domain.classify.roles import Roles
from monitor.domain.classify.tails import Kind, Tail, TailReader
from monitor.domain.classify.units import Line, Unit
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.model.report import Speaker

_AFTER = 8  # units behind `said` in which an inverted speaker stands
_ADVERBS = frozenset({"also", "later", "then"})
_HEADED = 6  # units of a headline within which its speaker is named
_OFFICE = 8  # units between a speaker's office and his verb: `mediators from Egypt and Qatar said`
_ASIDE = 14  # units of an aside between a speaker and his verb
_OPENED = 3  # units in which a source stands that opens a sentence
_GO_BETWEENS = frozenset({"mediators", "mediator", "brokers"})


class Voice(NamedTuple):
    """A speaker: the actor he speaks for, his own name, and whether he is its leader, spokesman or statement.

    `both` is true where the two sides speak together, `monitor` where those who watch a truce do; `mediators` are those
    who speak as mediators, `together` several who are named and speak as one.
    """

    actor: str | None = None
    name: str = ""
    direct: bool = False
    unnamed: bool = False
    both: bool = False
    monitor: bool = False
    mediators: tuple[str, ...] = ()
    together: tuple[str, ...] = ()

    def for_all(self, parties: Sequence[str]) -> bool:
        """Tell whether it speaks for several parties at once, each for itself."""
        return len(parties) > 1 and (self.both or set(parties) <= set(self.together))


NOBODY = Voice()


class VoiceReader:
    """Finds the voice of a line; made once per lexicon."""

    def __init__(self, cast: Cast, vocabulary: Vocabulary, roles: Roles) -> None:
        self._cast, self._doers, self._tails = cast, roles.doers, TailReader(cast, vocabulary)
        self._say, self._office = vocabulary.mask("say", "threaten"), vocabulary.mask("spokesman")
        self._unnamed, self._they = vocabulary.mask("unnamed"), vocabulary.mask("they")
        self._wall, self._truce = vocabulary.mask("wall"), vocabulary.mask("truce")
        self._sources = vocabulary.mask("source_word")
        self._broker = vocabulary.mask("broker")
        self._watcher, self._watch = vocabulary.mask("watcher"), vocabulary.mask("recorded", "say")

    def read(self, line: Line, last: Voice) -> Voice:
        """Give the line's voice; `last` is the voice before, taken up by a pronoun."""
        watched = self._watched(line.units) if line.mask & self._watcher else None
        if watched is not None:
            return watched
        for at, unit in enumerate(line.units) if line.mask & self._say else ():
            if unit.mask & self._say and (unit.form & FINITE or unit.word == "according to"):
                voice = self._speaker(line.units, at, last)
                if voice is not None:
                    return voice
        return self._headed(line) if line.mask & self._wall else NOBODY

    def _headed(self, line: Line) -> Voice:
        """Give the speaker whom a headline names before its words: `Meshaal: no truce`, but not `Sudan: army gains`."""
        end = next((at for at, unit in enumerate(line.units[:_HEADED]) if unit.mask & self._wall), 0)
        before, after = line.units[:end], line.units[end + 1 : end + 2]
        if any(unit.form & FINITE or unit.mask & self._truce or unit.word == "," for unit in before):
            return NOBODY
        if any(unit.actor for unit in after):
            return NOBODY
        named = [at for at, unit in enumerate(before) if unit.actor and (unit.person or not unit.place)]
        return self._voice(before, range(end), (before[named[0]].actor or "",)) if named else NOBODY

    def _watched(self, units: Sequence[Unit]) -> Voice | None:
        """Give the voice of those who watch a truce and say or record something: `UN monitors counted 14 breaches`."""
        for noun, verb in pairwise(units):
            if noun.mask & self._watcher and verb.mask & self._watch and verb.form & FINITE:
                return Voice(noun.actor, monitor=True)
        return None

    def _speaker(self, units: Sequence[Unit], at: int, last: Voice) -> Voice | None:
        before = [unit for unit in units[max(0, at - 2) : at] if unit.word not in _ADVERBS]
        if any(unit.mask & self._unnamed for unit in before) or self._source(units, at):
            return Voice(unnamed=True)
        tail = self._tails.read(units, at)
        if tail.kind is Kind.BOTH or tail.own:
            return Voice(both=True)
        subject = () if units[at].word == "according to" else self._doers.subject(units, at)
        if tail.kind is not Kind.NAMED:
            return self._of_kind(tail, last, subject)
        if subject:
            return self._named(units, at, subject, tail)
        if before and before[-1].mask & self._they:
            return last if last is not NOBODY else None
        return self._inverted(units, at)

    def _named(self, units: Sequence[Unit], at: int, subject: tuple[str, ...], tail: Tail) -> Voice:
        """Give the voice of those who are named as the verb's subject, as mediators or for themselves."""
        if self._mediates(units, at):
            return Voice(subject[-1], mediators=subject)
        voice = self._voice(units, range(at - 1, max(-1, at - 20), -1), subject)
        return voice._replace(together=tail.together)

    def _inverted(self, units: Sequence[Unit], at: int) -> Voice | None:
        """Give the voice of one who is named behind his verb: `according to Qatar`, `, said Hamas`."""
        behind = range(at + 1, min(len(units), at + _AFTER))
        inverted = units[at].word == "according to" or (at and units[at - 1].word in {",", '"'})
        found = next((units[here].actor for here in behind if units[here].actor), None) if inverted else None
        return self._voice(units, behind, (found,)) if found else None

    def _of_kind(self, tail: Tail, last: Voice, subject: tuple[str, ...]) -> Voice | None:
        """Give the voice of one whom nobody names: of a state or a group told beside him, else nobody's."""
        if tail.actor is not None:
            return Voice(tail.actor, direct=True)
        kind = self._cast.states if tail.kind is Kind.STATE else self._cast.armed
        if tail.kind is not Kind.BYSTANDER and last.actor in kind:
            return last
        return Voice(unnamed=True) if subject or tail.kind is Kind.BYSTANDER else None

    def _mediates(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether who speaks stands between: `mediators from Qatar said`, `Qatar, which mediated, said`."""
        if any(unit.word in _GO_BETWEENS for unit in units[max(0, at - _OFFICE) : at]):
            return True
        for here in range(at - 1, max(-1, at - _ASIDE), -1):
            if units[here].word in {"which", "who"}:
                outsider = here < 2 or units[here - 2].actor not in self._cast.armed  # noqa: PLR2004 - name and comma
                return outsider and any(unit.mask & self._broker and unit.form for unit in units[here:at])
        return False

    def _source(self, units: Sequence[Unit], at: int) -> bool:
        """Tell whether a sentence is opened by one who is not named: `A diplomat with knowledge of the talks said`."""
        return at < _ASIDE and any(unit.mask & self._sources for unit in units[: min(at, _OPENED)])

    def _voice(self, units: Sequence[Unit], places: range, subject: tuple[str, ...]) -> Voice:
        actor = subject[-1]
        owners = [at for at in places if not at or units[at - 1].word != "by"]
        person = next((units[at].person for at in owners if units[at].person and units[at].actor in subject), "")
        office = any(units[at].mask & self._office for at in places)
        actor = next((units[at].actor or actor for at in owners if units[at].person), actor) if person else actor
        return Voice(actor, person, bool(person) or office or self._cast.recognised(actor))


def speaker_kind(voice: Voice, parties: Sequence[str], belligerents: frozenset[str], cast: Cast) -> Speaker:
    """Place a voice as seen from the parties of what it says."""
    if voice.for_all(parties) or of_party(voice.actor, parties, cast):
        return Speaker.PARTY
    if voice.monitor or voice.mediators:
        return Speaker.MONITOR if voice.monitor else Speaker.MEDIATOR
    if voice.actor is None:
        return Speaker.UNNAMED if voice.unnamed else Speaker.MEDIA
    if voice.actor in belligerents:
        return Speaker.OPPONENT
    return Speaker.MEDIATOR if voice.actor in cast.mediators else Speaker.OFFICIAL


def of_party(actor: str | None, parties: Sequence[str], cast: Cast) -> bool:
    """Tell whether a voice is a party's, or that of a party's own forces or of the state whose forces are party."""
    if actor is None:
        return False
    return (
        actor in parties
        or any(actor in cast.links.get(party, ()) for party in parties)
        or cast.state_of(actor) in parties
    )
