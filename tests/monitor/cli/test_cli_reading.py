"""Commands that read the database: conditions, changes, explain, status, sources, alerts list, search."""

import asyncio
import json
from collections.abc import Callable
from contextlib import chdir
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.conditions import happened_by, named_reports
from monitor.domain.model.condition import Condition, ConditionChange, ConditionKind
from monitor.domain.model.report import FiledReport
from monitor.domain.model.time import DAY
from monitor.domain.ports import Settlement
from monitor.storage import open_store

NOON = 1_602_417_600_000  # 2020-10-11T12:00:00Z
Tell = Callable[..., Any]  # gives code, out and err

CHANGE_KEYS = {
    "id", "event_time", "reported_at", "detected_at", "watch", "kind", "arrangement", "change", "field", "from", "to",
    "parties", "confirmed", "announced", "reason", "evidence",
}  # fmt: skip
CONDITION_KEYS = {"watch", "kind", "status", "compliance", "parties", "terms", "dates", "confidence", "evidence"}


def test_changes_print_a_row_a_transition(tell: Tell, database: Path) -> None:
    told = tell("changes", "--db", database, "--format", "jsonl")
    (row,) = [json.loads(line) for line in told.out.splitlines()]
    assert row.keys() >= CHANGE_KEYS
    assert (row["id"], row["change"], row["from"], row["to"]) == ("c1", "announced", "none", "announced")
    assert row["event_time"] == row["reported_at"] == "2020-10-11T12:00:00Z"
    assert row["parties"] == ["Kataib Hezbollah", "US"]
    (evidence,) = row["evidence"]
    assert (evidence["item_id"], evidence["origin"]) == ("item-1", "publisher:tigris")
    assert (told.code, told.err) == (0, "")


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--watch", "iraq-us"), 1),
        (("--watch", "sudan"), 0),
        (("--since", "2020-10-11"), 1),
        (("--since", "2020-10-12"), 0),
        (("--until", "2020-10-11"), 1),
        (("--until", "2020-10-10"), 0),
        (("--since", "2020-10-11T14:00+02:00", "--until", "2020-10-11T12:00:00Z"), 1),
        (("--until", "2020-10-11T11:59"), 0),
    ],
)
def test_changes_keep_to_watch_and_time(tell: Tell, database: Path, options: tuple[str, ...], found: int) -> None:
    assert len(json.loads(tell("changes", "--db", database, "-f", "json", *options).out)) == found


@pytest.mark.parametrize("command", ["changes", "conditions"])
def test_a_conflict_that_nobody_knows_is_a_mistake(tell: Tell, database: Path, config: Path, command: str) -> None:
    told = tell(command, "--db", database, "--config", config, "--watch", "iraq-su")
    assert (told.code, told.out) == (2, "")
    assert told.err == '--watch: no conflict has the id "iraq-su"; did you mean iraq-us?\n'
    told = tell(command, "--db", database, "--config", config, "--watch", "xxxxxxxxxx")
    assert told.err.endswith("; write an id of the catalogue, or of your [[watches.custom]]\n")


@pytest.mark.usefixtures("database")
def test_a_conflict_of_ones_own_is_known(tell: Tell, config: Path) -> None:
    own = '[[watches.custom]]\nid = "own-valley"\nsides = [["Kataib Hezbollah"], ["united-states"]]\n'
    config.write_text(own, encoding="utf-8")
    told = tell("changes", "--config", config, "--watch", "own-valley", "-f", "json")
    assert (told.code, json.loads(told.out)) == (0, [])


def test_a_span_that_ends_before_it_starts_is_a_mistake(tell: Tell, database: Path) -> None:
    told = tell("changes", "--db", database, "--since", "2020-10-12", "--until", "2020-10-11")
    assert (told.code, told.err) == (
        2,
        "--until 2020-10-11 is before --since 2020-10-12; swap them, or correct one\n",
    )


def test_conditions_print_an_array(tell: Tell, database: Path) -> None:
    row, _ = json.loads(tell("conditions", "--db", database, "--format", "json").out)
    assert row.keys() >= CONDITION_KEYS
    assert (row["status"], row["compliance"], row["confidence"]) == ("in_effect", "unknown", 0.912)
    (party,) = row["parties"]
    assert (party["name"], party["role"], party["stance"]) == ("Kataib Hezbollah", "declarer", "accepts")
    assert row["terms"][0]["deadline"] == "none_stated"
    assert row["dates"]["declared"]["start"] == "2020-10-11T12:00:00Z"
    assert row["threats"] == row["evidence"] == party["evidence"]


