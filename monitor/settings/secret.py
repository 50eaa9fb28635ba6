"""Secrets: what they look like in the configuration (references only) and how they are read, once, at load.

A secret is written `env:NAME` or `file:PATH`. Nothing here, and nothing that imports it, ever prints its value.
"""

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from alerts.text import clean_text

ALLOWED = "a reference, env:NAME or file:PATH"
INLINE = f"a secret written out (not shown here); allowed: {ALLOWED}"
OTHERS_MAY_READ = stat.S_IRGRP | stat.S_IROTH
SIZE_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret's value; only `reveal` gives it, and only to the code that sends it. `hint` is advice on its file."""

    _value: str = field(repr=False)
    hint: str = ""

    def reveal(self) -> str:
        """Give the value itself."""
        return self._value

    def __str__(self) -> str:
        return "Secret(hidden)"


@dataclass(frozen=True, slots=True)
class UnreadableSecret:
    """Stands where a secret could not be read; `reason` says why without its value."""

    reason: str


def variable_of(text: object) -> str | None:
    """Name the environment variable that a reference points to, None for anything else."""
    return text.removeprefix("env:").strip() if isinstance(text, str) and text.startswith("env:") else None


def read_secret(text: object, environ: Mapping[str, str], base: Path) -> Secret | UnreadableSecret:
    """Read the secret behind a reference; paths are relative to `base`, the configuration's folder."""
    if not isinstance(text, str):
        return UnreadableSecret(f"no text; allowed: {ALLOWED}")
    kind, _, target = text.partition(":")
    target = target.strip()
    if kind not in {"env", "file"}:
        return UnreadableSecret(INLINE)
    if not target:
        return UnreadableSecret(f"{kind}: without a name; allowed: {ALLOWED}")
    return _from_file(base / target) if kind == "file" else _from_environment(target, environ)


def _from_environment(name: str, environ: Mapping[str, str]) -> Secret | UnreadableSecret:
    value = environ.get(name, "").strip()
    if not value:
        state = "empty" if name in environ else "not set"
        return UnreadableSecret(f"the environment variable {clean_text(name, 80)} is {state}; export it first")
    return Secret(value)


def _from_file(path: Path) -> Secret | UnreadableSecret:
    shown = clean_text(str(path), 200)
    try:
        with path.open("rb") as file:
            content = file.read(SIZE_LIMIT + 1)
            mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        return UnreadableSecret(f"the file {shown} cannot be read ({_why(error)}); {cure_for(error)}")
    if len(content) > SIZE_LIMIT:
        return UnreadableSecret(f"the file {shown} is larger than a secret can be; point to the right file")
    try:
        value = content.decode("utf-8").strip()
    except UnicodeDecodeError:
        return UnreadableSecret(f"the file {shown} is not UTF-8 text; write the secret as text")
    if not value:
        return UnreadableSecret(f"the file {shown} is empty; write the secret into it")
    open_to_others = bool(mode & OTHERS_MAY_READ)
    return Secret(value, f"{shown} can be read by other users; run: chmod 600 {shown}" if open_to_others else "")


def _why(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "no valid path"


def cure_for(error: OSError | ValueError) -> str:
    """Say what to do about a secret's file that cannot be read."""
    if isinstance(error, PermissionError):
        return "make it readable for the user who runs trucewatch: chown it, then chmod 600"
    return "create it, or correct the path (it is relative to the configuration file)"
