"""Makes the fake classifier importable, here and in the workers, which inherit the module path."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = str(Path(__file__).parent)


@pytest.fixture
def fake_coder() -> Iterator[str]:
    """Give the fake classifier's path for `Workers`."""
    sys.path.insert(0, HERE)
    yield "fake_coder:FakeCoder"
    sys.path.remove(HERE)
