"""The analyst's hand: `conditions set|confirm|dismiss|note|undo|rulings` and `changes dismiss`."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.ruled import said_of
from monitor.errors import SettingsError
from monitor.storage.lock import writer_lock

Tell = Callable[..., Any]  # gives code, out and err
Load = Callable[..., Path]

HALTED = "Kataib Hezbollah said that it has halted all attacks on US forces in Iraq."
ROCKETS = "Kataib Hezbollah fired rockets at the US embassy in Baghdad."
ENDED = "Kataib Hezbollah has ended its truce with US forces, an official said."
ROWS = (("a", "2020-10-11", HALTED), ("b", "2020-11-18", ROCKETS), ("c", "2020-12-01", ENDED))


class Desk:
    """An analyst's terminal on one database."""

    def __init__(self, tell: Tell, db: Path, config: Path) -> None:
        self._tell = tell
        self.db = db
        self.config = config

    def __call__(self, *command: object) -> Any:  # noqa: ANN401 - what `tell` gives
        return self._tell(*command, "--db", self.db, "--config", self.config)

    def rows(self, *command: object) -> list[dict[str, Any]]:
        told = self(*command, "--format", "json")
        assert told.code == 0, told.err
        return json.loads(told.out)

    def truce(self, *options: str) -> dict[str, Any]:
        (found,) = [row for row in self.rows("conditions", *options) if row["kind"] == "ceasefire"]
        return found

    def change(self, kind: str) -> dict[str, Any]:
        return next(row for row in self.rows("changes") if row["change"] == kind)

    def rule(self, *command: object) -> dict[str, Any]:
        (row,) = self.rows(*command, "--by", "Mary")
        return row


@pytest.fixture
def desk(tell: Tell, config: Path, loaded: Load, tmp_path: Path) -> Desk:
    rows = [{"id": name, "date": date, "text": text} for name, date, text in ROWS]
    return Desk(tell, loaded(rows, tmp_path / "trucewatch.db"), config)


def test_a_status_is_set_told_and_taken_back(desk: Desk) -> None:
    before = desk.truce()
    assert before["status"] == "ended"
    name = before["arrangement"]
    told = desk(
        "conditions", "set", name[:8], "--formal", "in_effect", "--why", "they met", "--by", "Mary", "-f", "json"
    )
    (row,) = json.loads(told.out)
    assert (row["verb"], row["value"], row["by"], row["folded"], row["grade"]) == (
        "set", "in_effect", "Mary", True, "analyst"
    )  # fmt: skip
    assert told.err == f"in_effect ({row['changes'][0]}): The analyst Mary sets it: they met.\n"
    after = desk.truce()
    assert (after["status"], [one["id"] for one in after["rulings"]]) == ("in_effect", [row["id"]])
    made = desk.rows("changes")[-1]
    assert (made["reason"], made["announced"], made["confirmed"]) == ("The analyst Mary sets it: they met.", True, True)
    assert made["evidence"][0]["grade"] == "analyst"
    assert [copy["title"] for copy in desk.rows("alerts", "list")] == ["truce in effect - Kataib Hezbollah, US"]
    assert desk.rows("refold")[0]["same"]
    undone = desk.rule("conditions", "undo", row["id"], "--why", "a hoax")
    assert undone["withdrawn"]["why"] == "a hoax"
    assert desk.truce()["status"] == "ended"
    assert desk.rows("changes")[-1]["change"] == "corrected"
    assert desk.rows("refold")[0]["same"]
    told = desk("conditions", "undo", row["id"], "--why", "again")
    assert told.code == 2
    assert "was withdrawn already, by Mary at 2" in told.err


def test_a_set_of_the_past_is_what_stood_then(desk: Desk) -> None:
    name = desk.truce()["arrangement"]
    desk.rule("conditions", "set", name, "--compliance", "broken", "--at", "2020-10-20", "--why", "shelling")
    assert desk.truce("--as-of", "2020-10-19")["compliance"] != "broken"
    assert desk.truce("--as-of", "2020-10-20")["compliance"] == "broken"
    assert desk.change("broken")["event_precision"] == "day"
    assert not desk.change("broken")["announced"]  # it is history


