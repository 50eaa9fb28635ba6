"""Files of JSON rows, one a line, as commands take them: a path, a pipe, or `-` for stdin."""

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from monitor.errors import SettingsError

STDIN = Path("-")


def name_of(file: Path) -> str:
    """Name a file for a message."""
    return "stdin" if file == STDIN else str(file)


def open_lines(file: Path) -> AbstractContextManager[BinaryIO]:
    """Open a file of rows, a pipe, or stdin for `-`; raises SettingsError."""
    if file == STDIN:
        return nullcontext(sys.stdin.buffer)
    try:
        return file.open("rb")
    except OSError as error:
        raise SettingsError(
            (f"{file}: cannot be read ({error.strerror}); name a file of JSON rows, one a line, or - for stdin",)
        ) from None