@pytest.mark.parametrize(("day", "found"), [("2020-10-10", 0), ("2020-10-11", 1), ("2020-10-12T00:00:00Z", 1)])
def test_conditions_as_of_an_earlier_time_are_folded_again(
    tell: Tell, database: Path, config: Path, day: str, found: int
) -> None:
    told = tell("conditions", "--db", database, "--config", config, "--as-of", day, "--format", "json")
    rows = json.loads(told.out)
    assert [row["kind"] for row in rows].count("ceasefire") == found


def test_conditions_of_the_future_are_those_of_now(tell: Tell, database: Path, config: Path) -> None:
    options = ("--db", database, "--config", config, "-f", "json", "--as-of")
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    far, near = (json.loads(tell("conditions", *options, at).out) for at in ("9990-01-01", now))
    assert len(far) == 2
    assert [row["status"] for row in far] == [row["status"] for row in near]


def test_conditions_as_of_of_another_watch_are_none(tell: Tell, database: Path, config: Path) -> None:
    options = ("--db", database, "--config", config, "--as-of", "2020-11-01", "--watch", "sudan", "-f", "json")
    assert json.loads(tell("conditions", *options).out) == []


def test_a_table_shows_names_and_stances(tell: Tell, database: Path) -> None:
    told = tell("conditions", "--db", database)
    assert "Kataib Hezbollah (accepts)" in told.out
    assert "in_effect" in told.out
    assert "\x1b" not in told.out


def test_explain_tells_rule_and_sentence(tell: Tell, database: Path) -> None:
    told = tell("explain", "c1", "--db", database)
    assert "announced.word" in told.out
    assert "have halted their rockets" in told.out
    (row,) = json.loads(tell("explain", "c1", "--db", database, "-f", "json").out)
    assert row["reports"][0]["act"] == "announces"
    assert row["reports"][0]["type"] == "ceasefire"
    assert "What would change it: in effect: the stated hour passes" in told.out
    assert row["what_next"][-1].startswith("taken back: ")
    assert (row["dissent"], row["passed_over"]) == ([], [])


def test_explain_of_a_conflict_that_is_followed_no_more(
    tell: Tell, tmp_path: Path, settlement: Settlement, change: ConditionChange
) -> None:
    gone = replace(change, transition=replace(change.transition, watch="own-valley"))
    (update,) = settlement.updates

    async def filled() -> None:
        async with open_store(tmp_path / "own.db", now=NOON) as store:
            await store.settle(
                replace(settlement, updates=(replace(update, watch="own-valley", changes=(gone,), copies=()),))
            )

    asyncio.run(filled())
    (row,) = json.loads(tell("explain", "c1", "--db", tmp_path / "own.db", "-f", "json").out)
    assert (row["watch"], row["dissent"], row["passed_over"]) == ("own-valley", [], [])


def test_explain_of_an_unknown_change_says_where_to_look(tell: Tell, database: Path) -> None:
    told = tell("explain", "c2", "--db", database)
    assert told.code == 1
    assert told.err == f"{database}: no change has the id c2; `trucewatch changes` lists them\n"


def test_a_change_is_found_by_the_start_of_its_id(
    tell: Tell, tmp_path: Path, settlement: Settlement, change: ConditionChange
) -> None:
    twins = [replace(change, transition=replace(change.transition, id=f"abcdef{n}")) for n in (1, 2)]
    (update,) = settlement.updates

    async def filled() -> None:
        async with open_store(tmp_path / "twins.db", now=NOON) as store:
            await store.settle(replace(settlement, updates=(replace(update, changes=tuple(twins), copies=()),)))

    asyncio.run(filled())
    (row,) = json.loads(tell("explain", "abcdef2", "--db", tmp_path / "twins.db", "-f", "json").out)
    assert row["id"] == "abcdef2"
    told = tell("explain", "abcdef", "--db", tmp_path / "twins.db")
    assert (told.code, told.err) == (2, "abcdef: 2 changes have an id that begins so; write more of it\n")
    assert tell("explain", "abcde", "--db", tmp_path / "twins.db").code == 1
    assert tell("explain", "abcdefg", "--db", tmp_path / "twins.db").code == 1


