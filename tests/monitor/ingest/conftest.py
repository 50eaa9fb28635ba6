"""Makes the fake classifier importable, here and in the workers, which inherit the module path."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.ingest.lane import preload

HERE = str(Path(__file__).parent)


@pytest.fixture(scope="session", autouse=True)
def preloaded() -> None:
    """Have the workers' libraries imported once, whichever test starts the first worker."""
    preload(["monitor.ingest.inside"])


@pytest.fixture(scope="session")
def fake_coder() -> Iterator[str]:
    """Give the fake classifier's path for `Workers`."""
    sys.path.insert(0, HERE)
    yield "fake_coder:FakeCoder"
    sys.path.remove(HERE)
