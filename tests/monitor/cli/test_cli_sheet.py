"""The file of labels: a row stands there whole and once, whatever happens."""

import errno
import json
import os
from io import FileIO
from pathlib import Path

import pytest

from monitor.cli.sheet import Sheet, open_sheet
from monitor.errors import MonitorError, SettingsError

GOLD: dict[str, object] = {"ceasefire_change": "ended"}
ROW = b'{"id": "a", "gold": {"ceasefire_change": "none"}, "labelled_at": "2026-01-01T00:00:00Z"}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "labels.jsonl"


def ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_bytes().splitlines()]


def test_a_label_is_in_the_file_at_once_and_is_read_again(path: Path) -> None:
    with open_sheet(path) as sheet:
        sheet.add("a\u2028", GOLD, 0)
        assert json.loads(path.read_bytes()) == {"id": "a\u2028", "gold": GOLD, "labelled_at": "1970-01-01T00:00:00Z"}
    with open_sheet(path) as sheet:
        sheet.add("b", GOLD, 0)
        assert list(sheet.begins) == ids(path) == ["a\u2028", "b"]


def test_the_last_label_is_taken_off(path: Path) -> None:
    path.write_bytes(ROW + b"\n\n  \n" + ROW.replace(b'"a"', b'"b"') + b"\n\n")
    with open_sheet(path) as sheet:
        sheet.add("c", GOLD, 0)
        assert [sheet.withdraw(), sheet.withdraw()] == ["c", "b"]
        sheet.add("d", GOLD, 0)
        assert [json.loads(line)["id"] for line in path.read_bytes().splitlines() if line.strip()] == ["a", "d"]


def test_a_row_that_was_cut_short_anywhere_is_cut_off_and_no_whole_one_is_lost(path: Path) -> None:
    torn = ROW.replace(b'"a"', b'"b"')
    for length in range(len(torn) + 1):
        path.write_bytes(ROW + b"\n" + torn[:length])
        with open_sheet(path) as sheet:
            assert list(sheet.begins) == (["a", "b"] if length == len(torn) else ["a"])
            sheet.add("c", GOLD, 0)
        assert ids(path) == (["a", "b", "c"] if length == len(torn) else ["a", "c"])


@pytest.mark.parametrize(
    "content",
    [
        b'{"id": "x", "text": "A story."}\n',
        b'{"id": "x", "text": "A story."}',
        b'{"id": "x", "text": "A story."}\n{"id": "y", "te',
        b"[watches]\nfollow = []",
        b"{",
        ROW + b"\n" + ROW + b"\n",
    ],
)
def test_a_file_of_anything_else_stays_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    if content == b"{":  # the first letter of a label
        with open_sheet(path) as sheet:
            assert sheet.begins == {}
        return
    with pytest.raises(SettingsError), open_sheet(path):
        pass
    assert path.read_bytes() == content


def test_two_do_not_label_into_one_file(path: Path) -> None:
    with open_sheet(path), pytest.raises(MonitorError, match="somebody labels into it now"), open_sheet(path):
        pass


def test_a_file_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"cannot be written \(No such file or directory\); name a file"):
        open_sheet(tmp_path / "gone" / "labels.jsonl").__enter__()


def test_a_device_keeps_no_labels() -> None:
    with pytest.raises(SettingsError, match="/dev/null: is no file that keeps what is written; name one"):
        open_sheet(Path(os.devnull)).__enter__()


class Narrow(FileIO):
    """A file on a disk that takes some bytes a call, and in the end no more."""

    room = 10_000

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if not self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        done = super().write(bytes(data)[: min(30, self.room)])
        self.room -= done
        return done


def test_on_a_full_disk_a_label_is_whole_or_not_there(path: Path) -> None:
    with Narrow(str(path), "w+") as file:
        sheet = Sheet(file)
        sheet.add("a", GOLD, 0)
        file.room = 40
        with pytest.raises(OSError, match="No space left"):
            sheet.add("b", GOLD, 0)
        assert list(sheet.begins) == ids(path) == ["a"]
        file.room = 10_000
        sheet.add("b", GOLD, 0)
    assert ids(path) == ["a", "b"]
