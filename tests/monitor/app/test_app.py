"""The composition root: the program as a user starts it, in this process where that is the same."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from monitor.app import run_backfill, run_daemon, send_test
from monitor.backfill.load import BackfillCount
from monitor.errors import DatabaseInUse, SettingsError
from monitor.settings import load_settings
from monitor.storage import open_store

TWO_LINES = '[watches]\nfollow = ["iraq-us"]\n'
STATEMENT = (
    "Kataib Hezbollah has halted its attacks on US forces, the group's spokesman Mohammed Mohi said on Sunday. "
    "He said that the halt took effect at once."
)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(TWO_LINES, "utf-8")
    return path


def rows(path: Path, *lines: object) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" if not isinstance(line, str) else line for line in lines), "utf-8")
    return path


def load(config: Path, file: Path) -> BackfillCount:
    settings = load_settings(config, {})
    with file.open("rb") as lines:
        return run_backfill(lines, settings=settings, database=settings.database, progress=lambda _done, _all: None)


async def told(config: Path) -> list[tuple[str, bool]]:
    async with open_store(config.parent / "trucewatch.db", now=0, writer=False) as store:
        return [(str(change.transition.change), change.announced) for change in await store.changes()]


def test_a_file_of_two_lines_polls_nothing_and_ends_well(config: Path) -> None:
    assert run_daemon(config, once=True) == 0
    assert (config.parent / "trucewatch.db").exists()


def test_a_wrong_configuration_is_told_before_anything_is_opened(config: Path) -> None:
    config.write_text('[watches]\nfollow = ["iraq-usa"]\n', "utf-8")
    with pytest.raises(SettingsError, match="iraq-us"):
        run_daemon(config, once=True)
    assert not (config.parent / "trucewatch.db").exists()


def test_a_backfill_loads_judges_and_announces_nothing(config: Path) -> None:
    file = rows(
        config.parent / "rows.jsonl",
        {"id": "t", "date": "2020-10-11", "title": "Kataib Hezbollah halts attacks", "text": STATEMENT},
        {"id": "c", "date": "2020-10-11", "title": "Date harvest", "text": "Growers expect a good harvest."},
        "not json\n",
        "\n",
    )
    count = load(config, file)
    assert (count.rows, count.new, count.relevant, count.bad_lines) == (2, 2, 1, 1)
    assert count.told[0].startswith("line 3: not JSON")
    import asyncio

    assert asyncio.run(told(config))[:2] == [("announced", False), ("in_effect", False)]


def test_the_same_file_again_changes_nothing(config: Path) -> None:
    import asyncio

    first = {"id": "t", "date": "2020-10-11", "text": STATEMENT}
    edit = {"id": "t", "date": "2020-10-12", "text": STATEMENT + " Nothing else was said."}
    file = rows(config.parent / "rows.jsonl", first, edit)
    count = load(config, file)
    assert (count.new, count.edited) == (1, 1)
    before = asyncio.run(told(config))
    again = load(config, file)
    assert (again.new, again.edited, again.known, again.reports) == (0, 0, 2, 0)
    assert asyncio.run(told(config)) == before


def test_a_retraction_voids_what_it_names(config: Path) -> None:
    import asyncio

    load(config, rows(config.parent / "a.jsonl", {"id": "t", "date": "2020-10-11", "text": STATEMENT}))
    load(
        config,
        rows(config.parent / "b.jsonl", {"id": "r", "date": "2020-10-12", "text": "We withdraw it.", "retracts": "t"}),
    )
    assert [change for change, _ in asyncio.run(told(config))].count("corrected") > 0


def test_a_test_alert_reaches_the_console(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = load_settings(config, {})
    assert [row[1] for row in send_test(settings, None, sys.stdout)] == ["sent"]
    assert "This is a test" in capsys.readouterr().out
    with pytest.raises(SettingsError, match="no channel is named 'desk'"):
        send_test(settings, "desk", sys.stdout)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP])
def test_the_daemon_holds_its_database_and_ends_gracefully(config: Path, end: signal.Signals) -> None:
    command = [sys.executable, "-m", "monitor.cli.main", "run", "--config", str(config)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as daemon:
        assert daemon.stderr is not None
        assert "watching" in daemon.stderr.readline()
        with pytest.raises(DatabaseInUse, match=str(daemon.pid)):
            run_daemon(config, once=True)
        began = time.monotonic()
        daemon.send_signal(end)
        assert daemon.wait(10) == 0
        assert "stopped" in daemon.stderr.read()
    assert time.monotonic() > began
