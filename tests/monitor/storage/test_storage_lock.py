import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from monitor.errors import DatabaseInUse, DatabaseUnusable
from monitor.storage import open_store
from monitor.storage.lock import lock_path, writer_lock

HOLD = """
import sys, time
from pathlib import Path
from monitor.storage.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Give another process that holds the lock."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


async def test_a_second_writer_is_refused_with_the_pid_of_the_first(path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(DatabaseInUse, match=f"in use by the process with pid {holder.pid}: stop that one"):
        async with open_store(path, now=1):
            pass


async def test_death_releases_the_lock(path: Path, holder: subprocess.Popen[str]) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    async with open_store(path, now=1) as store:
        assert await store.sources() == ()


async def test_readers_need_no_lock(path: Path) -> None:
    async with open_store(path, now=1), open_store(path, now=1, writer=False) as reader:
        assert await reader.sources() == ()


def test_a_link_and_its_target_share_the_lock(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(path)
    with writer_lock(path), pytest.raises(DatabaseInUse, match=f"pid {os.getpid()}"), writer_lock(link):
        pass


def test_the_lock_is_free_again_after_use(path: Path) -> None:
    for _ in range(2):
        with writer_lock(path):
            assert lock_path(path).read_text(encoding="ascii") == f"{os.getpid()}\n"


def test_a_holder_that_has_not_said_who_it_is_is_unknown(path: Path) -> None:
    with writer_lock(path):
        lock_path(path).write_text("", encoding="ascii")
        with pytest.raises(DatabaseInUse, match="pid unknown"), writer_lock(path):
            pass


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    refusal = pytest.raises(
        DatabaseUnusable, match=r"the folder .*nowhere does not exist: create it, or change the path"
    )
    with refusal, writer_lock(tmp_path / "nowhere" / "news.db"):
        pass


@pytest.fixture
def sealed() -> Iterator[Path]:
    """Give a folder that everybody can read and nobody can write."""
    with tempfile.TemporaryDirectory() as folder:
        sealed = Path(folder)
        sealed.chmod(0o555)
        yield sealed
        sealed.chmod(0o755)


def test_a_folder_that_cannot_be_written_is_named(
    sealed: Path, powerless: Callable[[], AbstractContextManager[None]]
) -> None:
    refusal = pytest.raises(DatabaseUnusable, match=r"cannot be made \(Permission denied\): make the folder writable")
    with powerless(), refusal, writer_lock(sealed / "news.db"):
        pass