def test_what_was_ruled_later_was_not_known_then(desk: Desk) -> None:
    name = desk.truce()["arrangement"]
    row = desk.rule("conditions", "set", name, "--compliance", "broken", "--at", "2020-10-20", "--why", "shelling")
    with sqlite3.connect(desk.db) as opened:
        opened.execute("UPDATE report SET first_seen = published")
    then = desk.truce("--known-at", "2020-10-21")
    assert (then["compliance"] == "broken", then["rulings"]) == (False, [])
    assert desk.truce("--known-at", "2990-01-01", "--as-of", "2020-10-21")["rulings"][0]["id"] == row["id"]


def test_a_change_is_confirmed(desk: Desk) -> None:
    change = desk.change("violated")
    assert not change["confirmed"]
    told = desk("conditions", "confirm", change["id"][:6], "--why", "we asked them", "-f", "json")
    (row,) = json.loads(told.out)
    assert (row["verb"], row["changes"]) == ("confirm", [change["id"]])
    assert f"confirmed ({change['id']})" in told.err
    assert desk.change("violated")["confirmed"]
    told = desk("conditions", "confirm", change["id"], "--why", "again")
    assert (told.code, told.out) == (2, "")
    assert "is confirmed already" in told.err
    desk.rule("conditions", "undo", row["id"], "--why", "we asked others")
    assert not desk.change("violated")["confirmed"]


def test_a_change_is_dismissed_with_what_followed(desk: Desk) -> None:
    change = desk.change("ended")
    row = desk.rule("changes", "dismiss", change["id"], "--why", "satire")
    assert (row["subject"], len(row["acts_on"])) == (change["id"], 1)
    assert desk.truce()["status"] != "ended"
    assert desk.rows("changes")[-1]["reason"].endswith("the analyst Mary dismissed its report: satire.")
    told = desk("explain", change["id"])
    assert f"Ruling {row['id']}: dismiss, by Mary at " in told.out
    (explained,) = desk.rows("explain", change["id"])
    assert [one["id"] for one in explained["rulings"]] == [row["id"]]
    assert [one["why"] for one in explained["dissent"]] == []
    assert desk.rows("refold")[0]["same"]


def test_an_arrangement_is_dismissed_and_comes_back(desk: Desk) -> None:
    name = desk.truce()["arrangement"]
    row = desk.rule("conditions", "dismiss", name, "--why", "another war")
    assert [one["kind"] for one in desk.rows("conditions")] == ["activity"]
    assert [one["id"] for one in desk.rows("conditions", "rulings", "--watch", "iraq-us")] == [row["id"]]
    assert desk.rows("conditions", "rulings", "--watch", "sudan") == []
    assert "another war" in desk("conditions", "rulings").out
    desk.rule("conditions", "undo", row["id"], "--why", "it was this one")
    assert desk.truce()["arrangement"] == name


def test_a_note_is_shown_and_moves_nothing(desk: Desk) -> None:
    before = desk.truce()
    told = desk("conditions", "note", before["arrangement"], "the text is not public", "--by", "Mary")
    assert "the text is not public" in told.out
    assert told.err == "on record; the journal stays as it is\n"
    after = desk.truce()
    assert [one["why"] for one in after.pop("rulings")] == ["the text is not public"]
    assert after == {key: value for key, value in before.items() if key != "rulings"}


