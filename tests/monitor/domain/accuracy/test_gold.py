"""What a row's `gold` may hold, and what is said where it does not."""

import pytest

from monitor.domain.accuracy import BadGold, Gold, read_gold
from monitor.domain.model.report import Label


def test_every_key_is_read() -> None:
    raw = {
        "ceasefire_change": "announced",
        "also_acceptable": ["proposed", "none"],
        "parties": ["The River Front"],
        "militia_activity": False,
        "relevant": True,
        "annotator": "somebody",
    }
    gold = read_gold(raw)
    assert gold == Gold(
        Label.ANNOUNCED,
        frozenset({Label.PROPOSED, Label.NONE}),
        ("The River Front",),
        militia_activity=False,
        relevant=True,
    )
    assert gold.fine == {Label.ANNOUNCED, Label.PROPOSED, Label.NONE}


def test_what_is_missing_or_null_is_no_answer() -> None:
    nulls = dict.fromkeys(("ceasefire_change", "also_acceptable", "parties", "militia_activity", "relevant"))
    assert read_gold({}) == read_gold(nulls) == Gold()
    assert Gold().fine == frozenset()


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("none", "`gold` must be an object"),
        ({"ceasefire_change": "anounced"}, "`ceasefire_change`: 'anounced' is no label; write one of none, proposed"),
        ({"ceasefire_change": 3}, "`ceasefire_change`: 3 is no label"),
        ({"also_acceptable": "none"}, "`also_acceptable` must be a list; write [] for none"),
        ({"also_acceptable": [None]}, "`also_acceptable`: None is no label"),
        ({"parties": {"a": 1}}, "`parties` must be a list"),
        ({"parties": [7]}, "`parties`: 7 is no name"),
        ({"militia_activity": "yes"}, "`militia_activity`: 'yes' is no answer; write true, false, or null"),
        ({"relevant": 1}, "`relevant`: 1 is no answer"),
        ({"relevant": "\x1b[2J" + "x" * 999}, "`relevant`: '\\x1b[2Jxxx"),
    ],
)
def test_what_is_no_answer_is_told_with_its_cure(raw: object, told: str) -> None:
    with pytest.raises(BadGold) as error:
        read_gold(raw)
    assert told in str(error.value)
    assert len(str(error.value)) < 300
