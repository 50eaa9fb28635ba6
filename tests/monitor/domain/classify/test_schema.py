"""Every mistake in a pattern file is told, with its file."""

from typing import Any

import pytest

from monitor.domain.classify.schema import check_patterns

GOOD = {"id": "a.b", "act": "ends", "match": ["@truce"], "examples": ["Truce ends."]}


def mistakes(**changes: object) -> str:
    entry = {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    return "\n".join(check_patterns({"own": {"words": {"truce": ["truce"]}, "pattern": [entry]}}))


def test_a_good_file_has_none() -> None:
    assert mistakes() == ""
    assert mistakes(act=None, event="ASSAULT", needs=None) == ""


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"act": None}, "needs either an act or an event"),
        ({"event": "ASSAULT"}, "needs either an act or an event"),
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"examples": []}, "needs 'examples'"),
        ({"act": "dances"}, "act = 'dances'; allowed: "),
        ({"negated": ["ends"]}, "negated = ['ends']"),
        ({"rank": 101}, "rank = 101"),
        ({"rank": "high"}, "rank = 'high'"),
        ({"match": "@truce"}, "lists of lines"),
        ({"match": [3]}, "lists of lines"),
        ({"match": ["@war"]}, "there is no class 'war'"),
    ],
)
def test_a_pattern_mistake_is_told(changes: dict[str, Any], told: str) -> None:
    assert told in mistakes(**changes)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"verb": {}}, "unknown table 'verb'"),
        ({"pattern": {}}, r"write patterns as [[pattern]]"),
        ({"words": []}, "'words' is not a table"),
        ({"words": {"a": []}}, "words.a: write a list of words"),
        ({"words": {"a": [" "]}}, "words.a: write a list of words"),
        ({"words": {"wall": ["x"]}}, "this class is built in"),
        ({"triage": {"doors": ["x"]}}, "unknown list; allowed: classes, phrases, everyday"),
        ({"triage": {"classes": ["war"]}}, "triage.classes: no file has a class 'war'"),
        ({"irregular": {"go": ["went"]}}, "irregular.go: write past and participle"),
    ],
)
def test_a_table_mistake_is_told(content: dict[str, Any], told: str) -> None:
    assert told in "\n".join(check_patterns({"own": content}))


def test_ids_are_unique() -> None:
    content = {"words": {"truce": ["truce"]}, "pattern": [GOOD, GOOD]}
    assert "'a.b' is used 2 times" in "\n".join(check_patterns({"own": content}))
