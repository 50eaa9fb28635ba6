"""Every invented headline is filed as a careful reader files it."""

import tomllib
from pathlib import Path

import pytest

from monitor.domain.classify.coder import Coder
from monitor.domain.model.article import Article

ITEMS = tomllib.loads((Path(__file__).parent / "headlines.toml").read_text("utf-8"))["item"]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.get('title', item.get('text'))[:60]}")
def test_a_headline_is_filed_where_it_belongs(item: dict[str, object], coder: Coder) -> None:
    article = Article("a", str(item.get("title", "")), str(item.get("text", "")))
    assert coder.code(article).ceasefire_change.value in item["labels"]  # type: ignore[operator] # a list of labels
