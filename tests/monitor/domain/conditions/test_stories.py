"""Reprints: one text under many names is one origin, whichever came first."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from random import Random
from typing import TYPE_CHECKING

import pytest

from monitor.domain.conditions import Fold, fold
from monitor.domain.conditions.stories import Stories
from monitor.domain.model.report import Act, FiledReport
from monitor.domain.model.time import DAY
from monitor.domain.sketch import sketch_of

if TYPE_CHECKING:
    from tests.monitor.domain.conditions.conftest import Scene

WORDS = [f"word{number}" for number in range(60)]


def text(first: int, last: int = 60) -> tuple[int, ...]:
    """Give the sketch of so much of a text; two that overlap by most are alike."""
    return sketch_of(" ".join(WORDS[first:last]))


def reprint(scene: Scene, sketch: tuple[int, ...], **more: object) -> FiledReport:
    filed = replace(scene.filed[-1], sketch=sketch, **more)
    scene.filed[-1] = filed
    return filed


def hearsay(scene: Scene, at: str, origin: str, sketch: tuple[int, ...]) -> FiledReport:
    scene.say(Act.ANNOUNCES, "hawks", "state", at=at, origin=origin)
    return reprint(scene, sketch)


def origins(*reports: FiledReport) -> list[str]:
    stories = Stories()
    stories.add(reports)
    return [stories.heard(report).origin for report in reports]


def test_twenty_papers_with_one_text_confirm_nothing(scene: Scene) -> None:
    for number in range(20):
        hearsay(scene, f"03-01 12:{number:02}", f"publisher:{number}", text(0))
    assert scene.changes("03-01 20:00") == ["announced"]
    hearsay(scene, "03-01 13:00", "publisher:other", sketch_of(" ".join(reversed(WORDS))))
    assert scene.changes("03-01 20:00") == ["announced!"], "but one with a text of its own does"


def test_the_first_in_print_gives_its_name_and_a_wire_before_it(scene: Scene) -> None:
    late = hearsay(scene, "03-01 15:00", "publisher:late", text(0))
    early = hearsay(scene, "03-01 12:00", "publisher:early", text(0))
    assert origins(late, early) == ["publisher:early"] * 2
    wire = hearsay(scene, "03-01 18:00", "wire:Reuters", text(0))
    assert origins(late, early, wire) == ["wire:Reuters"] * 3


def test_the_same_words_a_week_later_are_another_story(scene: Scene) -> None:
    first = hearsay(scene, "03-01", "publisher:a", text(0))
    later = hearsay(scene, "03-08", "publisher:b", text(0))
    assert origins(first, later) == ["publisher:a", "publisher:b"]


def test_a_speaker_is_who_it_is_whoever_prints_it(scene: Scene) -> None:
    paper = hearsay(scene, "03-01", "publisher:a", text(0))
    speaker = hearsay(scene, "03-01", "speaker:the spokesman", text(0))
    assert origins(paper, speaker) == ["publisher:a", "speaker:the spokesman"]


def test_short_texts_stand_for_themselves(scene: Scene) -> None:
    assert origins(hearsay(scene, "03-01", "a", ()), hearsay(scene, "03-01", "b", ())) == ["a", "b"]


def test_a_chain_is_one_story_in_any_order(scene: Scene) -> None:
    chain = [
        hearsay(scene, "03-01 12:00", "publisher:a", text(0, 40)),
        hearsay(scene, "03-01 13:00", "publisher:b", text(9, 49)),
        hearsay(scene, "03-01 14:00", "publisher:c", text(18, 58)),
    ]
    assert origins(chain[0], chain[2]) == ["publisher:a", "publisher:c"], "its ends are not alike"
    for order in permutations(chain):
        assert origins(*order) == ["publisher:a"] * 3


def test_what_moves_is_told(scene: Scene) -> None:
    stories = Stories()
    late = hearsay(scene, "03-01 15:00", "publisher:late", text(0))
    assert stories.add([late]) == set()
    assert stories.add([late]) == set()
    assert stories.add([hearsay(scene, "03-01 16:00", "publisher:later", text(0))]) == set()
    assert stories.add([hearsay(scene, "03-01 12:00", "publisher:early", text(0))]) == {"item0", "item1"}


@pytest.mark.parametrize("seed", range(8))
def test_going_on_gives_what_the_whole_gives(scene: Scene, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - no secret hangs on it
    for number in range(60):
        at = f"03-{1 + number // 6:02} {chance.randrange(24):02}:00"
        if chance.random() < 0.5:
            scene.say(Act.HOLDS, "hawks", "state", at=at, origin=f"publisher:{chance.randrange(4)}")
        else:
            scene.act(chance.choice(("hawks", "kites")), at=at, on=["state"], origin=f"publisher:{chance.randrange(4)}")
        first = chance.randrange(20)
        reprint(scene, chance.choice((text(first, first + 40), sketch_of(" ".join(chance.sample(WORDS, 30))))))
    come = scene.filed.copy()
    chance.shuffle(come)
    going, known = Fold(scene.watch, scene.lexicon), 0
    while known < len(come):
        known += chance.choice((1, 2, 7))
        going.file(come[:known])
        now = max(one.reported_at for one in come[:known]) + DAY
        assert going.derive(scene.coverage, now) == fold(scene.watch, come[:known], scene.lexicon, scene.coverage, now)
    changes = going.derive(scene.coverage, now).transitions
    assert any(one.confirmed for one in changes)
