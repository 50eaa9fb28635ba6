"""Single keys from the terminal, one after the other as they were typed.

Not typer's `getchar`: it sets the terminal anew for each key and so drops what is typed between two of them, and an
answer would be taken for the next question's.
"""

import os
import re
import termios
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager

AT_ONCE = 1_024
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?", re.DOTALL)  # what arrows and their like send
UNKNOWN = "\x1b"
END = "\x04"  # Ctrl-D, or a terminal that has gone

Keys = Callable[[], str]


@contextmanager
def keyboard(descriptor: int) -> Iterator[Keys]:
    """Let each call give the next key of a terminal, unseen on the screen; Ctrl-C still interrupts."""
    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor)
    keys = typed(lambda: os.read(descriptor, AT_ONCE))
    try:
        yield lambda: next(keys, END)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def typed(read: Callable[[], bytes]) -> Iterator[str]:
    """Take what was typed apart into keys, until there is no more; a key that sends a sequence is one unknown key."""
    while chunk := read():
        yield from _SEQUENCE.sub(UNKNOWN, chunk.decode("utf-8", "replace")).lower()
