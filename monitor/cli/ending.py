"""How a run of the command line ends: all that was printed is out, or it is told why not; no traceback, no noise.

Exit codes: 0 fine, 1 failed, 2 wrong use or configuration, 130 stopped by Ctrl-C. A reader that goes away early, as
`head` does, is no failure.
"""

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import TextIO

from alerts.errors import AlertsError, ChannelMisconfigured
from monitor.cli.output import say
from monitor.errors import MonitorError, SettingsError

FINE = 0
FAILED = 1
WRONG_SETTINGS = 2
STOPPED = 130


def prepare_streams() -> None:
    """Let both streams write what their encoding has no sign for as an escape; one that was closed leads nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def exit_code(run: Callable[[], object]) -> int:
    """Run a command, flush what it printed, tell in a line what went wrong, and give the exit code."""
    try:
        return _flushed(run)
    except BrokenPipeError:
        return FINE
    except (MonitorError, AlertsError) as error:
        code, lines = failed(error)
        for text in lines:
            say(text)
        return code
    except KeyboardInterrupt:
        return STOPPED
    except OSError as error:
        say(_told(error))
        return FAILED
    finally:
        _silence(sys.stdout)
        _silence(sys.stderr)


def failed(error: MonitorError | AlertsError) -> tuple[int, tuple[str, ...]]:
    """Give the exit code and the lines for what went wrong."""
    if isinstance(error, SettingsError):
        return WRONG_SETTINGS, error.mistakes
    if isinstance(error, ChannelMisconfigured):
        return WRONG_SETTINGS, (str(error),)
    return FAILED, (str(error),)


def _flushed(run: Callable[[], object]) -> int:
    """Run to the end; where the reader has gone, typer muffles stdout and ends with 1, which is told apart here."""
    ours = sys.stdout
    try:
        run()
        code: object = FINE
    except SystemExit as end:
        code = end.code
    if sys.stdout is not ours:
        return FINE
    ours.flush()
    return code if isinstance(code, int) else FINE


def _told(error: OSError) -> str:
    if error.filename is None:
        return f"reading or writing failed ({error.strerror}); check the disk, and where input and output lead"
    return f"{error.filename}: {error.strerror}; check the path and its permissions"


def _silence(stream: TextIO) -> None:
    """Drop what a stream cannot get rid of: Python would try again at exit and complain."""
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
