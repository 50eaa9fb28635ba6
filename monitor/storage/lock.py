"""The writer's lock: one process at a time writes a database, whoever else reads it.

An flock on `PATH.lock`, which the kernel releases when its holder dies; the file itself stays, with the last pid in it.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.errors import DatabaseInUse, DatabaseUnusable


@contextmanager
def writer_lock(database: Path) -> Iterator[None]:
    """Hold the lock; raises `DatabaseInUse` naming the holder's pid, `DatabaseUnusable` where it cannot be made."""
    descriptor = _open(lock_path(database), database)
    try:
        _take(descriptor, database)
        yield
    finally:
        os.close(descriptor)


def lock_path(database: Path) -> Path:
    """Give the lock file's path; a symbolic link and its target share one."""
    real = database.resolve()
    return real.with_name(f"{real.name}.lock")


def _open(lock: Path, database: Path) -> int:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except FileNotFoundError as error:
        raise DatabaseUnusable(
            f"database {database}: the folder {lock.parent} does not exist: create it, or change the path"
        ) from error
    except OSError as error:
        raise DatabaseUnusable(
            f"database {database}: {lock} cannot be made ({error.strerror}): make the folder writable, or change it"
        ) from error


def _take(descriptor: int, database: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
        raise DatabaseInUse(
            f"database {database} is in use by the process with pid {holder}: stop that one, or use another path"
        ) from error
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
