"""The file that labels are kept in: a row is on the disk before the next question is put, and stands there once.

Rows are {id, gold, labelled_at}, one a line. A line that a crash cut short was never confirmed: it is cut off when the
file is opened again, and its question is put again.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO, FileIO
from itertools import accumulate
from pathlib import Path

from monitor.cli.labelled import read_label, read_rows
from monitor.domain.model.time import Millis, iso
from monitor.errors import MonitorError, SettingsError

START = b'{"id": '  # how every row of ours begins


@dataclass(frozen=True, slots=True)
class Sheet:
    """An open file of labels; `begins` holds each label's id, in the file's order, with where its line begins."""

    file: FileIO
    begins: dict[str, int] = field(default_factory=dict)

    def add(self, row_id: str, gold: dict[str, object], at: Millis) -> None:
        """Append a label; it is on the disk when this returns, whole or not at all."""
        begin = self.file.seek(0, os.SEEK_END)
        row = json.dumps({"id": row_id, "gold": gold, "labelled_at": iso(at)}).encode() + b"\n"
        try:
            _write(self.file, row)
        except OSError:
            self.file.truncate(begin)
            raise
        self.begins[row_id] = begin

    def withdraw(self) -> str:
        """Take the last label off the file, and give its id."""
        row_id, begin = self.begins.popitem()
        self.file.truncate(begin)
        os.fsync(self.file.fileno())
        return row_id


def _write(file: FileIO, row: bytes) -> None:
    done = 0
    while done < len(row):
        done += file.write(row[done:])
    os.fsync(file.fileno())


@contextmanager
def open_sheet(path: Path) -> Iterator[Sheet]:
    """Open a file of labels, or make it; one process at a time; raises SettingsError where it holds anything else."""
    if path.exists() and not path.is_file():
        raise SettingsError((f"{path}: is no file that keeps what is written; name one in a folder of yours",))
    try:
        file = FileIO(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644), "r+")
        _keep_name(path.parent)
    except OSError as error:
        raise SettingsError(
            (f"{path}: cannot be written ({error.strerror}); name a file in a folder of yours",)
        ) from None
    with file:
        _take(file, path)
        yield Sheet(file, _begins(file, path))


def _keep_name(folder: Path) -> None:
    """Have the folder's entry on the disk: a new file's rows are lost without its name."""
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _take(file: FileIO, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise MonitorError(f"{path}: somebody labels into it now; wait, or name another file") from None


def _begins(file: FileIO, path: Path) -> dict[str, int]:
    """Read the labels, each with where its line begins; see to the last line if it has no end."""
    lines = list(BytesIO(file.readall()))
    torn = lines.pop() if lines and _is_cut_short(lines[-1]) else b""
    labels = iter(read_rows(lines, str(path), read_label))
    at = [0, *accumulate(map(len, lines))]
    begins = {next(labels).id: begin for begin, line in zip(at, lines, strict=False) if line.strip()}
    if torn:
        file.truncate(at[-1])
    elif lines and not lines[-1].endswith(b"\n"):
        _write(file, b"\n")
    return begins


def _is_cut_short(line: bytes) -> bool:
    """Tell whether a line is the beginning of one of ours, and no JSON."""
    if line.endswith(b"\n") or not (line.startswith(START) or START.startswith(line)):
        return False
    try:
        json.loads(line)
    except ValueError:
        return True
    return False
