"""From a change of coverage to an alert."""

from dataclasses import replace

import pytest

from alerts.model import AlertKind, Severity
from monitor.announce_sight import SOURCES_SHOWN, TRUCES_SHOWN, announce_sight
from monitor.domain.conditions.sight import source_key
from monitor.domain.model.condition import (
    Arrangement,
    ArrangementKind,
    ChangedField,
    ChangeKind,
    Condition,
    ConditionChange,
    ConditionKind,
    Formal,
    Scope,
    Transition,
)
from monitor.domain.model.coverage import Coverage, Sight, SourceSight
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.time import MINUTE, instant

AT = 1_602_403_200_000
ONE = SourceSight(1, "https://a.example/f", "A", 15 * MINUTE, seen=True, seen_until=AT, ok_at=AT, item_at=AT)
LOST = SourceSight(2, "https://b.example/f", "B", 15 * MINUTE, seen=False, seen_until=AT, error="b.example: refused")
WATCHES = {"valley": Watch("valley", "The valley", (("north",), ("south",)))}


def change(kind: ChangeKind, of: SourceSight | None = None) -> ConditionChange:
    made = Transition(
        id="c1",
        watch="sources",
        kind=ConditionKind.COVERAGE,
        arrangement=source_key(of) if of else None,
        change=kind,
        field=ChangedField.SIGHT,
        before="sighted",
        after=kind,
        at=instant(AT),
        reported_at=AT,
        parties=(),
        evidence=(),
        confirmed=True,
        rule="blind.share",
        reason="Because.",
        actor=of.title if of else None,
    )
    return ConditionChange(made, AT + MINUTE, announced=True)


def truce(watch: str = "valley", formal: Formal = Formal.IN_EFFECT) -> Condition:
    arrangement = Arrangement("a1", watch, ArrangementKind.BILATERAL, (), Scope(), formal)
    return Condition(watch, ConditionKind.CEASEFIRE, formal, 0, 0.9, (), arrangement)


def facts(
    kind: ChangeKind, *standing: Condition, lost: int = 1, of: SourceSight | None = None
) -> list[tuple[str, str]]:
    sources = (ONE, *(replace(LOST, id=number, title=f"B{number}") for number in range(lost)))
    sight = Sight(AT + MINUTE, sources, Coverage(((0, AT),)))
    return list(announce_sight(change(kind, of), sight, standing, WATCHES, Lexicon((), ())).facts)


def test_blind_names_who_fails_and_why_and_what_stood_at_last_sight() -> None:
    activity = Condition("valley", ConditionKind.ACTIVITY, "none", 0, 0.5)
    assert facts(ChangeKind.BLIND, truce(), truce(formal=Formal.ENDED), truce("elsewhere"), activity) == [
        ("change", "sight: sighted → blind"),
        ("sources seen", "1 of 2"),
        ("half of them last seen", "2020-10-11T08:00:00Z"),
        ("not seen", "B0: b.example: refused; last good poll never"),
        ("at last sight", "The valley: in_effect, unknown"),
        ("what next", "sighted: at least half of the sources are seen again"),
    ]


def test_sighted_names_who_fails_still() -> None:
    labels = [label for label, _ in facts(ChangeKind.SIGHTED, truce())]
    assert labels == ["change", "sources seen", "not seen", "what next"]


def test_long_lists_are_cut_and_say_where_the_rest_is() -> None:
    found = facts(ChangeKind.BLIND, *[truce()] * (TRUCES_SHOWN + 2), lost=SOURCES_SHOWN + 3)
    assert len(found) <= 30
    assert ("not seen", "and 3 more: trucewatch sources list") in found
    assert found[-2:-1] == [("at last sight", "and 2 more: trucewatch conditions")]


@pytest.mark.parametrize("of", [ONE, LOST])
def test_one_source_shows_its_record(of: SourceSight) -> None:
    alert = announce_sight(change(ChangeKind.SILENT, of), Sight(AT, (ONE, LOST), Coverage()), (), {}, Lexicon((), ()))
    never = "2020-10-11T08:00:00Z" if of is ONE else "never"
    error = [] if of is ONE else [("error", "b.example: refused")]
    assert list(alert.facts[1:-1]) == [
        ("source", of.title),
        ("last good poll", never),
        ("last new item", never),
        *error,
    ]
    assert (alert.title, alert.thread) == (f"a source has fallen silent - {of.title}", source_key(of))


@pytest.mark.parametrize(
    ("kind", "severity"),
    [
        (ChangeKind.BLIND, Severity.WARNING),
        (ChangeKind.SIGHTED, Severity.NOTICE),
        (ChangeKind.SILENT, Severity.NOTICE),
        (ChangeKind.HEARD, Severity.NOTICE),
    ],
)
def test_its_form_is_that_of_every_alert(kind: ChangeKind, severity: Severity) -> None:
    alert = announce_sight(change(kind), Sight(AT, (ONE, LOST), Coverage()), (), WATCHES, Lexicon((), ()))
    assert (alert.severity, alert.kind, alert.condition, alert.change) == (severity, AlertKind.CHANGE, "coverage", kind)
    assert (alert.watch, alert.watch_title, alert.thread) == ("sources", "Your sources", "sources")
    assert alert.confirmed
    assert "unconfirmed" not in alert.title
