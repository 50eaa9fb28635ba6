"""`label`: which key does what, with keys from a list; and all of it in a real terminal, killed on the way."""

import json
import os
import pty
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.keyboard import END, UNKNOWN, typed
from monitor.cli.label import dated, label_rows, screen
from monitor.cli.labelled import LabelledRow
from monitor.cli.labelling import lay_out, work
from monitor.cli.questions import LABEL_KEYS, MEANINGS
from monitor.cli.sheet import open_sheet
from monitor.domain.model.article import Article
from monitor.domain.model.report import Label
from monitor.domain.model.time import Precision
from monitor.errors import SettingsError

Tell = Callable[..., Any]  # gives code, out and err

NEWS = [LabelledRow(Article(name, f"Title {name}", f"Text of {name}."), None) for name in "abcd"]


def labels(path: Path) -> dict[str, dict[str, object]]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = {row["id"]: row["gold"] for row in rows}
    assert len(found) == len(rows)
    return found


@dataclass
class Person:
    """Presses these keys, then Ctrl-D; remembers what was shown and said."""

    keys: str
    shown: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    def sit_down(self, path: Path, rows: list[LabelledRow] = NEWS) -> dict[str, dict[str, object]]:
        keys = iter(self.keys)
        with open_sheet(path) as sheet:
            desk = lay_out(rows, sheet, lambda: 0)
            work(desk, lambda: next(keys, END), lambda row: self.shown.append(row.id), self.heard.append)
        assert next(keys, None) is None, "keys are left over"
        return labels(path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "labels.jsonl"


def gold(label: str, *, militia: bool = False, relevant: bool = True) -> dict[str, object]:
    return {"ceasefire_change": label, "militia_activity": militia, "relevant": relevant}


def test_every_label_has_a_key_and_a_meaning() -> None:
    assert set(LABEL_KEYS.values()) == set(MEANINGS) == set(Label)
    assert not set(LABEL_KEYS) & set("usqyn")


def test_three_keys_make_a_label(path: Path) -> None:
    person = Person("3ny0nnryytynq")
    assert person.sit_down(path) == {
        "a": gold("announced"),
        "b": gold("none", relevant=False),
        "c": gold("rejected", militia=True),
        "d": gold("negotiation_only", militia=True, relevant=False),
    }
    assert person.shown == ["a", "b", "c", "d"]
    assert any("3  announced" in said and "not yet in force" in said for said in person.heard)
    assert "  announced" in person.heard
    assert "  no" in person.heard


def test_a_wrong_key_asks_again(path: Path) -> None:
    person = Person(f"x{UNKNOWN}y31ny")
    assert person.sit_down(path) == {"a": gold("announced")}
    refusals = [said.partition("; ")[2] for said in person.heard if "no such key" in said]
    assert [said.partition(", or u")[0] for said in refusals] == [
        *["press one of 0 1 2 3 4 5 6 7 8 9 r t"] * 3,
        "press one of y n",
    ]


def test_a_row_that_was_not_answered_wholly_is_asked_again(path: Path) -> None:
    assert Person("3nq").sit_down(path) == {}
    again = Person("3ny")
    assert again.sit_down(path) == {"a": gold("announced")}
    assert again.shown == ["a", "b"]


def test_it_goes_on_where_it_ended_and_skipped_rows_come_again(path: Path) -> None:
    assert Person("s3nys").sit_down(path) == {"b": gold("announced")}
    again = Person("8nyss")
    assert again.sit_down(path) == {"b": gold("announced"), "a": gold("ended")}
    assert again.shown == ["a", "c", "d"]


def test_undo_goes_back_one_question(path: Path) -> None:
    assert Person("3u8yunuu6ny").sit_down(path) == {"a": gold("violated")}


def test_undo_takes_the_row_before_back(path: Path) -> None:
    person = Person("3nysuu8ny")
    assert person.sit_down(path) == {"a": gold("ended")}
    assert person.shown == ["a", "b", "c", "b", "a", "b"]


def test_undo_takes_labels_of_an_earlier_run_back_but_none_of_another_file(path: Path) -> None:
    other = [LabelledRow(Article("elsewhere", "", "x"), None)]
    Person("3ny").sit_down(path)
    Person("9ny").sit_down(path, other)
    Person("4ny5ny").sit_down(path)
    person = Person("uuu6ny")
    assert list(person.sit_down(path)) == ["a", "elsewhere", "b"]
    assert person.shown == ["d", "c", "b", "b", "c"]
    assert "nothing to take back" in person.heard


def test_the_last_answer_can_be_taken_back_too(path: Path) -> None:
    person = Person("3nysss" + "x" + "uuuu8ny" + "sss")
    assert person.sit_down(path) == {"a": gold("ended")}
    assert person.heard.count("no row is left to read; press q (quit) or u (undo)") == 2
    assert "  no such key here; press q (quit) or u (undo)" in person.heard


@pytest.mark.parametrize(
    ("chunks", "keys"),
    [
        ([b"3", b"Y"], "3y"),
        ([b"3ny"], "3ny"),  # typed ahead
        ([b"\x1b[A", b"\x1bOB", b"\x1b[15~1"], f"{UNKNOWN}{UNKNOWN}{UNKNOWN}1"),
        ([b"\x1b", b"\x1bx"], UNKNOWN * 2),
        ([b"\xff", "é".encode()], "\ufffdé"),
    ],
)
def test_what_is_typed_is_taken_apart_into_keys(chunks: list[bytes], keys: str) -> None:
    left = iter(chunks)
    assert "".join(typed(lambda: next(left, b""))) == keys


def test_a_row_is_shown_folded_and_harmless() -> None:
    article = Article("a\x1b[2J", "Guns fall silent", f"{'word ' * 20}\n\nEnd.", published=0, precision=Precision.DAY)
    lines = screen(LabelledRow(article, None), 2, 9, 40)
    assert lines[1].startswith("--- 2 of 9: a, 1970-01-01 ---")
    assert lines[3] == "Guns fall silent"
    assert lines[-2] == "End."
    assert all(len(line) <= 40 and "\x1b" not in line for line in lines)


@pytest.mark.parametrize(
    ("published", "precision", "told"),
    [
        (None, Precision.UNKNOWN, "no date"),
        (0, Precision.YEAR, "1970"),
        (0, Precision.MONTH, "1970-01"),
        (0, Precision.INSTANT, "1970-01-01T00:00:00Z"),
    ],
)
def test_a_date_is_shown_as_it_is_known(published: int | None, precision: Precision, told: str) -> None:
    assert dated(LabelledRow(Article("a", "", "x", published=published, precision=precision), None)) == told


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    rows = [{"id": name, "date": "2020-10-11", "text": f"\x1b[31mText of {name}.\x1b]0;owned\x07"} for name in "abc"]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_without_a_terminal_it_refuses(tell: Tell, news: Path, path: Path) -> None:
    told = tell("label", news, "--out", path)
    assert (told.code, told.out, path.exists()) == (2, "", False)
    assert told.err == "label: this is no terminal; run it where somebody can read and press keys\n"


def test_the_terminal_is_left_as_it_was(news: Path, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, encoding="utf-8") as terminal, ThreadPoolExecutor(1) as aside:
        before = termios.tcgetattr(theirs)
        labelling = aside.submit(label_rows, news, path, terminal)
        while termios.tcgetattr(theirs)[3] & termios.ICANON:
            time.sleep(0.01)
        os.write(ours, b"3nyq")
        labelling.result()
        assert termios.tcgetattr(theirs) == before
    os.close(ours)
    assert labels(path) == {"a": gold("announced")}
    assert capsys.readouterr().err.endswith("1 labels are kept; 2 of 3 rows are still to be read\n")


@dataclass
class Session:
    """A run of `label` in a terminal of its own."""

    run: subprocess.Popen[bytes]
    terminal: int
    seen: str = ""

    def wait_for(self, text: str) -> None:
        """Read the screen until this is shown; later calls look behind it."""
        while text not in self.seen:
            self.seen += os.read(self.terminal, 65_536).decode()
        self.seen = self.seen.partition(text)[2]

    def press(self, keys: str) -> None:
        os.write(self.terminal, keys.encode())

    def end(self) -> tuple[int, str]:
        """Wait for the end, and give the exit code and what was shown since."""
        while True:
            try:
                piece = os.read(self.terminal, 65_536)
            except OSError:  # the other end is closed
                return self.run.wait(), self.seen
            self.seen += piece.decode()


@contextmanager
def session(news: Path, out: Path) -> Iterator[Session]:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "monitor.cli.main", "label", str(news), "--out", str(out)]
    control = "import fcntl, os, signal, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0)"
    control += "; signal.signal(signal.SIGINT, signal.SIG_DFL)"  # whoever runs the tests may ignore it
    wrapped = [sys.executable, "-c", f"{control}; os.execv(sys.argv[1], sys.argv[1:])", *command]
    run = subprocess.Popen(wrapped, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    try:
        yield Session(run, ours)
    finally:
        run.kill()
        run.wait()
        os.close(ours)


def test_in_a_terminal_it_labels_and_goes_on_after_a_kill(news: Path, path: Path) -> None:
    with session(news, path) as first:
        first.wait_for("1 of 3: a, 2020-10-11")
        first.wait_for("q  quit")
        first.press("3ny")  # typed at once
        first.wait_for("2 of 3: b")
        first.wait_for("q  quit")
        first.press("8y")
        first.wait_for("relevant?")
        first.run.send_signal(signal.SIGKILL)
        assert first.run.wait() == -signal.SIGKILL
    assert labels(path) == {"a": gold("announced")}
    with session(news, path) as second:
        second.wait_for("2 of 3: b")
        second.wait_for("q  quit")
        second.press("8yy")
        second.wait_for("3 of 3: c")
        second.wait_for("q  quit")
        second.press("\x1b[A")
        second.wait_for("no such key")
        second.press("q")
        code, told = second.end()
    assert (code, told.splitlines()[-1]) == (0, "2 labels are kept; 1 of 3 rows are still to be read")
    assert labels(path) == {"a": gold("announced"), "b": gold("ended", militia=True)}


def test_foreign_text_does_nothing_to_the_terminal(news: Path, path: Path) -> None:
    with session(news, path) as run:
        run.wait_for("Text of a.")
        run.wait_for("q  quit")
        run.press("\x04")
        assert run.end()[0] == 0
        assert "\x1b" not in run.seen


def test_ctrl_c_ends_it_and_keeps_what_there_is(news: Path, path: Path) -> None:
    with session(news, path) as run:
        run.wait_for("q  quit")
        run.press("3ny")
        run.wait_for("2 of 3: b")
        run.wait_for("q  quit")
        run.press("\x03")
        code, told = run.end()
    assert (code, "1 labels are kept; 2 of 3 rows" in told) == (130, True)
    assert labels(path) == {"a": gold("announced")}


@pytest.mark.parametrize(
    ("file", "out", "told"),
    [
        ("news.jsonl", "news.jsonl", "FILE and LABELS are the same file; name two files"),
        ("-", "labels.jsonl", "FILE and LABELS are read and written in place; name two files"),
        ("news.jsonl", "-", "FILE and LABELS are read and written in place; name two files"),
        ("gone.jsonl", "labels.jsonl", r"cannot be read \(No such file or directory\)"),
    ],
)
def test_files_that_cannot_do_are_told(news: Path, file: str, out: str, told: str) -> None:
    paths = [Path(name) if name == "-" else news.parent / name for name in (file, out)]
    before = news.read_bytes()
    with pytest.raises(SettingsError, match=told):
        label_rows(paths[0], paths[1], sys.stdin)
    assert news.read_bytes() == before
