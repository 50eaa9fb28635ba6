"""The command line as a whole: help, exit codes, init, check, migrate, cost of start."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from alerts.errors import ChannelMisconfigured
from monitor.cli.ending import failed
from monitor.cli.main import COMMANDS, GROUPS, LEADING
from monitor.errors import MonitorError, SettingsError
from monitor.settings import default_config_text

Tell = Callable[..., Any]  # gives code, out and err

NAMES = (
    [(name,) for name, *_ in COMMANDS]
    + [(group, name) for group, _, inside in GROUPS for name, *_ in inside]
    + [(lead[0], *more) for lead, inside in LEADING for more in ((), *((name,) for name, *_ in inside))]
)
HEAVY = {"pydantic", "rich", "httpx", "aiosqlite", "asyncio", "trafilatura", "feedparser", "structlog", "lxml"}


@pytest.mark.parametrize("name", NAMES, ids=" ".join)
def test_every_command_helps_with_an_example(tell: Tell, name: tuple[str, ...]) -> None:
    told = tell(*name, "--help")
    assert told.code == 0
    assert "Example: trucewatch " + " ".join(name) in " ".join(told.out.split())


def test_the_issues_commands_are_all_there() -> None:
    assert {name[0] for name in NAMES} == {
        "init", "run", "check", "classify", "backfill", "conditions", "changes", "explain", "alerts", "sources",
        "status", "search", "migrate", "demo", "evaluate", "label", "refold",
    }  # fmt: skip


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from monitor.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "monitor.cli.main" in loaded
    assert not loaded & HEAVY


def test_the_version_is_told(tell: Tell) -> None:
    assert tell("--version").out == f"trucewatch {version('trucewatch')}\n"


def test_mistakes_cost_2_and_failures_1() -> None:
    assert failed(SettingsError(("a", "b"))) == (2, ("a", "b"))
    assert failed(MonitorError("broken")) == (1, ("broken",))
    assert failed(ChannelMisconfigured("bent")) == (2, ("bent",))


@pytest.mark.parametrize("arguments", [("nonsense",), ("status", "--format", "xml"), ("explain",)])
def test_a_wrong_use_costs_2(tell: Tell, arguments: tuple[str, ...]) -> None:
    told = tell(*arguments)
    assert (told.code, told.out) == (2, "")
    assert "Usage: trucewatch" in told.err


def test_init_writes_the_shipped_file_once(tell: Tell, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert tell("init", path).code == 0
    assert path.read_text(encoding="utf-8") == default_config_text()
    path.write_text("mine", encoding="utf-8")
    told = tell("init", path)
    assert (told.code, path.read_text(encoding="utf-8")) == (1, "mine")
    assert "--force" in told.err
    assert tell("init", path, "--force").code == 0
    assert path.read_text(encoding="utf-8") == default_config_text()


def test_init_into_no_folder_is_told(tell: Tell, tmp_path: Path) -> None:
    told = tell("init", tmp_path / "gone" / "config.toml")
    assert told.code == 2
    assert "cannot be written (No such file or directory)" in told.err


def test_check_says_what_is_fine(tell: Tell, config: Path, database: Path) -> None:
    told = tell("check", "--config", config)
    assert told.code == 0
    assert [line.split(":")[0] for line in told.out.splitlines()] == ["ok"] * 4
    assert f"database {database}: sound" in told.out
    assert "follows 1 conflicts" in told.out


def test_check_before_the_first_run_is_fine_and_hints_at_open_secrets(tell: Tell, config: Path) -> None:
    secret = config.parent / "key"
    secret.write_text("A" * 32, encoding="utf-8")
    secret.chmod(0o644)
    hook = 'name = "hook"\ntype = "webhook"\nurl = "https://example.org/"\nsecrets = "file:key"\n'
    config.write_text(f"[[channels]]\n{hook}", encoding="utf-8")
    told = tell("check", "--config", config)
    assert told.code == 0
    assert "not there yet" in told.out
    polls, opened = told.err.splitlines()
    assert polls.startswith("hint: there are no [[sources]]")
    assert opened == f"hint: {secret} can be read by other users; run: chmod 600 {secret}"


def test_check_tells_that_no_database_can_be_made(tell: Tell, config: Path) -> None:
    config.write_text('[storage]\npath = "gone/trucewatch.db"\n', encoding="utf-8")
    told = tell("check", "--config", config)
    assert told.code == 1
    assert f"no file can be made in {config.parent / 'gone'}; create that folder" in told.err


def test_check_of_a_wrong_form_names_unknown_conflicts_too(tell: Tell, config: Path) -> None:
    config.write_text('[watches]\nfollow = ["no-such-conflict"]\n[log]\nlevel = 4\n', encoding="utf-8")
    told = tell("check", "--config", config)
    level, follow = told.err.splitlines()
    assert told.code == 2
    assert level.startswith("config.toml: log.level: found 4")
    assert follow.startswith('config.toml: watches.follow: the catalogue has no "no-such-conflict"')


def test_check_tells_a_file_that_is_not_there_once(tell: Tell, tmp_path: Path) -> None:
    told = tell("check", "--config", tmp_path / "gone.toml")
    assert (told.code, len(told.err.splitlines())) == (2, 1)


def test_check_tells_every_mistake(tell: Tell, config: Path) -> None:
    config.write_text("[watches]\nfollow = 3\n[log]\nlevel = 4\n", encoding="utf-8")
    told = tell("check", "--config", config)
    assert told.code == 2
    assert len(told.err.splitlines()) == 2
    config.write_text('[watches]\nfollow = ["no-such-conflict"]\n', encoding="utf-8")
    told = tell("check", "--config", config)
    assert (told.code, "no-such-conflict" in told.err) == (2, True)


def test_check_tells_an_unusable_database(tell: Tell, config: Path) -> None:
    (config.parent / "trucewatch.db").write_bytes(b"no database at all, but long enough" * 40)
    told = tell("check", "--config", config)
    assert told.code == 1
    assert "trucewatch.db" in told.err


def test_check_tells_damage_with_its_cure(tell: Tell, config: Path, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DELETE FROM outbox")
        connection.commit()
    told = tell("check", "--config", config)
    assert (told.code, "sound" in told.out) == (1, False)
    assert told.err.endswith("refers to a missing row of outbox; restore a backup\n")


def test_migrate_of_no_database_makes_none(tell: Tell, config: Path) -> None:
    told = tell("migrate", "--config", config)
    assert (told.code, (config.parent / "trucewatch.db").exists()) == (1, False)
    assert told.err.startswith(f"database {config.parent / 'trucewatch.db'}: no such file; give another path")


def test_migrate_upgrades_and_then_has_nothing_to_do(tell: Tell, config: Path) -> None:
    (config.parent / "trucewatch.db").touch()
    first = tell("migrate", "--config", config)
    assert first.out.startswith(f"{config.parent / 'trucewatch.db'}: from version 0 to ")
    second = tell("migrate", "--config", config)
    assert (second.code, "nothing to do" in second.out) == (0, True)


def test_a_missing_configuration_is_a_mistake_with_its_cure(tell: Tell, tmp_path: Path) -> None:
    told = tell("run", "--config", tmp_path / "gone.toml")
    assert (told.code, told.out) == (2, "")
    assert "trucewatch init" in told.err


def test_run_once_on_a_file_that_polls_nothing_ends_well(config: Path) -> None:
    command = [sys.executable, "-m", "monitor.cli.main", "run", "--once", "--config", str(config)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (config.parent / "trucewatch.db").exists()


def test_alerts_test_prints_how_each_receiver_answered(tell: Tell, config: Path) -> None:
    told = tell("alerts", "test", "--config", config, "--format", "jsonl")
    assert told.code == 0
    assert [json.loads(line)["outcome"] for line in told.out.splitlines()] == ["sent"]
    assert "This is a test" in told.err
    assert "This is a test" in tell("alerts", "test", "--config", config).out
    told = tell("alerts", "test", "consle", "--config", config)
    assert (told.code, "did you mean console?" in told.err) == (2, True)


def test_alerts_test_costs_1_where_a_receiver_does_not_answer(tell: Tell, config: Path) -> None:
    server = 'type = "email"\nhost = "127.0.0.1"\nport = 1\nsecurity = "plaintext"\n'
    mail = f'{server}sender = "a@b.org"\nrecipients = "c@d.org"\n'
    config.write_text(f'[[channels]]\nname = "desk"\n{mail}', encoding="utf-8")
    told = tell("alerts", "test", "desk", "--config", config, "-f", "json")
    assert told.code == 1
    assert '"outcome": "retry"' in told.out
