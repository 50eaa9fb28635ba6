"""What `conditions` says of a conflict whose sources are not seen, and the commands on changes of coverage."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monitor.domain.conditions.sight import Vigil, sight_changes
from monitor.domain.model.condition import Condition, ConditionChange, ConditionKind
from monitor.domain.model.coverage import SOURCES
from monitor.domain.model.time import DAY, HOUR, MINUTE
from monitor.domain.ports import Poll, Settlement, WatchUpdate
from monitor.storage import Store, open_store

NOON = 1_602_417_600_000  # 2020-10-11T12:00:00Z
LOST = "2020-10-11T15:00:00Z"  # the source polls once an hour, and was polled at 13:00
Tell = Callable[..., Any]  # gives code, out and err


@pytest.fixture
def calm(database: Path, condition: Condition) -> Path:
    """Give the database with a calm beside its truce, and one good poll of its source."""
    none = Condition("iraq-us", ConditionKind.ACTIVITY, "none", NOON, 0.5)

    async def filled() -> None:
        async with open_store(database, now=NOON) as store:
            update = WatchUpdate("iraq-us", 1, (condition, none), None)
            await store.settle(Settlement(NOON, updates=(update,)))
            (claimed,) = await store.claim_sources(NOON, NOON + MINUTE, 9)
            at = NOON + HOUR
            await store.record_polls([Poll(claimed.id, at, at + HOUR, overlap=True)])

    asyncio.run(filled())
    return database


def rows(tell: Tell, *options: object) -> list[dict[str, Any]]:
    told = tell("conditions", "-f", "json", *options)
    assert (told.code, told.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(told.out)
    return found


def test_a_blind_conflict_stands_beside_its_conditions_at_last_sight(tell: Tell, calm: Path) -> None:
    truce, activity, coverage = rows(tell, "--db", calm)
    assert [row["at_last_sight"] for row in (truce, activity, coverage)] == [LOST] * 3
    assert (truce["kind"], truce["status"]) == ("ceasefire", "in_effect")
    assert (activity["kind"], activity["status"]) == ("activity", "unknown")
    assert (coverage["kind"], coverage["status"], coverage["since"]) == ("coverage", "blind", LOST)
    assert (coverage["sources_seen"], coverage["sources_usual"]) == (0, 1)


def test_every_followed_conflict_is_blind_also_one_without_conditions(tell: Tell, calm: Path, config: Path) -> None:
    config.write_text('[watches]\nfollow = ["iraq-us", "sudan"]\n', encoding="utf-8")
    found = rows(tell, "--db", calm, "--config", config)
    assert [(row["watch"], row["status"]) for row in found if row["kind"] == "coverage"] == [
        ("iraq-us", "blind"),
        ("sudan", "blind"),
    ]
    assert [row["watch"] for row in rows(tell, "--db", calm, "--config", config, "--watch", "sudan")] == ["sudan"]


def test_what_was_seen_then_is_no_less_calm_for_a_later_loss(tell: Tell, calm: Path, config: Path) -> None:
    found = rows(tell, "--db", calm, "--config", config, "--as-of", "2020-10-11T14:00:00Z")
    assert found
    assert {row["kind"] for row in found} == {"ceasefire"}
    assert [(row["sources_seen"], row["sources_usual"], row["at_last_sight"]) for row in found] == [(1, 1, None)]


def test_a_table_shows_sight_only_where_it_is_lost(tell: Tell, calm: Path, config: Path) -> None:
    head, *_, last = tell("conditions", "--db", calm).out.splitlines()
    assert "at last sight" in head
    assert last.split() == ["iraq-us", "coverage", "blind", LOST, "0.9", "0", "1", LOST]
    seen = tell("conditions", "--db", calm, "--config", config, "--as-of", "2020-10-11T14:00:00Z").out
    assert "sight" not in seen


def test_without_sources_nothing_is_said_of_sight(tell: Tell, tmp_path: Path, settlement: Settlement) -> None:
    path = tmp_path / "history.db"

    async def filled() -> None:
        async with open_store(path, now=NOON) as store:
            await store.settle(settlement)

    asyncio.run(filled())
    (row,) = rows(tell, "--db", path)
    assert (row["kind"], row["sources_seen"], row["at_last_sight"]) == ("ceasefire", None, None)


async def _blind(store: Store) -> ConditionChange:
    base = await store.sight_base(NOON + DAY)
    (made,) = sight_changes(base.sight, base.journal, Vigil(NOON, NOON + DAY))
    change = ConditionChange(made, NOON + DAY, announced=True)
    await store.settle(Settlement(NOON + DAY, updates=(WatchUpdate(SOURCES.id, base.version, (), None, (change,)),)))
    return change


def test_a_change_of_coverage_is_listed_and_explained(tell: Tell, calm: Path) -> None:
    async def journalled() -> ConditionChange:
        async with open_store(calm, now=NOON) as store:
            return await _blind(store)

    change = asyncio.run(journalled())
    (row,) = json.loads(tell("changes", "--db", calm, "--watch", "sources", "-f", "json").out)
    assert (row["kind"], row["change"], row["from"], row["to"]) == ("coverage", "blind", "sighted", "blind")
    assert (row["event_time"], row["evidence"], row["parties"]) == (LOST, [], [])
    told = tell("explain", change.id, "--db", calm)
    assert told.code == 0
    assert told.out.splitlines() == [
        f"blind: sight from sighted to blind, since {LOST}.",
        "Fewer than half of the sources are seen, 0 of 1. Not seen: Tigris Wire (not polled).",
        "Rule: blind.share.",
        (
            "Thresholds: fewer than half of the sources are seen for 30 minutes and 2 of their usual intervals, while"
            " the daemon watches; longer where sight was lost and found within a day."
        ),
        "Journalled at 2020-10-12T12:00:00Z, announced.",
        "Evidence: the records of the sources, as `trucewatch sources list` shows them.",
        "What would change it: sighted: at least half of the sources are seen again.",
    ]
