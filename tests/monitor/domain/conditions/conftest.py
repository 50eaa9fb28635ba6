"""A small world for the fold: two conflicts, a few actors and places, and short ways to write reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from monitor.domain.conditions import fold
from monitor.domain.model.condition import (
    Arrangement,
    ChangeKind,
    Condition,
    ConditionChange,
    ConditionKind,
    Derivation,
    Stance,
    Transition,
)
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.lexicon import Actor, ActorKind, Lexicon, Link, LinkKind, Place, PlaceKind, Watch
from monitor.domain.model.report import (
    Act,
    CeasefireReport,
    Claim,
    DeadlineKind,
    EventReport,
    Evidence,
    Factuality,
    FiledReport,
    PloverEvent,
    Report,
    Responsibility,
    Speaker,
    SubEvent,
    Term,
    TermTiming,
    Toll,
)
from monitor.domain.model.time import DAY, HOUR, Millis, Precision, When, day_of, instant, to_millis


def _member(*wholes: str, since: Millis | None = None, until: Millis | None = None) -> tuple[Link, ...]:
    return tuple(Link(LinkKind.MEMBER_OF, whole, since, until) for whole in wholes)


def _actor(name: str, kind: ActorKind, *links: Link, **more: object) -> Actor:
    return Actor(name, name.replace("-", " ").title(), kind, links=links, **more)  # type: ignore[arg-type]


ACTORS = (
    _actor("hawks", ActorKind.MILITIA, *_member("council", "militias")),
    _actor("kites", ActorKind.MILITIA, *_member("council", "militias")),
    _actor("cave", ActorKind.MILITIA, Link(LinkKind.FRONT_OF, "hawks", alleged_by="state"), *_member("militias")),
    _actor("lodge", ActorKind.MILITIA),
    _actor("offshoot", ActorKind.MILITIA, Link(LinkKind.SPLINTER_OF, "hawks")),
    _actor("council", ActorKind.UMBRELLA, *_member("militias"), recognised=False),
    _actor("front", ActorKind.UMBRELLA),
    _actor("guests", ActorKind.MILITIA, *_member("front", since=0, until=10 * DAY)),
    _actor("militias", ActorKind.GENERIC, country="xx"),
    _actor("gunmen", ActorKind.GENERIC),
    _actor("state", ActorKind.STATE),
    _actor("army", ActorKind.STATE_FORCES, Link(LinkKind.PART_OF, "state")),
    _actor("brigade", ActorKind.STATE_FORCES, Link(LinkKind.PART_OF, "army")),
    _actor("coalition", ActorKind.COALITION),
    _actor("north", ActorKind.STATE),
    _actor("south", ActorKind.STATE),
    _actor("east", ActorKind.STATE),
    _actor("broker", ActorKind.STATE, mediates=True),
    _actor("neighbour", ActorKind.STATE),
)
PLACES = (
    Place("land", "Land", PlaceKind.COUNTRY),
    Place("upper", "Upper", PlaceKind.PROVINCE, parent="land"),
    Place("alba", "Alba", PlaceKind.CITY, parent="upper"),
    Place("alba-zone", "Alba Zone", PlaceKind.AREA, parent="alba"),
    Place("borg", "Borg", PlaceKind.CITY, parent="upper"),
    Place("coral", "Coral", PlaceKind.CITY, parent="land"),
    Place("strait", "Strait", PlaceKind.REGION),
    Place("abroad", "Abroad", PlaceKind.COUNTRY),
)
MILITIA_WAR = Watch(
    "war", "War of the militias", (("hawks", "kites", "cave", "militias", "lodge"), ("state", "coalition")), ("land",)
)
BORDER = Watch("border", "North and South", (("north",), ("south",)), ("strait",))
LEXICON = Lexicon(ACTORS, PLACES, (MILITIA_WAR, BORDER))
FAR = to_millis(datetime.fromisoformat("2020-01-01T00:00+00:00"))


def ms(text: str) -> Millis:
    """Read "10-11" or "10-11 09:30" of the year 2020."""
    day, _, hour = text.partition(" ")
    return to_millis(datetime.fromisoformat(f"2020-{day}T{hour or '12:00'}:00+00:00"))


@dataclass
class Scene:
    """A watch with its reports: `say` and `act` file reports, `fold` derives."""

    watch: Watch = MILITIA_WAR
    lexicon: Lexicon = LEXICON
    coverage: Coverage = field(default_factory=lambda: Coverage(((FAR, FAR + 400 * DAY),)))
    now: Millis = FAR + 364 * DAY
    filed: list[FiledReport] = field(default_factory=list)

    def say(
        self,
        act: Act,
        *parties: str,
        at: str,
        to: Sequence[str] = (),
        own: str | bool = False,
        origin: str = "",
        muted: bool = False,
        voided: bool = False,
        background: bool = False,
        seen: str = "",
        **more: object,
    ) -> FiledReport:
        """File a statement; `own` makes it constitutive, of that actor or of the only party."""
        reported = ms(at)
        more.setdefault("factuality", Factuality.ANNOUNCED if act not in OBSERVED else Factuality.OCCURRED)
        report = CeasefireReport(
            act,
            parties,
            tuple(to),
            evidence=self._evidence(background=background),
            constitutive=bool(own),
            speaker=more.pop("speaker", Speaker.PARTY if own else Speaker.MEDIA),
            speaker_actor=more.pop("speaker_actor", own if isinstance(own, str) else None),
            **more,
        )  # type: ignore[arg-type]
        return self._file(report, reported, origin, muted=muted, voided=voided, seen=seen)

    def act(
        self,
        *actors: str,
        at: str,
        on: Sequence[str] = (),
        places: Sequence[str] = ("alba",),
        origin: str = "",
        day: bool = True,
        muted: bool = False,
        background: bool = False,
        seen: str = "",
        killed: int | None = None,
        claimed: Sequence[str] = (),
        denied: Sequence[str] = (),
        attributed: Sequence[str] = (),
        event: PloverEvent = PloverEvent.ASSAULT,
        **more: object,
    ) -> FiledReport:
        """File an armed act, dated to its day unless `day` is false."""
        reported = ms(at)
        more.setdefault("factuality", Factuality.OCCURRED)
        more.setdefault("when", day_of(reported) if day else None)
        responsibility = (
            *(Claim(one, Responsibility.CLAIMED, one) for one in claimed),
            *(Claim(one, Responsibility.DENIED, one) for one in denied),
            *(Claim(one, Responsibility.ATTRIBUTED) for one in attributed),
        )
        report = EventReport(
            event,
            more.pop("sub_event", SubEvent.ATTACK),
            actors,
            tuple(on),
            evidence=self._evidence(background=background),
            places=tuple(places),
            responsibility=responsibility,
            killed=Toll(best=killed),
            **more,
        )  # type: ignore[arg-type]
        return self._file(report, reported, origin, muted=muted, voided=False, seen=seen)

    def _evidence(self, *, background: bool) -> Evidence:
        return Evidence(f"Sentence {len(self.filed)}.", 0, 10, "rule", background)

    def _file(self, report: Report, at: Millis, origin: str, *, muted: bool, voided: bool, seen: str) -> FiledReport:
        number = len(self.filed)
        filed = FiledReport(
            f"r{number:03}",
            report,
            f"item{number}",
            f"https://example.org/{number}",
            "Example Post",
            origin or f"publisher:{number}",
            at,
            ms(seen) if seen else at + HOUR,
            muted,
            voided,
        )
        self.filed.append(filed)
        return filed

    def fold(self, until: str = "", reports: Iterable[FiledReport] | None = None) -> Derivation:
        """Derive as of a time, by default the end of the year."""
        return fold(
            self.watch,
            self.filed if reports is None else reports,
            self.lexicon,
            self.coverage,
            ms(until) if until else self.now,
        )

    def changes(self, until: str = "", *, deadlines: bool = False) -> list[str]:
        """Give the changes of truces in order, those that are confirmed with an exclamation mark."""
        found = [
            one
            for one in self.fold(until).transitions
            if one.kind is ConditionKind.CEASEFIRE and (deadlines or one.change not in DEADLINES)
        ]
        return [f"{one.change}{'!' if one.confirmed else ''}" for one in found]

    def transition(self, change: ChangeKind, until: str = "") -> Transition:
        """Give the only transition of a kind."""
        (found,) = [one for one in self.fold(until).transitions if one.change is change]
        return found

    def truces(self, until: str = "") -> list[Arrangement]:
        """Give the arrangements, oldest first."""
        return [one.arrangement for one in self.fold(until).conditions if one.arrangement]

    def truce(self, until: str = "") -> Arrangement:
        """Give the only arrangement."""
        (found,) = self.truces(until)
        return found

    def activity(self, until: str = "") -> Condition | None:
        """Give the activity condition."""
        return next((one for one in self.fold(until).conditions if one.kind is ConditionKind.ACTIVITY), None)

    def void(self, filed: FiledReport) -> None:
        """Let a report's publisher retract it."""
        self.filed[self.filed.index(filed)] = replace(filed, voided=True)

    def journal(self, until: str = "") -> tuple[ConditionChange, ...]:
        """Give all that is derived as if journalled at once."""
        return tuple(ConditionChange(one, self.now, True) for one in self.fold(until).transitions)


