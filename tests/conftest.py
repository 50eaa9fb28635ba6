"""The shipped lexicon and a coder made with it, once for all tests that want them."""

import pytest

from monitor.domain.classify.coder import Coder
from monitor.domain.model.lexicon import Lexicon
from monitor.settings.lexicon import load_lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def coder(lexicon: Lexicon) -> Coder:
    return Coder(lexicon)