def test_beside_a_daemon_the_ruling_waits_for_it(desk: Desk) -> None:
    name = desk.truce()["arrangement"]
    with writer_lock(desk.db):
        told = desk("conditions", "set", name, "--formal", "in_effect", "--why", "they met", "-f", "json")
    (row,) = json.loads(told.out)
    assert (told.code, row["folded"], row["changes"]) == (0, False, [])
    assert "the process that has the database open takes it in" in told.err
    assert desk.truce()["status"] == "ended"
    assert desk._tell("run", "--once", "--config", desk.config).code == 0
    assert desk.truce()["status"] == "in_effect"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (
            ("set", "zzzzzz", "--formal", "ended"),
            "zzzzzz: no arrangement has an id that begins so; `trucewatch conditions`",
        ),
        (("set", "NAME", "--formal", "end"), '--formal: found "end"; did you mean ended?'),
        (("set", "NAME", "--compliance", "x"), '--compliance: found "x"; allowed: broken, holding, strained'),
        (("set", "NAME"), "write --formal or --compliance, one at a time"),
        (
            ("set", "NAME", "--formal", "ended", "--compliance", "broken"),
            "write --formal or --compliance, one at a time",
        ),
        (("set", "NAME", "--formal", "ended"), "was ended already at"),
        (("set", "NAME", "--formal", "expired", "--at", "2990-01-01"), "2990-01-01T00:00:00Z lies ahead"),
        (("set", "NAME", "--formal", "expired", "--at", "soon"), "--at: found 'soon'; allowed: a day"),
        (("dismiss", "NAME", "--by", " "), "--by: found nothing; write who rules"),
        (("confirm", "zzzzzz"), "zzzzzz: no change has an id that begins so; `trucewatch changes` lists them"),
        (("undo", "zzzzzz"), "zzzzzz: no ruling has an id that begins so; `trucewatch conditions rulings` lists them"),
    ],
)
def test_a_ruling_that_cannot_be_is_told(desk: Desk, command: tuple[str, ...], why: str) -> None:
    name = desk.truce()["arrangement"]
    told = desk("conditions", *(name if part == "NAME" else part for part in command), "--why", "so")
    assert (told.code, told.out) == (2, "")
    assert why in told.err
    assert desk.rows("conditions", "rulings") == []


def test_the_beginning_of_several_ids_is_not_enough(desk: Desk) -> None:
    name = desk.truce()["arrangement"]
    notes = [desk.rule("conditions", "note", name, text)["id"] for text in ("one", "two")]
    with sqlite3.connect(desk.db) as opened:
        opened.execute("DROP TRIGGER ruling_is_not_rewritten")
        for number, note in enumerate(notes):
            body = "json_set(body, '$.id', 'abcdef' || ?)"
            opened.execute(f"UPDATE ruling SET id = 'abcdef' || ?, body = {body} WHERE id = ?", (number, number, note))  # noqa: S608
    told = desk("conditions", "undo", "abcdef", "--why", "so")
    assert (told.code, told.err) == (2, "abcdef: 2 rulings have an id that begins so; write more of it\n")
    assert desk.rule("conditions", "undo", "abcdef1", "--why", "so")["withdrawn"]["by"] == "Mary"


def test_nobody_rules_on_a_conflict_that_is_not_followed(desk: Desk) -> None:
    name = desk.truce()["arrangement"]
    desk.config.write_text('[watches]\nfollow = ["sudan"]\n', encoding="utf-8")
    told = desk("conditions", "note", name, "text")
    assert told.code == 2
    assert "iraq-us: nobody follows it" in told.err


def test_a_reason_is_needed(desk: Desk) -> None:
    told = desk("changes", "dismiss", desk.change("ended")["id"], "--why", "\x07 ")
    assert told.code == 2
    assert "a ruling needs its reason" in told.err


def test_options_stand_behind_the_command(desk: Desk) -> None:
    told = desk._tell("conditions", "--db", desk.db, "rulings")
    assert told.code == 2
    assert "write the options behind rulings" in told.err


def test_a_missing_database_is_told_and_not_made(tell: Tell, config: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone.db"
    told = tell("conditions", "note", "abcdef", "text", "--db", gone, "--config", config)
    assert told.code == 1
    assert "does not exist" in told.err
    assert not gone.exists()


def test_who_has_no_login_name_writes_one() -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    with pytest.raises(SettingsError, match="--by: found nothing; write who rules"):
        said_of("abcdef", None, "so", nobody)
    assert said_of("abcdef", None, "so", lambda: "mary").by == "mary"
