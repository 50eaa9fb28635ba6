"""How a run ends when the world does not play along: full disks, readers that leave, poor encodings, Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from monitor.cli.ending import exit_code, prepare_streams
from monitor.cli.main import app
from monitor.cli.options import Format
from monitor.cli.output import emit, say, tell

COMMAND = [sys.executable, "-m", "monitor.cli.main"]
NOT_WRITTEN = "reading or writing failed (No space left on device); check the disk, and where input and output lead\n"


@pytest.mark.parametrize("arguments", [["changes", "-f", "jsonl"], ["status"], ["explain", "c1"], ["--help"]])
def test_a_full_disk_is_told_in_a_line(database: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], cwd=database.parent, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (1, NOT_WRITTEN)


@pytest.mark.parametrize("arguments", [["changes", "-f", "jsonl"], ["conditions"], ["--help"]])
def test_a_reader_that_has_left_is_no_failure(database: Path, arguments: list[str]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=database.parent, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_long_output_ends_with_its_reader(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(json.dumps({"id": str(n), "text": "Rain. " * 50}) + "\n" for n in range(2_000)), "utf-8")
    command = [*COMMAND, "classify", "-f", "jsonl"]
    with (
        rows.open("rb") as given,
        subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run,
    ):
        assert run.stdout is not None
        assert run.stderr is not None
        assert json.loads(run.stdout.readline())["id"] == "0"
        run.stdout.close()
        assert (run.stderr.read(), run.wait()) == (b"", 0)


def test_closed_streams_are_no_failure(database: Path) -> None:
    code = "import sys; sys.stdout = sys.stderr = None; from monitor.cli.main import main; main(['changes'])"
    assert subprocess.run([sys.executable, "-c", code], cwd=database.parent, check=False).returncode == 0


def test_an_encoding_without_the_signs_gets_escapes_and_json_stays_json(database: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    told = subprocess.run(
        [*COMMAND, "explain", "c1"], cwd=database.parent, env=environment, capture_output=True, check=True
    )
    assert b"Evidence: \\u201cThe brigades have halted" in told.stdout


@pytest.mark.parametrize("shape", [Format.JSON, Format.JSONL])
def test_json_is_escaped_where_the_encoding_is_poor(shape: Format) -> None:
    for encoding, written in (("latin-1", b"\\ud83d\\ude00"), ("utf-8", "😀".encode())):
        kept = BytesIO()
        with redirect_stdout(TextIOWrapper(kept, encoding=encoding)) as stream:
            emit([{"a": "😀"}], shape, ())
            stream.flush()
            assert written in kept.getvalue()
            assert "😀" in str(json.loads(kept.getvalue()))


def opened(path: str) -> Callable[[], TextIOWrapper]:
    return lambda: Path(path).open("w", encoding="utf-8")


def test_what_is_no_result_is_lost_where_stderr_takes_nothing() -> None:
    with opened("/dev/full")() as full, redirect_stderr(full):
        say("nobody hears it")
        assert exit_code(lambda: None) == 0


def test_a_full_disk_costs_1_here_too(capsys: pytest.CaptureFixture[str]) -> None:
    with opened("/dev/full")() as full, redirect_stdout(full):
        assert exit_code(lambda: tell("a result")) == 1
    assert capsys.readouterr().err == NOT_WRITTEN


def test_a_broken_pipe_costs_nothing_here_too(capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "w", encoding="utf-8") as pipe, redirect_stdout(pipe):
        assert exit_code(lambda: tell("a result")) == 0
    assert capsys.readouterr().err == ""


def test_a_help_without_reader_costs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "w", encoding="utf-8") as pipe, redirect_stdout(pipe), redirect_stderr(sys.stderr):
        assert exit_code(lambda: app(["--help"])) == 0
        os.dup2(os.open(os.devnull, os.O_WRONLY), pipe.fileno())  # typer has muffled its own wrapper only
    assert capsys.readouterr().err == ""


def test_closed_streams_are_replaced_and_odd_ones_left_alone() -> None:
    with redirect_stdout(None), redirect_stderr(StringIO()) as odd:
        prepare_streams()
        assert sys.stderr is odd
        tell("nobody hears it")
        sys.stdout.close()


def test_a_file_that_fails_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(Path("/no/such/file").read_bytes) == 1
    assert capsys.readouterr().err == "/no/such/file: No such file or directory; check the path and its permissions\n"


def test_ctrl_c_costs_130() -> None:
    assert exit_code(lambda: signal.raise_signal(signal.SIGINT)) == 130


@pytest.mark.parametrize(("ended", "code"), [(3, 3), (None, 0)])
def test_a_command_chooses_its_own_code(ended: int | None, code: int) -> None:
    assert exit_code(lambda: sys.exit(ended)) == code