def test_status_counts(tell: Tell, database: Path) -> None:
    (row,) = json.loads(tell("status", "--db", database, "-f", "json").out)
    assert (row["changes"], row["reports"], row["sources_active"]) == (1, 1, 1)
    assert row["copies"] == {"pending": 0, "sent": 1, "dead": 0}
    assert row["created_at"] == "2020-10-11T12:00:00Z"
    table = tell("status", "--db", database).out
    assert "copies: sent" in table
    assert "sources active" in table


def test_sources_are_listed(tell: Tell, database: Path) -> None:
    (row,) = json.loads(tell("sources", "list", "--db", database, "-f", "json").out)
    assert (row["title"], row["grade"], row["active"], row["last_ok_at"]) == ("Tigris Wire", "B", True, None)
    assert row["url"] == "https://example.org/feed?token=***"
    assert "Tigris Wire" in tell("sources", "list", "--db", database).out


def test_search_finds_words(tell: Tell, database: Path) -> None:
    (row,) = json.loads(tell("search", "halted rockets", "--db", database, "-f", "json").out)
    assert (row["item_id"], row["published"]) == ("item-1", "2020-10-11T12:00:00Z")
    assert json.loads(tell("search", "halted", "rockets", "--db", database, "-f", "json").out) == [row]
    assert tell("search", "nothingness", "--db", database, "-f", "jsonl").out == ""


@pytest.mark.parametrize("words", ["", " ", '""'])
def test_a_search_for_nothing_is_a_mistake(tell: Tell, database: Path, words: str) -> None:
    told = tell("search", words, "--db", database)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("search: no words; write some")


def test_alerts_are_listed_with_their_deliveries_and_no_token(tell: Tell, database: Path) -> None:
    told = tell("alerts", "list", "--db", database, "--state", "sent", "-f", "json")
    (row,) = json.loads(told.out)
    assert (row["channel"], row["state"], row["title"]) == ("hook", "sent", "Truce announced")
    assert row["deliveries"][0]["outcome"] == "sent"
    assert row["deliveries"][0]["at"] == "2020-10-11T12:00:00Z"
    assert row["next_attempt_at"] is None
    assert "hunter2" not in told.out
    assert json.loads(tell("alerts", "list", "--db", database, "--state", "dead", "-f", "json").out) == []


def test_a_wrong_state_is_a_mistake(tell: Tell, database: Path) -> None:
    told = tell("alerts", "list", "--db", database, "--state", "lost")
    assert (told.code, told.out) == (2, "")
    assert told.err == "--state: found 'lost'; allowed: pending, sent, dead\n"


@pytest.mark.parametrize("text", ["yesterday", "2020-13-01", ""])
def test_a_wrong_time_is_a_mistake(tell: Tell, database: Path, text: str) -> None:
    told = tell("changes", "--db", database, "--since", text)
    assert told.code == 2
    assert told.err.startswith(f"--since: found {text!r}; allowed: a day such as 2020-10-11")


def test_a_missing_database_is_told(tell: Tell, tmp_path: Path) -> None:
    told = tell("status", "--db", tmp_path / "gone.db")
    assert told.code == 1
    assert "does not exist" in told.err


def test_a_folder_for_a_database_is_told_as_one(tell: Tell, tmp_path: Path) -> None:
    told = tell("status", "--db", tmp_path)
    assert told.code == 1
    assert told.err == f"database {tmp_path} is a folder: name the file in it, such as {tmp_path / 'trucewatch.db'}\n"


def test_without_any_configuration_the_defaults_name_the_database(tell: Tell, database: Path) -> None:
    with chdir(database.parent):
        assert tell("status").code == 0


def test_the_configuration_names_the_database(tell: Tell, database: Path, config: Path) -> None:
    assert database.parent == config.parent
    assert json.loads(tell("changes", "--config", config, "-f", "json").out)[0]["id"] == "c1"


def test_reports_are_named_once_and_activity_names_its_own(condition: Condition) -> None:
    activity = Condition("w", ConditionKind.ACTIVITY, "high", 0, 0.5, ("r2",))
    assert named_reports((condition, activity, activity)) == ["r1", "r2"]


def test_an_act_reported_later_counts_for_the_time_it_happened(filed: FiledReport) -> None:
    late = replace(filed, published=NOON + 5 * DAY)
    assert happened_by(late, NOON)
    assert not happened_by(late, NOON - 1)
    undated = replace(late, report=replace(filed.report, when=None))
    assert not happened_by(undated, NOON)
    assert happened_by(undated, NOON + 5 * DAY)
