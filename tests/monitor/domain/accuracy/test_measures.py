"""Every figure, on rows few enough to count by hand."""

from collections.abc import Callable

import pytest

from monitor.domain.accuracy import Detection, Gold, Judged, Share, measure
from monitor.domain.model.report import Label

Judge = Callable[..., Judged]


def gold(label: str | None, *also: str, parties: tuple[str, ...] = ()) -> Gold:
    return Gold(None if label is None else Label(label), frozenset(map(Label, also)), parties)


def test_of_nothing_there_is_no_figure() -> None:
    accuracy = measure([])
    assert accuracy.change == Detection(0, 0, 0, 0)
    assert (accuracy.change.precision, accuracy.change.recall, accuracy.change.f1) == (None, None, None)
    assert accuracy.change.false_alarm_rate is None
    assert (accuracy.strict.figure, dict(accuracy.recall), accuracy.confusion) == (None, {}, ())


def test_precision_recall_and_f1() -> None:
    found = Detection(found=3, false_alarms=1, missed=2, silent=4)
    assert (found.precision, found.recall, found.f1, found.false_alarm_rate) == (0.75, 0.6, 6 / 9, 0.2)


def test_labels_count_strictly_leniently_and_on_changes(judge: Judge) -> None:
    rows = [
        judge(gold("announced"), "announced"),
        judge(gold("announced", "in_effect"), "in_effect"),
        judge(gold("ended"), "violated"),
        judge(gold("ended"), "violated"),
        judge(gold("none"), "expired"),
        judge(gold("none"), "none"),
        judge(gold(None), "expired"),
    ]
    accuracy = measure(rows)
    assert accuracy.rows == 7
    assert (accuracy.strict, accuracy.lenient, accuracy.lenient_on_changes) == (Share(2, 6), Share(3, 6), Share(2, 4))
    assert accuracy.recall == {Label.NONE: Share(1, 2), Label.ANNOUNCED: Share(2, 2), Label.ENDED: Share(0, 2)}
    assert accuracy.confusion == ((Label.ENDED, Label.VIOLATED, 2), (Label.NONE, Label.EXPIRED, 1))
    assert accuracy.change == Detection(found=4, false_alarms=1, missed=0, silent=1)


@pytest.mark.parametrize(
    ("label", "also", "given", "change", "state"),
    [
        ("none", (), "none", "silent", "silent"),
        ("none", (), "proposed", "false_alarms", "silent"),
        ("none", (), "ended", "false_alarms", "false_alarms"),
        ("ended", (), "none", "missed", "missed"),
        ("ended", (), "expired", "found", "found"),
        ("negotiation_only", (), "none", "missed", "silent"),
        # either answer is right where a careful reader could give both
        ("none", ("announced",), "announced", "found", "found"),
        ("announced", ("none",), "none", "silent", "silent"),
        ("announced", ("proposed",), "proposed", "found", "silent"),
        ("proposed", ("announced",), "ended", "found", "found"),
        ("none", ("proposed",), "ended", "found", "false_alarms"),
        ("none", ("none",), "ended", "false_alarms", "false_alarms"),
    ],
)
def test_a_change_and_a_state_are_found_or_not(
    judge: Judge, label: str, also: tuple[str, ...], given: str, change: str, state: str
) -> None:
    accuracy = measure([judge(gold(label, *also), given)])
    nothing = {"found": 0, "false_alarms": 0, "missed": 0, "silent": 0}
    assert accuracy.change == Detection(**{**nothing, change: 1})
    assert accuracy.state == Detection(**{**nothing, state: 1})


def test_militia_activity_and_relevance_count_where_somebody_answered(judge: Judge) -> None:
    rows = [
        judge(Gold(militia_activity=True), militia_activity=True, relevant=True),
        judge(Gold(militia_activity=False, relevant=False), militia_activity=True, relevant=True),
        judge(Gold(relevant=True)),
    ]
    accuracy = measure(rows)
    assert accuracy.militia_activity == Detection(1, 1, 0, 0)
    assert accuracy.relevant == Detection(0, 1, 1, 0)
    assert accuracy.change == Detection(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("party", "ours", "found"),
    [
        ("The River Front", ("River Front",), True),
        ("Sudanese army", ("Sudan",), True),
        ("Mali", ("Malians",), False),  # a word of four letters must be the very one
        ("armed group", ("Another armed group",), False),
        ("armed group", ("Armed Group",), True),  # nothing telling in it: the whole name counts
        ("UN", ("un",), True),
        ("Hill Guard", (), False),
    ],
)
def test_a_party_is_found_by_a_telling_word(judge: Judge, party: str, ours: tuple[str, ...], *, found: bool) -> None:
    accuracy = measure([judge(gold("ended", parties=(party,)), "ended", parties=ours)])
    assert accuracy.parties == Share(int(found), 1)


def test_parties_count_only_where_both_see_a_change(judge: Judge) -> None:
    named = ("Hill Guard",)
    rows = [judge(gold("none", parties=named), "ended"), judge(gold("ended", parties=named), "none")]
    assert measure(rows).parties == Share(0, 0)