DEADLINES = {ChangeKind.DEADLINE_NEAR, ChangeKind.DEADLINE_PASSED}
OBSERVED = {Act.HOLDS, Act.COLLAPSES, Act.EXPIRES, Act.ALLEGES_VIOLATION, Act.TAKES_EFFECT}


def stances(truce: Arrangement) -> dict[str, Stance]:
    """Give each party's stance."""
    return {party.actor: party.stance for party in truce.parties}


def resolutive(text: str = "timetable for withdrawal", obligor: str | None = "neighbour", **more: object) -> Term:
    """Give a condition on which attacks have stopped."""
    more.setdefault("deadline", DeadlineKind.NONE_STATED)
    return Term(text, TermTiming.RESOLUTIVE, obligor, **more)  # type: ignore[arg-type]


def precedent(text: str = "withdrawal plan", obligor: str | None = "state", **more: object) -> Term:
    """Give a condition on which attacks would stop."""
    return Term(text, TermTiming.PRECEDENT, obligor, **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Words:
    """The short ways to write times and terms, for tests that cannot import this file."""

    ms: object = staticmethod(ms)
    stances: object = staticmethod(stances)
    resolutive: object = staticmethod(resolutive)
    precedent: object = staticmethod(precedent)

    def hour(self, text: str) -> When:
        """Give a stated hour."""
        return When(ms(text), ms(text), Precision.HOUR)

    def day(self, text: str) -> When:
        """Give a stated day."""
        return day_of(ms(text))

    def instant(self, text: str) -> When:
        """Give an instant."""
        return instant(ms(text))


@pytest.fixture
def scene() -> Scene:
    """The war of the militias, all of 2020 under good coverage."""
    return Scene()


@pytest.fixture
def border() -> Scene:
    """Two states at their border."""
    return Scene(watch=BORDER)


@pytest.fixture
def lexicon() -> Lexicon:
    """The whole small world."""
    return LEXICON


@pytest.fixture
def words() -> Words:
    """Short ways to write times and terms."""
    return Words()
