"""A text coded as of a day, for all tests of this folder."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from monitor.domain.classify.coder import Coder
from monitor.domain.model.article import Article
from monitor.domain.model.report import Coding
from monitor.domain.model.time import to_millis

Code = Callable[..., Coding]


@pytest.fixture(scope="session")
def code(coder: Coder) -> Code:
    """Code a text as of a day (11 October 2020, a Sunday, unless another is given)."""

    def run(text: str, title: str = "", day: tuple[int, int, int] | None = (2020, 10, 11), lang: str = "") -> Coding:
        published = to_millis(datetime(*day, 18, tzinfo=UTC)) if day else None
        return coder.code(Article(id="a", title=title, text=text, published=published, lang=lang))

    return run
