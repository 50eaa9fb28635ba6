"""A fold that goes on where it stopped gives what a whole fold gives: in any order, under any coverage, at any time."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.domain.conditions import Fold, fold
from monitor.domain.conditions.bookmarks import Bookmarks
from monitor.domain.conditions.hand import allowed
from monitor.domain.model.condition import ChangedField, Derivation, Transition
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.report import Act, FiledReport, PloverEvent, Speaker
from monitor.domain.model.ruling import Ruling, Verb, Withdrawal
from monitor.domain.model.time import DAY, HOUR, Millis, instant

MOVES: tuple[Callable[..., FiledReport], ...] = (
    lambda scene, at, _: scene.say(Act.ANNOUNCES, "hawks", at=at, own=True, effective_now=True, to=["state"]),
    lambda scene, at, _: scene.say(Act.ANNOUNCES, "kites", "hawks", at=at, to=["state"], duration=3 * DAY),
    lambda scene, at, words: scene.say(Act.ANNOUNCES, "state", "hawks", at=at, own="state", start=words.hour("03-04")),
    lambda scene, at, _: scene.say(Act.ANNOUNCES, "state", "hawks", at=at, own="hawks", origin="a"),
    lambda scene, at, _: scene.say(Act.OFFERS_IF, "council", at=at, to=["state"], origin="b"),
    lambda scene, at, _: scene.say(Act.REJECTS, "state", at=at, origin="c"),
    lambda scene, at, _: scene.say(Act.DENIES_EXISTENCE, "kites", at=at, own=True, origin="k"),
    lambda scene, at, _: scene.say(Act.TAKES_EFFECT, "hawks", "state", at=at, origin="c"),
    lambda scene, at, words: scene.say(Act.TAKES_EFFECT, "hawks", "state", at=at, expires=words.hour("03-09")),
    lambda scene, at, _: scene.say(Act.HOLDS, "militias", "state", at=at, origin="d"),
    lambda scene, at, _: scene.say(Act.EXTENDS, "hawks", "state", at=at, origin="d", duration=24 * HOUR),
    lambda scene, at, _: scene.say(Act.SUSPENDS, "hawks", at=at, own=True, origin="h"),
    lambda scene, at, _: scene.say(Act.COLLAPSES, "hawks", "state", at=at, origin="e"),
    lambda scene, at, _: scene.say(Act.COLLAPSES, "hawks", "state", at=at, own="hawks", origin="f"),
    lambda scene, at, _: scene.say(Act.ENDS, "hawks", at=at, origin="e"),
    lambda scene, at, _: scene.say(Act.ALLEGES_VIOLATION, "hawks", at=at, speaker=Speaker.OPPONENT),
    lambda scene, at, _: scene.act("hawks", at=at, on=["state"], claimed=["hawks"]),
    lambda scene, at, _: scene.act("hawks", at=at, on=["state"], claimed=["hawks"], places=["borg"], day=False),
    lambda scene, at, _: scene.act(at=at, on=["coalition"], places=["borg"], origin="a"),
    lambda scene, at, _: scene.act("kites", at=at, on=["state"], places=["coral"], origin="b", day=False),
    lambda scene, at, _: scene.act("kites", at=at, on=["state"], event=PloverEvent.THREATEN),
    lambda scene, at, _: scene.act("hawks", at=at, on=["state"], event=PloverEvent.THREATEN),
    lambda scene, at, _: scene.say(Act.ANNOUNCES, "hawks", at=at, to=["state"], origin="y", background=True),
    lambda scene, at, _: scene.say(Act.TAKES_EFFECT, "hawks", "state", at=at, origin="z", background=True),
)
PATIENT = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass
class Feed:
    """Reports as they come in: mostly in order, some late, told again, retracted or ahead of their time."""

    chance: Random
    start: Millis
    told: list[FiledReport]
    known: dict[str, FiledReport] = field(default_factory=dict)
    holes: list[tuple[Millis, Millis]] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)

    def batch(self) -> list[FiledReport]:
        """Take the next reports; now and then one that was told before, retracted or not."""
        count = self.chance.choice((1, 1, 2, 4, 12))
        batch, self.told = self.told[:count], self.told[count:]
        if self.known and self.chance.random() < 0.4:
            old = self.chance.choice(list(self.known.values()))
            batch.append(replace(old, voided=self.chance.random() < 0.5))
        self.known |= {one.id: one for one in batch}
        return batch

    def rule(self, made: Derivation) -> None:
        """Let an analyst rule on what was derived, or withdraw a ruling, now and then."""
        at, number = self.start + self.chance.randrange(24 * DAY), len(self.rulings)
        if self.rulings and self.chance.random() < 0.3:
            place = self.chance.randrange(number)
            self.rulings[place] = replace(self.rulings[place], withdrawn=Withdrawal(at, "joe", "so"))
        elif made.transitions:
            change = self.chance.choice(made.transitions)
            verb = self.chance.choice(list(Verb))
            ruling = Ruling(f"z{number}", made.watch, verb, change.id, change.arrangement, "mary", "so", at)
            self.rulings.append(self._filled(ruling, change))

    def _filled(self, ruling: Ruling, change: Transition) -> Ruling:
        about = self.chance.choice((ChangedField.FORMAL, ChangedField.COMPLIANCE))
        if ruling.verb is Verb.SET:
            at = instant(self.start + self.chance.randrange(24 * HOUR * 24))
            subject, value = change.arrangement or "none", self.chance.choice(allowed(about))
            return replace(ruling, subject=subject, field=about, value=value, at=at, acts_on=change.evidence[:1])
        return replace(ruling, value=change.change, acts_on=(change.id, *change.evidence))

    def now(self) -> Millis:
        """Give a time near the latest report, at times long before or after it."""
        latest = max(one.reported_at for one in self.known.values())
        return latest + self.chance.choice((0, HOUR, 5 * HOUR, DAY, 3 * DAY, 8 * DAY, -2 * DAY))

    def coverage(self, now: Millis) -> Coverage:
        """Give coverage up to about now, with holes that come, grow and are filled again."""
        if self.chance.random() < 0.3:
            since = self.start + self.chance.randrange(24 * DAY)
            self.holes.append((since, since + self.chance.choice((HOUR, 12 * HOUR, 2 * DAY))))
        if self.holes and self.chance.random() < 0.3:
            self.holes.pop(self.chance.randrange(len(self.holes)))
        since, spans = self.start - DAY, []
        for begin, end in sorted(self.holes):
            if since < begin:
                spans.append((since, begin))
            since = max(since, end)
        until = now + self.chance.choice((0, 0, 0, -3 * HOUR))
        return Coverage((*spans, (since, until)) if since < until else tuple(spans))


def feed(scene, words, chance: Random) -> Feed:
    scene.filed.clear()
    moves, days = chance.sample(MOVES, chance.randint(2, 9)), chance.choice((2, 8, 24))
    for _ in range(chance.randint(1, 70)):
        chance.choice(moves)(scene, f"03-{chance.randint(1, days):02} {chance.randrange(24):02}:30", words)
    late = chance.choice((0, 0, 2 * DAY, 30 * DAY))
    told = sorted(scene.filed, key=lambda one: one.reported_at + (chance.random() < 0.2) * late)
    return Feed(chance, words.ms("03-01 00:00"), told)


@PATIENT
@given(chance=st.randoms(use_true_random=True))
def test_going_on_is_folding_the_whole(scene, words, chance: Random) -> None:
    coming, going = feed(scene, words, chance), Fold(scene.watch, scene.lexicon)
    while coming.told:
        going.file(coming.batch())
        assert going.filed == coming.known
        for _ in range(2):
            now = coming.now()
            coverage = coming.coverage(now)
            whole = fold(scene.watch, coming.known.values(), scene.lexicon, coverage, now)
            assert going.derive(coverage, now) == whole


@PATIENT
@given(chance=st.randoms(use_true_random=True))
def test_going_on_with_rulings_is_folding_the_whole(scene, words, chance: Random) -> None:
    coming, going = feed(scene, words, chance), Fold(scene.watch, scene.lexicon)
    while coming.told:
        going.file(coming.batch())
        for _ in range(2):
            now = coming.now()
            coverage = coming.coverage(now)
            arrived = chance.sample(list(coming.known.values()), len(coming.known))
            ruled = chance.sample(coming.rulings, len(coming.rulings))
            whole = fold(scene.watch, arrived, scene.lexicon, coverage, now, rulings=ruled)
            assert going.derive(coverage, now) == whole
            coming.rule(whole)
            going.rule(coming.rulings)


@pytest.mark.parametrize("last", [*range(len(MOVES))])
def test_what_is_retracted_leaves_no_trace_in_an_earlier_state(scene, words, last: int) -> None:
    for hour in range(10, 10 + 8):  # a state is kept after eight reports
        scene.act(at=f"03-02 {hour}:00", on=["coalition"], places=["borg"], day=False)
    gone = MOVES[last](scene, "03-02 20:00", words)
    going = Fold(scene.watch, scene.lexicon)
    going.file(scene.filed)
    going.derive(scene.coverage, scene.now)
    scene.void(gone)
    MOVES[last](scene, "03-02 21:00", words)
    going.file(scene.filed)
    assert going.derive(scene.coverage, words.ms("03-03")) == scene.fold("03-03")


def test_of_one_report_twice_at_once_the_last_counts(scene) -> None:
    told = scene.say(Act.ANNOUNCES, "hawks", at="03-01", own=True, effective_now=True, to=["state"])
    going = Fold(scene.watch, scene.lexicon)
    going.file([told])
    going.file([replace(told, voided=True), told])
    assert going.derive(scene.coverage, scene.now) == scene.fold()


@pytest.mark.parametrize("reports", [1, 7, 8, 9, 100, 1_000, 50_000])
def test_few_states_are_kept_and_the_nearer_the_more(reports: int) -> None:
    kept = [place for place in range(1, reports + 1) if Bookmarks.wanted(place, reports)]
    assert kept[-1] == reports
    assert len(kept) <= 2 * reports.bit_length()
    for late in (1, 10, 100, 1_000, 10_000):
        if late < reports:
            before = max((place for place in kept if place <= reports - late), default=0)
            assert reports - before <= 4 * max(late, 8)


@given(place=st.integers(1, 10**6), first=st.integers(1, 10**6), then=st.integers(0, 10**6))
def test_what_is_kept_far_back_was_kept_when_it_was_near(place: int, first: int, then: int) -> None:
    if Bookmarks.wanted(place, place + first + then):
        assert Bookmarks.wanted(place, place + first)
