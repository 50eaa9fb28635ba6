"""Cells, tables and bars, in a pipe and on a terminal."""

import os
import pty
import subprocess
import sys

import pytest

from monitor.cli.options import Format
from monitor.cli.output import cell, emit


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (1, "1"),
        (0.5, "0.5"),
        ("x", "x"),
        (["a", None, "b"], "a, , b"),
        ({"name": "A", "stance": "accepts", "role": "declarer"}, "A (accepts)"),
        ({"sentence": "So it is.", "url": ""}, "So it is."),
        ({"a": "ä"}, '{"a": "ä"}'),
    ],
)
def test_a_value_becomes_a_cell(value: object, text: str) -> None:
    assert cell(value) == text


def test_a_table_in_a_pipe_is_plain_and_uncut(capsys: pytest.CaptureFixture[str]) -> None:
    long = "word " * 100 + "[bold]end"
    emit([{"a_b": long}, {}], Format.TABLE, ("a_b",))
    head, row = capsys.readouterr().out.splitlines()[:2]
    assert head.strip() == "a b"
    assert row.strip() == long


def on_a_terminal(code: str) -> str:
    """Run code with a terminal for stdout and stderr, and give what it shows."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "60", "LINES": "20"}
    subprocess.run([sys.executable, "-c", code], stdout=theirs, stderr=theirs, check=True, env=environment)
    os.close(theirs)
    shown = bytearray()
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the terminal's other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return shown.decode()


def test_a_table_on_a_terminal_keeps_to_its_width() -> None:
    code = "from monitor.cli.terminal import print_table; print_table(['a'], [['word ' * 40]])"
    shown = on_a_terminal(code)
    assert "\x1b[1m" in shown
    assert all(len(line) <= 75 for line in shown.splitlines())


def test_ids_and_instants_are_never_broken_on_a_terminal() -> None:
    row = ["5f0c2a9be81d4477a1c3e60b9d2f8a14", "2020-10-11T09:00:00Z", "word " * 40]
    code = f"from monitor.cli.terminal import print_table; print_table(['id', 'event_time', 'reason'], [{row!r}])"
    shown = on_a_terminal(code)
    assert row[0] in shown
    assert row[1] in shown


def test_a_bar_is_shown_on_a_terminal_only(capsys: pytest.CaptureFixture[str]) -> None:
    code = "from monitor.cli.terminal import progress\nwith progress('reading') as advance: advance(3, 7)"
    shown = on_a_terminal(code)
    assert "reading" in shown
    assert "3/7" in shown
    from monitor.cli.terminal import progress

    with progress("reading") as advance:
        advance(1, 2)
    assert capsys.readouterr() == ("", "")
